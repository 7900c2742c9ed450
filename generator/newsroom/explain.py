"""Explains the result of an import block by block: what each block was taken for, why, and how certain that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.sources.raw import Raw
from generator.understanding import best_reading, items, manuscript
from generator.understanding.parts import Part, Piece

CLOSE = 5.0
"""If the best reading is better than the next by less than this, it is uncertain: one strong sign could change it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One block: its file and line, its article (from 1; 0 for furniture), its part in the article, and why.

    ``doubt`` tells the second-best reading and how close it is; it is empty where no other reading is close.
    """

    source: str
    line: int
    article: int
    name: str
    why: str
    doubt: str
    text: str


def explain(raws: Sequence[Raw]) -> Iterator[Explained]:
    """Every block of an issue's raw texts in order."""
    before = 0
    for raw in raws:
        pieces = best_reading.read(manuscript.from_text(raw.text).blocks)
        drafts = items.gather(pieces).drafts
        # Matched by line numbers, since ``gather`` makes new pieces where it joins the two parts of a story.
        owner = {piece.block.line: number for number, draft in enumerate(drafts, before + 1) for piece in draft.pieces}
        for piece in pieces:
            number = owner.get(piece.block.line, 0)
            yield Explained(
                raw.source, piece.block.line, number, str(piece.part), piece.why or "合文法", doubt(piece), piece.text
            )
        before += len(drafts)


def doubt(piece: Piece) -> str:
    """The second-best reading of a piece and its distance, in Chinese; ``""`` where it is not close."""
    if piece.part is Part.REST and piece.joined < CLOSE:
        return f"接上段的理由只有 {piece.joined:.1f} 分，也许另起一段"
    if piece.margin >= CLOSE or not piece.runner_up:
        return ""
    place = "接着上一篇" if piece.opens else "另起一篇"
    return f"也许{place}，作{piece.runner_up}，只差 {piece.margin:.1f} 分"
