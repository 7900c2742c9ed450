"""Gathers the pieces of an issue into drafts of articles, and separates the furniture."""

from collections.abc import Sequence

from generator.language import furniture, scripts, staff
from generator.model import Folio
from generator.understanding import jumps, picture_places
from generator.understanding.drafts import Draft, Layout, Picture, StaffLine
from generator.understanding.parts import Part, Piece


def gather(pieces: Sequence[Piece]) -> Layout:
    """Puts the pieces of one issue into articles."""
    layout = Layout()
    draft: Draft | None = None
    picture: Picture | None = None
    folio = ""
    for at, piece in enumerate(pieces):
        if piece.part is Part.FURNITURE:
            layout.furniture += piece.block.lines
            if draft is not None:
                draft.strays.append(piece)
            folio = _turn_page(piece, layout, folio)
            _note_staff(piece, layout, folio)
        elif piece.part is Part.CAPTION:
            picture = _pictured(piece, pieces[at - 1] if at else None, picture, draft, layout, folio)
        elif piece.part is Part.CREDIT and picture is not None:
            picture.credit.append(piece)
        else:
            if draft is None or piece.opens:
                draft = Draft(folio)
                layout.drafts.append(draft)
            _add(piece, draft)
        if piece.part not in (Part.CAPTION, Part.CREDIT):
            picture = None
    jumps.join(layout)
    picture_places.gather_groups(layout)
    picture_places.place_photos(layout)
    _mark_last(layout, pieces)
    return layout


def _pictured(
    piece: Piece, above: Piece | None, picture: Picture | None, draft: Draft | None, layout: Layout, folio: str
) -> Picture:
    """The picture that a caption belongs to: a new one, or the last one, if this line continues its caption."""
    if (
        picture is not None
        and above is not None
        and above.part is Part.CAPTION
        and picture_places.is_cut(above.text, piece.text)
    ):
        picture.captions.append(piece)
        return picture
    picture = Picture([piece])
    if draft is not None and draft.headlines and not draft.body and draft.folio == folio and _fits(draft, piece):
        draft.photos.append(picture)
    else:
        layout.drafts.append(Draft(folio, photos=[picture]))
    return picture


def _fits(draft: Draft, caption: Piece) -> bool:
    """Whether a picture below a headline belongs to it; a second picture with its own date is a separate item."""
    if not draft.photos or not draft.photos[-1].credit:
        return True
    is_group = picture_places.is_numbered(caption.text) or caption.text[0] == draft.photos[-1].captions[0].text[0]
    return is_group or not picture_places.DATED.search(caption.text)


def _add(piece: Piece, draft: Draft) -> None:
    if piece.part is Part.HEADLINE:
        draft.headlines.append(piece)
    elif piece.part in (Part.BYLINE, Part.TAIL):
        draft.bylines.append(piece)
    else:
        draft.body.append(piece)


def _turn_page(piece: Piece, layout: Layout, folio: str) -> str:
    for line in piece.block.lines:
        plain = scripts.simplified(line)
        mark = furniture.folio(plain) if furniture.reason(plain) else None  # a line of contents starts no new 版
        if mark:
            folio = mark.number
            if folio not in {known.number for known in layout.folios}:
                layout.folios.append(Folio(folio, mark.name))
    return folio


def _note_staff(piece: Piece, layout: Layout, folio: str) -> None:
    for line in layout.staff:
        if not line.below and line.above != folio:
            line.below = folio
    people = tuple(person for line in piece.block.lines for person in staff.people(line))
    if people:
        layout.staff.append(StaffLine(piece.block.line, folio, people))


def _mark_last(layout: Layout, pieces: Sequence[Piece]) -> None:
    """Marks the article whose text is the last of the source."""
    texts = [piece for piece in pieces if piece.part is not Part.FURNITURE]
    running = [draft for draft in layout.drafts if draft.body]
    if running and texts and running[-1].body[-1].block.line == max(piece.block.line for piece in texts):
        running[-1].last = True
