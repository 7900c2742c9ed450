"""Watches the folder of a paper, and tells when a file that pages follow from was changed."""

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator import config

WATCHED = ("content", "templates")


class _Handler(FileSystemEventHandler):
    def __init__(self, root: Path, changed: Callable[[], None]) -> None:
        self._root = root
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write"):  # reading is no change
            return
        for changed in (event.src_path, event.dest_path):
            path = Path(str(changed))
            if changed and path.is_relative_to(self._root) and self._matters(path.relative_to(self._root)):
                self._changed()
                return

    @staticmethod
    def _matters(path: Path) -> bool:
        if any(part.startswith(".") for part in path.parts):
            return False
        return path.parts[:1] == (config.FILE_NAME,) or path.parts[:1] in {(name,) for name in WATCHED}


def watch(root: Path, changed: Callable[[], None]) -> Callable[[], None]:
    """Starts watching; returns a function that stops it.

    The site's folder itself is watched, not the folders in it, because those may be deleted and made anew.
    """
    observer = Observer()
    observer.schedule(_Handler(root, changed), str(root), recursive=True)
    observer.start()

    def stop() -> None:
        observer.stop()
        observer.join()

    return stop
