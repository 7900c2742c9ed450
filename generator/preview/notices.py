"""What a system tells of the folders that are watched."""

from collections.abc import Callable, Iterable
from enum import Enum, auto
from typing import NamedTuple, Protocol

from generator.preview.spots import Spot


class Kind(Enum):
    """What happened."""

    WRITTEN = auto()
    """A file was written and closed."""
    BEING_WRITTEN = auto()
    """A file's bytes or rights changed, and it may go on."""
    MADE = auto()
    """A file, or a link, was made; a file's bytes are still to come."""
    PLACED = auto()
    """Something was renamed, deleted, or is a new folder; or a folder's rights changed."""
    GONE = auto()
    """The folder that was watched is no more."""
    LOST = auto()
    """More happened than the system could tell."""


class Notice(NamedTuple):
    """What happened to what is called ``name`` in a spot's folder; ``name`` may lead through folders, by ``/``."""

    kind: Kind
    spot: Spot
    name: str = ""


Put = Callable[[Notice], None]
"""Takes a notice, in a thread of the system's own; it must be quick."""


class Eyes(Protocol):
    """Watches spots and gives notices."""

    def add(self, spot: Spot) -> None:
        """Watches one more spot. Raises ``OSError`` where there is no such folder, or no watch left."""

    def forget(self, spots: Iterable[Spot]) -> None:
        """Stops watching spots; those that were not watched, or are gone, don't matter."""

    def stop(self) -> None:
        """Stops watching all."""
