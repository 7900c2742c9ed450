"""Compares an issue with all earlier ones, by the ledger of people and posts, and by a sketch of every article.

The ledger is a table in ``content/lists`` that belongs to the newsroom. The sketches are cached in ``.banmian/``;
missing ones are computed again from ``content/``.
"""

import contextlib
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import system
from generator.content import issue_files, store, tables
from generator.content.doubts import Doubt
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.content.posts_table import CONFIRMED, FILE
from generator.errors import BanmianError, ContentError, Problem
from generator.proofreading import Known, Reading, copy_lines, house_lists, people_ledger, posts, read, repeats
from generator.proofreading.people_ledger import Ledger
from generator.proofreading.posts import Sighting

CACHE = Path(".banmian") / "sketches.json"


@dataclass
class Archive:
    """The ledger and the sketches of the paper. ``known`` is what editors decided; it does not change in a run."""

    root: Path
    known: Known = field(default_factory=Known)
    ledger: Ledger = field(default_factory=Ledger)
    sketches: repeats.Sketches = field(default_factory=repeats.Sketches)
    _recalled: dict[str, tuple[Sighting, ...]] = field(default_factory=dict)
    _openings: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, reading: Reading) -> dict[str, tuple[Doubt, ...]]:
        """Adds an issue, and returns the doubts that follow from comparing it with earlier ones, by article's id.

        There may be doubts about articles of earlier issues too, because the later issue may be the correct one.
        """
        self._add(reading)
        alike = {article: set(self.sketches.like(article, sketch)) for article, sketch in reading.sketches.items()}
        return self._against(reading, alike)

    def _against(self, reading: Reading, alike: Mapping[str, set[str]]) -> dict[str, tuple[Doubt, ...]]:
        """The doubts of a reading; ``alike`` are the articles that are nearly the same as each of its articles."""
        found: dict[str, list[Doubt]] = defaultdict(list)
        for article, doubt in self._doubts(reading, alike):
            found[article].append(doubt)
        for sighting in reading.sightings:
            for holding in self.ledger.rows.get(sighting.name, ()):
                over = posts.is_same(holding.post, sighting.post) and people_ledger.expired(
                    holding, sighting, reading.date
                )
                if over:
                    found[sighting.article].append(over)
        return {article: tuple(dict.fromkeys(doubts)) for article, doubts in found.items()}

    def take_all(self, readings: Iterable[Reading]) -> dict[str, tuple[Doubt, ...]]:
        """Counts the whole paper again, and returns the doubts that follow from comparing its issues."""
        readings = tuple(readings)
        self.ledger.forget()
        self.sketches = repeats.Sketches()
        for reading in readings:
            self._add(reading)
        alike = self.sketches.repeated()
        found: dict[str, list[Doubt]] = defaultdict(list)
        for reading in readings:
            for article, doubts in self._against(reading, alike).items():
                found[article] += doubts
        return {article: tuple(dict.fromkeys(doubts)) for article, doubts in found.items()}

    def _add(self, reading: Reading) -> None:
        by_article: dict[str, list[Sighting]] = {article: [] for article in reading.sketches}
        for sighting in reading.sightings:
            self.ledger.add(sighting, reading.date)
            by_article[sighting.article].append(sighting)
        for article, sketch in reading.sketches.items():
            self._recalled[article] = tuple(by_article[article])
            self.sketches.add(article, sketch)
        self._openings |= reading.openings

    def _doubts(self, reading: Reading, alike: Mapping[str, set[str]]) -> Iterator[tuple[str, Doubt]]:
        names = {sighting.name for sighting in reading.sightings}
        yield from people_ledger.doubts(self.ledger.conflicts(names), self._recall)
        for article in reading.sketches:
            others = alike.get(article)
            if others:
                place, words = self._openings[article]
                yield article, repeats.doubt(place, words, others)

    def _recall(self, article: str) -> tuple[Sighting, ...]:
        """The people with posts in an article; read from its file if the article was not added in this run."""
        if article not in self._recalled:
            issue_id = article.rpartition("-")[0]
            try:
                issue = store.load_issue(issue_files.issues_folder(self.root) / issue_id, self.root)
            except BanmianError:
                self._recalled[article] = ()  # deleted or being edited; banmian check reports what is wrong
            else:
                for sighting_of in issue.articles:
                    self._recalled.setdefault(sighting_of.id, ())
                for sighting in read(issue, self.known).sightings:
                    self._recalled[sighting.article] += (sighting,)
                self._recalled.setdefault(article, ())
        return self._recalled[article]

    def record(self, draft: Draft) -> None:
        """Writes the ledger into a draft, which expects the file to be unchanged since it was read here."""
        path = f"content/{tables.LISTS}/{FILE}"
        data = self.ledger.to_bytes()
        if data is not None:
            draft.expect(path, disk.NOTHING if self.ledger.file is None else disk.digest(self.ledger.file))
            draft.write(path, data)

    def is_current(self) -> bool:
        """Whether the ledger's file is still the same as when it was read."""
        path = tables.folder(self.root) / FILE
        return (path.read_bytes() if path.is_file() else None) == self.ledger.file

    def settle(self) -> None:
        """Takes over the ledger as it was written; call it after a draft with the ledger was carried out."""
        self.ledger.settle(people_ledger.read(self.root))

    def save_sketches(self) -> None:
        """Writes the sketches to the cache, for the next run."""
        with contextlib.suppress(OSError):  # only a cache
            _write(self.root / CACHE, json.dumps(self.sketches.of, separators=(",", ":")).encode())


def open_(root: Path, *, sketched: bool = True) -> Archive:
    """The archive of a site; ``sketched`` says whether to read the sketches of its articles as well.

    Raises ``ContentError`` for a ledger or a list that cannot be read.
    """
    problems: list[Problem] = []
    ledger, newsroom = Ledger(), house_lists.Lists()
    try:
        ledger = people_ledger.read(root)
    except ContentError as error:
        problems += error.problems
    try:
        newsroom = house_lists.read(root)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(*problems)
    names = frozenset(row.name for row in ledger.holdings() if row.state == CONFIRMED)
    archive = Archive(root, Known(newsroom, names), ledger)
    for article, sketch in _sketches(root) if sketched else ():
        archive.sketches.add(article, sketch)
    return archive


def _sketches(root: Path) -> Iterator[tuple[str, repeats.Sketch]]:
    try:
        cached = json.loads(system.bytes_of(root / CACHE))
        kept = {str(article): tuple(map(int, sketch)) for article, sketch in cached.items()}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        kept = {}
    issues = {article.rpartition("-")[0] for article in kept}
    folder = issue_files.issues_folder(root)
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    yield from ((article, sketch) for article, sketch in kept.items() if article.rpartition("-")[0] in present)
    for name in sorted(present - issues):
        if issue_files.ISSUE_FOLDER.fullmatch(name):
            try:
                issue = store.load_issue(folder / name, root)
            except BanmianError:
                continue  # build and check report an issue that cannot be read
            yield from ((article.id, repeats.sketch(copy_lines.take(article))) for article in issue.articles)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
