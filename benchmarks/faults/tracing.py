"""Injects faults into real system calls with strace, which attaches to a process that is waiting to begin."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.faults import children
from benchmarks.faults.papers import Ready

CALLS = (
    "openat", "write", "pwrite64", "rename", "renameat2", "mkdir", "unlink", "unlinkat", "rmdir", "fsync", "syncfs",
    "chmod", "fchmod", "sendfile", "copy_file_range", "ftruncate", "fdatasync", "close",
)  # fmt: skip
"""The calls that may fail: every one by which a command writes, and those by which it opens."""

STRACE = shutil.which("strace") or ""
CODES = ("ENOSPC", "EIO", "EACCES")
_LINE = re.compile(r"(?:\d+ +)?(\w+)\(")
_OWN_OUTPUT = re.compile(r"\w+\(\d+<(?:pipe|/dev/null)")
_PATIENCE = 10.0


def cannot() -> str:
    """Why strace cannot be used here; ``""`` where it can."""
    return "" if STRACE else "strace is not installed"


def run(one: Ready, paper: Path, fault: str, log: Path) -> children.Outcome:
    """Runs the operation with a fault in its calls, as strace writes it; ``""`` only writes them down."""
    log.unlink(missing_ok=True)

    def wait() -> None:
        os.kill(os.getpid(), signal.SIGSTOP)

    running = children.start(children.command(one.operation.args), paper, wait)
    os.waitid(os.P_PID, running.pid, os.WSTOPPED | os.WNOWAIT)
    what = ["-e", f"inject={fault}"] if fault else []
    calls = fault.split(":", maxsplit=1)[0] if fault else ",".join(CALLS)
    tracer = subprocess.Popen(
        [STRACE, "-f", "-y", "-o", str(log), "-e", f"trace={calls}", *what, "-p", str(running.pid)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _wait_for(lambda: _is_traced(running.pid))
    os.kill(running.pid, signal.SIGCONT)
    ended = running.wait()
    tracer.wait(_PATIENCE)
    return ended


def _is_traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return "TracerPid:\t0\n" not in status


def _wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not holds() and time.monotonic() < until:
        time.sleep(0.002)


def counts(one: Ready, folder: Path) -> Mapping[str, int]:
    """How often an operation makes each call."""
    log = folder.with_name("trace-count")
    run(one, one.copy(folder), "", log)
    found = Counter(call[1] for line in log.read_text("utf-8", "replace").splitlines() if (call := _LINE.match(line)))
    return {call: found[call] for call in CALLS if found[call]}


def chosen(many: Mapping[str, int], number: int, of: int) -> tuple[str, int]:
    """The call for the ``number``-th of so many points: all calls in turn, and each at places spread over it."""
    calls = list(many)
    call = calls[number % len(calls)]
    turns = (of + len(calls) - 1) // len(calls)
    return call, 1 + (number // len(calls)) * many[call] // turns


def hit(log: Path) -> str:
    """The call that the fault was put into, as strace shows it; ``""`` where there was none."""
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    return next((line for line in lines if "(INJECTED)" in line), "")


def is_of_the_paper(seen: Mapping[str, object]) -> bool:
    """Whether a fault hit the paper, and not what the command prints."""
    line = str(seen.get("hit", ""))
    return not _OWN_OUTPUT.search(line)
