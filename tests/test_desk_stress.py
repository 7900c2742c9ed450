"""A few of the edits, collisions and kills of ``benchmarks.desk_stress``."""

import sys
from pathlib import Path

import pytest

from benchmarks.desk_collisions import collisions
from benchmarks.desk_kills import kills
from benchmarks.desk_random import edits
from support import examples

SEED = 1
pytestmark = pytest.mark.slow


def test_random_edits_change_what_they_say_and_are_undone(tmp_path: Path) -> None:
    """Only the edited bytes differ, structure keeps every letter, and undo gives the first bytes back."""
    many = examples(40)
    ends = edits(tmp_path, many, SEED)
    assert sum(count for end, count in ends.items() if end != "refused") == many


def test_of_two_writers_nothing_is_lost_or_torn(tmp_path: Path) -> None:
    """Whoever did not write is told, and has both versions."""
    many = examples(30)
    assert collisions(tmp_path, many, SEED).total() == many


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed in the same way")
def test_a_killed_preview_leaves_whole_files(tmp_path: Path) -> None:
    """Each file is that of before the save or of after it, and what was answered as saved is there."""
    many = examples(3)
    assert kills(tmp_path, many, SEED).total() == many
