"""Watches folders on systems other than Linux, by watchdog's observers, which watch a whole tree with what is below."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.preview.notices import Kind, Notice, Put
from generator.preview.spots import Spot

if TYPE_CHECKING:
    from watchdog.observers.api import ObservedWatch

_READ = ("opened", "closed_no_write")


class _Handler(FileSystemEventHandler):
    def __init__(self, spot: Spot, folder: str, put: Put) -> None:
        self._spot = spot
        self._folder = folder
        self._put = put

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _READ or (event.is_directory and event.event_type == "modified"):
            return
        for path in filter(None, (event.src_path, event.dest_path)):
            name = os.path.relpath(str(path), self._folder).replace(os.sep, "/")
            if name == ".":
                self._put(Notice(Kind.GONE, self._spot))
            elif not name.startswith("../") and self._spot.only in ("", name):
                self._put(Notice(_kind(event), self._spot, name))


def _kind(event: FileSystemEvent) -> Kind:
    if event.event_type == "closed":
        return Kind.WRITTEN
    if event.is_directory or event.event_type in ("moved", "deleted"):
        return Kind.PLACED
    return Kind.MADE if event.event_type == "created" else Kind.BEING_WRITTEN


class OtherEyes:
    """Watches by the observer that watchdog has for the system. Making it raises ``OSError``."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._watches: dict[Spot, tuple[ObservedWatch, _Handler]] = {}
        self._observer = Observer()
        self._observer.start()

    def add(self, spot: Spot) -> None:
        """Watches one more spot, unless it lies below another one. Raises ``OSError``."""
        if spot.is_below:
            return
        folder = os.path.realpath(spot.folder)
        handler = _Handler(spot, folder, self._put)
        watch = self._observer.schedule(handler, folder, recursive=bool(spot.path) and not spot.only)
        self._watches[spot] = watch, handler

    def forget(self, spots: Iterable[Spot]) -> None:
        """Stops watching spots."""
        for watch, handler in [found for spot in spots if (found := self._watches.pop(spot, None))]:
            self._observer.remove_handler_for_watch(handler, watch)
            if watch not in {other for other, _ in self._watches.values()}:
                self._observer.unschedule(watch)

    def stop(self) -> None:
        """Stops watching all."""
        self._observer.stop()
        self._observer.join()
