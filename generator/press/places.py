"""Where a paper's site is built, the lock that lets one process at a time work there, and beginning anew."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from filelock import FileLock, Timeout

from generator import system
from generator.errors import PressError, Problem
from generator.pages.urls import OUTPUT
from generator.press.content_scan import Changed
from generator.press.issue_memory import FILE as LEDGER

STATE = ".banmian"
AHEAD = "ahead"
"""The folder in ``STATE`` for sites that are built to look ahead; it holds an ``output`` and a state of its own."""
SETTINGS = "newspaper.toml"
LOCK_SECONDS = 60
WAITING = "build.waiting"
"""Stands in the state while a command waits for the lock; the preview then gives up the build it does behind itself."""
TRIES = 3
Result = TypeVar("Result")


class Place(NamedTuple):
    """Where a site is built: the folder of its files, and the folder of what builds remember."""

    output: Path
    state: Path


def place(root: Path, *, ahead: bool = False) -> Place:
    """The place of the site that is published, or of one that is built to look ahead."""
    state = root / STATE / AHEAD
    return Place(state / OUTPUT, state) if ahead else Place(root / OUTPUT, root / STATE)


@contextmanager
def locked(root: Path, at: Place, *, is_behind: bool = False) -> Iterator[Place]:
    """Lets only one process at a time build or examine a site.

    A build ``is_behind`` a preview does not ask another one to yield.
    """
    state = at.state
    try:
        state.mkdir(parents=True, exist_ok=True)
        with _lock(state, asks=not is_behind):
            yield at
    except Timeout:
        raise PressError(Problem("另一个 banmian 正在生成这个网站", "等它做完，或先停掉它", str(root))) from None
    except OSError as error:
        where = str(error.filename or state)
        raise PressError(Problem(f"文件读写失败：{system.why(error)}", "检查磁盘空间和权限", where)) from None


@contextmanager
def _lock(state: Path, *, asks: bool) -> Iterator[None]:
    lock, waiting = FileLock(state / "build.lock"), state / WAITING
    try:
        lock.acquire(timeout=0)
    except Timeout:
        try:
            if asks:
                waiting.touch()
            lock.acquire(timeout=LOCK_SECONDS)
        finally:
            if asks:
                waiting.unlink(missing_ok=True)
    with lock:
        lock.release()  # acquired twice, by ``acquire`` and by ``with``
        yield


def is_awaited(at: Place) -> bool:
    """Whether a command waits for the lock. A mark that a killed command left counts only as long as it could wait."""
    try:
        return time.time() - (at.state / WAITING).stat().st_mtime < LOCK_SECONDS
    except OSError:
        return False


def repeated(at: Place, attempt: Callable[[], Result]) -> Result:
    """What an attempt returns; it begins anew, twice at most, where files changed meanwhile or the cache is damaged."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except sqlite3.DatabaseError:
            (at.state / LEDGER).unlink(missing_ok=True)  # the next try computes it again
        except Changed:
            continue  # an editor or another command changed a file, so what was found out is out of date
    return attempt()


def settings(root: Path) -> bytes:
    """The bytes of ``newspaper.toml``. Raises ``ConfigError`` where it cannot be read."""
    try:
        return system.bytes_of(root / SETTINGS)
    except OSError:
        from generator import config  # noqa: PLC0415 - only to say what is wrong

        config.load(root)
        raise Changed(str(root / SETTINGS)) from None  # it can be read again, so somebody has just changed it
