"""Finds changes without events: looks every two seconds which files have another size, inode or time."""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress

from generator.preview import site_paths
from generator.preview.what_changed import Changes

PAUSE = 2.0
"""Seconds between two looks."""

Stamp = tuple[int, ...]


def stamps(root: str, folders: Iterable[str]) -> dict[str, Stamp]:
    """What stands in these folders of a paper: each file and folder that counts, with what shows that it changed."""
    found: dict[str, Stamp] = {}
    for folder in folders:
        _look(root, folder, found)
    return found


def _look(root: str, folder: str, found: dict[str, Stamp]) -> None:
    counts = site_paths.rule(folder)
    with suppress(OSError), os.scandir(site_paths.joined(root, folder)) as entries:
        for entry in entries:
            if not counts(entry.name):
                continue
            path = site_paths.joined(folder, entry.name)
            try:
                stat = entry.stat()
            except OSError:  # a link that leads nowhere
                found[path] = ()
                continue
            if entry.is_dir():
                found[path] = (stat.st_dev, stat.st_ino)
                if site_paths.is_entered(path, is_link=entry.is_symlink()):
                    _look(root, path, found)
            else:
                found[path] = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def changed(before: dict[str, Stamp], now: dict[str, Stamp]) -> Changes:
    """The files and folders that differ between two looks."""
    return Changes(frozenset(path for path, _ in before.items() ^ now.items()))


class Looking:
    """Looks at folders of a paper again and again, in a thread of its own, and tells what changed."""

    def __init__(self, root: str, told: Callable[[Changes], None], pause: float = PAUSE) -> None:
        self._root = root
        self._told = told
        self._pause = pause
        self._folders: set[str] = set()
        self._found: dict[str, Stamp] = {}
        self._changed = threading.Lock()
        self._stopped = threading.Event()
        self._worker = threading.Thread(target=self._work, name="looking", daemon=True)

    def look_at(self, folders: Iterable[str]) -> None:
        """Looks at further folders as well, by their paths in the paper; ``""`` is the whole paper."""
        with self._changed:
            self._folders |= set(folders)
            self._found |= stamps(self._root, folders)
            if self._worker.ident is None and not self._stopped.is_set():
                self._worker.start()

    def stop(self) -> None:
        """Stops looking."""
        with self._changed:
            self._stopped.set()
        if self._worker.ident is not None:
            self._worker.join()

    def look(self) -> Changes:
        """Looks once; what changed since the last time."""
        with self._changed:
            now = stamps(self._root, self._folders)
            before, self._found = self._found, now
        return changed(before, now)

    def _work(self) -> None:
        while not self._stopped.wait(self._pause):
            changes = self.look()
            if changes:
                self._told(changes)
