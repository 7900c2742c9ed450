"""Assigns articles to the 版 of their page, if the page's layout shows it (a number alone in the margin)."""

from collections.abc import Sequence
from operator import itemgetter

from generator.model import Folio
from generator.understanding.drafts import Layout


def place(layout: Layout, turns: Sequence[tuple[int, Folio | None]]) -> None:
    """Gives every article the 版 of the page that it begins on; ``turns`` has the first line and 版 of each page."""

    def folio_at(line: int, before: str) -> str:
        _, folio = max((turn for turn in turns if turn[0] <= line), key=itemgetter(0), default=(0, None))
        return before if folio is None else folio.number

    for draft in layout.drafts:
        draft.folio = folio_at(min((piece.block.line for piece in draft.pieces), default=0), draft.folio)
    for named in layout.staff:
        named.above = folio_at(named.line, named.above)
    known = {folio.number for folio in layout.folios}
    shown = dict.fromkeys(folio for _, folio in turns if folio is not None and folio.number not in known)
    layout.folios += shown
