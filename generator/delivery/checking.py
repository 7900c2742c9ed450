"""``banmian check``: one report on the whole paper, by file and line.

Proofreading is the newsroom's (``newsroom.check``); everything that needs the plan of the site's addresses is a row of
``PARTS``. Only changed issues are proofread again.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from generator import config
from generator.content import catalogue, specials
from generator.delivery import (
    check_memory,
    dead_links,
    doubt_findings,
    host_parts,
    lost_addresses,
    public_files,
    share_parts,
    small_parts,
    waiting_texts,
)
from generator.delivery.finding import CheckReport, Counts, Finding, Kind, Severity, in_order, of_problem
from generator.delivery.issue_reading import IssueReading
from generator.delivery.issue_sight import Beside
from generator.delivery.subject import Subject
from generator.errors import BanmianError, ContentError, Problem
from generator.model import Catalogue
from generator.newsroom import check as newsroom
from generator.newsroom.check import Checked
from generator.press import code_digest
from generator.press.stamps import Clock
from generator.settings import Settings

Part = Callable[[Subject], Iterable[Finding]]
"""A part of the report: a function of the whole paper that gives its findings, in any order."""

PARTS: tuple[Part, ...] = (
    dead_links.found,
    lost_addresses.found,
    host_parts.found,
    public_files.robots_lines,
    public_files.from_elsewhere,
    small_parts.in_issues,
    small_parts.sizes,
    small_parts.empty_topics,
    share_parts.found,
    waiting_texts.records,
)
"""A new kind of finding is a function, a row here, and a value of ``finding.Kind``."""


def check(root: Path, state: Path, clock: Clock, now: datetime, *, update: bool = True) -> tuple[CheckReport, bool]:
    """Checks the paper at ``root`` as it is ``now``.

    With ``update`` doubts files, ledger and tags are written where they changed.

    The second value says whether that would give the same again: all could be read, and nothing was written. Where a
    file of ``content/`` cannot be read, the report holds the mistakes of all files and nothing else, and nothing is
    written. Raises ``ConfigError`` for settings that cannot be read, and ``ContentError`` where writing fails.
    """
    checked, reading, settings, kept = proofread(root, state, clock, update=update)
    if checked.problems:
        broken = (of_problem(problem, Severity.FAULT, Kind.BROKEN) for problem in checked.problems)
        return CheckReport(in_order(broken), counts(checked)), False
    subject = Subject(root, settings, kept, reading.sights(), now)
    findings = [*doubt_findings.found(root, checked)]
    for part in PARTS:
        try:
            findings += part(subject)
        except BanmianError as error:
            findings += (of_problem(problem, Severity.FAULT, Kind.BROKEN) for problem in error.problems)
    return CheckReport(in_order(findings), counts(checked)), not checked.wrote


def counts(checked: Checked) -> Counts:
    """What proofreading counted."""
    return Counts(
        checked.issues,
        checked.articles,
        checked.own_pages,
        checked.open,
        checked.answered,
        len(checked.notes),
        tuple(tag.name for tag in checked.entered),
    )


def proofread(
    root: Path, state: Path, clock: Clock, *, update: bool
) -> tuple[Checked, IssueReading, Settings, Catalogue]:
    """The paper proofread, with the problems of all files of ``content/``.

    What was found in single issues is remembered in the folder ``state`` if there may be an ``update``.
    """
    settings = config.load(root)
    problems: tuple[Problem, ...] = ()
    kept = Catalogue()
    words: tuple[str, ...] = ()
    with suppress(ContentError):
        words = tuple(dict.fromkeys(word for special in specials.read(root) for word in special.words))
    try:
        kept = catalogue.read(root, settings.tags.min_articles)
    except ContentError as error:
        problems = error.problems
    version = code_digest.digest()
    before = check_memory.read(state, version)
    reading = IssueReading(root, clock, before, Beside(settings.topic_list(), words, settings.paper.base))
    checked = newsroom.check(root, reading, update=update and not problems)
    if update and (reading.changed or reading.gone):
        check_memory.write(state, version, reading.changed, reading.gone)
    return checked.with_problems(problems), reading, settings, kept
