"""A look at what would be published, without making or writing it."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.content.addresses import Record
from generator.press import code_digest, withholding
from generator.press.content_scan import Content, Moment
from generator.press.issue_memory import Ledger
from generator.press.output import Paper
from generator.press.places import Place, locked, place, repeated, settings
from generator.press.preparing import How, look, moment_of, paper_of, workshop
from generator.press.report import Progress, Report, silent


class Survey(NamedTuple):
    """A paper as a build would make it, and what was found out on the way."""

    paper: Paper
    report: Report
    content: Content
    record: Record


def survey(root: Path, now: datetime, progress: Progress = silent) -> Survey:
    """What a build for a release would publish ``now``, without making or writing it. Raises as ``build`` does."""
    moment, how = moment_of(settings(root), now), How(searchable=True, without_broken=True, release=True)
    with locked(root, place(root)) as at:
        return repeated(at, lambda: _surveyed(root, at, moment, how, progress))


def _surveyed(root: Path, at: Place, moment: Moment, how: How, progress: Progress) -> Survey:
    report = Report()
    with Ledger(at.state, code_digest.digest()) as ledger:
        looked = look(root, at, moment, how, ledger, report)
        with workshop(root, at, moment, looked, ledger, report, progress) as (making, static):
            return Survey(paper_of(making, root, static, how), report, looked.content, making.record)


class TakenDown(NamedTuple):
    """The paths that were taken down, and the files of all articles that may not be read."""

    paths: tuple[str, ...]
    files: tuple[str, ...]


def take_down(root: Path, now: datetime) -> TakenDown:
    """Removes from ``output/`` what may not be read now, where a publication stops before it builds.

    Issues whose published pages are up to date are left alone.
    """
    moment, how = moment_of(settings(root), now), How(searchable=True, without_broken=True, release=True)
    with locked(root, place(root)) as at:
        return repeated(at, lambda: _taken_down(root, at, moment, how))


def _taken_down(root: Path, at: Place, moment: Moment, how: How) -> TakenDown:
    with Ledger(at.state, code_digest.digest()) as ledger:
        looked = look(root, at, moment, how, ledger, Report())
        paths = withholding.take_down(at.output, looked.content, looked.old, looked.found.damaged, {})
    kept_back = looked.content.kept_back.items()
    numbers = ((issue, article.id.rpartition("-")[2]) for issue, articles in kept_back for article in articles)
    return TakenDown(paths, tuple(f"content/issues/{issue}/{number}.md" for issue, number in numbers))
