"""The history of a paper's files: what was changed, when and by whom; undo and redo.

An entry is what one command did: one change set, or several for the import of a backfile. It is stored in
``.history/sets`` as zip archives: ``set.json`` says what was done, ``old/`` holds the files as they were before.
"""

import getpass
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

from generator import config
from generator.content import addresses
from generator.content.edits import checks, disk, journal, kept_sets, number_counter, signed_since
from generator.content.edits.changes import Draft
from generator.content.edits.journal import FOLDER, SETS
from generator.content.edits.kept_sets import RECORD, REDO, UNDO, Header, Row
from generator.errors import BanmianError, ChangedMeanwhile, ContentError, Problem
from generator.model import CHINA
from generator.settings import HistoryTable

T = TypeVar("T")

TRIES = 3
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name, its archives in order, and the header of the first one."""

    name: str
    parts: tuple[Path, ...]
    header: Header

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.parts)


def commit(
    draft: Draft, kind: str, what: str, *, entry: str = "", of: str = "", session: str = "", author: str = ""
) -> str:
    """Carries out a draft as part of ``entry``, or as a new entry; returns the entry's name.

    The author is the user of this computer and the session this process, unless others are named.
    If nothing changed, it returns ``entry`` as given, by default ``""``. All new texts must be readable, except in an
    undo or redo, which restore whatever was there. Raises ``ContentError`` for texts that are not readable, and what
    ``journal.commit`` raises; then nothing is written. Afterwards it deletes old entries as the settings say.
    """
    with journal.held(draft.root):
        if kind not in (UNDO, REDO):
            checks.check(draft.root, draft)
        named = _sets(draft.root)
        name = entry or _fresh(named, _now())
        header = Header(
            entry=name,
            part=1 + len(named.get(name, ())),
            time=_now().isoformat(timespec="seconds"),
            author=author or _author(),
            session=session or f"{platform.node()}-{os.getpid()}",
            kind=kind,
            what=what,
            of=of,
        )
        if not journal.commit(draft, header):
            return entry
        _prune(draft.root, named)
    return name


def started_over(action: Callable[[], T]) -> T:
    """Calls ``action``, and again from the start if somebody changed a file meanwhile, three times at most.

    Raises ``ChangedMeanwhile`` if the last try did.
    """
    for _ in range(TRIES - 1):
        try:
            return action()
        except ChangedMeanwhile:
            continue
    return action()


def _now() -> datetime:
    return datetime.now(CHINA)


def _author() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _sets(root: Path) -> dict[str, list[str]]:
    """The names of the archives of every entry, oldest first."""
    try:
        with os.scandir(root / FOLDER / SETS) as found:
            files = [file.name for file in found if file.name.endswith(".zip")]
    except (FileNotFoundError, NotADirectoryError):
        return {}
    named: dict[str, list[str]] = {}
    for name in sorted(files):
        named.setdefault(name.split(".", 1)[0], []).append(name)
    return {name: named[name] for name in sorted(named, key=_order)}


def _order(name: str) -> tuple[str, int]:
    moment, _, number = name.rpartition("-")
    return moment, int(number) if number.isdigit() else 0


def _fresh(named: Mapping[str, object], now: datetime) -> str:
    """A name that sorts after all others, even if the clock was set back."""
    moment = f"{now:%Y%m%d-%H%M%S}"
    last, number = _order(next(reversed(list(named)), "-0"))
    return f"{moment}-1" if moment > last else f"{last}-{number + 1}"


def entries(root: Path) -> Iterator[Entry]:
    """The entries, newest first, without damaged ones."""
    folder = root / FOLDER / SETS
    for name, parts in reversed(_sets(root).items()):
        try:
            yield Entry(name, tuple(folder / part for part in parts), kept_sets.read(folder / parts[0])[0])
        except (OSError, ValueError):
            continue


def undo(root: Path, name: str = "", *, session: str = "", author: str = "") -> Entry:
    """Undoes an entry: the named one, or the last that is not undone yet; returns it.

    With a ``session`` it is the last one of that session. The counter of numbers in ``issue.md`` never blocks an undo,
    and a number stays given that was published since or that a later set followed. Raises ``ContentError`` where there
    is none, ``ChangedMeanwhile`` where one of its files was changed since.
    """
    with journal.held(root):
        found = _with_undos(entries(root))
        if name:
            entry, by = _first((pair for pair in found if pair[0].name == name), f"没有叫 {name} 的改动", root)
            if by:
                raise ContentError(Problem(f"{name} 已经撤回了", "用 banmian redo 恢复它", str(root)))
        else:
            own = (pair for pair in found if _is_of(pair[0], session))
            made = (entry for entry, by in own if entry.header.kind not in (UNDO, REDO, RECORD) and not by)
            entry = _first(filter(_left_something, made), "没有可以撤回的改动", root)
        _take_back(root, entry, _By(UNDO, f"撤回 {entry.header.what}", session, author))
    return entry


def redo(root: Path, name: str = "", *, session: str = "", author: str = "") -> Entry:
    """Redoes an entry that was undone: the named one, or the last; returns it. Raises as ``undo`` does.

    With a ``session`` it is the last undo of that session, if it has changed nothing since.
    """
    with journal.held(root):
        if name and name not in _sets(root):
            raise ContentError(Problem(f"没有叫 {name} 的改动", "用 banmian history 看看有哪些", str(root)))
        found = (pair for pair in _with_undos(entries(root)) if _is_of(pair[0], session))
        latest = takewhile(lambda pair: not session or pair[0].header.kind in (UNDO, REDO, RECORD), found)
        takes = (entry for entry, by in latest if entry.header.kind == UNDO and by == entry.name)
        entry = _first((e for e in takes if name in ("", e.name, e.header.of)), "没有可以恢复的撤回", root)
        _take_back(root, entry, _By(REDO, entry.header.what.replace("撤回", "恢复", 1), session, author))
    return entry


def _is_of(entry: Entry, session: str) -> bool:
    return session in ("", entry.header.session)


def _first(found: Iterator[T], message: str, root: Path) -> T:
    for one in found:
        return one
    raise ContentError(Problem(message, "用 banmian history 看看有哪些", str(root)))


def _with_undos(found: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Entries, newest first, each with the name of the undo that holds for it, an undo with its own."""
    held: dict[str, str] = {}
    redone: set[str] = set()
    for entry in found:
        if entry.header.kind == REDO:
            redone.add(entry.header.of)
        elif entry.header.kind == UNDO and entry.name not in redone:
            by = held.setdefault(entry.header.of, entry.name)
            yield entry, by if by == entry.name else ""
            continue
        yield entry, held.get(entry.name, "")


