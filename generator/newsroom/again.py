"""Importing an issue again: ids that stay, files that people own, files that may be replaced.

A file belongs to import as long as it stands as import wrote it. From an editor's first change on it is theirs: of a
corrected source only what they did not touch is taken into it (``merging``).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content import body
from generator.content.edits import compare
from generator.model import Article, Issue
from generator.newsroom.merging import Conflict, Merged, merge

SHINGLE = 6
OPENING = 60
NAMES = ("编辑的", "原稿的")
"""What the two versions of a text are called where they are shown."""

ALIKE = 0.5
"""The share of an article's text that must stand in another for the two to be the same article."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the last import wrote: digests and texts by file name, and how each article ever numbered begins.

    ``sources`` are the raw files that it kept, with their digests.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    openings: Mapping[str, str] = field(default_factory=dict)
    """Number (``"03"``) → opening words, of articles that a person deleted since, too."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The base of a three-way merge; older records have none."""
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def highest(self) -> int:
        """The highest number ever given."""
        return max(map(int, self.openings), default=0)

    def to_json(self) -> str:
        """The text of the record's file."""
        held = {"files": self.files, "openings": self.openings, "sources": self.sources, "texts": self.texts}
        ordered = {name: dict(sorted(rows.items())) for name, rows in held.items()}
        return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str) -> "Record":
        """Reads ``to_json``; anything else is an empty record, by which every file is a person's."""
        try:
            read: Any = json.loads(text)
            openings = {f"{int(number):02d}": str(words) for number, words in read["openings"].items()}
            files, texts, sources = (_strings(read.get(name, {})) for name in ("files", "texts", "sources"))
            return Record(files, openings, texts, sources)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Record()

    def with_text(self, name: str, text: str) -> "Record":
        """The record once a command that changes no words has rewritten a file that nobody had touched."""
        return replace(self, files={**self.files, name: digest(text)}, texts={**self.texts, name: text})


def _strings(read: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in read.items()}


def record(files: Mapping[str, str], issue: Issue, last: Record | None = None) -> Record:
    """The record of an issue whose files were just written, by name."""
    openings = {number(article): _text(article)[:OPENING] for article in issue.articles}
    digests = {name: digest(text) for name, text in files.items()}
    return Record(digests, dict(last.openings if last else {}) | openings, dict(files))


def number(article: Article) -> str:
    """The number of an article in its issue, which stays; its ``order`` may change."""
    return article.id.rpartition("-")[2]


def digest(text: str) -> str:
    """A file's digest."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Replacement:
    """What importing again does to an issue's folder, by file name."""

    write: Mapping[str, str]
    """New text of files that nobody has touched, of new ones, and of those that were merged."""
    kept: tuple[str, ...]
    """Files in which something that a person changed or deleted stays."""
    gone: tuple[str, ...]
    """Files that nobody has touched and that the conversion no longer gives."""
    merged: tuple[str, ...] = ()
    """Files that a person had changed, and into which other changes of the source were taken."""
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Both versions of what a person must compare, as lines for a terminal."""
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    """Where both had changed the same lines. The person's stay."""
    news: tuple[str, ...] = ()
    """Files that a person has deleted, or that cannot be merged, and that the source now gives otherwise."""

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.write or self.gone)


Readable = Callable[[str, str], bool]
"""Whether a text is a proper file of this name."""


def plan(
    last: Record,
    standing: Mapping[str, str],
    fresh: Mapping[str, str],
    is_readable: Readable = lambda _name, _text: True,
) -> Replacement:
    """Compares the files that stand in the folder with those of a new conversion, names → texts.

    A merged text is used only if ``is_readable`` says so.
    """
    theirs = {name for name, text in standing.items() if last.files.get(name) != digest(text)}
    deleted = {name for name in last.files if name not in standing}
    write = {
        name: text
        for name, text in fresh.items()
        if name not in theirs and name not in deleted and standing.get(name) != text
    }
    conflicts: dict[str, tuple[Conflict, ...]] = {}
    merged = []
    shown: dict[str, tuple[str, ...]] = {}
    for name in sorted(theirs & last.texts.keys() & fresh.keys()):
        made = merge(last.texts[name], standing[name], fresh[name])
        if made.conflicts:  # a summary repeats the text: it must not say what the text does not
            made = merge(last.texts[name], standing[name], _summed_up_as(standing[name], fresh[name]))
        if not is_readable(name, made.text):
            made = Merged(standing[name], (Conflict((standing[name],), (fresh[name],)),))
        if made.conflicts:
            conflicts[name] = made.conflicts
            shown[name] = tuple(line for each in made.conflicts for line in _both(each))
        if made.text != standing[name]:
            write[name] = made.text
            merged.append(name)
    after = {name: write.get(name, text) for name, text in standing.items()}
    imports = fresh.keys() | last.files.keys()
    kept = sorted(name for name in (theirs | deleted) & imports if fresh.get(name) != after.get(name))
    unlike = {name for name in kept if name in fresh and last.files.get(name) != digest(fresh[name])}
    news = tuple(name for name in kept if name in unlike and (name in deleted or name not in last.texts))
    shown |= {name: tuple(compare.shown(standing[name], fresh[name], NAMES)) for name in news if name in standing}
    return Replacement(
        write=write,
        kept=tuple(kept),
        gone=tuple(sorted(name for name in standing.keys() - fresh.keys() - theirs if name in last.files)),
        merged=tuple(merged),
        conflicts=conflicts,
        news=news,
        shown=shown,
    )


_SUMMARY = re.compile(r"^summary: .*$", re.MULTILINE)


def _summed_up_as(model: str, text: str) -> str:
    """A text with the summary of another."""
    own = _SUMMARY.search(model)
    return _SUMMARY.sub(lambda found: own[0] if own else found[0], text, count=1)


def _both(conflict: Conflict) -> Iterator[str]:
    return compare.shown("\n".join(conflict.kept), "\n".join(conflict.wanted), NAMES)


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


def tagged(fresh: Issue, standing: Issue) -> Issue:
    """An issue keeps the format of the one that stands; if nothing was proposed, its articles' topics and tags too."""
    fresh = replace(fresh, format=standing.format)
    if any(article.topics or article.tags for article in fresh.articles):
        return fresh
    before = {article.id: article for article in standing.articles}
    articles = (
        replace(article, topics=before[article.id].topics, tags=before[article.id].tags)
        if article.id in before
        else article
        for article in fresh.articles
    )
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
