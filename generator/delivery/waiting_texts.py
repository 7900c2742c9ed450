"""Tells what of a paper waits for sign-offs (三审三校), and what is wrong with their record."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from generator import system
from generator.content import review
from generator.content.issue_files import PHOTOS, REVIEW
from generator.content.sign_offs import Waiting
from generator.delivery.finding import Finding, Kind, Severity, of_problem
from generator.delivery.subject import Subject
from generator.newsroom import issue_folder
from generator.press import code_digest, content_scan, issue_memory, places
from generator.press.content_scan import Content, Moment
from generator.press.stamps import Clock
from generator.settings import Settings

_SIGN = "在编辑台签；签到哪一道，记在这一期的 review.csv 里"
_RELEASE = "在编辑台签发，或去掉 draft: true"


def records(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the records of sign-offs: a part of the report of ``check``."""
    rules = subject.settings.review
    for issue in filter(rules.applies, subject.sights):
        path = issue_folder.path_of(issue, REVIEW)
        if (subject.root / path).exists():
            found = review.read(system.bytes_of(subject.root / path), path, issue, rules)
            yield from (of_problem(problem, Severity.FAULT, Kind.BROKEN) for problem in found.problems)


def found(root: Path, settings: Settings, clock: Clock, now: datetime) -> Iterator[Finding]:
    """The articles that wait for a sign-off or for their release, and what is wrong with the records."""
    if not settings.review.steps:
        return
    moment = Moment(now).by(settings.publish.opens, settings.review)
    seen = issue_memory.seen(root / places.STATE, code_digest.digest())
    content = content_scan.scan(root, clock, seen, moment)
    for problem in content.unsigned:
        yield of_problem(problem, Severity.FAULT, Kind.HELD)
    for issue in filter(settings.review.applies, content.seen):
        yield from _of_issue(content, issue)


def _of_issue(content: Content, issue: str) -> Iterator[Finding]:
    withheld = json.loads(content.seen[issue].withheld)
    waiting = content.waiting.get(issue, {})
    for file, state in waiting.items():
        is_withdrawn = withheld.get(file, ["", "", False])[2]
        if not is_withdrawn:
            yield _finding(issue, file, _said(state), _SIGN)
    for file, (_, _, _, _, is_draft) in withheld.items():
        if is_draft and file not in waiting:
            yield _finding(issue, file, "签完了，还是草稿，没有签发", _RELEASE)


def _finding(issue: str, file: str, message: str, hint: str) -> Finding:
    return Finding(issue_folder.path_of(issue, file), None, message, hint, Severity.DOUBT, Kind.REVIEW)


def _said(state: Waiting) -> str:
    missing = "、".join(state.missing)
    if state.in_doubt:
        return f"签字的记录不对，先不登；登过的，登 signed/ 里的那一稿：差{missing}"
    if not state.has_copy:
        return f"还没有签完，先不登：差{missing}"
    lost = f"；{PHOTOS} 里的 {'、'.join(state.lost)} 换过，先不登这张图" if state.lost else ""
    return f"改过的一稿还没有签，登的是签过的一稿：差{missing}{lost}"
