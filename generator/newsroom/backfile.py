"""``banmian import --batch``: imports a folder of raw issues whose names contain their dates, in parallel.

Issues are converted in several processes. This process compares them with one another and writes them in order of date,
so that the result is the same as that of single imports. Issues are written a few at a time: one change set holds their
folders, the ledger and the tag register, so that these tables always match the issues that are there. All change sets
of a run are one entry of the history. Issues that were imported before are skipped, so an interrupted run is continued
by running it again.
"""

import os
import re
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from generator import processes
from generator.content import issue_files, tag_lists
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.content.tag_lists import TagLists
from generator.errors import BanmianError, ImportRefused, Problem
from generator.kinds import TagKind
from generator.model import Article, Topic
from generator.newsroom import first_drafts, importer, tag_register
from generator.newsroom.importer import Prepared
from generator.proofreading import Known, archive
from generator.proofreading.archive import Archive
from generator.review_table import ReviewTable
from generator.sources import readers
from generator.tagging import dictionary
from generator.tagging.keywords import Keywords

FILE_DATE = re.compile(r"(?<!\d)(\d{4})\s*[-_.年]?\s*(\d{1,2})\s*[-_.月]?\s*(\d{1,2})日?(?P<extra>-[b-z])?(?!\d)")
_Settings = tuple[Path, tuple[Topic, ...] | None, Known, TagLists, ReviewTable]

TOGETHER, SECONDS = 32, 2.0
"""How many issues one change set holds, and after how many seconds one with fewer issues is written."""

AHEAD = 16
"""How many issues per process are converted in advance: enough to keep it busy, few enough to save memory."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A file or folder of a backfile, with the date and the letter in its name."""

    path: Path
    date: date
    letter: str = ""

    @property
    def issue_id(self) -> str:
        """The id of the issue that is made from it."""
        return f"{self.date.isoformat()}{self.letter}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one raw file of a batch: it was imported, skipped as imported before, or refused."""

    dated: Dated
    is_new: bool = False
    is_corrected: bool = False
    """Whether it is a corrected version of a raw file imported before."""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    """Messages for the editor about how the file was read."""


def find(folder: Path) -> list[Dated]:
    """The raw files of a folder in order of date; a folder in it is an issue with one file per folio.

    Raises ``ImportRefused`` with all files whose name has no date, or the same date as another file's; then nothing is
    imported.
    """
    if not folder.is_dir():
        raise ImportRefused(Problem("没有这个文件夹", "给出放原稿的文件夹", str(folder)))
    problems: list[Problem] = []
    found: dict[str, Dated] = {}
    for path in sorted(folder.iterdir()):
        is_raw = path.is_dir() or path.suffix.lower() in readers.READERS
        if not is_raw or path.name.startswith((".", "~$")):
            continue
        dated = _dated(path)
        if dated is None:
            hint = "名字写上日期，如 2026-03-25.txt；号外写 2026-03-25-b.txt"
            problems.append(Problem("文件名里没有日期", hint, str(path)))
        elif dated.issue_id in found:
            hint = f"与 {found[dated.issue_id].path.name} 同一天；号外在日期后面加 -b"
            problems.append(Problem("两份原稿写着同一天", hint, str(path)))
        else:
            found[dated.issue_id] = dated
    if not found and not problems:
        problems.append(Problem("文件夹里没有原稿", f"能读：{'、'.join(readers.READERS)}", str(folder)))
    if problems:
        raise ImportRefused(*problems)
    return sorted(found.values(), key=lambda dated: dated.issue_id)


def _dated(path: Path) -> Dated | None:
    for found in FILE_DATE.finditer(path.name if path.is_dir() else path.stem):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        return Dated(path, day, found["extra"] or "")
    return None


@dataclass(slots=True)
class _Run:
    """A run of a batch: the paper as it is so far, and the entry of the history that its change sets belong to."""

    root: Path
    paper: Archive
    entry: str = ""
    written: float = 0.0
    """When the last set was carried out, in seconds of the monotonic clock."""

    def write(self, group: Sequence[tuple[Dated, Prepared]]) -> list[Outcome]:
        """Carries out one change set with these issues. Raises ``ContentError``."""
        done = history.started_over(lambda: self._write(group))
        self.written = time.monotonic()
        return done

    def _write(self, group: Sequence[tuple[Dated, Prepared]]) -> list[Outcome]:
        with journal.held(self.root):
            if not self.paper.is_current():
                self.paper = archive.open_(self.root)
            draft, outcomes, kinds = Draft(self.root), [], dict[str, TagKind]()
            try:
                for dated, prepared in group:
                    done = importer.add(draft, prepared, self.paper)
                    outcomes.append(Outcome(dated, is_new=True, remarks=done.remarks))
                    kinds |= prepared.kinds
                self.paper.record(draft)
                tag_register.record(draft, kinds, kinds)
                what = f"整批导入，从 {group[0][0].issue_id} 起"
                self.entry = history.commit(draft, "import", what, entry=self.entry)
            except BaseException:
                self.paper = archive.open_(self.root)  # read again, as it has counted issues that were not written
                raise
            self.paper.settle()
            return outcomes


