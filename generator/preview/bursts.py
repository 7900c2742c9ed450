"""Gathers changes that come together; a burst of them is acted on twice at most, at once and when it is over."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from generator.preview.what_changed import Changes

GATHER = 0.01
"""Seconds from the first change to the first action, since one save makes several changes."""
QUIET = 0.1
"""A burst is over when nothing was told for so many seconds."""
LONGEST = 3.0
"""Seconds after which changes of a burst that does not end are acted on all the same."""


@dataclass
class Pace:
    """Decides when to act. Times are those of any clock that only goes forward, in seconds."""

    quiet: float = QUIET
    waiting: Changes = field(default_factory=Changes)
    """What was told and is not acted on yet."""
    _first: float = 0.0
    """When the first of ``waiting`` was told."""
    _last: float = float("-inf")
    """When something was last told in the burst that has been acted on, or is."""
    _due: float | None = None
    _is_acting: bool = False

    def told(self, changes: Changes, now: float) -> None:
        """Takes changes in. Empty ones are no change, but say that the burst is not over."""
        going = self._is_acting or now - self._last < self.quiet
        if not changes and not going and not self.waiting:
            return
        if changes and not self.waiting:
            self._first = now
            self._due = None if going else now + GATHER
        self.waiting |= changes
        self._last = now

    def due(self) -> float | None:
        """When to act; ``None`` where nothing is waiting."""
        if not self.waiting:
            return None
        return self._due if self._due is not None else min(self._last + self.quiet, self._first + LONGEST)

    def taken(self) -> Changes:
        """What to act on now; nothing is waiting afterwards. ``done`` must follow."""
        changes, self.waiting = self.waiting, Changes()
        self._due = None
        self._is_acting = True
        return changes

    def done(self) -> None:
        """Notes that the action is over."""
        self._is_acting = False


class Bursts:
    """Calls ``act`` with changes, always in the same thread and never twice at a time.

    The first change of a burst is acted on after ``GATHER``. What is told while ``act`` runs, or while more keeps
    coming, is acted on together when nothing was told for ``quiet``. ``failed`` gets what ``act`` raises; the work goes
    on.
    """

    def __init__(
        self, act: Callable[[Changes], None], failed: Callable[[Exception], None], quiet: float = QUIET
    ) -> None:
        self._act = act
        self._failed = failed
        self._pace = Pace(quiet)
        self._stirred = threading.Condition()
        self._is_stopped = False
        self._worker = threading.Thread(target=self._work, name="bursts", daemon=True)

    def start(self) -> None:
        """Begins to act; what was told before is acted on first."""
        self._worker.start()

    def stop(self) -> None:
        """Ends the work, after an action that has begun; what is waiting is dropped."""
        with self._stirred:
            self._is_stopped = True
            self._stirred.notify()
        if self._worker.ident is not None:
            self._worker.join()

    def told(self, changes: Changes) -> None:
        """Takes changes in, from any thread. Empty ones only say that more will come."""
        with self._stirred:
            self._pace.told(changes, monotonic())
            self._stirred.notify()

    def _next(self) -> Changes | None:
        with self._stirred:
            while not self._is_stopped:
                due = self._pace.due()
                left = None if due is None else due - monotonic()
                if left is not None and left <= 0:
                    return self._pace.taken()
                self._stirred.wait(left)
            return None

    def _work(self) -> None:
        while (changes := self._next()) is not None:
            try:
                self._act(changes)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next save must be acted on
                self._failed(error)
            with self._stirred:
                self._pace.done()
