"""Plans how an issue is imported again: which ids stay, which files are replaced, and which are merged.

A file that is still as import wrote it is replaced. In a file that an editor changed, only those lines of a corrected
source are taken over that the editor did not change (``merging``).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content import body, fields, frontmatter
from generator.content.edits import compare
from generator.errors import ContentError
from generator.model import FORMAT, Article, Issue
from generator.newsroom import travelled
from generator.newsroom.merging import Conflict, Merged, merge

SHINGLE = 6
OPENING = 60
NAMES = ("编辑的", "原稿的")
"""The names of the two versions of a text, where both are shown."""

ALIKE = 0.5
"""The share of its text that an article must have in common with another to be taken for the same article."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the last import wrote: digests and texts by file name, and the opening words of each article.

    ``sources`` are the raw files that it stored, with their digests.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    openings: Mapping[str, str] = field(default_factory=dict)
    """The opening words of each article by its number (``"03"``), including articles deleted since."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts as import wrote them, which are the base of the three-way merge; older records have none."""
    sources: Mapping[str, str] = field(default_factory=dict)
    characters: int = 0
    """How many characters the raw files have, white space not counted; 0 in older records."""

    @property
    def highest(self) -> int:
        """The highest number ever given."""
        return max(map(int, self.openings), default=0)

    def to_json(self) -> str:
        """The text of the record's file."""
        held = {"files": self.files, "openings": self.openings, "sources": self.sources, "texts": self.texts}
        ordered: dict[str, Any] = {name: dict(sorted(rows.items())) for name, rows in held.items()}
        ordered |= {"characters": self.characters} if self.characters else {}
        return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str) -> "Record":
        """Reads what ``to_json`` wrote. Any other text gives an empty record; then no file counts as import's."""
        try:
            read: Any = json.loads(text)
            openings = {f"{int(number):02d}": str(words) for number, words in read["openings"].items()}
            files, texts, sources = (_strings(read.get(name, {})) for name in ("files", "texts", "sources"))
            return Record(files, openings, texts, sources, int(read.get("characters", 0)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Record()

    def with_text(self, name: str, text: str) -> "Record":
        """The record with a new text for a file, after a command rewrote a file that no person had changed."""
        return replace(self, files={**self.files, name: digest(text)}, texts={**self.texts, name: text})


def _strings(read: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in read.items()}


def record(files: Mapping[str, str], issue: Issue, last: Record | None = None) -> Record:
    """The record of an issue whose ``files`` (texts by name) were just written."""
    openings = {number(article): _text(article)[:OPENING] for article in issue.articles}
    digests = {name: digest(text) for name, text in files.items()}
    return Record(digests, dict(last.openings if last else {}) | openings, dict(files))


def number(article: Article) -> str:
    """The number of an article in its issue. It never changes, while its ``order`` may."""
    return article.id.rpartition("-")[2]


def digest(text: str) -> str:
    """A file's digest."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Replacement:
    """What importing again does to an issue's folder, by file name."""

    write: Mapping[str, str]
    """The new texts of files that no person has changed, of new files, and of merged ones."""
    kept: tuple[str, ...]
    """Files in which a person's changes stay, or that a person deleted."""
    gone: tuple[str, ...]
    """Files to delete: no person has changed them, and the new conversion does not have them any more."""
    merged: tuple[str, ...] = ()
    """Files that a person had changed and that also get changes of the source."""
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Both versions of the lines that a person must compare, as lines for a terminal."""
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    """The places where a person and the source changed the same lines. The person's lines stay."""
    news: tuple[str, ...] = ()
    """Files that a person has deleted or that cannot be merged, and for which the source now has another text."""

    @property
    def changes(self) -> bool:
        """Whether any file is written or deleted."""
        return bool(self.write or self.gone)


Readable = Callable[[str, str], bool]
"""Tells whether a text (the second argument) is a valid file of a name (the first)."""


def plan(
    last: Record,
    standing: Mapping[str, str],
    fresh: Mapping[str, str],
    is_readable: Readable = lambda _name, _text: True,
) -> Replacement:
    """Compares the files in the folder (``standing``) with those of a new conversion (``fresh``), both texts by name.

    Corrections for paragraphs that an editor moved to another article are made there. A merged text is used only if
    ``is_readable`` accepts it.
    """
    theirs = {name for name, text in standing.items() if last.files.get(name) != digest(text)}
    as_it_was = standing
    standing, fresh = travelled.corrected(last.texts, standing, fresh)
    deleted = {name for name in last.files if name not in standing}
    write = {
        name: text
        for name, text in fresh.items()
        if name not in theirs and name not in deleted and standing.get(name) != text
    }
    conflicts: dict[str, tuple[Conflict, ...]] = {}
    merged = [name for name in standing if name not in fresh and standing[name] != as_it_was[name]]
    write |= {name: standing[name] for name in merged}
    shown: dict[str, tuple[str, ...]] = {}
    for name in sorted(theirs & last.texts.keys() & fresh.keys()):
        made = merge(last.texts[name], standing[name], fresh[name])
        if made.conflicts:  # the editor's text stays in some places, so the editor's summary must stay as well
            made = merge(last.texts[name], standing[name], _summed_up_as(standing[name], fresh[name]))
        if not is_readable(name, made.text):
            made = Merged(standing[name], (Conflict((standing[name],), (fresh[name],)),))
        if made.conflicts:
            conflicts[name] = made.conflicts
            shown[name] = tuple(line for each in made.conflicts for line in _both(each))
        if made.text != as_it_was[name]:
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
    """``text`` with the summary of ``model``."""
    own = _SUMMARY.search(model)
    return _SUMMARY.sub(lambda found: own[0] if own else found[0], text, count=1)


def _both(conflict: Conflict) -> Iterator[str]:
    return compare.shown("\n".join(conflict.kept), "\n".join(conflict.wanted), NAMES)


def as_before(fresh: Issue, standing: Issue, last: Record, *, is_anew: bool) -> Issue:
    """The issue with the ids, the format, and as far as none were proposed the tags, that it had before."""
    model = replace(standing, format=FORMAT) if is_anew else standing
    return tagged(numbered(fresh, standing, last, is_anew=is_anew), model)


def numbered(fresh: Issue, standing: Issue, last: Record, *, is_anew: bool = False) -> Issue:
    """The issue with the ids that its articles had before; articles are recognized by their texts.

    A new article gets a number higher than all numbers ever given, so that no old address leads to another article. If
    an article has become part of another one, that one takes over its id (``joined``), so that its address leads there.

    What editors split off stays an article of its own, and what they joined is not made new, unless all is imported
    anew (``is_anew``).
    """
    before = _known_texts(standing.articles, last)
    known = _matches(fresh.articles, before, last)
    highest = max((*(int(given) for given in before), standing.numbered, *_former(standing)), default=0)
    are_imports = {given: before[given] for given in map(number, standing.articles)}
    if last.openings and not is_anew:
        are_imports = {given: text for given, text in are_imports.items() if given in last.openings}
    joined = _joined(fresh.articles, are_imports, known)
    own = {number(article): article for article in standing.articles}
    articles = []
    for article in fresh.articles:
        given = known.get(article.id)
        if given is None:
            highest += 1
            given = f"{highest:02d}"
        was, taken = (own[given].was, own[given].joined) if given in own else ((), ())
        for former in joined.get(article.id, ()):
            taken = (*taken, *own[former].was, *own[former].joined, own[former].id)
        together = tuple(dict.fromkeys(taken))
        articles.append(replace(article, id=f"{fresh.id}-{given}", was=was, joined=together))
    ids = {article.id for article in articles}
    alone = (replace(one, joined=tuple(former for former in one.joined if former not in ids)) for one in articles)
    return replace(fresh, articles=tuple(alone))


def _known_texts(standing: Sequence[Article], last: Record) -> dict[str, set[str]]:
    """The texts by which articles are recognized, by number.

    For an article that import wrote this is what it wrote, since an editor may have split it or joined others to it.
    """
    known = {given: _shingles(words) for given, words in last.openings.items()}
    known |= {number(article): _shingles(_text(article)) for article in standing}
    for given in known.keys() & last.openings.keys():
        with suppress(ContentError):
            name = f"{given}.md"
            if name in last.texts:
                written = fields.read_article(frontmatter.parse(last.texts[name], name), name)
                known[given] = _shingles(_text(written))
    return known


def _former(standing: Issue) -> Iterator[int]:
    """The numbers of articles of this issue that are part of others now."""
    for article in standing.articles:
        for former in (*article.was, *article.joined):
            issue_id, _, given = former.rpartition("-")
            if issue_id == standing.id and given.isdecimal():
                yield int(given)


def _joined(
    fresh: Sequence[Article], standing: Mapping[str, set[str]], known: Mapping[str, str]
) -> dict[str, list[str]]:
    """For ids of new articles, the numbers of old ones that are none any more, and whose text they have."""
    found: dict[str, list[str]] = {}
    texts = {article.id: _shingles(_text(article)) for article in fresh}
    for given, theirs in standing.items():
        if given not in known.values():
            share, new = max(
                ((len(mine & theirs) / max(1, len(theirs)), new) for new, mine in texts.items()), default=(0, "")
            )
            if share >= ALIKE:
                found.setdefault(new, []).append(given)
    return found


def tagged(fresh: Issue, standing: Issue) -> Issue:
    """The issue with the format of the existing one and, if no topics and tags were proposed, with those it had."""
    fresh = replace(fresh, format=standing.format, numbered=standing.numbered)
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


def _matches(fresh: Sequence[Article], before: Mapping[str, set[str]], last: Record) -> dict[str, str]:
    """For ids of new articles, the number of the old article with the same text; the most similar are matched first.

    Articles that import wrote come before those that editors added.
    """
    pairs = []
    for at, article in enumerate(fresh):
        mine = _shingles(_text(article))
        for place, (given, theirs) in enumerate(before.items()):
            share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            if share >= ALIKE:
                is_ours = not last.openings or given in last.openings
                pairs.append((not is_ours, -share, abs(at - place), article.id, given))
    matched: dict[str, str] = {}
    for *_, new, given in sorted(pairs):
        if new not in matched and given not in matched.values():
            matched[new] = given
    return matched


def _text(article: Article) -> str:
    captions = (photo.caption for photo in article.photos)
    return "".join("".join((article.title, *body.to_text(article.body, article.kind), *captions)).split())


def _shingles(text: str) -> set[str]:
    return {text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))}
