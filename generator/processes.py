"""How worker processes are started, and how they share memory with this process."""

import gc
import multiprocessing
import sys
import threading
from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """How to start processes: by a fork, which shares everything that is loaded, if that is safe, or else by a spawn.

    A fork is safe on Linux, if this process has no other threads.
    """
    alone = threading.active_count() == 1 and sys.platform == "linux"
    return multiprocessing.get_context("fork" if alone else "spawn")


def settle() -> None:
    """Makes the garbage collector look through memory more rarely, and leave alone what is there now.

    To be called in a new process, so that memory that is shared with the fork is not copied, and where a command makes
    very many objects that stay.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
