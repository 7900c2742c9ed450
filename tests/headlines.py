"""Headlines whose words and names were marked by hand, from ``cases/headlines.txt``."""

from pathlib import Path
from typing import NamedTuple


class Headline(NamedTuple):
    """A headline as it is stored, and where a line of it may end: counted in characters that are no blanks."""

    title: str
    ends: frozenset[int]


def _read(marked: str) -> Headline:
    title = " ".join(line.replace(" ", "") for line in marked.split("  "))
    words = marked.split()
    return Headline(title, frozenset(len("".join(words[:at])) for at in range(1, len(words))))


HEADLINES = tuple(
    _read(line)
    for line in (Path(__file__).parent / "cases/headlines.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
