"""Mistakes in the files of a paper that is looked at: shown by file and line, and gone when they are mended."""

from pathlib import Path

import pytest

from benchmarks import preview_mistakes

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_mistakes_are_shown_where_one_looks_and_go_with_their_cause(tmp_path: Path) -> None:
    """A mistake of each kind of file; ``make stress`` makes a hundred and more."""
    rows = preview_mistakes.run(10, tmp_path)
    assert len(rows) == 10
    assert [row for row in rows if row.fault] == []
