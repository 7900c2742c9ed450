"""Carries out a change set, completely or not at all. No other code changes a paper's ``content/`` and settings.

These steps are done under a lock that all writers share:

1. Each file is compared with the digest that it had when it was read.
2. The new files are written to ``.history/staged/<id>/``, with an archive of the old ones (``set.zip``), and flushed.
3. The folder is renamed to ``.history/pending/<id>/``. From now on the change set counts as made.
4. Each new file is swapped with the old one, which is then in the pending folder.
5. All is flushed again, and ``set.zip`` becomes part of the history (``history``).

If step 4 fails, or somebody saves one of the files before step 5, the files are swapped back. If the process dies or
the power fails, the next command finishes step 4 (``recover``). Before step 3 nothing has changed, and what is left in
``staged`` is deleted.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from generator import system
from generator.content.edits import compare, disk, exchange, kept_sets
from generator.content.edits.changes import Change, Draft
from generator.content.edits.kept_sets import Header, Row
from generator.errors import ChangedMeanwhile, ContentError, Problem

FOLDER = ".history"
STAGED, PENDING, TAKING_BACK, SETS, LEFT = "staged", "pending", "back", "sets", "left"
SET = "set.zip"

LOCK_SECONDS = 60
_FULL = "检查磁盘空间和文件夹权限，再运行一次；原来的文件都在"


class Left(NamedTuple):
    """A file that somebody changed before an interrupted command could be finished, so that it was left as it is.

    ``kept`` is the path of the version that the command would have written, ``""`` if it would have deleted the file.
    ``shown`` are both versions as lines for a terminal.
    """

    path: str
    kept: str
    shown: tuple[str, ...]


class Recovered(NamedTuple):
    """An interrupted change set that was finished or taken back, and the files that were left alone."""

    header: Header
    is_made: bool
    left: tuple[Left, ...]


@contextlib.contextmanager
def held(root: Path, *, writing: bool = True) -> Iterator[None]:
    """Holds the lock of writers, which a build's scan also takes; first finishes an interrupted change set.

    One process or thread has the lock at a time, and may take it again. A reader (not ``writing``) goes on without a
    lock if there is no history yet, or if the lock file cannot be made. Raises ``ContentError``.
    """
    folder = root / FOLDER
    if not writing and not folder.is_dir():
        yield
        return
    try:
        _make(folder)
        lock = FileLock(folder / "lock", timeout=LOCK_SECONDS, is_singleton=True, mode=0o644)
        lock.acquire()
    except Timeout:
        hint = "等它做完再运行一次"
        raise ContentError(Problem("另一个 banmian 正在改这份报纸的文件", hint, str(root))) from None
    except OSError as error:
        if writing:
            raise _failed(error, folder) from None
        yield
        return
    try:
        if _interrupted(folder):
            for _ in recover(root):
                pass
        yield
    finally:
        lock.release()


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")


def _failed(error: OSError, path: Path, *, is_pending: bool = False) -> ContentError:
    hint = "改了一半，退不回去；检查磁盘空间和文件夹权限，再运行任何一个命令，就会接着做完" if is_pending else _FULL
    return ContentError(Problem(f"写不了：{system.why(error)}", hint, str(error.filename or path)))


def commit(draft: Draft, header: Header) -> bool:
    """Carries out a draft; returns ``False`` if it changes nothing.

    Raises ``ContentError`` if the disk fails, and ``ChangedMeanwhile``, with both versions, if somebody changed a file
    after it was read; then nothing is changed. Commands call ``history.commit``, which checks the texts first.
    """
    changes = tuple(draft)
    if not changes:
        return False
    folder = draft.root / FOLDER
    with held(draft.root):
        _refuse_changed(draft.root, changes)
        shutil.rmtree(folder / STAGED, ignore_errors=True)  # left by a command that died before step 3
        try:
            staged, rows = _stage(draft.root, changes, header)
        except OSError as error:
            shutil.rmtree(folder / STAGED, ignore_errors=True)
            raise _failed(error, folder) from None
        pending = folder / PENDING / staged.name
        try:
            staged.rename(pending)
            disk.flush_one(pending.parent)
            left = [row for row in rows if not exchange.carry_out(draft.root, pending, row)]
            if not left:
                _settle(draft.root, rows)
                left = [row for row in rows if not exchange.stands(draft.root, pending, row)]
        except OSError as error:
            _take_back(draft.root, pending)
            raise _failed(error, folder, is_pending=bool(_interrupted(folder))) from None
        if left:
            _take_back(draft.root, pending)
            paths = {row.path for row in left}
            raise ChangedMeanwhile(*(_both(draft.root, change) for change in changes if change.path in paths))
        _finish(folder, pending)
    return True


def _refuse_changed(root: Path, changes: tuple[Change, ...]) -> None:
    found = [_both(root, change) for change in changes if _digest(root / change.path) != change.old]
    if found:
        raise ChangedMeanwhile(*found)


def _digest(path: Path) -> str:
    try:
        return disk.digest_of(path)
    except OSError as error:
        raise ContentError(Problem(f"读不了：{system.why(error)}", "检查文件的权限", str(path))) from None


def _both(root: Path, change: Change) -> Problem:
    new = change.new.read_bytes() if isinstance(change.new, Path) else change.new
    lines = both(_bytes(root / change.path), new)
    hint = "保存好正在编辑的文件，再运行一次；什么都没有写入"
    return Problem("\n".join(("这个文件刚刚被别的程序改过，两个版本不同：", *lines)), hint, change.path)


def both(now: bytes | None, wanted: bytes | None) -> tuple[str, ...]:
    """Two versions of a file as lines for a terminal: the current one, and the one that a command would write."""
    names = ("    现在的", "    要写的")
    return tuple(compare.shown(compare.text(now), compare.text(wanted), names)) or ("    只有看不见的字符不同",)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _stage(root: Path, changes: tuple[Change, ...], header: Header) -> tuple[Path, list[Row]]:
    """Step 2: lays everything aside and flushes it."""
    folder = root / FOLDER
    name = f"{header.entry}.{header.part:04d}"
    staged = folder / STAGED / name
    staged.mkdir(parents=True)
    rows = []
    for at, change in enumerate(changes):
        row, mode = f"{at:06d}", change.mode
        if change.old:
            mode = exchange.target_of(root, change.path).stat().st_mode & 0o7777
        if isinstance(change.new, Path):
            shutil.copyfile(change.new, staged / row)
            if disk.digest_of(staged / row) != change.digest:
                raise ChangedMeanwhile(Problem("这个文件刚刚又改了", "保存好，再运行一次", str(change.new)))
        elif change.new is not None:
            (staged / row).write_bytes(change.new)
        if change.new is not None:
            (staged / row).chmod(mode)
        rows.append(Row(change.path, change.old, change.digest, mode, row))
    kept_sets.write(staged / SET, header, rows, root)
    (folder / PENDING).mkdir(exist_ok=True)
    (folder / SETS).mkdir(exist_ok=True)
    disk.flush(folder, sorted(staged.iterdir()))
    return staged, rows


def _take_back(root: Path, pending: Path) -> None:
    """Undoes step 4 as far as it went. Raises nothing: what cannot be taken back now is finished by ``recover``."""
    back = pending.parent.parent / TAKING_BACK
    with contextlib.suppress(OSError):
        back.mkdir(exist_ok=True)
        pending = pending.rename(back / pending.name)
        for row in kept_sets.read(pending / SET)[1]:
            target, aside = exchange.target_of(root, row.path), pending / row.name
            if exchange.is_made(pending, row) and disk.digest_of(target) == row.new:
                exchange.swap_back(root, target, aside, row)
            elif not row.old:
                disk.remove_empty(target.parent, root)
        disk.flush(back, [])
        shutil.rmtree(pending)


def _settle(root: Path, rows: list[Row]) -> None:
    """Removes folders that are left empty, and flushes everything to disk. Raises ``OSError``."""
    for row in rows:
        if not row.new:
            disk.remove_empty((root / row.path).parent, root / Path(row.path).parts[0])
    disk.flush(root / FOLDER, [root / row.path for row in rows])


def _finish(folder: Path, pending: Path) -> None:
    """Does step 5. If this fails, the change set is made all the same, and the next command does this step again."""
    with contextlib.suppress(OSError):
        (pending / SET).replace(folder / SETS / f"{pending.name}.zip")
        shutil.rmtree(pending)


def _interrupted(folder: Path) -> list[Path]:
    """The folders of interrupted change sets. Raises ``ContentError`` where they cannot be listed."""
    found: list[Path] = []
    for name in (TAKING_BACK, PENDING):
        try:
            found += sorted((folder / name).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            hint = "检查文件夹权限和磁盘"
            raise ContentError(Problem(f"读不了：{system.why(error)}", hint, str(folder / name))) from None
    return found


def recover(root: Path) -> Iterator[Recovered]:
    """Finishes change sets that were interrupted by a crash or a power cut, and yields each of them.

    A file is changed only if it has the digest from before the change set, or the new one. Any other file was changed
    by somebody since: it stays as it is, and the version of the change set is stored in ``.history/left``.
    Raises ``ContentError`` where the disk fails.
    """
    folder = root / FOLDER
    if not _interrupted(folder):
        return
    lock = FileLock(folder / "lock", timeout=LOCK_SECONDS, is_singleton=True, mode=0o644)
    try:
        with lock:
            for pending in _interrupted(folder):
                if pending.is_symlink() or not pending.is_dir():
                    raise ContentError(Problem("不是没做完的改动，不知道是什么", "把它移走", str(pending)))
                if not (pending / SET).exists():
                    shutil.rmtree(pending)  # complete and in the history; only the folder was left
                elif pending.parent.name == TAKING_BACK:
                    header = kept_sets.read(pending / SET)[0]
                    _take_back(root, pending)
                    if pending.exists():
                        raise ContentError(Problem("没做成的改动退不回去", _FULL, str(pending)))
                    yield Recovered(header, is_made=False, left=())
                else:
                    yield _finished(root, pending)
    except Timeout:
        raise ContentError(Problem("另一个 banmian 正在改这份报纸的文件", "等它做完再运行一次", str(root))) from None
    except OSError as error:
        raise _failed(error, folder) from None
    except ValueError:
        hint = f"先备份整个文件夹，再看看 {FOLDER}/{PENDING} 里的内容"
        raise ContentError(Problem("没做完的改动记录坏了，接不上", hint, str(folder))) from None


def _finished(root: Path, pending: Path) -> Recovered:
    folder = root / FOLDER
    header, rows = kept_sets.read(pending / SET)
    left = []
    for row in rows:
        if not exchange.carry_out(root, pending, row):
            wanted = _bytes(pending / row.name) if row.new else None
            kept = _keep(folder, pending, row) if row.new else ""
            left.append(Left(row.path, kept, both(_bytes(root / row.path), wanted)))
    _settle(root, rows)
    _finish(folder, pending)
    return Recovered(header, is_made=True, left=tuple(left))


def _keep(folder: Path, pending: Path, row: Row) -> str:
    target = folder / LEFT / pending.name / row.path
    target.parent.mkdir(parents=True, exist_ok=True)
    (pending / row.name).replace(target)
    return str(target)
