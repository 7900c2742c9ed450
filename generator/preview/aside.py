"""A process beside the preview's own, which begins to load what it needs before this one loads anything else."""

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module

LOADED = "generator.preview.first_look"


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches it too, and is answered by the preview


@contextmanager
def process() -> Iterator[Executor]:
    """Starts the process; what is submitted to the executor is done there."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _ignore_interrupts) as beside:
        beside.submit(import_module, LOADED)
        yield beside
