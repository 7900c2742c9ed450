"""Where a line break falls inside a word: the sign that a headline was wrapped by a program, not set by a person."""

import math
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LONGEST_WORD = 3
"""Longer entries of the dictionary are made of words, and a person may well break a line between those."""
AROUND = 6
"""How many characters on either side are looked at."""
MARGIN = math.log(100)
"""How much likelier the words must be that go across the break."""
_HAN = re.compile(r"[\u4e00-\u9fff]*")


def is_torn(before: str, after: str) -> bool:
    """Whether the likeliest words of two lines go across the break between them."""
    left = _han(before[::-1])[:AROUND][::-1]
    right = _han(after)[:AROUND]
    if not left or not right:
        return False
    return _likelihood(left + right) > _likelihood(left) + _likelihood(right) + MARGIN


def _han(text: str) -> str:
    found = _HAN.match(text)
    return found[0] if found else ""


def _likelihood(text: str) -> float:
    """The logarithm of how likely the likeliest words are that make up a text."""
    counts, total = _counts()
    best = [0.0] * (len(text) + 1)
    for start in reversed(range(len(text))):
        ends = range(start + 1, min(len(text), start + LONGEST_WORD) + 1)
        words = {end: counts.get(text[start:end], 0) or (1 if end == start + 1 else 0) for end in ends}
        best[start] = max(math.log(count / total) + best[end] for end, count in words.items() if count)
    return best[0]


@cache
def _counts() -> tuple[dict[str, int], int]:
    """How often each short word stands in print, by jieba's dictionary, and the sum. jieba itself is not begun."""
    spec = find_spec("jieba")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    counts: dict[str, int] = {}
    for row in (folder / "dict.txt").read_text("utf-8").splitlines():
        word, _, rest = row.partition(" ")
        if len(word) <= LONGEST_WORD:
            counts[word] = int(rest.partition(" ")[0])
    return counts, sum(counts.values())
