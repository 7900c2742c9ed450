"""Converts traditional characters to simplified ones, so that one set of rules covers both; texts stay as printed."""

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("vocabulary") / "traditional.txt"


@cache
def _table() -> dict[int, str]:
    """The simplified character for each traditional one, from the tables of the OpenCC project."""
    traditional, simplified = _TABLE.read_text("utf-8").split()
    return dict(zip(map(ord, traditional), simplified, strict=True))


def simplified(text: str) -> str:
    """The text with each traditional character replaced by its simplified one; every character keeps its place."""
    return text.translate(_table())
