"""Why import made of a raw issue what it made: block by block, with what spoke for it and how sure it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.sources.raw import Raw
from generator.understanding import best_reading, items, manuscript
from generator.understanding.parts import Part, Piece

CLOSE = 5.0
"""A reading that is better than the next one by less than this is close: one strong sign would have turned it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One block: where it stands, the article it went to (from 1; 0 for furniture), what it is there, and why.

    ``doubt`` tells the reading that came next, and how near it came; it is empty where nothing else came near.
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
        # By line, as gathering makes new pieces of a story's second half that is put behind its first.
        owner = {piece.block.line: number for number, draft in enumerate(drafts, before + 1) for piece in draft.pieces}
        for piece in pieces:
            number = owner.get(piece.block.line, 0)
            yield Explained(
                raw.source, piece.block.line, number, str(piece.part), piece.why or "合文法", doubt(piece), piece.text
            )
        before += len(drafts)


def doubt(piece: Piece) -> str:
    """The reading that came next to that of a piece, where it came near, and by how much it lost."""
    if piece.part is Part.REST and piece.joined < CLOSE:
        return f"接上段的理由只有 {piece.joined:.1f} 分，也许另起一段"
    if piece.margin >= CLOSE or not piece.runner_up:
        return ""
    place = "接着上一篇" if piece.opens else "另起一篇"
    return f"也许{place}，作{piece.runner_up}，只差 {piece.margin:.1f} 分"
