"""The words of jieba's dictionary with their frequencies."""

import importlib.util
import re
from functools import lru_cache
from pathlib import Path

_COMMON = 3
_LONGEST = 3
_FUNCTION = frozenset("pcdur")
"""The dictionary's marks for prepositions, conjunctions, adverbs, particles and pronouns."""


@lru_cache(1)
def dictionary() -> str:
    """The text of jieba's dictionary, a line for each word with its frequency and its kind; ``""`` without jieba."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return ""
    return Path(spec.origin).with_name("dict.txt").read_text("utf-8")


@lru_cache(1)
def _words() -> dict[str, int]:
    """The frequencies of words of two and three characters, without names of people. Read once.

    Function words (prepositions, conjunctions and the like) have negative numbers.
    """
    text = dictionary()
    rows = re.findall(rf"^([\u4e00-\u9fff]{{2,{_LONGEST}}}) (\d\d+|[{_COMMON}-9]) (?!nr)([a-z])", text, re.MULTILINE)
    return {word: -int(count) if kind in _FUNCTION else int(count) for word, count, kind in rows}


def count(word: str) -> int:
    """The frequency of a word of two or three characters; 0 if it is not in the dictionary or a person's name."""
    return abs(_words().get(word, 0))


def is_function(word: str) -> bool:
    """Whether a word is a function word, such as a preposition or conjunction, with which no sentence ends."""
    return _words().get(word, 0) < 0
