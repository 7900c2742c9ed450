"""The words of the dictionary that comes with jieba: which characters make a word, and how common it is."""

import importlib.util
import re
from functools import lru_cache
from pathlib import Path

_COMMON = 3
_LONGEST = 3
_FUNCTION = frozenset("pcdur")
"""The dictionary's marks for prepositions, conjunctions, adverbs, particles and pronouns."""


@lru_cache(1)
def _words() -> dict[str, int]:
    """Words of two and three characters, names of people left out, with how often they were counted. Read once.

    The counts of words that have a grammatical function alone are negative.
    """
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    text = Path(spec.origin).with_name("dict.txt").read_text("utf-8")
    rows = re.findall(rf"^([\u4e00-\u9fff]{{2,{_LONGEST}}}) (\d+) (?!nr)([a-z])", text, re.MULTILINE)
    return {
        word: -int(count) if kind in _FUNCTION else int(count) for word, count, kind in rows if int(count) >= _COMMON
    }


def count(word: str) -> int:
    """How often the dictionary counted a word of two or three characters; 0 for none, and for people's names."""
    return abs(_words().get(word, 0))


def is_function(word: str) -> bool:
    """Whether a word is one that a sentence goes on after: a preposition, a conjunction, an adverb, a pronoun."""
    return _words().get(word, 0) < 0
