"""Tells whether a line break divides a word, which shows that a program wrapped a headline, and not a person."""

import math
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LONGEST_WORD = 3
"""Longer entries of the dictionary are not used: they consist of words between which a person may break a line."""
AROUND = 6
"""How many characters before and after the break are compared."""
MARGIN = math.log(100)
"""By how much words across the break must be more probable (a logarithm)."""
_HAN = re.compile(r"[\u4e00-\u9fff]*")


def is_torn(before: str, after: str) -> bool:
    """Whether two lines are much more probable if a word continues over the break between them."""
    left = _han(before[::-1])[:AROUND][::-1]
    right = _han(after)[:AROUND]
    if not left or not right:
        return False
    return _likelihood(left + right) > _likelihood(left) + _likelihood(right) + MARGIN


def _han(text: str) -> str:
    found = _HAN.match(text)
    return found[0] if found else ""


def _likelihood(text: str) -> float:
    """The logarithm of the probability of the most probable division of a text into words."""
    counts, total = _counts()
    best = [0.0] * (len(text) + 1)
    for start in reversed(range(len(text))):
        ends = range(start + 1, min(len(text), start + LONGEST_WORD) + 1)
        words = {end: counts.get(text[start:end], 0) or (1 if end == start + 1 else 0) for end in ends}
        best[start] = max(math.log(count / total) + best[end] for end, count in words.items() if count)
    return best[0]


@cache
def _counts() -> tuple[dict[str, int], int]:
    """The frequencies of short words in jieba's dictionary, and the sum of all; jieba itself is not loaded."""
    spec = find_spec("jieba")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    counts: dict[str, int] = {}
    for row in (folder / "dict.txt").read_text("utf-8").splitlines():
        word, _, rest = row.partition(" ")
        if len(word) <= LONGEST_WORD:
            counts[word] = int(rest.partition(" ")[0])
    return counts, sum(counts.values())
