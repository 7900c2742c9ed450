"""The paper's own files for the root of its site: read as they are."""

import pytest

from generator import system
from generator.content import root_files
from generator.errors import ContentError
from support import Site


def test_files_are_read_as_they_are(site: Site) -> None:
    """Every file below the folder is read byte for byte under its path, but for what systems leave there."""
    files = {"CNAME": b"example.org\r\n", ".well-known/a/b.json": b"\xff\x00", "验证.txt": b""}
    for path, data in files.items():
        site.write(f"content/root/{path}", data)
    for path in (".DS_Store", ".well-known/.gitkeep", "Thumbs.db"):
        site.write(f"content/root/{path}", "x")
    assert root_files.read(site.root) == files


def test_no_folder(site: Site) -> None:
    """A paper without such files has none."""
    assert root_files.read(site.root) == {}


def test_a_file_that_cannot_be_read_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and none is published."""
    site.write("content/root/CNAME", "x")

    def refuse(_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(system, "bytes_of", refuse)
    with pytest.raises(ContentError, match="content/root/CNAME"):
        root_files.read(site.root)
