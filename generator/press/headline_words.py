"""Cuts headlines into words exactly as jieba does with ``HMM=False``, but without importing jieba.

Loading jieba takes half a second, which is longer than a whole build that adds one issue may take. So jieba's
dictionary is sorted once by the first character of its words and stored in a cache file, which can be deleted at any
time. A build then parses only the lines for the characters that it needs. A test checks that the words are the same as
jieba's.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import NamedTuple

from generator import system
from generator.press import writer

FILE = "words"

MOST_CUTS = 100_000
"""How many cut headlines are kept in memory, about 30 MB."""

_KNOWN = re.compile("[\u4e00-\u9fd5]+|.", re.DOTALL)


class Words:
    """Cuts runs of Han characters. ``folder`` is where ``prepare`` stored the dictionary; it need not be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cuts: dict[str, tuple[str, ...]] = {}
        self._begin_with = cache(self._beginning_with)  # one cache per object; a preview makes an object per build

    def cut(self, run: str) -> tuple[str, ...]:
        """A run of Han characters as words; joined again they are the run."""
        known = self._cuts.get(run)
        if known is None:
            known = self._cuts[run] = tuple(word for block in _KNOWN.findall(run) for word in self._words(block))
        return known

    def learn(self, cuts: Iterable[tuple[str, ...]]) -> None:
        """Adds headlines that an earlier build cut into words, so that they need not be cut again."""
        if len(self._cuts) > MOST_CUTS:
            self._cuts.clear()
        self._cuts |= {"".join(words): words for words in cuts}

    def _words(self, block: str) -> Iterator[str]:
        # As jieba does: the most probable division into dictionary words, computed from the end of the block.
        length = len(block)
        best: list[tuple[float, int]] = [(0.0, 0)] * (length + 1)
        for start in range(length - 1, -1, -1):
            counts = self._begin_with(block[start])
            longest = min(length, start + counts.get("", 1))
            ends = [end for end in range(start + 1, longest + 1) if counts.get(block[start:end])] or [start + 1]
            best[start] = max(
                (log(counts.get(block[start:end]) or 1) - self._dictionary.total + best[end][0], end) for end in ends
            )
        start = 0
        while start < length:
            yield block[start : best[start][1]]
            start = best[start][1]

    @cached_property
    def _dictionary(self) -> "_Dictionary":
        return _dictionary(self._folder)

    def _beginning_with(self, first: str) -> Mapping[str, int]:
        """The words that begin with a character, with their counts; under ``""`` how long they are at most."""
        counts: dict[str, int] = {}
        for row in self._dictionary.rows(first):
            word, _, count = row.partition(" ")
            counts[word] = int(count)
        counts[""] = max(map(len, counts), default=1)
        return counts


class _Dictionary(NamedTuple):
    """The dictionary's lines by first character: where they stand in ``text``. ``total`` is the log of all counts."""

    places: Mapping[str, list[int]]
    text: bytes
    total: float

    def rows(self, first: str) -> list[str]:
        """The lines of words that begin with a character."""
        begin, end = self.places.get(first, (0, 0))
        return self.text[begin:end].decode().splitlines()


def prepare(folder: Path) -> None:
    """Stores the sorted dictionary in ``folder`` unless it is there, for all worker processes to read.

    Raises ``PressError`` where it cannot be written.
    """
    mark = _mark()
    if _kept(folder, mark) is None:
        laid_out = _laid_out()
        head = json.dumps([mark, laid_out.places, laid_out.total], ensure_ascii=False).encode()
        data = b"\n".join((head, laid_out.text))
        writer.write(folder, FILE, _seal(data) + data)


@lru_cache(maxsize=1)
def _dictionary(folder: Path) -> _Dictionary:
    return _kept(folder, _mark()) or _laid_out()


def _source() -> Path:
    spec = find_spec("jieba")
    return Path(spec.origin).with_name("dict.txt") if spec and spec.origin else Path("dict.txt")


def _mark() -> str:
    return f"{_source()} {_source().stat().st_size}"


def _kept(folder: Path, mark: str) -> _Dictionary | None:
    try:
        sealed = system.bytes_of(folder / FILE)
        if sealed[:32] == _seal(sealed[32:]):
            head, _, text = sealed[32:].partition(b"\n")
            known, places, total = json.loads(head)
            return _Dictionary(places, text, total) if known == mark else None
    except (OSError, ValueError):
        pass
    return None


def _laid_out() -> _Dictionary:
    lines: dict[str, list[str]] = {}
    everything = 0
    for row in _source().read_text("utf-8").splitlines():
        word, count, *_ = row.split(" ")
        everything += int(count)
        lines.setdefault(word[0], []).append(f"{word} {count}\n")
    places: dict[str, list[int]] = {}
    text = bytearray()
    for first, rows in lines.items():
        begin = len(text)
        text += "".join(rows).encode()
        places[first] = [begin, len(text)]
    return _Dictionary(places, bytes(text), log(everything))


def _seal(data: bytes) -> bytes:
    """A checksum of the cache: a damaged dictionary would break headlines at wrong places."""
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()
