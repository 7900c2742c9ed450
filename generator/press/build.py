"""Builds a site folder into ``output/``; the ``build`` command and the preview both run this code."""

import hashlib
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.content import root_files
from generator.content.edits import journal
from generator.errors import BanmianError, Problem
from generator.pages import theme_files
from generator.press import code_digest, content_scan, manifest, stamps, standing, writer
from generator.press.content_scan import HOUR, Changed, Content, Moment
from generator.press.issue_memory import FILE as LEDGER
from generator.press.issue_memory import Ledger
from generator.press.manifest import ROOT, Inputs, Manifest
from generator.press.places import Place, locked, place, settings
from generator.press.report import Progress, Report, silent
from generator.press.standing import Found
from generator.press.writer import Laid

if TYPE_CHECKING:
    from generator.press.output import Paper
    from generator.press.production import Making

TRIES = 3


class Strangers(NamedTuple):
    """What to do with files in ``output/`` that no build made. By default such files stop the build.

    The files that ``adopt`` names are moved into ``content/root/``; with ``remove`` all others are deleted.
    """

    adopt: tuple[str, ...] = ()
    remove: bool = False


STOP = Strangers()


def build(
    root: Path,
    progress: Progress = silent,
    executor: Executor | None = None,
    *,
    index: bool = True,
    now: datetime | None = None,
    drafts: bool = False,
    ahead: bool = False,
    strangers: Strangers = STOP,
    without_broken: bool = False,
    release: bool = False,
) -> Report:
    """Builds the site at ``root`` into ``root/output``, writing only what changed.

    The site is that of the moment ``now``, by default the one in which the build begins: it holds nothing of issues
    and articles that are not public yet, nor of drafts unless ``drafts`` is set. A site of another moment, or with
    drafts, must be built ``ahead``, into a folder that is never published (``place``).

    Everything is read and rendered into a temporary folder (the spool) before the first file of ``output/`` is
    written, so a build that raises ``BanmianError`` leaves the published site as it was. There is one exception: pages
    of articles that were withdrawn or put under embargo are taken down even then (see ``withholding``).

    Without an ``executor`` the work is done on this machine. Without ``index`` the site has no search. If a file of
    the site folder changes during the build, the build starts over, twice at most. An article that cannot be read stops
    the build, unless ``without_broken`` is set: then a notice is published in its place, and the report names the
    article. A build for a ``release`` goes on as well: it holds back what is not public yet and is broken or doubted.
    """
    moment = Moment(now or datetime.now(UTC), _hour(settings(root)), drafts)
    how = How(index, without_broken or release, release)
    with locked(root, place(root, ahead=ahead)) as at:
        for _ in range(TRIES - 1):
            try:
                return _build(root, at, moment, progress, executor, strangers, how)
            except sqlite3.DatabaseError:
                (at.state / LEDGER).unlink(missing_ok=True)  # the cache is damaged; the next try computes it again
            except Changed:
                continue  # an editor or another command changed a file, so what was rendered is out of date
        return _build(root, at, moment, progress, executor, strangers, how)


class How(NamedTuple):
    """How a site is built: with its search index, without broken articles, or for a release."""

    searchable: bool
    without_broken: bool
    release: bool


