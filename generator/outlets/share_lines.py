"""Breaks a headline into the lines of a share picture: as large as fits, between words only, lines alike in length."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from generator.pages.phrases import Cut, phrases

Width = Callable[[str, int], float]
"""How wide a text is, in pixels, in type of a size in pixels."""

LEADING = 1.3
"""The height of a line as a multiple of its size."""

_NOT_FIRST = frozenset("，。、；：！？…—·》〉」』】）”’%％‰℃,.;:!?)]}")
NOT_LAST = frozenset("“‘《〈「『【（([{")
_PRINTED = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
"""The end of a printed line; a space between two words of Latin letters or figures is none."""
_MOST_LATIN = 48
_TORN = 0.5
"""What a break within a printed line costs, beside the unevenness of lines, where the paper printed several lines."""


class Setting(NamedTuple):
    """A text set in lines of a size in pixels."""

    size: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """The height of all lines in pixels."""
        return round(self.size * LEADING * len(self.lines))


class _Part(NamedTuple):
    """A part of a headline that is not broken. ``opens`` says that a printed line begins with it."""

    text: str
    opens: bool


def fitted(text: str, cut: Cut, width: Width, wide: int, high: int, sizes: Sequence[int]) -> Setting | None:
    """A text in the largest of the ``sizes`` in which it fits into a box of pixels; ``None`` where it fits in none.

    Spaces mark the ends of printed lines, where a line is broken rather than elsewhere.
    """
    words = tuple(_parts(text, cut))
    characters = tuple(_characters(words))  # for a word that is wider than the box
    settings = (_set(parts, width, wide, high, size) for parts in (words, characters) for size in sizes)
    return next(filter(None, settings), None)


def as_printed(text: str, width: Width, wide: int, high: int, sizes: Sequence[int]) -> Setting | None:
    """A text in the lines in which it was printed, in the largest of the sizes in which they fit."""
    lines = tuple(_PRINTED.split(text.strip()))
    settings = (Setting(size, lines) for size in sizes if all(width(line, size) <= wide for line in lines))
    return next((setting for setting in settings if setting.height <= high), None)


def _parts(text: str, cut: Cut) -> Iterator[_Part]:
    for number, line in enumerate(_PRINTED.split(text.strip())):
        for at, part in enumerate(phrases(line, cut)):
            yield _Part(part, opens=number > 0 and at == 0)


def _characters(parts: Iterable[_Part]) -> Iterator[_Part]:
    """Every character for itself, but marks with what they open or close, and words and figures of Latin whole.

    Of endless ones, such as addresses, ``_MOST_LATIN`` characters.
    """
    for text, opens in parts:
        begun = ""
        for before, char in pairwise(f" {text}"):
            is_word = before.isascii() and char.isascii() and before.isalnum() and char.isalnum()
            is_word = is_word and len(begun) < _MOST_LATIN
            if begun and char not in _NOT_FIRST and before not in NOT_LAST and not is_word:
                yield _Part(begun, opens and text.startswith(begun))
                begun = ""
            begun += char
        yield _Part(begun, opens and begun == text)


def _joined(parts: Iterable[_Part]) -> str:
    return "".join(f" {part.text}" if part.opens and at else part.text for at, part in enumerate(parts))


def _set(parts: tuple[_Part, ...], width: Width, wide: int, high: int, size: int) -> Setting | None:
    """The parts in as few lines as possible, as even as possible; ``None`` where they do not fit."""
    has_printed = any(part.opens for part in parts)

    @cache
    def best(begin: int, lines: int) -> tuple[float, tuple[str, ...]] | None:
        """The cheapest way to set the parts from ``begin`` on in so many lines."""
        found: tuple[float, tuple[str, ...]] | None = None
        for end in range(begin + 1, len(parts) + 1) if lines > 1 else (len(parts),):
            line = _joined(parts[begin:end])
            taken = width(line, size)
            if taken > wide:
                break
            rest = best(end, lines - 1) if end < len(parts) else (0.0, ())
            if rest is None or (end < len(parts)) != (lines > 1):
                continue
            torn = _TORN if has_printed and end < len(parts) and not parts[end].opens else 0.0
            cost = ((wide - taken) / wide) ** 2 + torn + rest[0]
            if found is None or cost < found[0]:
                found = cost, (line, *rest[1])
        return found

    for lines in range(1, int(high / (size * LEADING)) + 1):
        if (way := best(0, lines)) is not None:
            return Setting(size, way[1])
    return None
