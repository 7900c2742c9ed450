"""Importing an issue again: ids that stay, files that people own, files that may be replaced.

A file belongs to import as long as it stands as import wrote it; from an editor's first change on it is theirs.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content import body
from generator.model import Article, Issue

SHINGLE = 6
OPENING = 60
ALIKE = 0.5
"""The share of an article's text that must stand in another for the two to be the same article."""


@dataclass(frozen=True, slots=True)
class Record:
    """What imports wrote: a digest by file name, and how the article of every number ever given begins."""

    files: Mapping[str, str] = field(default_factory=dict)
    openings: Mapping[str, str] = field(default_factory=dict)
    """Number (``"03"``) → opening words, of articles that a person deleted since, too."""

    @property
    def highest(self) -> int:
        """The highest number ever given."""
        return max(map(int, self.openings), default=0)

    def to_json(self) -> str:
        """The text of the record's file."""
        held = {"files": dict(sorted(self.files.items())), "openings": dict(sorted(self.openings.items()))}
        return json.dumps(held, ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str) -> "Record":
        """Reads ``to_json``; anything else is an empty record, by which every file is a person's."""
        try:
            read: Any = json.loads(text)
            files = {str(name): str(digest) for name, digest in read["files"].items()}
            return Record(files, {f"{int(number):02d}": str(words) for number, words in read["openings"].items()})
        except (ValueError, KeyError, TypeError, AttributeError):
            return Record()


def record(files: Mapping[str, str], issue: Issue, last: Record | None = None) -> Record:
    """The record of an issue whose files were just written, by name."""
    openings = {number(article): _text(article)[:OPENING] for article in issue.articles}
    return Record({name: digest(text) for name, text in files.items()}, dict(last.openings if last else {}) | openings)


def number(article: Article) -> str:
    """The number of an article in its issue, which stays; its ``order`` may change."""
    return article.id.rpartition("-")[2]


def digest(text: str) -> str:
    """A file's digest."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing again does to an issue's folder, by file name."""

    write: Mapping[str, str]
    """New text of files that nobody has touched, and of new ones."""
    kept: tuple[str, ...]
    """Files that a person has changed or deleted, and that therefore stay as they are."""
    gone: tuple[str, ...]
    """Files that nobody has touched and that the conversion no longer gives."""
    news: tuple[str, ...] = ()
    """Of those kept, the ones that conversion gives otherwise than last time: a person should compare."""

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.write or self.gone)


def plan(last: Record, standing: Mapping[str, str], fresh: Mapping[str, str]) -> Plan:
    """Compares the files that stand in the folder with those of a new conversion, names → texts."""
    theirs = {name for name, text in standing.items() if last.files.get(name) != digest(text)}
    deleted = {name for name in last.files if name not in standing}
    kept = sorted(name for name in (theirs & fresh.keys()) | deleted if fresh.get(name) != standing.get(name))
    return Plan(
        write={
            name: text
            for name, text in fresh.items()
            if name not in theirs and name not in deleted and standing.get(name) != text
        },
        kept=tuple(kept),
        gone=tuple(sorted(name for name in standing.keys() - fresh.keys() - theirs if name in last.files)),
        news=tuple(name for name in kept if name in theirs and last.files.get(name) != digest(fresh[name])),
    )


def numbered(fresh: Issue, standing: Sequence[Article], last: Record) -> Issue:
    """The issue with the ids that its articles had before: an article is known by its text.

    One that is new gets a number above every number ever given, so that no address changes its meaning.
    """
    before = {number(article): _shingles(_text(article)) for article in standing}
    before |= {given: _shingles(words) for given, words in last.openings.items() if given not in before}
    known = _matches(fresh.articles, before)
    highest = max((int(given) for given in before), default=0)
    articles = []
    for article in fresh.articles:
        given = known.get(article.id)
        if given is None:
            highest += 1
            given = f"{highest:02d}"
        articles.append(replace(article, id=f"{fresh.id}-{given}"))
    return replace(fresh, articles=tuple(articles))


def _matches(fresh: Sequence[Article], before: Mapping[str, set[str]]) -> dict[str, str]:
    """Id of a fresh article → number of the one that held its text; each is used once, the likest first."""
    pairs = []
    for at, article in enumerate(fresh):
        mine = _shingles(_text(article))
        for place, (given, theirs) in enumerate(before.items()):
            share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            if share >= ALIKE:
                pairs.append((-share, abs(at - place), article.id, given))
    matched: dict[str, str] = {}
    for _, _, new, given in sorted(pairs):
        if new not in matched and given not in matched.values():
            matched[new] = given
    return matched


def _text(article: Article) -> str:
    captions = (photo.caption for photo in article.photos)
    return "".join("".join((article.title, *body.to_text(article.body, article.kind), *captions)).split())


def _shingles(text: str) -> set[str]:
    return {text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))}
