"""What each block of a raw issue is: headline, byline, body, caption, credit, furniture.

The rules are those a newspaper's editor would state. Each gives its reason, so that a label can be explained.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from generator.intake import bylines, furniture, mend
from generator.intake.manuscript import Block

HEADLINE_LENGTH = 40
BYLINE_LENGTH = 40
GROUP_LENGTH = 5

CAPTION_SIGN = re.compile(
    r"图为|(?:上|下|左|右|题|大|小)图(?:为|[:：])|图[①-⑨一二三四1-4１-４]\s*(?:为|[:：])|[▲△▼]\s*(?=\S)"
)
CAPTION_DAY = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日|近日[,，]|日前[,，]|图为")
# A sentence that tells when: 3月18日清晨，…… opens a caption or a story, never a headline.
TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
NOTE = re.compile(r"(?:编者按|编者的话|开栏的话|编后|编后语|写在前面|卷首语)(?=$|[:：\s])")
CONTINUED = re.compile(r"[(（]\s*(?:紧接|上接)[^()（）]{1,14}[)）]")


class Part(StrEnum):
    """What a block is in its article, or that it belongs to none."""

    HEADLINE = "headline"
    BYLINE = "byline"
    LEDE = "lede"
    BODY = "body"
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
    ahead = _Lookahead(blocks)
    pieces: list[Piece] = []
    headlines_until = 0
    for at, block in enumerate(blocks):
        end, why = (headlines_until, "标题组") if at < headlines_until else ahead.headlines(at)
        # A picture may stand inside a paragraph: then the line above it is the paragraph's, not a headline.
        if end > at and not (why == PICTURE_FOLLOWS and _is_open(pieces)):
            headlines_until = end
            pieces.append(Piece(block, block.text, Part.HEADLINE, why))
        else:
            pieces += _plain_pieces(block, ahead.furniture[at], pieces)
            if pieces[-1].part is Part.CREDIT and len(pieces) > 2:
                _mend_caption(pieces)
    return pieces


PICTURE_FOLLOWS = "后面是图片说明"


def _plain_pieces(block: Block, is_furniture: str, before: list[Piece]) -> list[Piece]:
    """The pieces of a block that is no headline."""
    text = block.text
    if is_furniture:
        return [Piece(block, text, Part.FURNITURE, is_furniture)]
    below_headline = bool(before) and before[-1].part is Part.HEADLINE
    if bylines.is_credit(text) and not below_headline:
        if before and before[-1].part is Part.BODY:
            caption = before[-1]
            before[-1] = Piece(caption.block, caption.text, Part.CAPTION, "下一行是摄影署名")
        return [Piece(block, text, Part.CREDIT, "整行是摄影署名")]
    if is_byline(text, below_headline=below_headline):
        return [Piece(block, text, Part.BYLINE, "整行是作者署名")]
    credit = bylines.glued_credit(text)
    if credit:
        return [
            Piece(block, text[:credit].rstrip(), Part.CAPTION, "末尾连着摄影署名"),
            Piece(block, text[credit:], Part.CREDIT, "连在图片说明末尾"),
        ]
    if bylines.DATELINE.match(text):
        return [Piece(block, text, Part.LEDE, "以“本报讯”或电头开头")]
    if _is_open(before):
        return [Piece(block, text, Part.BODY, "接着没有完的一段")]
    if CAPTION_SIGN.match(text):
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
    """Whether the last piece of running text still lacks its end."""
    running = next((p for p in reversed(pieces) if p.part not in (Part.FURNITURE, Part.CAPTION, Part.CREDIT)), None)
    return running is not None and running.part in (Part.BODY, Part.LEDE) and not mend.is_complete(running.text)


class _Lookahead:
    """What the blocks below say of a block: worked out from the last to the first, each once."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.furniture = [_furniture(block) for block in blocks]
        self._groups: list[tuple[int, str]] = [(0, "")] * len(blocks)
        self._opens: list[str] = [""] * (len(blocks) + 3)
        for at in reversed(range(len(blocks))):
            self._opens[at] = self._opening(at)
            self._groups[at] = self._group(at)

    def headlines(self, at: int) -> tuple[int, str]:
        """The end (exclusive) of the group of headlines that starts here, and why; ``at`` itself for none."""
        return self._groups[at]

    def _group(self, at: int) -> tuple[int, str]:
        end, strong = at, ""
        while end < len(self.blocks) and end - at < GROUP_LENGTH and not self.furniture[end]:
            block = self.blocks[end]
            if block.marked and not is_running(block.text):
                strong = strong or "有标题记号"
            elif not can_be_headline(block) or self._is_signature(end, below=end > at) or self._captions(end):
                break
            elif len(block.lines) > 1:
                strong = strong or "分两行排的标题"
            elif NOTE.fullmatch(block.text):
                strong = strong or "编者按一类的栏题"
            end += 1
        if end == at:
            return at, ""
        if self._opens[end]:
            return end, strong or self._opens[end]
        if not strong:
            return at, ""
        # Only as far as the last block that is surely a headline, its subtitle included.
        while end > at and not self._is_sure(end - 1):
            end -= 1
        return end, strong

    def _is_signature(self, at: int, *, below: bool) -> bool:
        text = self.blocks[at].text
        return bylines.is_credit(text) or is_byline(text, below_headline=below)

    def _is_sure(self, at: int) -> bool:
        block = self.blocks[at]
        is_marked = block.marked and not is_running(block.text)
        return is_marked or len(block.lines) > 1 or is_subtitle(block.text) or bool(NOTE.fullmatch(block.text))

    def _opening(self, at: int) -> str:
        """Why the block at ``at`` is the first of a story below its headline; ``""`` where nothing says so."""
        if self.furniture[at]:
            return ""
        text = self.blocks[at].text
        if bylines.lede(text):
            return "后面是“本报讯”或电头"
        if CONTINUED.match(text):
            return "后面从另一版接来"
        if is_byline(text, below_headline=True):
            return "后面是作者署名"
        captions = self._captions(at)
        if not captions:
            return ""
        after = at + captions
        is_end = after >= len(self.blocks) or bool(self.furniture[after])
        return PICTURE_FOLLOWS if is_end or self._opens[after] or self._groups[after][0] > after else ""

    def _captions(self, at: int) -> int:
        """How many blocks the caption that stands here takes with its credit; 0 for no caption."""
        text = self.blocks[at].text
        if bylines.is_credit(text) or bylines.lede(text):
            return 0
        if bylines.glued_credit(text):
            return 1
        return 2 if at + 1 < len(self.blocks) and bylines.is_credit(self.blocks[at + 1].text) else 0


