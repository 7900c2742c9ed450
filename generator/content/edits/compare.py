"""Compares two versions of a text for a person: the paragraphs that differ, and where in them."""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

AROUND = 24
"""How many characters of a long paragraph are shown before and after a difference."""

LONG = 120
"""Of a paragraph with more characters than this, only the part around the difference is shown."""


class Difference(NamedTuple):
    """One place where two versions differ: the paragraphs there of each, which may be none."""

    one: tuple[str, ...]
    other: tuple[str, ...]


def differences(one: str, other: str) -> Iterator[Difference]:
    """The places where two texts differ, paragraph by paragraph (a paragraph is a line that is not empty)."""
    mine, theirs = _paragraphs(one), _paragraphs(other)
    for what, a, b, c, d in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if what != "equal":
            yield Difference(tuple(mine[a:b]), tuple(theirs[c:d]))


def _paragraphs(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line]


def shown(one: str, other: str, names: tuple[str, str]) -> Iterator[str]:
    """The differences as lines for a terminal, each with the name of its version in front."""
    for difference in differences(one, other):
        pairs = zip(difference.one, difference.other, strict=False)
        cut = [_cut(*pair) for pair in pairs]
        first = [pair[0] for pair in cut] + [_short(line) for line in difference.one[len(cut) :]]
        second = [pair[1] for pair in cut] + [_short(line) for line in difference.other[len(cut) :]]
        yield from (f"{names[0]}：{line}" for line in first or ["（没有这一段）"])
        yield from (f"{names[1]}：{line}" for line in second or ["（没有这一段）"])


def _short(line: str) -> str:
    return line if len(line) <= LONG else f"{line[: LONG - AROUND]}……{line[-AROUND:]}"


def _cut(one: str, other: str) -> tuple[str, str]:
    """Two versions of a paragraph; of long ones the part that differs, with some words around it."""
    if max(len(one), len(other)) <= LONG:
        return one, other
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    behind = next((at for at in range(shorter - start) if one[-1 - at] != other[-1 - at]), shorter - start)
    return _window(one, start, behind), _window(other, start, behind)


def _window(line: str, start: int, behind: int) -> str:
    first, last = max(0, start - AROUND), min(len(line), len(line) - behind + AROUND)
    return f"{'……' if first else ''}{_short(line[first:last])}{'……' if last < len(line) else ''}"


def text(data: bytes | None) -> str:
    """A file's bytes as text for a person, or a note with its length if it is no text."""
    if data is None:
        return "（没有这个文件）"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return f"（不是文本，{len(data)} 字节）"
