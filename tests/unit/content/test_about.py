"""The paper's word about itself."""

from pathlib import Path

import pytest

from generator.content import about
from generator.errors import ContentError


def test_the_text_as_it_stands(tmp_path: Path) -> None:
    """The file's text, without a mark of its encoding; nothing where there is no file."""
    assert about.read(tmp_path) == ""
    (tmp_path / "content").mkdir()
    (tmp_path / about.FILE).write_bytes("\ufeff一份报纸。\r\n\r\n二。\n".encode())
    assert about.read(tmp_path) == "一份报纸。\n\n二。"


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is an error at the line where that shows."""
    (tmp_path / "content").mkdir()
    (tmp_path / about.FILE).write_bytes("a\n一份报纸".encode("gb18030"))
    with pytest.raises(ContentError) as caught:
        about.read(tmp_path)
    assert (caught.value.problems[0].source, caught.value.problems[0].line) == (about.FILE, 2)
