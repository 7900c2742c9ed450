"""Runs ``banmian check``, or gives the report of the last run again where nothing at all has changed since.

The last report is kept in ``.banmian/`` under a digest of everything that it follows from: banmian's code, the
settings, the templates, and every file in ``content/``. It may be deleted at any time.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from generator import system
from generator.content import issue_files
from generator.content.doubts import ENDING
from generator.delivery import finding
from generator.delivery.finding import CheckReport, Counts
from generator.errors import BanmianError, Problem
from generator.pages import theme_files
from generator.press import code_digest, content_folders, stamps
from generator.press.places import STATE
from generator.press.stamps import Clock

FILE = "check.json"


def check(root: Path, now: datetime, *, update: bool = True) -> CheckReport:
    """The report on the paper at ``root``; see ``checking.check``, also for what it writes and raises."""
    state = root / STATE
    clock = clock_of(state, update=update)
    issues, before = _issues(root, clock), _beside(root)
    hour = f"{now:%Y-%m-%d %H}"  # what is public may be other addresses an hour later
    key = _digest(issues, before, hour) if issues and before else ""
    known = _read(state, key) if key else None
    if known:
        return known
    from generator.delivery import checking  # noqa: PLC0415 - takes half a second to load

    report, is_settled = checking.check(root, state, clock, now, update=update)
    # What is no issue is compared by its bytes, and may have been changed and changed back meanwhile.
    if update and key and is_settled and _beside(root) == before:
        _write(state, key, report)
    return report


def clock_of(state: Path, *, update: bool) -> Clock:
    """The clock by which files count as unchanged; the folder for it is made only where the check may write."""
    try:
        if update:
            state.mkdir(exist_ok=True)
        return stamps.clock(state) if state.is_dir() else stamps.NEVER
    except OSError:
        return stamps.NEVER


def _issues(root: Path, clock: Clock) -> str:
    """A digest of the names, sizes and times of all files of issues; ``""`` where these prove nothing."""
    parent = issue_files.issues_folder(root)
    found: list[str] = []
    problems: list[Problem] = []
    for name in content_folders.named(parent, problems):
        stamp = stamps.stamp_of(f"{parent}/{name}", clock)
        answers = list(_answers(f"{parent}/{name}", clock))
        if not stamp or "" in answers:
            return ""
        found.append(f"{name} {stamp} {issue_files.is_begun(parent / name)} {answers}")
    return "" if problems else _digest(*found)


def _answers(folder: str, clock: Clock) -> Iterator[str]:
    """The names, sizes and times of an issue's doubts files; ``""`` for one that may change without showing it."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry for entry in entries if entry.name.endswith(ENDING)), key=lambda entry: entry.name)
        for entry in listed:
            stat = entry.stat()
            proven = clock.proves(stat.st_ctime_ns, stat.st_dev)
            yield f"{entry.name} {stat.st_size} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}" if proven else ""
    except OSError:
        yield ""


def _beside(root: Path) -> str:
    """A digest of everything else: code, settings, templates, and what in ``content/`` is no issue."""
    try:
        settings = system.bytes_of(root / "newspaper.toml")
        theme = theme_files.read(root / "templates", root).digest()
    except (OSError, BanmianError):
        return ""
    return _digest(code_digest.digest(), settings.hex(), theme, content_folders.beside(root))


def _read(state: Path, key: str) -> CheckReport | None:
    try:
        held = system.bytes_of(state / FILE)
        seal, _, text = held.partition(b"\n")
        if seal.decode() != _digest(key, text.decode()):
            return None
        findings, counts = json.loads(text)
    except (OSError, ValueError):
        return None
    return CheckReport(tuple(map(finding.unpacked, findings)), Counts(**counts | {"entered": ()}))


def _write(state: Path, key: str, report: CheckReport) -> None:
    counts = asdict(report.counts) if report.counts else None
    text = json.dumps([[finding.packed(found) for found in report.findings], counts])
    try:
        (state / f"{FILE}.new").write_bytes(f"{_digest(key, text)}\n{text}".encode())
        (state / f"{FILE}.new").replace(state / FILE)
    except OSError:  # only a cache
        return


def _digest(*parts: str) -> str:
    whole = "".join(f"{len(part)} {part}" for part in parts)
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
