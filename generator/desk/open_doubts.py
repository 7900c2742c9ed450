"""How many doubts of an article wait for an answer."""

from pathlib import Path

from generator.content.doubts import ENDING, OPEN
from generator.content.edits.changes import Draft
from generator.errors import ContentError
from generator.newsroom import doubt_renewal


def of(root: Path, issue: str, number: str) -> int:
    """The number of open doubts; none where their file cannot be read, which ``banmian check`` tells of."""
    try:
        doubts = doubt_renewal.read(Draft(root), issue, f"{number}{ENDING}")
    except ContentError:
        return 0
    return sum(doubt.answer == OPEN for doubt in doubts)
