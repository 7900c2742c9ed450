"""Distributes the work of a build.

A little work is done in this process, much work in several processes on this machine, and all work on a cluster where
one is given. Work is a function that takes a list of plain values; its results do not depend on where it runs, nor on
the order of the lists.
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
"""With fewer tasks (issues or lists) than this, starting processes would take longer than the work itself."""

CHUNK = 12
"""Tasks sent to a process at once: few enough to share the work evenly, enough that sending costs little."""


class Crew:
    """Does work with the executor it was given, or else with processes of its own, or for a little work right here."""

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
        """Whether workers run on this machine, so that they can write files themselves and need not send them back."""
        return self._given is None

    def run(self, work: Callable[[list[T]], list[R]], tasks: Iterable[T], count: int) -> Iterator[R]:
        """The results of all tasks, in any order; ``count`` is how many there are."""
        source = iter(tasks)
        chunks = iter(lambda: list(islice(source, CHUNK)), [])
        executor = self._executor(count)
        return self._shared(executor, work, chunks) if executor else chain.from_iterable(map(work, chunks))

    def do(self, work: Callable[[list[T]], list[R]], tasks: list[T]) -> list[R]:
        """Does one piece of work in a worker while other work goes on, or in this process if there is no worker."""
        executor = self._given or self._own
        if executor is None:
            return work(tasks)
        try:
            return executor.submit(work, tasks).result()
        except BrokenExecutor:
            raise _lost() from None

    @contextmanager
    def beside(self, other: Callable[[], None]) -> Iterator[None]:
        """Runs ``other`` at the same time as the block if there are workers, and after the block otherwise."""
        if not (self._given or self._own):
            yield
            other()
            return
        with ThreadPoolExecutor(1) as thread:
            future = thread.submit(other)
            yield
            future.result()

    def start(self) -> None:
        """Starts processes, where that costs little, so that a long piece of work can go on beside others."""
        context = processes.context()
        if not (self._given or self._own or self._hands == 1) and context.get_start_method() == "fork":
            self._own = ProcessPoolExecutor(self._hands, context, processes.settle)
            self._own.submit(list).result()  # forked here and now, while this process has no other thread

    def _executor(self, count: int) -> Executor | None:
        if self._given or self._own or count < FEW or self._hands == 1:
            return self._given or self._own
        self._own = ProcessPoolExecutor(self._hands, processes.context(), processes.settle)
        return self._own

    def _shared(self, executor: Executor, work: Callable[[list[T]], list[R]], chunks: Iterator[list[T]]) -> Iterator[R]:
        # Two chunks a worker are sent at a time: all chunks of a large archive would not fit into memory.
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
