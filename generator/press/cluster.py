"""Runs a build's work on a Dask cluster, for an archive that is too large for one machine."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from generator.errors import PressError, Problem

PATIENCE = "10s"


@contextmanager
def joined(scheduler: str) -> Iterator[Executor]:
    """An executor of the cluster whose scheduler listens at that address; its workers need banmian installed.

    Raises ``PressError`` where there is none, or the package ``distributed`` is missing.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - needed by nobody else
    except ImportError:
        raise PressError(Problem("没有安装 distributed", "pip install 'banmian[cluster]'")) from None
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        hint = "检查 --scheduler 的地址，调度器要先开着"
        raise PressError(Problem("连不上 Dask 调度器", hint, scheduler)) from None
    with client:
        # A pure executor would answer a repeated task from Dask's memory; each task must really run.
        yield client.get_executor(pure=False)
