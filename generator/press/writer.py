"""Writes files into ``output/``, each by a rename, so that no reader ever sees a half-written file."""

import errno
import itertools
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from generator import system
from generator.errors import PressError, Problem

UNFINISHED = ".new"
"""The temporary file in ``output/``; only this one may be half written, and the next write replaces it."""


def holds(folder: Path, path: str, data: bytes) -> bool:
    """Whether the file at ``folder/path`` consists of ``data`` already."""
    try:
        return read(f"{folder}/{path}") == data
    except OSError:
        return False


def read(path: str) -> bytes:
    """The bytes of a file. Raises ``OSError``, also for a symbolic link, and never waits for another program."""
    with open(_opened(path), "rb") as file:
        return file.read()


def ends_with(path: str, data: bytes) -> bool:
    """Whether a file ends with ``data``; only its end is read. Raises ``OSError`` as ``read`` does."""
    with open(_opened(path), "rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - len(data), 0))
        return file.read() == data


def _opened(path: str) -> int:
    return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def stands(folder: Path, path: str) -> bool:
    """Whether there is a file at ``folder/path`` that can be deleted there, not one reached through a linked folder."""
    return os.path.lexists(folder / path) and _link_to(folder, path) is None


def _link_to(folder: Path, path: str) -> Path | None:
    """The first link among the folders that lead from ``folder`` to ``path``."""
    between = [folder / parent for parent in Path(path).parents[:-1]]
    return next((parent for parent in reversed(between) if parent.is_symlink()), None)


def cut_link(folder: Path, path: str) -> bool:
    """Removes a linked folder through which there is a file at ``folder/path``, and leaves the link's target alone.

    Returns whether there was such a link. Raises ``PressError``.
    """
    link = _link_to(folder, path)
    if link is None or not os.path.lexists(folder / path):
        return False
    delete(folder, [link.relative_to(folder).as_posix()])
    return True


class Laid(NamedTuple):
    """A file in the spool: its path, and its size in bytes."""

    path: str
    size: int

    def read(self) -> bytes:
        """The bytes of the file."""
        return Path(self.path).read_bytes()


class Spool:
    """A folder for new files until all of them are made; several processes may store files at once.

    It is usually on the same disk as ``output/``, so that a file is published by renaming it. Files that an
    interrupted build left here are deleted.
    """

    def __init__(self, state: Path) -> None:
        self._folder = state / "spool"

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def lay(self, data: bytes) -> Laid:
        """Stores bytes as a file. Raises ``OSError``."""
        path = f"{self._folder}/{os.getpid()}-{next(_NUMBERS)}"
        _new(path, data)
        return Laid(path, len(data))


_NUMBERS = itertools.count()


def _new(path: str, data: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - as above
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), 0o644)
        else:  # Windows, before Python 3.13
            os.chmod(path, 0o644)  # noqa: PTH101 - as above
        file.write(data)


def write(folder: Path, path: str, data: bytes) -> None:
    """Puts ``data`` at ``folder/path`` through a temporary file, so that no reader sees half of it.

    Raises ``PressError`` where that fails, for instance on a full disk.
    """
    unfinished = f"{folder}/{UNFINISHED}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _new(unfinished, data)
        _rename(unfinished, f"{folder}/{path}")
    except OSError as error:
        with suppress(OSError):
            Path(unfinished).unlink()
        raise _failed(folder, path, error) from None


def publish(folder: Path, path: str, laid: Laid) -> None:
    """Moves a file from the spool to ``folder/path``. Raises ``PressError`` as ``write`` does."""
    try:
        _rename(laid.path, f"{folder}/{path}")
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise _failed(folder, path, error) from None
        write(folder, path, laid.read())  # output/ lies on another disk


def _rename(source: str, target: str) -> None:
    try:
        os.replace(source, target)  # noqa: PTH105 - as above
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)  # noqa: PTH105
    except IsADirectoryError:
        for folder, _, _ in os.walk(target, topdown=False):  # as long as there are only folders in it
            Path(folder).rmdir()
        os.replace(source, target)  # noqa: PTH105


def _failed(folder: Path, path: str, error: OSError) -> PressError:
    hint = "检查磁盘空间和文件夹权限，再运行一次；已写好的文件不受影响"
    return PressError(Problem(f"写不了：{system.why(error)}", hint, f"{folder}/{path}"))


def delete(folder: Path, paths: Iterable[str]) -> None:
    """Removes files, and the folders that are left empty by it. Raises ``PressError``."""
    for path in paths:
        target = folder / path
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise PressError(Problem(f"删不掉：{system.why(error)}", "检查文件夹权限", str(target))) from None
        for parent in target.parents:
            if parent == folder:
                break
            try:
                parent.rmdir()
            except OSError:  # not empty, or gone already
                break
