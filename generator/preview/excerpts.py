"""Mistakes as the overlay shows them: with the lines of the file around the place."""

from pathlib import Path
from typing import Any

from generator import system
from generator.errors import Problem

AROUND = 2
"""How many lines are shown before and after the line with the mistake."""
MOST = 20
"""How many mistakes are shown at once."""
LONGEST = 160
"""How many characters of a line are shown."""


def shown(problems: tuple[Problem, ...], root: Path, builtin: Path) -> list[dict[str, Any]]:
    """The first mistakes as plain values. Files are looked for in the paper's folder, and among banmian's templates."""
    return [
        {
            "place": problem.place,
            "message": problem.message,
            "hint": problem.hint,
            "lines": _lines(problem, root, builtin),
        }
        for problem in problems[:MOST]
    ]


def _lines(problem: Problem, root: Path, builtin: Path) -> list[tuple[int, str]]:
    """The numbered lines around the place of a mistake; none where its file is not there or is no text."""
    if not problem.line:
        return []
    path = root / problem.source
    if not (path.is_relative_to(root) or path.is_relative_to(builtin)):
        return []
    try:
        lines = system.bytes_of(path).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    first = max(problem.line - AROUND, 1)
    return [(at, _short(line)) for at, line in enumerate(lines[first - 1 : problem.line + AROUND], first)]


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}……"
