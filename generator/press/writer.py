"""Bytes → ``output/``: each file whole or not at all."""

import os
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from generator.errors import PressError, Problem

UNFINISHED = ".new"
"""The one file in a folder that may be half written; the next write begins it anew."""


def holds(folder: Path, path: str, data: bytes) -> bool:
    """Whether ``data`` is what stands at ``folder/path`` already."""
    try:
        with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123 - thousands of files, and a Path costs as much as a read
            return file.read() == data
    except OSError:
        return False


def read(folder: Path, path: str) -> bytes:
    """What stands at ``folder/path``."""
    return (folder / path).read_bytes()


class Spool:
    """Bytes laid aside until all are made, in one nameless file on disk: an archive's would not fit into memory."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed on exit
        self._lock = threading.Lock()  # pages and the index are laid in side by side

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def lay(self, data: bytes) -> "Laid":
        """Takes bytes in."""
        with self._lock:
            place = self._file.seek(0, os.SEEK_END)
            self._file.write(data)
        return Laid(self._file, place, len(data))


@dataclass(frozen=True, slots=True)
class Laid:
    """Bytes in a spool."""

    file: IO[bytes]
    place: int
    size: int

    def read(self) -> bytes:
        """The bytes again."""
        self.file.seek(self.place)
        return self.file.read(self.size)


def write(folder: Path, path: str, data: bytes) -> None:
    """Puts ``data`` at ``folder/path`` through a temporary file, so that no reader sees half of it.

    Raises ``PressError`` where that fails, for instance on a full disk.
    """
    target, unfinished = f"{folder}/{path}", f"{folder}/{UNFINISHED}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(unfinished, "wb") as file:  # noqa: PTH123 - as above
            os.fchmod(file.fileno(), 0o644)
            file.write(data)
        try:
            os.replace(unfinished, target)  # noqa: PTH105
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.replace(unfinished, target)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            Path(unfinished).unlink()
        hint = "检查磁盘空间和文件夹权限，再运行一次；已写好的文件不受影响"
        raise PressError(Problem(f"写不了：{error.strerror}", hint, target)) from None


def delete(folder: Path, paths: Iterable[str]) -> None:
    """Removes files, and the folders that are left empty by it. Raises ``PressError``."""
    for path in paths:
        target = folder / path
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise PressError(Problem(f"删不掉：{error.strerror}", "检查文件夹权限", str(target))) from None
        for parent in target.parents:
            if parent == folder:
                break
            try:
                parent.rmdir()
            except OSError:  # not empty, or gone already
                break
