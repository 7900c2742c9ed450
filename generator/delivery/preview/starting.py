"""The first look at a paper: what earlier builds remember of it, and which files changed since."""

import json
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from generator.content.edits import journal
from generator.delivery.preview.live_issues import Known, LiveIssues
from generator.delivery.preview.live_paper import LivePaper
from generator.pages.issue_summary import IssueFacts
from generator.pages.packing import unpack
from generator.press import code_digest, content_scan, places, stamps
from generator.press.content_scan import Moment
from generator.press.headline_words import prepare
from generator.press.issue_memory import Ledger, Seen
from generator.press.preparing import hour_of
from generator.press.report import Progress, silent

FOLDER = "preview"
"""The preview's own folder in ``.banmian/``."""


def started(root: Path, now: datetime | None, *, drafts: bool, progress: Progress = silent) -> LivePaper:
    """The paper as its files are, for the moment ``now``, by default the present one. Raises ``OSError``."""
    state = root / places.STATE / FOLDER
    state.mkdir(parents=True, exist_ok=True)
    moment = Moment(now or datetime.now(UTC), hour_of(places.settings(root)), drafts)
    known, seen = _remembered(root / places.STATE)
    with journal.held(root, writing=False):
        content = content_scan.scan(root, stamps.clock(state), seen, moment)
    prepare(state)
    paper = LivePaper(root, state, LiveIssues(root, moment, content))
    paper.start(known, progress)
    return paper


def _remembered(state: Path) -> tuple[Known, dict[str, Seen]]:
    known, seen = Known(), dict[str, Seen]()
    with suppress(sqlite3.DatabaseError, ValueError), Ledger(state, code_digest.digest(), writing=False) as ledger:
        found, outlines = ledger.facts(), ledger.outlines()
        facts = {name: (mark, unpack(IssueFacts, json.loads(packed))) for name, (mark, packed) in found.items()}
        known, seen = Known(facts, outlines), ledger.seen()
    return known, seen
