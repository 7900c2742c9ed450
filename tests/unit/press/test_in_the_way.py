"""A file of the paper's own that becomes a folder, and the other way round."""

import pytest

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
