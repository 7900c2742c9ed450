"""``banmian import --batch``: a folder of raw issues, dated by their names, converted side by side.

Conversion runs in processes of its own; holding issues against one another, and writing, is done here in order of
date, so that the result is that of single imports. Issues are written a few at a time: one change set holds their
folders, the ledger and the tag register, so that at any moment the tables know exactly the issues that are there. All
change sets of a run are one entry of the history. What was imported before is passed over, so an interrupted run is
taken up again by running it once more.
"""

import os
import re
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from generator import processes
from generator.content import issue_files, tag_lists
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.content.tag_lists import TagLists
from generator.errors import BanmianError, ImportRefused, Problem
from generator.model import Article, TagKind, Topic
from generator.newsroom import importer, tag_register
from generator.newsroom.importer import Prepared
from generator.proofreading import Known, archive
from generator.proofreading.archive import Archive
from generator.sources import readers
from generator.tagging import dictionary
from generator.tagging.keywords import Keywords

FILE_DATE = re.compile(r"(?<!\d)(\d{4})\s*[-_.年]?\s*(\d{1,2})\s*[-_.月]?\s*(\d{1,2})日?(?P<extra>-[b-z])?(?!\d)")
_Settings = tuple[Path, tuple[Topic, ...] | None, Known, TagLists]

TOGETHER, SECONDS = 32, 2.0
"""Issues that one change set holds, and after how many seconds one is written though it holds fewer."""

AHEAD = 16
"""Issues that may wait converted for each process: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A file or folder of a backfile, with the date and the letter that its name carries."""

    path: Path
    date: date
    letter: str = ""

    @property
    def issue_id(self) -> str:
        """The id of the issue that it becomes."""
        return f"{self.date.isoformat()}{self.letter}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One raw file of a batch: imported, passed over because it was before, or refused."""

    dated: Dated
    is_new: bool = False
    is_corrected: bool = False
    """Whether it is a corrected state of a raw file imported before."""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    """What an editor must be told about how the file was read."""


def find(folder: Path) -> list[Dated]:
    """The raw files of a folder in order of date; a folder in it is an issue with one file per folio.

    Raises ``ImportRefused`` naming every file whose name holds no date, or the date of another; then nothing
    is imported.
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
    """A backfile while it is written: the paper so far, and the entry of the history that its sets belong to."""

    root: Path
    paper: Archive
    entry: str = ""
    written: float = 0.0
    """When the last set was carried out, by a clock that only runs."""

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
                self.paper = archive.open_(self.root)  # it has counted what was not written
                raise
            self.paper.settle()
            return outcomes


def import_all(
    root: Path, files: list[Dated], topics: tuple[Topic, ...], *, tags: bool, own: frozenset[str] = frozenset()
) -> Iterator[Outcome]:
    """Imports the files in order, one outcome each; without ``tags`` no topics and tags are proposed.

    ``own`` names the paper's own district, which is no tag.

    A file that is refused, or whose day has another issue, stops none of the others. A corrected file brings its
    issue up to date. Raises ``ContentError`` where nothing can be written; what was told of before is there.
    """
    run = _Run(root, archive.open_(root))
    settings = (root / ".banmian", topics if tags else None, run.paper.known, tag_lists.read(root, own=own))
    workers = os.cpu_count() or 1
    if tags:
        dictionary.load(root / ".banmian")  # before the processes are begun, so that they share it
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
    """An issue brought up to date with a corrected raw file."""
    cache, topics, _, lists = settings
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
    """Hands files to the processes no more than ``ahead`` of the one that is taken next."""
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
    """What a process of the pool keeps between two issues: what its articles' tags are proposed with."""

    keywords: Keywords | None = None
    known: Known | None = None


_worker = _Worker()  # the pool's initializer can only leave things in the module of its own process


def _set_up(cache: Path, topics: tuple[Topic, ...] | None, known: Known, lists: TagLists) -> None:
    processes.settle()
    _worker.keywords = None if topics is None else Keywords(topics, cache, lists)
    _worker.known = known


def _convert(dated: Dated) -> Prepared:
    keywords = _worker.keywords
    propose = keywords.propose if keywords else _as_it_is
    prepared = importer.prepare(dated.path, dated.issue_id, dated.date, propose=propose, known=_worker.known)
    if keywords is None:
        return prepared
    return replace(prepared, kinds={tag: keywords.kinds[tag] for tag in importer.tags_of(prepared.converted)})


def _as_it_is(article: Article) -> Article:
    return article
