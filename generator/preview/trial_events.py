"""Finds out which folders give no events, such as some network shares, with a hidden trial file."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from generator import system
from generator.content.edits import trial_file

PATIENCE = 1.0
"""Seconds in which the event must come."""

Make = Callable[[Path], None]


class Trial:
    """Trial files in watched folders. Whoever watches tells where the event of such a file was ``heard``."""

    def __init__(self, make: Make = trial_file.make_and_remove, patience: float = PATIENCE) -> None:
        self._make = make
        self._patience = patience
        self._heard: set[str] = set()
        self._changed = threading.Condition()
        self._is_stopped = False

    def heard(self, folder: str) -> None:
        """Notes that an event came for the trial file in a folder, by its path in the paper."""
        with self._changed:
            self._heard.add(folder)
            self._changed.notify_all()

    def stop(self) -> None:
        """Ends the waiting; folders that are still waited for count as heard."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def silent(self, folders: Mapping[str, Path]) -> dict[str, str]:
        """The folders that give no events, and why, in Chinese; ``folders`` are given by their paths in the paper."""
        found = {}
        for path, folder in folders.items():
            try:
                self._make(folder)
            except OSError as error:
                found[path] = f"试不出来有没有通知：{system.why(error)}"
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_stopped or folders.keys() <= self._heard | found.keys(), self._patience
            )
            if self._is_stopped:
                return {}
            quiet = folders.keys() - self._heard - found.keys()
        return found | dict.fromkeys(quiet, "文件改了，系统不通知")
