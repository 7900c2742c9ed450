"""A minute of attacks on the commands that change a newspaper's files; long form: ``python -m benchmarks.faults``.

Each attack is told apart by its own test. What this machine cannot do, its test says, and is skipped.
"""

import json
import re
import subprocess
import sys
from typing import Any, NamedTuple

import pytest

from support import PROJECT

pytestmark = pytest.mark.slow

SECONDS = 600


class Attacked(NamedTuple):
    """What the attacks printed, and the row of every point by case."""

    printed: str
    rows: dict[str, list[dict[str, Any]]]

    def check(self, case: str, kind: str = "") -> None:
        """Every point of a case, or of one kind, came out as promised; skips where there is none, and says why."""
        rows = [row for row in self.rows.get(case, []) if kind in row["key"].split("/")[1]]
        if not rows:
            why = re.search(rf"^{case}\W.*NOT TRIED: (.*)$", self.printed, re.MULTILINE)
            assert why, self.printed
            pytest.skip(f"NOT TESTED: {why[1]}")
        assert [f"{row['key']}: {row['failed']}" for row in rows if row["failed"]] == []


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """The short form of all attacks, carried out once."""
    folder = tmp_path_factory.mktemp("faults")
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults", "--short", "--records", str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "what the paper was then" in ran.stdout, ran.stderr
    rows = {
        file.stem: [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        for file in folder.glob("*.jsonl")
    }
    return Attacked(ran.stdout, rows)


def test_a_killed_command_is_finished_or_never_was(attacked: Attacked) -> None:
    """kill -9 at any call: the next command finds, or makes, the whole change or none of it."""
    attacked.check("kill")


def test_what_is_done_outlives_a_power_cut(attacked: Attacked) -> None:
    """The power goes during a command, and right after it said that it is done: nothing is half, nothing is empty."""
    attacked.check("power")


def test_a_failing_disk_is_told_and_changes_nothing(attacked: Attacked) -> None:
    """Calls that fail, once or from then on, files that cannot be read or may not grow."""
    attacked.check("disk")


@pytest.mark.parametrize("kind", ["strace", "full"])
def test_real_disks_fail_as_pretended_ones(attacked: Attacked, kind: str) -> None:
    """Faults in the system's own calls, and disks that are really full."""
    attacked.check("disk", kind)


def test_nobody_loses_a_word_to_another_writer(attacked: Attacked) -> None:
    """Imports, checks, renames, undos and an editor's program on one paper at one moment."""
    attacked.check("collide")
