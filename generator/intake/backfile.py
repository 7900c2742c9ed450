"""``banmian import --batch``: a folder of raw issues, dated by their names, converted side by side.

Conversion runs in processes of its own; writing, and holding issues against one another, is done here in order
of date, so that the result is that of single imports. What was imported before is passed over, so an interrupted
run is taken up again by running it once more.
"""

import os
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from generator import processes
from generator.content import issue_files, tag_lists, tag_register
from generator.content.tag_lists import TagLists
from generator.errors import ImportRefused, Problem
from generator.intake import importer, readers
from generator.intake.importer import Prepared
from generator.intake.keywords import Keywords
from generator.intake.proofread import Known, archive
from generator.intake.tagging import dictionary
from generator.model import Article, TagKind, Topic

FILE_DATE = re.compile(r"(?<!\d)(\d{4})\s*[-_.年]?\s*(\d{1,2})\s*[-_.月]?\s*(\d{1,2})日?(?P<extra>-[b-z])?(?!\d)")
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


def import_all(root: Path, files: list[Dated], topics: tuple[Topic, ...], *, tags: bool) -> Iterator[Outcome]:
    """Imports the files in order, one outcome each; without ``tags`` no topics and tags are proposed.

    A file that is refused, or whose day has another issue, stops none of the others.
    """
    paper = archive.open_(root)
    settings = (root / ".banmian", topics if tags else None, paper.known, tag_lists.read(root))
    kinds: dict[str, TagKind] = {}
    workers = os.cpu_count() or 1
    if tags:
        dictionary.load(root / ".banmian")  # before the processes are begun, so that they share it
    with ProcessPoolExecutor(workers, processes.context(), _set_up, settings) as pool:
        try:
            for dated, converted in _in_order(pool, root, files, workers * AHEAD):
                if isinstance(converted, Outcome):
                    yield converted
                    continue
                try:
                    prepared = converted.result()
                    done = importer.write(root, prepared, paper)
                    kinds |= prepared.kinds
                    yield Outcome(dated, is_new=True, remarks=done.remarks)
                except ImportRefused as error:
                    yield Outcome(dated, problems=error.problems)
        finally:
            pool.shutdown(cancel_futures=True)
            paper.save()
            tag_register.record(root, kinds, kinds)


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
    if not folder.exists():
        return pool.submit(_convert, dated)
    if importer.holds(root, dated.issue_id, dated.path):
        return Outcome(dated)
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
    tags = dict.fromkeys(tag for article in prepared.converted.issue.articles for tag in article.tags)
    return replace(prepared, kinds={tag: keywords.kinds[tag] for tag in tags})


def _as_it_is(article: Article) -> Article:
    return article