def is_undone(root: Path) -> frozenset[str]:
    """The names of the entries that are undone now."""
    pairs = _with_undos(entries(root))
    return frozenset(entry.name for entry, by in pairs if by and entry.header.kind != UNDO)


class _By(NamedTuple):
    """What the header of an undo or redo says of it."""

    kind: str
    what: str
    session: str
    author: str


def _first_and_last(entry: Entry) -> tuple[dict[str, tuple[Row, Path]], dict[str, str]]:
    """For each file of an entry, its first change with the archive that holds it, and the digest that was left."""
    first: dict[str, tuple[Row, Path]] = {}
    last: dict[str, str] = {}
    for path in entry.parts:
        try:
            _, rows = kept_sets.read(path)
        except (OSError, ValueError):
            raise _damaged(path) from None
        for row in rows:
            if last.get(row.path) != row.old:  # the first part, or one before which somebody else changed the file
                first[row.path] = (row, path)
            last[row.path] = row.new
    return first, last


def _left_something(entry: Entry) -> bool:
    """Whether an entry's parts together changed a file: what was typed and deleted again left nothing to take back."""
    if len(entry.parts) == 1:
        return True
    first, last = _first_and_last(entry)
    return any(row.old != last[file] for file, (row, _) in first.items())


def _take_back(root: Path, entry: Entry, by: _By) -> None:
    draft = Draft(root)
    first, last = _first_and_last(entry)
    for file, (row, path) in first.items():
        draft.expect(file, last[file])
        if row.old == disk.NOTHING:
            draft.delete(file)
        elif number_counter.has_one(file) and last[file] != disk.NOTHING:
            _count_back(draft, file, _old(path, file), last[file])
        else:
            draft.write(file, _old(path, file), mode=row.mode)
    signed_since.check(draft, entry.header.time)
    commit(draft, by.kind, by.what, of=entry.name, session=by.session, author=by.author)


def _count_back(draft: Draft, file: str, old: bytes, left: str) -> None:
    """Gives an ``issue.md`` its old text back, but for numbers that stay given.

    ``left`` is the digest with which the set left it. If somebody changed more than the counter since, this is told
    when the draft is carried out.
    """
    draft.write(file, old)
    try:
        now = (draft.root / file).read_bytes()
        is_newer = disk.digest(now) != left
        if is_newer and not number_counter.is_all_that_changed(now, left, file):
            return
        issue = f"{PurePosixPath(file).parent.name}/"
        paths = (path for path in addresses.read(draft.root).public if path.startswith(issue))
        published = [int(name) for path in paths if (name := PurePosixPath(path).stem).isdecimal()]
        new = number_counter.taken_back(old, now, file, published, is_newer=is_newer)
    except (OSError, ContentError):
        return
    draft.expect(file, disk.digest(now))
    draft.write(file, new)


def _old(path: Path, file: str) -> bytes:
    try:
        return kept_sets.old_bytes(path, file)
    except (OSError, ValueError):
        raise _damaged(path) from None


def _damaged(path: Path) -> ContentError:
    return ContentError(Problem("这条改动的记录坏了，撤不回", "用解压软件看看里面还有什么", str(path)))


def _prune(root: Path, named: Mapping[str, list[str]]) -> None:
    """Deletes the oldest of these entries that exceed the limits in the settings, but none of today's."""
    today = _now().date()
    if not named or _day(next(iter(named))) >= today:
        return
    try:
        limits = config.load(root).history
    except BanmianError:
        limits = HistoryTable()
    folder = root / FOLDER / SETS
    with os.scandir(folder) as found:
        sizes = {file.name: file.stat().st_size for file in found}
    total = sum(sizes.values())
    oldest = today - timedelta(days=limits.days)
    for name, parts in named.items():
        day = _day(name)
        if day >= today or (day >= oldest and total <= limits.megabytes * _MEGABYTE):
            break
        for part in parts:
            (folder / part).unlink()
            total -= sizes[part]


def _day(name: str) -> date:
    try:
        return datetime.strptime(name[:8], "%Y%m%d").replace(tzinfo=CHINA).date()
    except ValueError:
        return date.min
