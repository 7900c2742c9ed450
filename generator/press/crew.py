"""Who does the work: this process for a little of it, several on this machine for much, a cluster where one is named.

Work is a function of plain values in chunks; what comes back does not depend on who did it, nor on the order.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager
from itertools import chain, islice
from types import TracebackType
from typing import Self, TypeVar

from generator import processes
from generator.errors import PressError, Problem

T = TypeVar("T")
R = TypeVar("R")

FEW = 30
"""Issues or lists that are done in the time that it takes to begin a process."""

CHUNK = 12
"""Issues or lists to one message: few enough to share work evenly, enough to make messages rare."""


class Crew:
    """Does chunks of work with the executor given, with processes of its own for much work, or right here."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._given = executor
        self._own: Executor | None = None
        self._hands = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own:
            self._own.shutdown(wait=True, cancel_futures=True)

    @property
    def is_near(self) -> bool:
        """Whether whoever works sees this machine's disk, so that what is made need not be sent back."""
        return self._given is None

    def run(self, work: Callable[[list[T]], list[R]], tasks: Iterable[T], count: int) -> Iterator[R]:
        """The results of all tasks, in any order; ``count`` is how many there are."""
        source = iter(tasks)
        chunks = iter(lambda: list(islice(source, CHUNK)), [])
        executor = self._executor(count)
        return self._shared(executor, work, chunks) if executor else chain.from_iterable(map(work, chunks))

    def do(self, work: Callable[[list[T]], list[R]], tasks: list[T]) -> list[R]:
        """One piece of work beside whatever else is under way; this process does it where nobody is hired."""
        executor = self._given or self._own
        if executor is None:
            return work(tasks)
        try:
            return executor.submit(work, tasks).result()
        except BrokenExecutor:
            raise _lost() from None

    @contextmanager
    def beside(self, other: Callable[[], None]) -> Iterator[None]:
        """Runs ``other`` side by side with the block where somebody is hired, and after it otherwise."""
        if not (self._given or self._own):
            yield
            other()
            return
        with ThreadPoolExecutor(1) as thread:
            future = thread.submit(other)
            yield
            future.result()

    def _executor(self, count: int) -> Executor | None:
        if self._given or self._own or count < FEW or self._hands == 1:
            return self._given or self._own
        self._own = ProcessPoolExecutor(self._hands, processes.context(), processes.settle)
        return self._own

    def _shared(self, executor: Executor, work: Callable[[list[T]], list[R]], chunks: Iterator[list[T]]) -> Iterator[R]:
        # Only as many chunks are under way as keep every hand busy: an archive's would not fit into memory.
        waiting: set[Future[list[R]]] = set()
        try:
            while True:
                waiting |= {executor.submit(work, chunk) for chunk in islice(chunks, 2 * self._hands - len(waiting))}
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
        except BrokenExecutor:
            raise _lost() from None
        finally:
            for future in waiting:
                future.cancel()


def _lost() -> PressError:
    return PressError(Problem("做页面的进程中途没了", "可能是内存不够；再生成一次"))
