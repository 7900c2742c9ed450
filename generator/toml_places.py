"""Finds the lines of keys in ``newspaper.toml``, for messages; the library that reads TOML does not give lines."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_HEADER = re.compile(r"\s*\[\[?\s*[\"']?([^\]\"']*?)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([^\s\"'=.]+)[\"']?\s*[=.]")


@lru_cache(1)
def _lines(text: str) -> dict[tuple[str, int, str], int]:
    """The first line of each key, by table name, number of the table among those of that name, and key.

    A table's own line is under the key ``""``; keys before the first table are under the table ``""``.
    """
    found: dict[tuple[str, int, str], int] = {}
    counts: Counter[str] = Counter()
    table, index = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = header[1]
            index = counts[table]
            counts[table] += 1
            found[table, index, ""] = number
            around, _, inner = table.partition(".")
            found.setdefault((around, max(counts[around] - 1, 0), inner), number)
        elif key := _KEY.match(line):
            found.setdefault((table, index, key[1]), number)
    return found


def line_of(text: str, location: tuple[str | int, ...]) -> int | None:
    """The line of a key in the text, or of its table."""
    lines = _lines(text)
    table = str(location[0])
    index = next((part for part in location[1:2] if isinstance(part, int)), 0)
    key = next((part for part in location[1:] if isinstance(part, str)), "")
    places = (table, index, key), (table, index, ""), ("", 0, table)
    return next((lines[place] for place in places if place in lines), None)


def too_large(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of whole numbers that do not fit into TOML's 64 bits."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from too_large(item, (*at, key))
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        yield at


def line_of_digits(text: str) -> int:
    """The line of the longest number."""
    longest = max(re.finditer(r"[0-9_]+", text), key=lambda digits: len(digits[0]))
    return text.count("\n", 0, longest.start()) + 1
