"""The search of the search page, over the same index files, for the command line and tests.

``search-worker.js`` does the same in the browser and explains the ranking.
"""

import json
import math
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator import config
from generator.errors import PressError, Problem
from generator.kinds import Kind
from generator.outlets.search.pagefind_files import CborValue, decode, unpack
from generator.outlets.search.shard_index import CATALOGUE
from generator.outlets.search.text_units import TITLE_POSITIONS, Reading, Term, readings
from generator.pages import urls

Read = Callable[[str], bytes]
Places = dict[int, list[int]]
"""Page → the positions of a unit on it."""

USUAL_LENGTH = 820  # as LENGTH in search-worker.js
OFTEN, LENGTHY = 1.2, 0.7
_BASE36 = 36


@dataclass(frozen=True, slots=True)
class Found:
    """One article that holds all terms. ``date`` is ISO, ``folio`` for reading."""

    url: str
    title: str
    date: str
    folio: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a search: how many articles match the terms and the filters, and the first of them in order.

    ``left_out`` are single characters of the query that were ignored, because with them nothing was found.
    """

    total: int
    results: tuple[Found, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    shard: "_Shard"
    page: int
    titles: int
    whole: bool
    counts: tuple[int, ...]


class _Shard:
    """One shard's files, read when they are first needed."""

    def __init__(self, read: Read, name: str, table: str, articles: int) -> None:
        self._read = read
        self._name = name
        self._table = table
        self.articles = articles

    def _json(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(unpack(self._read(f"{self._name}/{path}")))
        return found

    @cached_property
    def table(self) -> dict[str, Any]:
        """The shard's table, with its packed lists decoded."""
        table = self._json(f"{self._table}.pf_table")
        lengths = [16 * 2 ** (int(digit, _BASE36) / 4) for digit in table["lengths"]]
        titles = [int(digit, _BASE36) for digit in table["titles"]]
        words = table["words"].split("\n")
        return {
            **table,
            "fragments": table["fragments"].split(","),
            "lengths": lengths,
            "titles": titles,
            "words": words,
        }

    @cached_property
    def facets(self) -> dict[str, Any]:
        """For each filter its values, and for each page the places of the page's values among them."""
        facets = self._json(f"{self.table['facets']}.pf_facets")
        return {name: (facet["values"], facet["pages"].split(",")) for name, facet in facets.items()}

    def values(self, name: str, page: int) -> list[str]:
        """The values that a page has for a filter."""
        values, pages = self.facets["issue" if name == "year" else name]
        own = [values[int(place)] for place in pages[page].split(".") if place]
        return [value[:4] for value in own] if name == "year" else own

    def article(self, page: int) -> Found:
        """A page's article."""
        fragment = self._json(f"fragment/{self.table['fragments'][page]}.pf_fragment")
        meta = fragment["meta"]
        return Found(fragment["url"], meta["title"], meta["date"], meta["folio"], Kind(meta["kind"]))

    def find(self, term: Term) -> dict[int, tuple[int, bool]]:
        """For each page that has the term, how often, and whether it is in the title."""
        found: dict[int, tuple[int, bool]] = {}
        first, *others = [(step, self._places(unit)) for step, unit in term.probes]
        for page, places in first[1].items():
            if term.title_only:
                found[page] = (1, True)
                continue
            starts = set(places)
            for step, held in others:
                starts &= {place - step for place in held.get(page, ())}
            if starts:
                found[page] = (len(starts), min(starts) < TITLE_POSITIONS)
        return found

    def _places(self, unit: str) -> Places:
        chunk = bisect_right(self.table["words"], unit) - 1
        if chunk < 0:
            return {}
        data, _ = decode(unpack(self._read(f"{self._name}/{self.table['index']}/{chunk:x}.pf_index")))
        for word, pages, *_ in _rows(data):
            if word == unit:
                return _pages(pages)
        return {}


def search_site(root: Path, query: str, *, by_date: bool, filters: Mapping[str, str], limit: int) -> Answer:
    """Searches the site built at ``root`` as its search page does. Raises ``PressError`` where none is built."""
    config.load(root)
    folder = root / urls.OUTPUT / urls.SEARCH_INDEX

    def read(path: str) -> bytes:
        return (folder / path).read_bytes()

    try:
        return search(read, query, by_date=by_date, filters=filters, limit=limit)
    except OSError:
        raise PressError(Problem("还没有可以搜索的网站", "先运行 banmian build", str(folder))) from None
    except (ValueError, LookupError, TypeError, zlib.error) as error:
        message = f"搜索索引读不了（{type(error).__name__}）"
        raise PressError(Problem(message, "再运行一次 banmian build", str(folder))) from None


def search(read: Read, query: str, *, by_date: bool, filters: Mapping[str, str], limit: int) -> Answer:
    """The articles that hold every term of a query; ``read`` gives the bytes of a path below ``pagefind/``.

    ``filters`` are ``topic``, ``kind``, ``person``, ``year``, ``issue``, ``folio`` with a value or its name, as in an
    address.
    """
    catalogue = json.loads(read(CATALOGUE))
    shards = [_Shard(read, row["name"], row["table"], row["articles"]) for row in catalogue["shards"]]
    reading, held, every = _read(shards, query)
    asked = reading.terms
    hits = [hit for hit in every if _passes(hit, filters, catalogue["labels"])]
    hits.reverse()  # the newest first, and so they stay where rank is equal
    if not by_date:
        articles = sum(shard.articles for shard in shards)
        rarity = [math.log(1 + articles / (held[term] + 0.5)) for term in asked]
        hits.sort(key=lambda hit: (-hit.titles, not hit.whole, -_score(hit, rarity)))
    return Answer(len(hits), tuple(hit.shard.article(hit.page) for hit in hits[:limit]), reading.left_out)


def _read(shards: list[_Shard], query: str) -> tuple[Reading, Counter[Term], list[_Hit]]:
    """The first reading of a query that finds anything, the number of articles with each of its terms, and its hits."""
    *others, last = readings(query)
    for reading in (*others, last):
        held: Counter[Term] = Counter()
        hits = [hit for shard in shards for hit in _hits(shard, reading.terms, held)]
        if hits:
            break
    return reading, held, hits


def _hits(shard: _Shard, asked: tuple[Term, ...], held: Counter[Term]) -> list[_Hit]:
    if not asked:
        return []
    found = [shard.find(term) for term in asked]
    held.update({term: len(pages) for term, pages in zip(asked, found, strict=True)})
    size = sum(len(term.atoms) for term in asked)
    hits = []
    for page in sorted(set(found[0]).intersection(*found[1:])):
        titles = sum(pages[page][1] for pages in found)
        whole = titles == len(asked) and size >= shard.table["titles"][page]
        hits.append(_Hit(shard, page, titles, whole, tuple(pages[page][0] for pages in found)))
    return hits


def _passes(hit: _Hit, filters: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> bool:
    return all(
        any(wanted in (value, labels.get(name, {}).get(value)) for value in hit.shard.values(name, hit.page))
        for name, wanted in filters.items()
    )


def _score(hit: _Hit, rarity: list[float]) -> int:
    slow = OFTEN * (1 - LENGTHY + (LENGTHY * hit.shard.table["lengths"][hit.page]) / USUAL_LENGTH)
    score: float = sum((weight * count) / (count + slow) for weight, count in zip(rarity, hit.counts, strict=True))
    return math.floor(score * 1e6 + 0.5)  # Math.round


def _rows(chunk: CborValue) -> list[Any]:
    if not isinstance(chunk, list):
        raise TypeError("a chunk that is no list")
    return [row for words in chunk if isinstance(words, list) for row in words]


def _pages(pages: list[Any]) -> Places:
    found: Places = {}
    page = 0
    for step, places, *_ in pages:
        page += step
        place = 0
        found[page] = [place := place + further for further in places if further >= 0]
    return found
