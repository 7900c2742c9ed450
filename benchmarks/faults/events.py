"""Observes the calls that a command makes to the file system, and does something at one of them.

Python reports most calls before they happen (``sys.addaudithook``); writing and flushing, which it does not report, are
wrapped. A write is two events: before it, and when half of it is done. Use it in a new process only, because an audit
hook cannot be removed.
"""

import builtins
import io
import mmap
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from generator.content.edits import disk

_TOLD = {
    "os.rename": "rename",
    "os.mkdir": "mkdir",
    "os.remove": "remove",
    "os.rmdir": "rmdir",
    "os.chmod": "chmod",
    "os.link": "link",
    "os.utime": "utime",
    "os.truncate": "truncate",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Act = Callable[[str], None]
"""What is done at the chosen event; it is told which call is about to be made."""


class Count:
    """A number that a process and the one that began it both see: how many events there were."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8)

    def add(self) -> int:
        """One more; how many there are now."""
        number = self.value + 1
        self._shared[:] = number.to_bytes(8, "little")
        return number

    @property
    def value(self) -> int:
        """How many there were."""
        return int.from_bytes(self._shared[:], "little")


class Watch:
    """Counts the calls that a process makes to the file system below its folder, and acts at the chosen ones.

    ``kinds`` are the calls that count, all of those that write unless they are named; ``is_lasting`` acts at every
    call from the chosen one on.
    """

    def __init__(
        self,
        count: Count,
        at: int = 0,
        act: Act = lambda _: None,
        *,
        kinds: frozenset[str] = frozenset(),
        is_lasting: bool = False,
    ) -> None:
        self._count = count
        self._at = at
        self._act = act
        self._kinds = kinds
        self._is_lasting = is_lasting
        self._here = ""
        self._is_acting = False

    def lay(self) -> None:
        """Begins to count, in this process and those that it begins."""
        self._here = f"{Path.cwd()}/"
        _wrap_open(self)
        _wrap_calls(self)
        sys.addaudithook(self._heard)

    def event(self, kind: str) -> None:
        """A call is about to be made."""
        if self._is_acting or (kind not in self._kinds if self._kinds else kind == "read"):
            return
        number = self._count.add()
        if number == self._at or (self._is_lasting and 0 < self._at < number):
            self._is_acting = True
            try:
                self._act(kind)
            finally:
                self._is_acting = False

    def _heard(self, name: str, args: tuple[Any, ...]) -> None:
        if name == "open":
            if self.is_here(args[0]):
                self.event("open" if _writes(args[1], args[2]) else "read")
        elif name in _TOLD and self.is_here(args[0]):
            self.event(_TOLD[name])

    def is_here(self, path: object) -> bool:
        """Whether a path lies in the folder in which the command works; what has a handle only does."""
        if isinstance(path, int):
            return True
        shown = os.fsdecode(path) if isinstance(path, (bytes, str, os.PathLike)) else ""
        return bool(shown) and (not shown.startswith("/") or shown.startswith(self._here))


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return not mode.startswith("r") or "+" in mode
    return isinstance(flags, int) and bool(flags & _WRITING)


class _Watched:
    """A file that is open for writing; everything is as the file has it, but that writing is told of."""

    def __init__(self, file: Any, watch: Watch) -> None:
        self._file = file
        self._watch = watch

    def write(self, data: Any) -> int:
        """Writes, the first half and then the rest."""
        self._watch.event("write")
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._watch.event("half")
        self._file.write(data[half:])
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self._file.close()

    def __iter__(self) -> Any:
        return iter(self._file)


def _wrap_open(watch: Watch) -> None:
    real = io.open

    def opened(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        found = real(file, mode, *args, **options)
        if _writes(mode, 0) and watch.is_here(file):
            watch.event("opened")
            return _Watched(found, watch)
        return found

    io.open = opened
    builtins.open = opened


def _wrap_calls(watch: Watch) -> None:
    """Wraps the calls that Python does not tell of."""

    def wrapped(real: Callable[..., Any], kind: str, behind: str = "") -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            watch.event(kind)
            made = real(*args, **options)
            if behind:
                watch.event(behind)
            return made

        return call

    def sent(out: int, source: int, offset: int | None, length: int) -> int:
        watch.event("write")
        size = os.fstat(source).st_size - (offset or 0)
        made = real_send(out, source, offset, min(length, max(1, size // 2)))
        watch.event("half")
        return made

    real_send = os.sendfile
    calls: dict[str, Any] = {"fsync": wrapped(os.fsync, "fsync"), "write": wrapped(os.write, "write"), "sendfile": sent}
    for name, call in calls.items():
        setattr(os, name, call)
    setattr(disk, "flush", wrapped(disk.flush, "flush", "flushed"))  # noqa: B010 - a plain assignment is no type's
