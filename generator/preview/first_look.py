"""The first look at which files a paper has. It is done in a process beside the preview's own (``aside``)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from generator.content.edits import journal
from generator.press import code_digest, content_scan, issue_memory, places, stamps
from generator.press.content_scan import Content, Moment
from generator.press.preparing import moment_of

FOLDER = "preview"
"""The preview's own folder in ``.banmian/``."""


class Looked(NamedTuple):
    """The moment that a paper is shown at, and what was found of its issues."""

    moment: Moment
    content: Content


def state_of(root: Path) -> Path:
    """The folder for what the preview remembers. Raises ``OSError`` where it cannot be made."""
    state = root / places.STATE / FOLDER
    state.mkdir(parents=True, exist_ok=True)
    return state


def look(root: Path, now: datetime | None, drafts: bool) -> Looked:  # noqa: FBT001 - called in another process
    """Scans a paper for the moment ``now``, by default the present one. Raises ``BanmianError`` and ``OSError``."""
    moment = moment_of(places.settings(root), now or datetime.now(UTC), drafts=drafts)
    seen = issue_memory.seen(root / places.STATE, code_digest.digest())
    with journal.held(root, writing=False):
        return Looked(moment, content_scan.scan(root, stamps.clock(state_of(root)), seen, moment))
