"""What readers can search → the files under ``pagefind/``. No files are read or written here.

A record's words are the units of ``units.py``: the title first, in positions of its own, then the other
fields. The binary ranks and looks up; what a reader is shown comes from the fragments, which hold the text.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import PagefindError, Problem
from generator.press.pagefind import Pagefind, Record
from generator.press.pagefind_files import publishable
from generator.press.units import GAP, TITLE_POSITIONS, field_units, title_letters

# The engine drops records without a single word; this one stands in for a text without units, such as 「春」.
_NO_UNITS = "ᛃ"

# Hexadecimal digits as punctuation: a word that the engine does not index but does count into a fragment's name.
_DIGITS = dict(zip("0123456789abcdef", "、。〈〉《》「」『』【】〔〕〖〗", strict=True))


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One article as the search knows it.

    ``url`` is the address as a page links to it, the site's base included (``/2026-03-25/03.html``); ``date``
    is ISO, ``kind`` a ``Kind``'s value, ``folio`` for reading (``01 要闻``). ``sections`` are the texts to be
    found, one per field or paragraph and in reading order, as plain text; the title may be among them or not.
    ``filters`` are names with their values, for narrowing a search down.
    """

    url: str
    title: str
    date: str
    kind: str
    folio: str
    sections: tuple[str, ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()


def build_index(entries: Iterable[SearchEntry], *, program: Path | None = None) -> dict[str, bytes]:
    """The search index: path below ``pagefind/`` → bytes, the same on every run.

    Entries of the same date are given in reading order. The engine takes 5 ms and 0.4 MB of memory per article
    of 750 characters (it builds twice for one ``GetFiles``). Without entries the files are those of an empty
    index, which the search page knows how to say. ``program`` is the Pagefind binary, by default that of the
    installed package; ``PagefindError`` when it fails, gives something back that cannot be published, or two
    entries share an address.
    """
    ordered = sorted(entries, key=lambda entry: entry.date, reverse=True)
    ordered.reverse()  # oldest first, so that a new issue changes few files; within a date the last article first
    fragments = {entry.url: fragment(entry) for entry in ordered}
    if len(fragments) < len(ordered):
        # The engine would quietly keep the last of those that share an address.
        twice = next(url for url, count in Counter(entry.url for entry in ordered).items() if count > 1)
        raise PagefindError(Problem(f"两篇文章用了同一个地址 {twice}", "给其中一篇换一个编号"))
    with Pagefind(program) as engine:
        index = engine.new_index()
        engine.add(index, (record(entry, fragments[entry.url]) for entry in ordered))
        files = engine.files(index)
    return dict(sorted(publishable(files, fragments).items()))


def record(entry: SearchEntry, published: bytes) -> Record:
    """What the engine indexes for an entry, ``published`` being its fragment."""
    words = field_units(entry.title)
    words += [GAP] * (TITLE_POSITIONS - len(words))
    for section in _body(entry):
        words += field_units(section)
    if all(word == GAP for word in words):
        words.append(_NO_UNITS)
    # Fragments are named after their record, so the record must tell texts apart whose units are the same.
    words.append("".join(_DIGITS[digit] for digit in hashlib.blake2b(published, digest_size=8).hexdigest()))
    letters = title_letters(entry.title)
    return Record(
        url=entry.url,
        content=" ".join(words),
        meta={"letters": " ".join(letters)} if letters else {},
        filters={name: tuple(sorted(set(values))) for name, values in sorted(entry.filters)},
    )


def fragment(entry: SearchEntry) -> bytes:
    """What the browser gets for a result: JSON with the title and, line by line, the other texts."""
    return json.dumps(
        {
            "url": entry.url,
            "content": "\n".join(" ".join(section.split()) for section in _body(entry)),
            "word_count": 0,
            "filters": {name: sorted(set(values)) for name, values in sorted(entry.filters)},
            "meta": {"date": entry.date, "folio": entry.folio, "kind": entry.kind, "title": entry.title},
            "anchors": [],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode(errors="replace")


def _body(entry: SearchEntry) -> list[str]:
    """The sections without the title, which has a place of its own."""
    sections = list(entry.sections)
    if entry.title in sections:
        sections.remove(entry.title)
    return [section for section in sections if section.strip()]
