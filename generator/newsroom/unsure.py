"""Doubts about import's own decisions: uncertain boundaries of articles, and lines joined on weak evidence.

Only import can find these; ``banmian check`` keeps them until an editor has answered.
"""

from collections.abc import Iterator

from generator.content.doubts import Doubt
from generator.proofreading.copy_lines import line, paragraph
from generator.understanding.drafts import Draft
from generator.understanding.parts import Part, Piece

UNSURE = 3.5
"""A boundary with a smaller margin than this, in the units of ``weights``, raises a doubt."""
WEAK = 7.0
"""A join with a smaller sum of evidence than this, in the same units, raises a doubt."""
SPAN = 16


def doubts(draft: Draft) -> Iterator[Doubt]:
    """Doubts about joined lines, and at most one about a draft's boundaries, for the least certain of its lines."""
    numbers = {piece: number for number, pieces in enumerate(draft.paragraphs(), 1) for piece in pieces}
    name = line if any(piece.part in (Part.VERSE, Part.ROW) for piece in draft.body) else paragraph
    places = {piece: name(number) for piece, number in numbers.items()}
    inside = (*draft.headlines, *draft.bylines, *draft.body)
    least = min((*inside, *draft.strays), key=lambda piece: piece.margin, default=None)
    if least is not None and least.margin < UNSURE:
        is_end = bool(draft.body) and least is draft.body[-1]
        place, about = (_place(least, places), _about(least, is_end=is_end)) if least in inside else ("文末", _STRAY)
        yield Doubt("boundary", place, least.text[:SPAN], *about)
    before: Piece | None = None
    for piece in draft.body:
        if piece.part is Part.REST and before is not None:
            is_number = before.text[-1:].isdigit() and piece.text[:1].isdigit()
            if is_number or piece.joined < WEAK:
                span = before.text[-SPAN // 2 :] + piece.text[: SPAN // 2]
                yield Doubt("joined", _place(piece, places), span, *(_NUMBER if is_number else _JOINED))
        before = piece


# The reasons of these doubts, and what to do in each case; where import was right, an editor only has to answer.
_RIGHT = "就答 right"
_STRAY = (
    "这一行当作了版面文字，收在 issue.md 里，也可能是文章里的",
    f"不是文章里的，{_RIGHT}；是，就补进这一篇或下一篇，答 fixed",
)
_JOINED = (
    "原稿的两行接成了一段，依据不足",
    f"对照原稿：是一段，{_RIGHT}；是两段，就在中间空一行，答 fixed",
)
_NUMBER = (
    "原稿的两行接成了一段，两行的数字连在了一起",
    f"对照原稿：是一个数，{_RIGHT}；不是，就在中间空一行，答 fixed",
)
_HEADLINE = (
    "拿不准这一行是标题，还是上一篇的末一行",
    f"是标题，{_RIGHT}；不是，就把这一篇的文字移到上一篇末尾，删掉这一篇",
)
_OPENING = (
    "拿不准从这里起是新的一篇，还是接着上一篇",
    f"是新的一篇，{_RIGHT}；不是，就把这一篇的文字移到上一篇末尾，删掉这一篇",
)
_LAST = (
    "拿不准这一行是这一篇的末一行，还是下一篇的标题",
    f"是这一篇的，{_RIGHT}；是标题，就移到下一篇，答 fixed",
)
_TITLE = (
    "这一行在正文里，也可能是另一篇的标题",
    f"是这一篇的，{_RIGHT}；是另一篇，就从这里起移到一个新文件，答 fixed",
)
_BYLINE = (
    "拿不准这一行是署名，还是另一篇的标题",
    f"是署名，{_RIGHT}；是标题，就移到那一篇，答 fixed",
)
_ANOTHER = (
    "从这里起归在这一篇，也可能是另一篇",
    f"是这一篇的，{_RIGHT}；是另一篇，就从这里起移到一个新文件，答 fixed",
)


def _place(piece: Piece, places: dict[Piece, str]) -> str:
    return places.get(piece) or ("标题" if piece.part is Part.HEADLINE else "署名")


def _about(piece: Piece, *, is_end: bool) -> tuple[str, str]:
    """The reason of the doubt about a line, and what to do about it."""
    if piece.opens:
        return _HEADLINE if piece.part is Part.HEADLINE else _OPENING
    if piece.runner_up == Part.HEADLINE:
        if piece.part in (Part.BYLINE, Part.TAIL):
            return _BYLINE
        return _LAST if is_end else _TITLE
    return _ANOTHER
