"""Finds comments in YAML (text behind a ``#`` that is no part of a value), which may be text by mistake.

YAML drops comments silently, but a person who writes ``title: 数谷园区 #1 用电`` means text. So if a ``#`` behind
something on the same line is followed directly by another character, the file is refused. If a space follows the ``#``,
it is a comment; it is dropped, and ``banmian check`` reports it. Whole lines that begin with ``#`` are always comments.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator.errors import ContentError, Problem

_SIGN = re.compile("#")


class Remark(NamedTuple):
    """A comment behind a value or between indented lines, and its line, counted from 0."""

    words: str
    line: int


def found(text: str, source: str) -> tuple[Remark, ...]:
    """The comments in a text of YAML; ``source`` names it in messages.

    Raises ``ContentError`` with all comments that may be meant as text.
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
    """Each comment with its line, and whether it is alone on it; without those that begin at the margin."""
    begins, ends = [], []
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        if isinstance(token, yaml.ScalarToken):
            # The first line of a block value, with its | or >, may end with a comment.
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
