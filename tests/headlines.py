"""Headlines whose words and names were marked by hand, from ``cases/headlines.txt``."""

from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"


class Headline(NamedTuple):
    """A headline as it is stored, and where a line of it may end: counted in characters that are no blanks."""

    title: str
    ends: frozenset[int]


def _read(marked: str) -> Headline:
    title = " ".join(line.replace(" ", "") for line in marked.split("  "))
    words = marked.split()
    return Headline(title, frozenset(len("".join(words[:at])) for at in range(1, len(words))))


def _lines(name: str) -> list[str]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


HEADLINES = tuple(map(_read, _lines("headlines.txt")))

SHARED = tuple(
    (kicker, Headline(_read(marked).title.replace("_", " "), _read(marked.replace("_", "")).ends))
    for kicker, _, marked in (line.rpartition("|") for line in _lines("share_headlines.txt"))
)
"""Forty headlines for share pictures, each with the kicker above it, or ``""``."""
