"""Watches folders on Linux, one watch for each, so that nothing of ``output/`` is watched.

It uses the part of watchdog that speaks to the system. watchdog's own observers watch whole trees, keep silent about
watches that the system refuses and about lost events, and hold every rename out of a tree back for half a second.
"""

import logging
import os
from collections.abc import Iterable

from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyConstants,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchCallback,
    WatchDescriptor,
)

from generator.preview.notices import Kind, Notice, Put
from generator.preview.spots import Spot

_ENTRIES = (
    InotifyConstants.IN_CREATE
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_MOVED_FROM
    | InotifyConstants.IN_MOVED_TO
    | InotifyConstants.IN_ONLYDIR
    | InotifyConstants.IN_MASK_ADD  # a folder may be watched for several spots
)
_ALL = _ENTRIES | InotifyConstants.IN_CLOSE_WRITE | InotifyConstants.IN_MODIFY | InotifyConstants.IN_ATTRIB
_UNSAID = logging.NullHandler()
"""Keeps watchdog's own messages, which are in English, off the terminal."""


class _Watch(WatchCallback):
    """One spot, as the thread that reads events knows it."""

    def __init__(self, spot: Spot, put: Put) -> None:
        self._spot = spot
        self._put = put

    def on_event(self, event: InotifyEvent) -> None:
        """Passes on what counts in the spot. What happens to the folder itself is told by the folder above."""
        name = os.fsdecode(event.name)
        if name and self._spot.only in ("", name):
            self._put(Notice(_kind(event), self._spot, name))

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:  # noqa: ARG002 - as watchdog calls it
        """Tells that the folder is gone, or its disk."""
        self._put(Notice(Kind.GONE, self._spot))

    def on_queue_overflow(self) -> None:
        """Tells that events were lost; the system says so to every spot."""
        self._put(Notice(Kind.LOST, self._spot))


def _kind(event: InotifyEvent) -> Kind:
    if event.is_close_write:
        return Kind.WRITTEN
    if event.is_directory or event.is_move or event.is_delete:
        return Kind.PLACED
    return Kind.MADE if event.is_create else Kind.BEING_WRITTEN


class InotifyEyes:
    """Watches by inotify. Making it raises ``OSError`` where the system has no room for one more watcher."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._watches: dict[Spot, tuple[WatchDescriptor, CallbackId, _Watch]] = {}
        logging.getLogger("watchdog").addHandler(_UNSAID)
        self._system = InotifyFD()
        self._system.start()

    def add(self, spot: Spot) -> None:
        """Watches one more spot. Raises ``OSError``."""
        watch = _Watch(spot, self._put)
        mask = Mask(_ENTRIES if spot.only and not spot.path else _ALL)
        known_as = CallbackId(id(watch))
        watch_number = self._system.add_callback(os.fsencode(spot.folder), mask, watch, known_as)
        self._watches[spot] = watch_number, known_as, watch

    def forget(self, spots: Iterable[Spot]) -> None:
        """Stops watching spots."""
        found = [watch for spot in spots if (watch := self._watches.pop(spot, None))]
        self._system.remove_callbacks([(number, known_as) for number, known_as, _ in found])

    def stop(self) -> None:
        """Stops watching all."""
        self._system.stop()
        self._system.join()
