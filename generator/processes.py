"""How processes that work side by side are begun, and what they share with the one that begins them."""

import gc
import multiprocessing
import sys
import threading
from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """A fork takes everything along that is loaded; beside other threads it is not safe, nor off Linux."""
    alone = threading.active_count() == 1 and sys.platform == "linux"
    return multiprocessing.get_context("fork" if alone else "spawn")


def settle() -> None:
    """To be called in a new process: what came with the fork stays shared as long as nobody touches it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