def _hour(settings: bytes) -> time:
    """When issues come out, from ``newspaper.toml``. Where its text is wrong the standard hour: other code tells."""
    try:
        return time.fromisoformat(tomllib.loads(settings.decode("utf-8-sig"))["publish"]["hour"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return HOUR


class Survey(NamedTuple):
    """A paper as a build would make it, and what was found out on the way."""

    paper: "Paper"
    report: Report


def survey(root: Path, now: datetime, *, release: bool = False) -> Survey:
    """What a build would publish ``now``, without making or writing it. Raises as ``build`` does."""
    moment, how = Moment(now, _hour(settings(root))), How(searchable=True, without_broken=release, release=release)
    with locked(root, place(root)) as at:
        for _ in range(TRIES - 1):
            try:
                return _surveyed(root, at, moment, how)
            except Changed:
                continue
        return _surveyed(root, at, moment, how)


def _surveyed(root: Path, at: Place, moment: Moment, how: How) -> Survey:
    report = Report()
    with Ledger(at.state, code_digest.digest()) as ledger:
        looked = _look(root, at, moment, how, ledger, report)
        with _workshop(root, at, moment, looked, ledger, report) as (making, static):
            return Survey(_paper(making, root, static, how), report)


def _build(
    root: Path,
    at: Place,
    moment: Moment,
    progress: Progress,
    executor: Executor | None,
    strangers: Strangers,
    how: How,
) -> Report:
    report = Report()
    progress("看有什么变了", 0, 1)
    with Ledger(at.state, code_digest.digest()) as ledger:
        looked = _look(root, at, moment, how, ledger, report)
        if looked.is_done and not strangers.adopt:
            return _done(at, looked, ledger, report)
        from generator.press import outputs  # noqa: PLC0415 - a build without a change imports no more than it needs

        with _workshop(root, at, moment, looked, ledger, report, progress, executor, is_to_publish=True) as tools:
            making, static = tools
            paper = _paper(making, root, static, how)
            with report.phase("排版和索引"):
                making.make(outputs.OUTPUTS, paper)
            if (settings(root), content_scan.beside(root)) != (looked.settings, looked.beside):
                raise Changed(str(root))
            with report.phase("写入"):
                ledger.stand(_publish(making, root, strangers))
    return report


class Looked(NamedTuple):
    """What a build reads before it decides what to do."""

    theme: theme_files.ThemeSource
    content: Content
    settings: bytes
    beside: str
    inputs: Inputs
    old: Manifest
    found: Found

    @property
    def is_done(self) -> bool:
        """Whether the site is already as it should be."""
        found = self.found
        return self.old.inputs == self.inputs and not (found.damaged or found.unknown or self.content.problems)


def _look(root: Path, at: Place, moment: Moment, how: How, ledger: Ledger, report: Report) -> Looked:
    with report.phase("看有什么变了"):
        theme = theme_files.read(root / "templates", root)
        seen, clock = ledger.seen(), stamps.clock(at.state)
        with journal.held(root, writing=False):  # no other command may be half way through writing its changes
            text = settings(root)
            content = content_scan.scan(root, clock, seen, moment)
            beside = content_scan.beside(root)
        content.without_broken = how.without_broken
        if how.release:
            report.doubted = _hold_doubted(root, content, moment)
            report.broken, content.problems = tuple(content.problems), []
        ledger.see((name, found) for name, found in content.seen.items() if seen.get(name) != found)
        ledger.forget(seen.keys() - content.seen.keys())
        paper = _digest([text, b"search" if how.searchable else b""])
        inputs = Inputs(code_digest.digest(), paper, theme.digest(), content.digest(), beside)
        old, record = manifest.read(at.output)
        stood = ledger.stood()
        found = standing.look(at.output, old, record, stood, clock)
        if found.stamps != stood:
            ledger.stand(found.stamps)
    report.issues, report.read = len(content.digests), content.read
    report.held, report.coming = sum(map(len, content.held.values())), len(content.coming)
    report.release = content.release
    return Looked(theme, content, text, beside, inputs, old, found)


def _done(at: Place, looked: Looked, ledger: Ledger, report: Report) -> Report:
    """Ends a build without a change. It skips the slow imports of the modules that render pages."""
    old = looked.old
    report.articles, report.kept = old.articles, len(old.files)
    if old.kept:
        from generator.press import publishing  # noqa: PLC0415

        ledger.stand(publishing.sweep(at.output, old, looked.found))
        report.deleted = old.kept
    return report


@contextmanager
def _workshop(
    root: Path,
    at: Place,
    moment: Moment,
    looked: Looked,
    ledger: Ledger,
    report: Report,
    progress: Progress = silent,
    executor: Executor | None = None,
    *,
    is_to_publish: bool = False,
) -> Iterator[tuple["Making", dict[str, bytes]]]:
    """Everything that files are made with, and the static files by path.

    A build that is to publish takes down what may not be read, if it is stopped by an error while this is open.
    """
    from generator.content import addresses  # noqa: PLC0415 - as above
    from generator.press import production as make  # noqa: PLC0415
    from generator.press.crew import Crew  # noqa: PLC0415

    laid: dict[str, Laid] = {}
    guard = _withholding(at.output, looked, laid) if is_to_publish else nullcontext()
    with writer.Spool(at.state) as spool, Crew(executor) as crew, guard:
        kit, static = make.kit(root, at.state, looked.theme, looked.inputs)
        record = addresses.read(root).at(moment.now)
        making = make.Making(
            kit,
            looked.content,
            looked.inputs,
            looked.old,
            looked.found,
            at.output,
            ledger,
            spool,
            crew,
            progress,
            report,
            laid=laid,
            record=record,
        )
        yield making, static


def _hold_doubted(root: Path, content: Content, moment: Moment) -> tuple[Problem, ...]:
    """Holds back what is doubted and not public yet, and tells the content what is public."""
    from generator import config  # noqa: PLC0415 - only a release needs it
    from generator.content import addresses  # noqa: PLC0415
    from generator.press import doubted  # noqa: PLC0415

    content.public = addresses.read(root).at(moment.now).public.keys()
    return tuple(doubted.hold(content, content.public, config.load(root).publish.hold_for))


def _paper(making: "Making", root: Path, static: dict[str, bytes], how: How) -> "Paper":
    """Reads the issues that changed, and gives everything that outputs are planned from."""
    from generator import config  # noqa: PLC0415 - as above
    from generator.press.kit import theme  # noqa: PLC0415
    from generator.press.output import Paper  # noqa: PLC0415

    report = making.report
    own = root_files.read(root)
    with report.phase("读取各期"):
        edition = making.edition()
    report.articles = sum(len(issue.articles) for issue in edition.issues)
    report.unregistered = tuple(name for name in edition.tag_slugs if name not in edition.catalogue.register)
    kit, digests = making.kit, making.content.digests
    return Paper(root, config.load(root), kit, edition, theme(kit), digests, static, own, has_index=how.searchable)


def _publish(making: "Making", root: Path, strangers: Strangers) -> dict[str, str]:
    """Handles files that no build made, moves the new files into ``output/``, and returns the stamps that then hold."""
    from generator.press import publishing, unknown  # noqa: PLC0415

    found = making.found
    ours = [path for name, printed in making.printed.items() if name != ROOT for path in printed.files]
    unknown.check(making.printed[ROOT].files, ours)
    new = publishing.planned(making)
    if strangers.adopt and unknown.adopt(root, making.output, strangers.adopt, found, ours):
        raise Changed(str(root))  # we moved files into content/root/ ourselves, so the site must be planned again
    left = unknown.strangers(found, new.files)
    if left and not strangers.remove:
        raise unknown.stop(making.output, left)
    return publishing.publish(making, new, left, unknown.rest(found, new.files))


@contextmanager
def _withholding(output: Path, looked: Looked, laid: dict[str, Laid]) -> Iterator[None]:
    try:
        yield
    except Changed:
        raise
    except BanmianError as error:
        from generator.press import withholding  # noqa: PLC0415

        withholding.tell(error, withholding.take_down(output, looked.content, looked.old, looked.found.damaged, laid))
        raise


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
