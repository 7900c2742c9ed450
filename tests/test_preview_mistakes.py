"""Mistakes in the files of a paper that is looked at: shown by file and line, and gone when they are mended."""

import subprocess
import sys

import pytest

from support import PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_mistakes_are_shown_where_one_looks_and_go_with_their_cause() -> None:
    """A few mistakes, each in another kind of file; ``make stress`` makes a hundred and more."""
    command = [sys.executable, "-m", "benchmarks.preview_mistakes", "--count", "8"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, "8 mistakes, 8 shown" in done.stdout) == (0, True), done.stdout + done.stderr
