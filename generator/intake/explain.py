"""Why import made of a raw issue what it made: block by block, with the rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.intake import label, manuscript, mend, split
from generator.intake.label import Part, Piece
from generator.intake.raw import Raw

NAMES = {
    Part.HEADLINE: "标题",
    Part.BYLINE: "署名",
    Part.LEDE: "开头",
    Part.BODY: "正文",
    Part.SUBHEAD: "小标题",
    Part.CAPTION: "图说",
    Part.CREDIT: "图署",
    Part.FURNITURE: "版面",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One block: where it stands, the article it went to (from 1; 0 for furniture), what it is there, and why."""

    source: str
    line: int
    article: int
    name: str
    why: str
    text: str


def explain(raws: Sequence[Raw]) -> Iterator[Explained]:
    """Every block of an issue's raw texts in order."""
    before = 0
    for raw in raws:
        pieces = label.label(manuscript.from_text(raw.text).blocks)
        drafts = split.split(pieces).drafts
        # Splitting may see a piece otherwise than labelling did: what the article made of it counts.
        owned = {
            _place(piece): (number, piece) for number, draft in enumerate(drafts, before + 1) for piece in draft.pieces
        }
        joined = {id(piece) for draft in drafts for piece in _joined(draft.body)}
        for labelled in pieces:
            number, piece = owned.get(_place(labelled), (0, labelled))
            why = f"{piece.why}；与上一段是一段" if id(piece) in joined else piece.why
            yield Explained(raw.source, piece.block.line, number, NAMES[piece.part], why, piece.text)
        before += len(drafts)


def _place(piece: Piece) -> tuple[int, str]:
    return piece.block.line, piece.text


def _joined(body: list[Piece]) -> Iterator[Piece]:
    """The pieces that were put behind the one before them, because a column had cut a paragraph there."""
    subheads = {at for at, piece in enumerate(body) if piece.part is Part.SUBHEAD}
    starts = mend.starts([piece.text for piece in body], subheads)
    yield from (piece for at, piece in enumerate(body) if at not in starts)