def _furniture(block: Block) -> str:
    """Why a block is furniture: all of its lines are."""
    reasons = [furniture.reason(line) for line in block.lines]
    return reasons[0] if all(reasons) and not block.marked else ""


def is_byline(text: str, *, below_headline: bool) -> bool:
    """Whether a line is nothing but a byline."""
    return len(text) <= BYLINE_LENGTH and bylines.own_line(text, below_headline=below_headline) is not None


def is_running(text: str) -> bool:
    """Whether a block is running text in spite of a headline's mark: long, or a whole sentence."""
    return len(text) > 2 * HEADLINE_LENGTH or text.endswith("。") or bylines.lede(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a headline's line begins with the dash that marks a subtitle (副题)."""
    return text.startswith(("——", "—", "--"))


def can_be_headline(block: Block) -> bool:
    """Whether a block has a headline's form: short, no full stop, not broken off at a comma."""
    text = block.text
    return (
        len(text) <= HEADLINE_LENGTH
        and len(block.lines) <= 3
        and text[-1] not in "。，,、；;：:"
        and "。" not in text
        and text[0] not in "，,。、；;：:）)”》」』％%"
        and bylines.DATELINE.match(text) is None
        and not CONTINUED.match(text)
        and not TELLS_WHEN.match(text)
        and not _closes_more_than_it_opens(text)
        and not mend.is_subhead(text)
    )


def _closes_more_than_it_opens(text: str) -> bool:
    """Whether a text is the end of something that began above it: 满) after (叶小."""
    return any(text.count(right) > text.count(left) for left, right in ("()", "（）", "“”", "《》", "【】"))
