"""The QR code on an article's page."""

import segno

from generator.pages import qr

ADDRESS = "https://news.example.org/2026-03-25/01.html"


def test_the_path_draws_the_code_that_holds_the_address() -> None:
    """Each dark module of the address's code is covered by the path once, and no other."""
    size, path = qr.draw(ADDRESS)
    drawn: set[tuple[int, int]] = set()
    for stroke in path.removeprefix("M").removesuffix("z").split("zM"):
        place, _, rest = stroke.partition("h")
        x, y = map(int, place.split(" "))
        cells = {(x + at, y) for at in range(int(rest.split("v")[0]))}
        assert not drawn & cells
        drawn |= cells
    code = segno.make(ADDRESS, error="m", micro=False, mask=qr.MASK, boost_error=False)
    assert size == len(code.matrix)
    assert drawn == {(x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}