def import_all(
    root: Path, files: list[Dated], topics: tuple[Topic, ...], *, tags: bool, own: frozenset[str] = frozenset()
) -> Iterator[Outcome]:
    """Imports the files in order, one outcome each; without ``tags`` no topics and tags are proposed.

    ``own`` names the paper's own district, which is no tag.

    If a file is refused, or its day has another issue, the other files are imported all the same. A corrected file
    updates its issue. Raises ``ContentError`` where nothing can be written; issues whose outcomes came before are
    written then.
    """
    run = _Run(root, archive.open_(root))
    lists, rules = tag_lists.read(root, own=own), first_drafts.rules(root)
    settings = (root / ".banmian", topics if tags else None, run.paper.known, lists, rules)
    workers = os.cpu_count() or 1
    if tags:
        dictionary.load(root / ".banmian")  # loaded before the processes are forked, so that they share its memory
    group: list[tuple[Dated, Prepared]] = []
    with ProcessPoolExecutor(workers, processes.context(), _set_up, settings) as pool:
        try:
            for dated, found in _in_order(pool, root, files, workers * AHEAD):
                outcome = found if isinstance(found, Outcome) else None
                try:
                    if isinstance(found, Future):
                        group.append((dated, found.result()))
                except ImportRefused as error:
                    outcome = Outcome(dated, problems=error.problems)
                is_due = len(group) >= TOGETHER or time.monotonic() > run.written + SECONDS
                if group and (is_due or outcome):
                    yield from run.write(group)
                    group = []
                if outcome:
                    yield _corrected(root, dated, settings) if outcome.is_corrected else outcome
            if group:
                yield from run.write(group)
        finally:
            pool.shutdown(cancel_futures=True)
            run.paper.save_sketches()


def _corrected(root: Path, dated: Dated, settings: "_Settings") -> Outcome:
    """Updates an issue from a corrected raw file."""
    cache, topics, _, lists, _ = settings
    keywords = None if topics is None else Keywords(topics, cache, lists)
    propose, kinds = (keywords.propose, keywords.kinds) if keywords else (_as_it_is, None)
    try:
        extra = bool(dated.letter)
        done = importer.import_issue(root, dated.path, dated.date, extra=extra, propose=propose, kinds=kinds)
    except BanmianError as error:
        return Outcome(dated, problems=error.problems)
    return Outcome(dated, is_corrected=True, remarks=done.remarks)


def _in_order(
    pool: ProcessPoolExecutor, root: Path, files: list[Dated], ahead: int
) -> Iterator[tuple[Dated, "Outcome | Future[Prepared]"]]:
    """Starts converting files in order, at most ``ahead`` of them before the caller takes the first one's result."""
    waiting: deque[tuple[Dated, Outcome | Future[Prepared]]] = deque()
    rest = iter(files)
    for dated in islice(rest, ahead):
        waiting.append((dated, _started(pool, root, dated)))
    while waiting:
        yield waiting.popleft()
        for dated in islice(rest, 1):
            waiting.append((dated, _started(pool, root, dated)))


def _started(pool: ProcessPoolExecutor, root: Path, dated: Dated) -> "Outcome | Future[Prepared]":
    folder = issue_files.issues_folder(root) / dated.issue_id
    if not issue_files.is_begun(folder):
        return pool.submit(_convert, dated)
    if importer.holds(root, dated.issue_id, dated.path):
        return Outcome(dated)
    if importer.corrects(root, dated.issue_id, dated.path):
        return Outcome(dated, is_corrected=True)
    hint = "单独导入它：换掉原来的加 --replace，另出一期加 --extra"
    return Outcome(dated, problems=(Problem("这一天已经有一期，来自另一份原稿", hint, str(dated.path)),))


@dataclass(slots=True)
class _Worker:
    """What a process of the pool keeps for all its issues: the tables for proposing tags and for proofreading."""

    keywords: Keywords | None = None
    known: Known | None = None
    rules: ReviewTable = field(default_factory=ReviewTable)


_worker = _Worker()  # a global of each process, since the pool's initializer cannot return a value


def _set_up(cache: Path, topics: tuple[Topic, ...] | None, known: Known, lists: TagLists, rules: ReviewTable) -> None:
    processes.settle()
    _worker.keywords = None if topics is None else Keywords(topics, cache, lists)
    _worker.known, _worker.rules = known, rules


def _convert(dated: Dated) -> Prepared:
    keywords = _worker.keywords
    propose = first_drafts.proposing(keywords.propose if keywords else _as_it_is, _worker.rules, dated.issue_id)
    prepared = importer.prepare(dated.path, dated.issue_id, dated.date, propose=propose, known=_worker.known)
    if keywords is None:
        return prepared
    return replace(prepared, kinds={tag: keywords.kinds[tag] for tag in importer.tags_of(prepared.converted)})


def _as_it_is(article: Article) -> Article:
    return article
