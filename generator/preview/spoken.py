"""What is asked of a preview, and what it says in the terminal."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple


class Wish(NamedTuple):
    """Which site is shown, by default that of this moment, and where: ``moment`` and ``drafts`` look ahead."""

    port: int = 8000
    moment: datetime | None = None
    drafts: bool = False
    lan: str | None = None
    """The address in the local network at which it is served too; ``""`` for the one that is found."""
    lan_edits: bool = False
    """Whether devices there may be let in to write at the desk."""

    @property
    def is_ahead(self) -> bool:
        """Whether it is another site than the one that is published."""
        return bool(self.moment or self.drafts)


class Mood(Enum):
    """What kind of line is said."""

    PLAIN = auto()
    GOOD = auto()
    BAD = auto()


Said = Callable[[str, Mood], None]
"""Called with a line in Chinese for the terminal."""
