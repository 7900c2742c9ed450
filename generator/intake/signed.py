"""Two stories that stand under one headline, told apart by their signatures: a story is signed once."""

import re
from dataclasses import replace

from generator.intake import bylines, mend
from generator.intake.drafts import Draft, common_pairs, han
from generator.intake.headlines import can_be_headline, is_balanced
from generator.intake.label import Part, Piece

COMMON_PAIRS = 2
DAY = re.compile(r"\d日")


def signed_once(draft: Draft) -> list[Draft]:
    """Two stories from one that is signed at its head and again at its end, where a headline stands between.

    A story is signed once. The line that parts them has a headline's form, and the text below speaks of it.
    """
    if not draft.body or not _signed_at_head(draft) or not _signed_at_tail(draft):
        return [draft]
    middle = range(1, len(draft.body) - 1)
    parting = [at for at in middle if _parts(draft.body, at)]
    # Half a paragraph has commas, a headline hardly ever.
    parting = [at for at in parting if not re.search("[,，]", draft.body[at].text)] or parting
    if len(parting) != 1:
        return [draft]
    at = parting[0]
    line = draft.body[at].block.line
    first, second = Draft(draft.folio, draft.headlines), Draft(draft.folio)
    first.body, second.body = draft.body[:at], draft.body[at + 1 :]
    second.headlines = [replace(draft.body[at], part=Part.HEADLINE, why="上一篇已经署名，下面一篇另有署名")]
    first.bylines = [piece for piece in draft.bylines if piece.block.line < line]
    second.bylines = [piece for piece in draft.bylines if piece.block.line > line]
    first.photos = [photo for photo in draft.photos if photo.captions[0].block.line < line]
    second.photos = [photo for photo in draft.photos if photo.captions[0].block.line > line]
    return [first, second]


def _signed_at_head(draft: Draft) -> bool:
    first = draft.body[0]
    lede = bylines.lede(first.text)
    has_head = lede is not None and (bool(lede.authors) or bool(DAY.search(first.text[: lede.length])))
    return has_head or any(piece.block.line < first.block.line for piece in draft.bylines)


def _signed_at_tail(draft: Draft) -> bool:
    last = draft.body[-1]
    return (
        bool(bylines.tail(last.text))
        or mend.ends_story(last.text)
        or any(piece.block.line > last.block.line for piece in draft.bylines)
    )


def _parts(body: list[Piece], at: int) -> bool:
    above, piece, below = body[at - 1 : at + 2]
    return (
        can_be_headline(piece.block)
        and is_balanced(piece.text)
        and piece.text == piece.block.text
        and mend.is_complete(above.text)
        and common_pairs(han(piece.text), below.text) >= COMMON_PAIRS
    )
