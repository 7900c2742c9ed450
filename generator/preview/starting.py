"""The paper at the beginning of a preview: what earlier builds remember of it, and what a first look found."""

import json
import sqlite3
from contextlib import suppress
from pathlib import Path

from generator.pages.issue_summary import IssueFacts
from generator.pages.packing import unpack
from generator.press import code_digest, places
from generator.press.issue_memory import Ledger
from generator.press.places import Place
from generator.press.report import Progress, silent
from generator.preview import first_look
from generator.preview.first_look import Looked
from generator.preview.live_issues import Known, LiveIssues
from generator.preview.live_paper import LivePaper
from generator.preview.photo_store import PhotoStore


def known(root: Path) -> Known:
    """What builds remember of issues; nothing where that is damaged, or of another version of banmian."""
    found = Known()
    with suppress(sqlite3.DatabaseError, ValueError):
        with Ledger(root / places.STATE, code_digest.digest(), writing=False) as ledger:
            facts, outlines = ledger.facts(), ledger.outlines()
        unpacked = {name: (mark, unpack(IssueFacts, json.loads(packed))) for name, (mark, packed) in facts.items()}
        found = Known(unpacked, outlines)
    return found


def started(root: Path, at: Place, looked: Looked, remembered: Known, progress: Progress = silent) -> LivePaper:
    """The paper as it was found, ready to be shown; issues that are not remembered are read.

    ``at`` is where its builds stand.
    """
    issues = LiveIssues(root, looked.moment, looked.content)
    paper = LivePaper(root, first_look.state_of(root), issues, PhotoStore(at))
    paper.start(remembered, progress)
    return paper
