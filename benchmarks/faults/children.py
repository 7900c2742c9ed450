"""Runs commands as separate processes, forked from one that has loaded everything, so that each takes only 0.1 s."""

import contextlib
import fcntl
import importlib
import os
import pkgutil
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import generator
from generator.cli.main import main

HANGS = 120.0
"""Seconds after which a command is taken to hang; it is killed, and its end is that of no command."""

_PIPE = 1 << 20
_BY_TIME = -1_000
"""The code of a command that hung."""

Before = Callable[[], None]
"""What the new process does before the command: it lays its traps."""


class Outcome(NamedTuple):
    """How a command ended: its exit code, or the signal that killed it as a negative number, and what it printed."""

    code: int
    printed: str

    @property
    def told(self) -> str:
        """What is wrong with how it ended, by the rules for every command; ``""`` where nothing is."""
        if self.code == _BY_TIME:
            return f"hung for {HANGS:.0f} seconds"
        if "Traceback" in self.printed:
            return f"a traceback: {_traceback(self.printed)}"
        if self.code == 1 and not any(line.startswith("✗ ") for line in self.printed.splitlines()):
            return f"exit 1 without a message: {self.printed[-200:]!r}"
        if self.code not in (0, 1):
            return f"exit {self.code}: {self.printed[-200:]!r}"
        return ""


def _traceback(printed: str) -> str:
    """Where an error surfaced, and which."""
    lines = printed[printed.rindex("Traceback") :].splitlines()
    frames = [line.strip() for line in lines if line.startswith("  File") and "/generator/" in line]
    error = next((line for line in lines[1:] if line and not line.startswith(" ")), "")
    places = [frame.replace('"', "").rpartition("/generator/")[2].replace(", line ", ":") for frame in frames[-4:]]
    return f"{error} ({' < '.join(reversed(places))})"


@dataclass(slots=True)
class Running:
    """A process at work: its id, which is its group's too, and the end of the pipe that it prints into."""

    pid: int
    pipe: int

    def wait(self, seconds: float = HANGS) -> Outcome:
        """Waits until the process ends; one that hangs is killed with all that it began."""
        handle = os.pidfd_open(self.pid)
        printed = bytearray()
        try:
            hung = not self._watch(handle, printed, time.monotonic() + seconds)
        finally:
            os.close(handle)
        self.kill()
        _, status = os.waitpid(self.pid, 0)
        self._drain(printed)
        os.close(self.pipe)
        code = os.waitstatus_to_exitcode(status)
        return Outcome(_BY_TIME if hung else code, printed.decode("utf-8", "replace"))

    def kill(self) -> None:
        """Kills the process, and every process that it began, the hard way."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def _watch(self, handle: int, printed: bytearray, until: float) -> bool:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        poll.register(self.pipe, select.POLLIN)
        while (left := until - time.monotonic()) > 0:
            ready = {where for where, _ in poll.poll(left * 1000)}
            if handle in ready:
                return True
            if self.pipe in ready and not self._drain(printed):
                poll.unregister(self.pipe)
        return False

    def _drain(self, printed: bytearray) -> bool:
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self.pipe, _PIPE):
                printed += data
            return False
        return True


def start(work: Callable[[], int], folder: Path, before: Before = lambda: None) -> Running:
    """Begins a process in ``folder`` that does ``work``; its exit code is what that returns."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, _PIPE)
    os.set_blocking(reading, False)
    pid = os.fork()
    if pid == 0:
        _live(work, folder, before, writing)
    with contextlib.suppress(PermissionError):
        os.setpgid(pid, pid)
    os.close(writing)
    return Running(pid, reading)


def _live(work: Callable[[], int], folder: Path, before: Before, writing: int) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
        sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", buffering=1)
        os.chdir(folder)
        before()
        code = work()
    except BaseException:  # noqa: BLE001 - as the interpreter does with whatever a command lets through
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def command(args: tuple[str, ...]) -> Callable[[], int]:
    """The command line ``banmian ARGS`` as work for a process."""

    def work() -> int:
        try:
            main(list(args), prog_name="banmian")
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        return 0

    return work


def run(args: tuple[str, ...], folder: Path, before: Before = lambda: None) -> Outcome:
    """Runs ``banmian ARGS`` in ``folder`` to its end."""
    return start(command(args), folder, before).wait()


def load() -> None:
    """Loads all that commands load as they go; to be called once, before the first of them is begun."""
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if "cluster" not in module.name:
            importlib.import_module(module.name)
    from generator.press import code_digest  # noqa: PLC0415
    from generator.tagging import dictionary  # noqa: PLC0415 - late, as every other module of the generator

    code_digest.digest()  # every build is that of the program as it was loaded, should somebody edit it meanwhile
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            dictionary.load(Path(".banmian"))  # by the very name that a command in its paper's folder uses
        finally:
            os.chdir(here)
