"""One command on a paper in which one thing is bad: what it said, what it took, and whether it is as it should be."""

import hashlib
import json
import multiprocessing
import os
import re
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from multiprocessing.connection import Connection
from pathlib import Path

from broken_papers import BrokenPaper
from generator.cli.main import main
from support import record_of, settled
from whole_paper import paper

SECONDS, MEGABYTES = 5.0, 1_000
CUT_OFF, PATIENCE = 30, 120
"""Seconds of the processor, and by the clock on the wall, after which a command is ended; the machine may be busy."""
ADDRESS_SPACE = 4_000_000_000
"""So that a command that eats the memory ends itself, and nothing else."""
OWNED = ("content", "templates", "newspaper.toml")

TAKEN_DOWN = "已经先从 output/ 里拿掉了"
"""What a build says that stopped, and still took down what may not be read any more."""

WRITES = {
    "check": ("content/lists/标签.csv", "content/lists/人名职务.csv", "*.doubts.json"),
    "import": ("content/issues/2026-04-01/*", "content/lists/标签.csv", "content/lists/人名职务.csv"),
    "tags weigh": ("content/lists/词频.csv",),
    "tags rename": ("content/issues/*/0?.md", "content/lists/标签.csv", "content/lists/同义词.csv"),
    "undo": ("*",),
}
"""The files that people own and a command may all the same change, or make, where it succeeds."""

# A command as a message shows it, an address, the name of a file or a key: none of them is a sentence in English.
_NAMES = re.compile(
    r"banmian(?: -{0,2}[a-z][a-z-]*)+|https?://\S+|[\w./-]*[/.][\w./-]*|“[^”\n]*”|^[^\n]*: (?=[\u4e00-\u9fff])",
    re.MULTILINE,
)
_ENGLISH = re.compile(r"[A-Za-z']{2,}[,:]? [A-Za-z']{2,}")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; ``faults`` are what must not be."""

    how: str
    said: str
    seconds: float
    megabytes: float
    faults: tuple[str, ...]


class Papers:
    """A whole paper that was built, to be copied for each trial."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.whole = folder / "whole"
        if not record_of(self.whole).exists():
            shutil.rmtree(self.whole, ignore_errors=True)
            paper(self.whole)
        self.built = settled(self.whole / "output")

    def tried(self, case: BrokenPaper) -> Ended:
        """Carries out a case in a copy of the paper, in a process of its own."""
        root = self.folder / "paper"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.whole, root, symlinks=True)
        case.spoil(root)
        before, output = dict(_owned(root)), dict(_seen(root / "output"))
        log = self.folder / "said.txt"
        code, seconds, megabytes = _ran(root, case.command, log)
        said = log.read_text("utf-8", "backslashreplace")
        faults = [*_said_faults(case, code, said), *_changed(case, code, before, dict(_owned(root)))]
        if seconds > SECONDS:
            faults.append(f"took {seconds:.1f} s")
        if megabytes > MEGABYTES:
            faults.append(f"took {megabytes:.0f} MB")
        is_built = code == 0 and case.command[0] == "build"
        may_change = is_built or "--hold-broken" in case.command or TAKEN_DOWN in said
        if not may_change and dict(_seen(root / "output")) != output:
            faults.append("output/ is not as it was")
        if code == 0 and case.heals and _built(root) != self.built:
            faults.append("not the site of a clean build")
        if (root / ".banmian" / "fault.txt").exists():
            faults.append((root / ".banmian" / "fault.txt").read_text("utf-8")[-600:])
        how = {0: "built" if case.command[0] == "build" else "done", None: "HUNG"}.get(code, "refused")
        return Ended(how if not faults else "FAILED", said, seconds, megabytes, tuple(faults))


def _built(root: Path) -> dict[str, bytes]:
    try:
        return settled(root / "output")
    except (OSError, ValueError, KeyError):
        return {}


def _ran(root: Path, command: tuple[str, ...], log: Path) -> tuple[int | None, float, float]:
    listening, telling = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(root, command, log, telling))
    process.start()
    telling.close()
    try:
        if not listening.poll(PATIENCE):
            return None, float(PATIENCE), 0.0
        code, seconds, megabytes = listening.recv()
    except EOFError:
        process.join()
        return -abs(process.exitcode or 1), 0.0, 0.0
    else:
        return code, seconds, megabytes
    finally:
        process.kill()
        process.join()


def _run(root: Path, command: tuple[str, ...], log: Path, told: Connection) -> None:
    os.chdir(root)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    begun = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (begun + CUT_OFF, begun + CUT_OFF))
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the process's own
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)  # noqa: SIM115
    spent, started, code = time.process_time(), time.perf_counter(), 0
    try:
        main(list(command), prog_name="banmian")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    sys.stdout.flush()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work = sum(one.ru_utime + one.ru_stime for one in used) - spent
    wall = time.perf_counter() - started
    told.send((code, min(work, wall), max(one.ru_maxrss for one in used) / 1024))


def _said_faults(case: BrokenPaper, code: int | None, said: str) -> Iterator[str]:
    if code is None:
        yield f"not done after {PATIENCE} s"
    elif code < 0 or "Traceback" in said or "没想到的错误" in said:
        yield f"crashed ({code})"
    english = _ENGLISH.search(_NAMES.sub("", said))
    if english:
        yield f"English: {english[0]}"
    if case.must == "refused" and code == 0:
        yield "not refused"
    if case.must == "built" and code != 0:
        yield "not built"
    if code and code > 0 and case.place:
        if case.place not in said:
            yield f"does not name {case.place}"
        elif case.has_line and not re.search(re.escape(case.place) + r":\d+: ", said):
            yield "does not name the line"
        if "→" not in said:
            yield "does not say what to do"


def _changed(case: BrokenPaper, code: int | None, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    may = WRITES.get(" ".join(case.command[:2]), WRITES.get(case.command[0], ())) if code == 0 else ()
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path) and not any(fnmatch(path, one) for one in may):
            yield f"changed {path}"


def _owned(root: Path) -> Iterator[tuple[str, str]]:
    for name in OWNED:
        for path, state in _seen(root / name):
            yield f"{name}/{path}" if path else name, state


def _seen(folder: Path) -> Iterator[tuple[str, str]]:
    """Whatever lies below, or is, a path: no link is followed, nothing waits for a pipe."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        with suppress(FileNotFoundError):
            state = path.lstat()
            name = "" if path == folder else path.relative_to(folder).as_posix()
            if path.is_dir() and not path.is_symlink():
                waiting += path.iterdir()
                continue
            held = hashlib.blake2b(path.read_bytes()).hexdigest() if path.is_file() and state.st_size < 10**8 else ""
            yield name, json.dumps([state.st_mode, held, str(path.readlink()) if path.is_symlink() else ""])
