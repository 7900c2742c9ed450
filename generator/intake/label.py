"""What each block of a raw issue is: headline, byline, body, caption, credit, furniture.

The rules are those a newspaper's editor would state. Each gives its reason, so that a label can be explained.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from generator.intake import bylines, mend
from generator.intake.headlines import (
    CONTINUED,
    NEWS_FOLLOWS,
    PICTURE_FOLLOWS,
    WITH_COLUMN,
    WITH_DASH,
    Headlines,
    is_byline,
)
from generator.intake.manuscript import Block

CAPTION_SIGN = re.compile(
    r"图为|(?:上|下|左|右|题|大|小)图(?:为|[:：])|图[①-⑨一二三四1-4１-４]\s*(?:为|[:：])|[▲△▼]\s*(?=\S)"
)
CAPTION_DAY = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日|近日[,，]|日前[,，]|图为")
MOST_BETWEEN = 40
"""How many lines of furniture and pictures may stand between the halves of a paragraph."""


class Part(StrEnum):
    """What a block is in its article, or that it belongs to none."""

    HEADLINE = "headline"
    BYLINE = "byline"
    LEDE = "lede"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a part of one, with its label and the rule that gave it."""

    block: Block
    text: str
    part: Part
    why: str


def label(blocks: tuple[Block, ...]) -> list[Piece]:
    """A label for every block, in order; a block with a credit glued to its caption becomes two pieces."""
    ahead = Headlines(blocks)
    pieces: list[Piece] = []
    headlines_until = 0
    for at, block in enumerate(blocks):
        end, why = (headlines_until, "标题组") if at < headlines_until else _headlines(ahead, at, pieces)
        if end > at:
            headlines_until = end
            pieces.append(Piece(block, block.text, Part.HEADLINE, why))
        else:
            pieces += _plain_pieces(block, ahead.furniture[at], pieces)
            if pieces[-1].part is Part.BODY and ahead.is_heading(at) and not _is_open(pieces[:-1]):
                pieces[-1] = Piece(block, block.text, Part.SUBHEAD, "上下都是完整的段，短行是小标题")
            if pieces[-1].part is Part.CREDIT and len(pieces) > 2:
                _mend_caption(pieces)
    return pieces


def _headlines(ahead: Headlines, at: int, before: list[Piece]) -> tuple[int, str]:
    """The end (exclusive) of the group of headlines at ``at``, by what stands below it and above it, and why."""
    end, why = ahead.group(at)
    if end > at:
        # A paragraph that still lacks its end goes on, in whatever form, unless this line is a headline for sure.
        # A picture may stand inside one: then the line above it is the paragraph's.
        is_weak = why in (PICTURE_FOLLOWS, WITH_COLUMN, WITH_DASH) or (end > at + 1 and not ahead.is_sure(at))
        return (at, "") if is_weak and _is_open(before) else (end, why)
    if before and before[-1].part is Part.HEADLINE:
        return at, ""
    above = _story_is_over(before)
    if not above and not _is_open(before):
        above = ahead.stands_out(at)
        # A feature has headings; a piece of news (本报讯) and a picture have none.
        if above == NEWS_FOLLOWS and _in_feature(before):
            return at, ""
    return (ahead.bare(at), above) if above else (at, "")


def _in_feature(before: list[Piece]) -> bool:
    """Whether the story above opens without a lede, or has had a heading already; a picture is no story."""
    if before and before[-1].part is Part.CREDIT:
        return False
    for piece in reversed(before):
        if piece.part is Part.LEDE:
            return False
        if piece.part in (Part.HEADLINE, Part.BYLINE, Part.SUBHEAD):
            return True
    return False


def _story_is_over(before: list[Piece]) -> str:
    """What shows that the story above is at its end, so that a short line can only be the next one's headline."""
    if not before:
        return "原稿的第一行"
    last = before[-1]
    if last.part is Part.FURNITURE:
        return "" if _is_open(before) else "换了版面"
    if last.part is Part.BYLINE and bylines.is_bracketed(last.text):
        return "上一篇已经署名结束"
    if last.part in (Part.BODY, Part.LEDE) and (bylines.tail(last.text) or mend.ends_story(last.text)):
        return "上一篇已经结束"
    return ""


