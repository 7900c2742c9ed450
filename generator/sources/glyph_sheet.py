"""The types for a page's layout: pieces of text (runs) with their places, and columns; and functions on runs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Run:
    """Characters that follow one another on one line; a picture is a run without text."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0.0


@dataclass(slots=True)
class Sheet:
    """A page: its runs in the order of the file, pictures last."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    """Runs that are read from top to bottom.

    ``mixed`` says that they may belong to several columns, ``is_margin`` that they are the head or foot of a page.
    """

    runs: list[Run]
    mixed: bool = False
    is_margin: bool = False


def body_size(runs: Iterable[Run]) -> float:
    """The size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size * 2) / 2] += len(run.text)
    return max(sizes.most_common(1)[0][0], 1.0) if sizes else 10.0


def rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that stand on one line, from left to right; lines from top to bottom."""
    found: list[list[Run]] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.left)):
        middle = (run.top + run.bottom) / 2
        if found and middle < bottom:
            found[-1].append(run)
        else:
            found.append([run])
            bottom = run.bottom - 0.1 * (run.bottom - run.top)
    return [sorted(row, key=lambda run: run.left) for row in found]
