"""Where import was not sure: places at which an item may begin otherwise, and lines that were joined on weak evidence.

Only import sees these; ``banmian check`` keeps them until an editor has answered.
"""

from collections.abc import Iterator

from generator.content.doubts import Doubt
from generator.intake.drafts import Draft
from generator.intake.proofread.lines import paragraph
from generator.intake.understanding.parts import Part, Piece

UNSURE = 3.0
"""From a lower margin on, in the units of the evidence, a boundary is told."""
WEAK = 7.0
"""From a lower sum of evidence on, a join is told."""
SPAN = 16


def doubts(draft: Draft) -> Iterator[Doubt]:
    """The doubts about where a draft begins and ends, and about how its lines were put together."""
    numbers = {piece: number for number, pieces in enumerate(draft.paragraphs(), 1) for piece in pieces}
    for piece in (*draft.headlines, *draft.bylines, *draft.body):
        if piece.margin < UNSURE:
            yield Doubt("boundary", _place(piece, numbers), piece.text[:SPAN], *_about(piece))
    before: Piece | None = None
    for piece in draft.body:
        if piece.part is Part.REST and before is not None:
            is_number = before.text[-1:].isdigit() and piece.text[:1].isdigit()
            if is_number or piece.joined < WEAK:
                span = before.text[-SPAN // 2 :] + piece.text[: SPAN // 2]
                reason = "两行接成一段，中间的数字连在一起" if is_number else "两行接成一段，依据不足"
                yield Doubt("joined", _place(piece, numbers), span, reason, "对照原稿，看是一段还是两段")
        before = piece


def _place(piece: Piece, numbers: dict[Piece, int]) -> str:
    if piece in numbers:
        return paragraph(numbers[piece])
    return "标题" if piece.part is Part.HEADLINE else "署名"


def _about(piece: Piece) -> tuple[str, str]:
    """What is not sure about a line, and what to look at."""
    if piece.opens and piece.part is Part.HEADLINE:
        return "这一行也可能不是标题，而是上一篇的一行", "看这里是不是另起一篇"
    if piece.opens:
        return "这里也可能接着上一篇", "看这里是不是另起一篇"
    if piece.runner_up == Part.HEADLINE:
        return "这一行也可能是下一篇的标题", "看这里是不是另起一篇"
    return "这里也可能另起一篇", "看这里是不是两篇"
