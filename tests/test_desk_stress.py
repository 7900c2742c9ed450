"""A few of the edits, collisions and kills of ``benchmarks.desk_stress``."""

import sys
from pathlib import Path

import pytest

from benchmarks import desk_random, desk_stress
from support import examples

pytestmark = pytest.mark.slow


def test_random_edits_change_what_they_say_and_are_undone(tmp_path: Path) -> None:
    """Only the edited bytes differ, structure keeps every letter, and undo gives the first bytes back."""
    many = examples(40)
    ends = desk_random.edits(tmp_path, many, desk_stress.SEED)
    assert sum(count for end, count in ends.items() if end != "refused") == many


def test_of_two_writers_nothing_is_lost_or_torn(tmp_path: Path) -> None:
    """Whoever did not write is told, and has both versions."""
    many = examples(30)
    assert desk_stress.collisions(tmp_path, many, desk_stress.SEED).total() == many


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed in the same way")
def test_a_killed_preview_leaves_whole_files(tmp_path: Path) -> None:
    """Each file is that of before the save or of after it, and what was answered as saved is there."""
    many = examples(5)
    assert desk_stress.kills(tmp_path, many, desk_stress.SEED).total() == many