def _plain_pieces(block: Block, is_furniture: str, before: list[Piece]) -> list[Piece]:
    """The pieces of a block that is no headline."""
    text = block.text
    if is_furniture:
        return [Piece(block, text, Part.FURNITURE, is_furniture)]
    below_headline = bool(before) and before[-1].part is Part.HEADLINE
    if bylines.is_credit(text) and not below_headline:
        at = len(before) - 1
        if at > 0 and bylines.is_role(before[at].text):
            before[at] = Piece(before[at].block, before[at].text, Part.CREDIT, "摄影署名的前一半")
            at -= 1
        if at >= 0 and before[at].part is Part.BODY:
            before[at] = Piece(before[at].block, before[at].text, Part.CAPTION, "下一行是摄影署名")
        return [Piece(block, text, Part.CREDIT, "整行是摄影署名")]
    if is_byline(text, below_headline=below_headline):
        return [Piece(block, text, Part.BYLINE, "整行是作者署名")]
    credit = bylines.glued_credit(text)
    if credit and not _signs_story(text, text[credit:], before):
        return [
            Piece(block, text[:credit].rstrip(), Part.CAPTION, "末尾连着摄影署名"),
            Piece(block, text[credit:], Part.CREDIT, "连在图片说明末尾"),
        ]
    if bylines.DATELINE.match(text):
        return [Piece(block, text, Part.LEDE, "以“本报讯”或电头开头")]
    if _is_open(before):
        return [Piece(block, text, Part.BODY, "接着没有完的一段")]
    if CAPTION_SIGN.match(text) and not _is_list_item(text, before):
        return [Piece(block, text, Part.CAPTION, "以“图为”一类的字开头")]
    if bylines.lede(text):
        return [Piece(block, text, Part.LEDE, "以记者署名开头")]
    lede = bylines.glued_lede(text)
    if lede:
        return [
            Piece(block, text[:lede].rstrip(), Part.HEADLINE, "标题与电头连排"),
            Piece(block, text[lede:], Part.LEDE, "连在标题后面的电头"),
        ]
    if CONTINUED.match(text):
        return [Piece(block, text, Part.LEDE, "从另一版接来")]
    return [Piece(block, text, Part.BODY, "正文")]


def _is_list_item(text: str, before: list[Piece]) -> bool:
    """Whether a triangle opens one of several items, and not a caption."""
    return text[0] in "▲△▼" and (text[-1] in "；;" or (bool(before) and before[-1].text[0] == text[0]))


def _signs_story(text: str, credit: str, before: list[Piece]) -> bool:
    """Whether 文/图 behind the last paragraph of a story signs the story, and not a caption."""
    in_story = bool(before) and before[-1].part in (Part.BODY, Part.LEDE)
    return in_story and bylines.is_text_and_picture(credit) and not CAPTION_DAY.match(text) and "图为" not in text


def _mend_caption(pieces: list[Piece]) -> None:
    """Gives a caption its first half, where a column cut it: one that opens with a day, as captions do.

    Any other half sentence above is a story's paragraph, broken off or with the picture standing inside of it.
    """
    half, caption, credit = pieces[-3:]
    if caption.part is not Part.CAPTION or half.part is not Part.BODY or mend.is_complete(half.text):
        return
    if CAPTION_DAY.match(half.text) and not CAPTION_DAY.match(caption.text):
        pieces[-3:] = [Piece(half.block, half.text, Part.CAPTION, "图片说明的前一半"), caption, credit]


def _is_open(pieces: list[Piece]) -> bool:
    """Whether the last piece of running text still lacks its end; pictures may stand behind it, but only so many."""
    near = islice(reversed(pieces), MOST_BETWEEN)
    running = next((p for p in near if p.part not in (Part.FURNITURE, Part.CAPTION, Part.CREDIT)), None)
    return running is not None and running.part in (Part.BODY, Part.LEDE) and not mend.is_complete(running.text)
