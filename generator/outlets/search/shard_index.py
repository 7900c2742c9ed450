"""Makes the files of one shard of the search index from its articles. No files are read or written here.

The words of a record are the units of ``text_units.py``: first those of the title, in positions of their own, then
those of the other fields. Pagefind makes the word index from them. The text that readers see in a list of results comes
from the fragments. These are the files below ``pagefind/``::

    catalogue.json                     the shards, oldest first, and the names of filters; a search reads it first
    2012-h1/TABLE.pf_table             what a shard holds: its fragments by name, where its word files begin
    2012-h1/FACETS.pf_facets           the values of its filters, page by page
    2012-h1/WORDS.pf_words             words of its titles and tags, to suggest
    2012-h1/fragment/NAME.pf_fragment  an article's text, named after it
    2012-h1/INDEX/0.pf_index …         the word index, in the order of words

Every file but the catalogue is named after a digest of its content, so browsers may cache it for ever.
``search-index.js`` reads these files in the browser, ``lookup.py`` on the command line.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from generator.errors import PagefindError, Problem
from generator.outlets.search.pagefind import Pagefind, Record
from generator.outlets.search.pagefind_files import content_name, pack, taken_back
from generator.outlets.search.text_units import NOTHING, TITLE_POSITIONS, field_units, title_letters, title_size
from generator.pages.typography import full_width

# Pagefind drops records without words, so a text without units, such as 「春」, gets this one.
_NO_UNITS = "ᛃ"

CATALOGUE = "catalogue.json"
TABLE = ".pf_table"
SUGGESTED = 1500
"""How many words a shard keeps for suggestions, about 7 KB."""

_DIGITS36 = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One article as the search knows it.

    ``url`` is the address as a page links to it, the site's base included (``/2026-03-25/03.html``); ``date``
    is ISO, ``kind`` a ``Kind``'s value, ``folio`` for reading (``01 要闻``). ``sections`` are the texts to be
    found, one per field or paragraph and in reading order, as plain text; the title may be among them or not.
    ``phrases`` are the parts of the title between which a line may break; ``opening`` is shown in place of the title
    of an untitled article. ``filters`` are names with their values, for narrowing a search down; ``words`` occur in the
    sections and may be suggested to a reader who found nothing.
    """

    url: str
    title: str
    date: str
    kind: str
    folio: str
    sections: tuple[str, ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    opening: str = ""


class Indexed(NamedTuple):
    """A finished shard: the name of its table, and how many articles it holds."""

    table: str
    articles: int


def build_shard(entries: Iterable[SearchEntry], *, program: Path | None = None) -> tuple[str, dict[str, bytes]]:
    """One shard of the index: the name of its table, and path below its folder → bytes, the same on every run.

    Entries come oldest first, those of a date in reading order. The engine takes 3 ms and 0.4 MB of memory per
    article of 750 characters. ``program`` is the Pagefind binary, by default that of the installed package;
    Raises ``PagefindError`` when it fails or returns wrong files, or when two entries have the same address.
    """
    ordered = sorted(entries, key=lambda entry: entry.date, reverse=True)
    ordered.reverse()  # oldest first, and within a date the last article first; a search lists pages from the end
    fragments = {entry.url: fragment(entry) for entry in ordered}
    if len(fragments) < len(ordered):
        # Of entries with the same address, Pagefind would keep only the last and give no error.
        twice = next(url for url, count in Counter(entry.url for entry in ordered).items() if count > 1)
        raise PagefindError(Problem(f"两篇文章用了同一个地址 {twice}", "给其中一篇换一个编号"))
    with Pagefind(program) as engine:
        index = engine.new_index()
        engine.add(index, map(record, ordered))
        files = engine.files(index)
    taken = taken_back(files, fragments)
    facets, suggestions = pack(_json(_facets(ordered))), pack(_json(_suggestions(ordered)))
    facets_name, suggestions_name = content_name(facets), content_name(suggestions)
    index_name = content_name(*taken.chunks)
    table = pack(
        _json(
            {
                "facets": facets_name,
                "suggestions": suggestions_name,
                "index": index_name,
                "fragments": ",".join(taken.fragments),
                "lengths": "".join(map(_length_digit, taken.lengths)),
                "titles": "".join(_DIGITS36[min(title_size(entry.title), 35)] for entry in ordered),
                "words": "\n".join(taken.first_words),
            }
        )
    )
    published = {f"fragment/{name}.pf_fragment": data for name, data in taken.fragments.items()}
    published |= {f"{index_name}/{number:x}.pf_index": data for number, data in enumerate(taken.chunks)}
    published[f"{facets_name}.pf_facets"] = facets
    published[f"{suggestions_name}.pf_words"] = suggestions
    table_name = content_name(table)
    published[f"{table_name}{TABLE}"] = table
    return table_name, published


def catalogue(shards: Mapping[str, Indexed], labels: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file that a search reads first. ``shards`` come oldest first, ``labels`` are those of ``entries.labels``."""
    rows = [{"name": name, "table": shard.table, "articles": shard.articles} for name, shard in shards.items()]
    return _json({"shards": rows, "labels": labels})


def _facets(entries: Iterable[SearchEntry]) -> dict[str, dict[str, object]]:
    """For each filter its values, and for each page the places of its own values among them (``"0,2.5,,1"``)."""
    rows = [dict(entry.filters) for entry in entries]
    found: dict[str, dict[str, object]] = {}
    for name in sorted({name for row in rows for name in row}):
        values = sorted({value for row in rows for value in row.get(name, ())})
        place = {value: str(at) for at, value in enumerate(values)}
        pages = (".".join(place[value] for value in dict.fromkeys(row.get(name, ()))) for row in rows)
        found[name] = {"values": values, "pages": ",".join(pages)}
    return found


def _suggestions(entries: Iterable[SearchEntry]) -> list[str]:
    """The words that occur in the most articles, the most frequent first."""
    counts = Counter(word for entry in entries for word in dict.fromkeys(entry.words))
    return sorted(counts, key=lambda word: (-counts[word], word))[:SUGGESTED]


def _length_digit(words: int) -> str:
    """The length of a text as one digit, in steps of about a fifth: up to 16 words are 0, 160 are d, 1,600 are q."""
    return _DIGITS36[min(int(4 * math.log2(max(words, 16) / 16)), 35)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def record(entry: SearchEntry) -> Record:
    """The record that Pagefind indexes for an entry."""
    words = field_units(entry.title)
    words += [NOTHING] * (TITLE_POSITIONS - len(words))
    for section in _body(entry):
        words += field_units(section)
    if set(words) <= {NOTHING}:
        words.append(_NO_UNITS)
    letters = title_letters(entry.title)
    return Record(
        url=entry.url,
        content=" ".join(words),
        meta={"letters": " ".join(letters)} if letters else {},
    )


def fragment(entry: SearchEntry) -> bytes:
    """The JSON that a browser loads for a result: the title, and the other texts as lines, with marks as on pages."""
    meta: dict[str, object] = {"date": entry.date, "folio": entry.folio, "kind": entry.kind}
    meta["title"] = full_width(entry.title)
    if len(entry.phrases) > 1:
        meta["breaks"] = list(accumulate(map(len, entry.phrases[:-1])))
    if entry.opening:
        meta["opening"] = full_width(entry.opening)
    content = "\n".join(full_width(" ".join(section.split())) for section in _body(entry))
    return _json({"url": entry.url, "content": content, "meta": meta})


def _body(entry: SearchEntry) -> list[str]:
    """The sections without the title, which is indexed separately."""
    sections = list(entry.sections)
    if entry.title in sections:
        sections.remove(entry.title)
    return [section for section in sections if section.strip()]
