"""A few of the saves of ``benchmarks.preview_saves``: the preview and what follows it are what clean builds give."""

from pathlib import Path

import pytest

from benchmarks import preview_saves
from benchmarks.preview_edits import Desk, same

pytestmark = pytest.mark.slow


def test_after_saves_of_all_kinds_the_preview_is_a_clean_build(tmp_path: Path) -> None:
    """Pages, ``output/`` and search, whatever was saved in whatever way, and all mistakes are gone when mended."""
    tally, wrong = preview_saves.run(tmp_path, 40, preview_saves.SEED, 12)
    assert wrong == ""
    assert tally.comparisons == 3


def test_every_save_leaves_the_paper_as_it_is_meant_to_be(tmp_path: Path) -> None:
    """All mischief can be undone, so that a difference is never one of the trial itself."""
    desk = Desk(tmp_path, 2, 12)
    for _ in range(150):
        desk.save()
    desk.mend()
    assert same(desk) == []
