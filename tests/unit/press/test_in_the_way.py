"""A file of the paper's own that becomes a folder, and the other way round."""

import pytest

from generator.press import publishing
from generator.press.build import build
from support import Site, tree


@pytest.mark.slow
def test_a_file_may_become_a_folder_and_a_file_again(site: Site) -> None:
    """The old one leaves before the new one takes its name."""
    site.issue()
    site.article()
    path = site.write("content/root/verify", "1")
    build(site.root, index=False)
    path.unlink()
    site.write("content/root/verify/key.txt", "2")
    build(site.root, index=False)
    assert tree(site.root / "output")["verify/key.txt"] == b"2"
    (site.root / "content/root/verify/key.txt").unlink()
    path.rmdir()
    site.write("content/root/verify", "3")
    build(site.root, index=False)
    assert tree(site.root / "output")["verify"] == b"3"


def test_a_notice_finds_its_styles() -> None:
    """A notice in place of an article comes before all else, but after the static files that it names."""
    path = "2026-03-25/01.html"
    turns = [publishing._turn(one, {path}, {path}) for one in ("static/0/style.css", path, "pagefind/x", "index.html")]
    assert turns == sorted(turns)
    assert turns[0] < turns[1] < turns[2]
