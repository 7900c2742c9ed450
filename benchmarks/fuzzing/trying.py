"""Runs many inputs in one process, which tests state kept between them too; the process is watched from outside."""

import multiprocessing
import random
import signal
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.fuzzing.inputs import Files
from benchmarks.fuzzing.targets import TARGETS, check
from generator.errors import BanmianError

SECONDS = 5.0
"""Of the processor's time for one run, so that a machine with other work to do gives the same answer."""
PATIENCE = 60.0
"""By the clock, for a run that waits, or that hears no signal."""


class Hang(BaseException):
    """A run that took too long; no ``except Exception`` of what is tried may take it for its own."""


class Run(NamedTuple):
    """What came of a number: whether its files were read, and what is wrong, ``""`` where nothing is."""

    number: int
    was_read: bool
    wrong: str = ""


def files(name: str, number: int) -> Files:
    """The files of a target's number."""
    return TARGETS[name].make(random.Random(f"{name}-{number}"))


def run(name: str, number: int, folder: Path) -> Run:
    """One run in this process."""
    made = files(name, number)
    try:
        with _limited():
            try:
                TARGETS[name].read(made, folder)
            except BanmianError as refused:
                check(refused, made)
                return Run(number, was_read=False)
    except (Exception, Hang) as error:  # noqa: BLE001 - whatever comes is what we are after
        return Run(number, was_read=False, wrong=_told(error))
    return Run(number, was_read=True)


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise Hang(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _told(error: BaseException) -> str:
    """The exception and where it comes from: the last place in our own code."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/generator/" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}"
    return f"{type(error).__name__} in {place}: {str(error)[:200]}"


def runs(name: str, numbers: Sequence[int]) -> Iterator[Run]:
    """All of these in one process of its own; where it dies or hangs, in another one from the next number on."""
    at = 0
    while at < len(numbers):
        listening, telling = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=_tell, args=(name, numbers[at:], telling))
        process.start()
        telling.close()
        try:
            for at, number in enumerate(numbers[at:], at + 1):  # noqa: B007, B020 - the slice is taken once
                done = _heard(listening)
                yield done or Run(number, was_read=False, wrong=_end(process))
                if done is None:
                    break
        finally:
            process.kill()
            process.join()
            listening.close()


def _tell(name: str, numbers: Sequence[int], telling: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent tells how far it came
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            telling.send(run(name, number, Path(folder)))


def _heard(listening: Connection) -> Run | None:
    try:
        if listening.poll(PATIENCE):
            done: Run = listening.recv()
            return done
    except EOFError:
        pass
    return None


def _end(process: Any) -> str:
    process.join(1)
    how = f"died: exit code {process.exitcode}" if process.exitcode is not None else f"hung: nothing for {PATIENCE} s"
    return f"the process {how}"
