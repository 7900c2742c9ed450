"""Removes invisible parts of text copied from web pages: characters without width, spaces at the end of every line."""

import re
from collections import Counter

from generator.sources.raw import Change

KIND = "去掉的看不见的字符"
# Marks of width zero and of writing direction. The joiner that holds an emoji together and the selectors that choose
# a variant of a character do show, and stay.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
SHARE_OF_SPACED_ENDS = 0.5
FEWEST_SPACED_ENDS = 5


def cleared(text: str) -> tuple[str, tuple[Change, ...]]:
    """A text without invisible characters, and the characters that were removed, with their numbers.

    Two spaces at a line's end mean that a headline continues. But if most lines end so, the spaces mean nothing and are
    removed.
    """
    found = Counter(_UNSEEN.findall(text))
    clear = _UNSEEN.sub("", text)
    lines = clear.split("\n")
    ends = sum(1 for line in lines if line.strip() and line[-2:].isspace())
    if ends >= FEWEST_SPACED_ENDS and ends > SHARE_OF_SPACED_ENDS * sum(1 for line in lines if line.strip()):
        clear = "\n".join(line.rstrip() for line in lines)
    return clear, tuple(Change(KIND, one, "", found[one]) for one in sorted(found))
