"""Lines of the code and of the templates, broken one at a time the way a careless change would break them.

Each ``NN-name.patch`` says in its first lines what readers or editors would see, and behind ``Tests:`` which tests are
to notice. ``python -m tools.broken_lines`` breaks them in a copy of the project and says which the tests did notice.
A new patch is written before the test that is to notice it, so that the tests are not made to measure.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parents[1]

MARKS = {"quick": "not browser and not floors and not slow", "check": "not browser"}
"""The tests that ``make quick`` and ``make check`` leave out. Of all others those run that the patch names."""


class DoesNotApply(Exception):
    """A patch whose line has changed since: write it anew. Its text is the patch's name and what git says."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A broken line: what it does to readers or editors, and the folders or files of tests that are to notice it."""

    path: Path
    what: str
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        """``01-canonical-address``."""
        return self.path.stem


def patches() -> Iterator[Patch]:
    """All patches, in the order of their numbers."""
    for path in sorted(FOLDER.glob("*.patch")):
        head = path.read_text("utf-8").partition("\n--- ")[0]
        what, _, tests = head.partition("Tests:")
        yield Patch(path, " ".join(what.split()), tuple(tests.split()))


def apply(patch: Patch, folder: Path, *options: str) -> None:
    """Breaks the line in a copy of the project; ``options`` are those of git. Raises ``DoesNotApply``."""
    command = ["git", "apply", *options, str(patch.path)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DoesNotApply(f"{patch.name}: {done.stderr.strip()}")


def copy_to(folder: Path) -> None:
    """Copies the files that git knows, as they now are in the working tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True)  # noqa: S607
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)


def failing(folder: Path, tests: tuple[str, ...], marks: str) -> str:
    """The first test that fails in a copy of the project, or what else stopped them; ``""`` where all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-n", "2", "--dist", "loadfile", "-m", marks, *tests]
    environment = os.environ | {"PYTHONPATH": str(folder), "BANMIAN_EXAMPLES": "4"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == 0:
        return ""
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE)
    return found[1] if found else (done.stdout + done.stderr)[-300:].strip()
