"""Remarks in YAML: what stands behind a ``#`` and is no part of a value.

YAML drops them without a word. A person who writes ``title: 数谷园区 #1 用电`` means text. What begins with ``#`` and
another sign, behind something on the same line, is therefore refused; what is marked as a remark by a space behind
``#`` is dropped, and ``check`` tells of it. Lines that begin with ``#`` are remarks to everybody.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator.errors import ContentError, Problem

_SIGN = re.compile("#")


class Remark(NamedTuple):
    """A remark behind a value or between indented lines, and its line, counted from 0."""

    words: str
    line: int


def found(text: str, source: str) -> tuple[Remark, ...]:
    """The remarks of a text that YAML reads; ``source`` names it in messages.

    Raises ``ContentError`` with each one that may be meant as text.
    """
    if "#" not in text:
        return ()
    remarks, problems = [], []
    for line, words, is_alone in _all(text):
        if is_alone or words[1:2] in (" ", "\t"):
            remarks.append(Remark(words, line))
        else:
            hint = '是文字，就整个放进英文双引号："…"；是备注，就在 # 后面空一格'
            problems.append(Problem(f"“{words[:20]}” 会被当成备注丢掉", hint, source, line + 1))
    if problems:
        raise ContentError(*problems)
    return tuple(remarks)


def _all(text: str) -> Iterator[tuple[int, str, bool]]:
    """Each remark with its line, and whether it stands alone on it; those of whole lines at the margin aside."""
    begins, ends = [], []
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        if isinstance(token, yaml.ScalarToken):
            # The line of a block's own mark, | or >, may end with a remark.
            is_block = token.style in ("|", ">")
            start = token.start_mark
            begins.append((start.line + 1, 0) if is_block else (start.line, start.column))
            ends.append((token.end_mark.line, token.end_mark.column))
    for number, line in enumerate(text.split("\n")):
        for mark in _SIGN.finditer(line):
            place = number, mark.start()
            at = bisect_right(begins, place) - 1
            if at >= 0 and place < ends[at]:
                continue
            if mark.start():
                yield number, line[mark.start() :].rstrip(), not line[: mark.start()].strip()
            break
