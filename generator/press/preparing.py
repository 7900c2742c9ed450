"""The first steps of a build: reading what decides about it, and laying out what it works with."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.content import root_files
from generator.content.edits import journal
from generator.errors import BanmianError, Problem
from generator.pages import theme_files
from generator.press import code_digest, content_folders, content_scan, manifest, older_layout, stamps, standing, writer
from generator.press.content_scan import HOUR, Changed, Content, Moment
from generator.press.issue_memory import Ledger
from generator.press.manifest import Inputs, Manifest
from generator.press.places import Place, settings
from generator.press.report import Progress, Report, silent
from generator.press.standing import Found
from generator.press.writer import Laid

if TYPE_CHECKING:
    from generator.press.output import Paper
    from generator.press.production import Making
    from generator.press.warm import Warm
    from generator.review_table import ReviewTable
    from generator.settings import Settings


class How(NamedTuple):
    """How a site is built: with its search index, without broken articles, or for a release."""

    searchable: bool
    without_broken: bool
    release: bool


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


def look(
    root: Path, at: Place, moment: Moment, how: How, ledger: Ledger, report: Report, warm: "Warm | None" = None
) -> Looked:
    """Reads what decides about a build. Raises ``BanmianError``."""
    with report.phase("看有什么变了"):
        theme = theme_files.read(root / "templates", root)
        seen, clock = ledger.seen(), stamps.clock(at.state)
        with journal.held(root, writing=False):  # no other command may be half way through writing its changes
            text = settings(root)
            content = content_scan.scan(root, clock, seen, moment)
            beside = content_folders.beside(root)
        content.without_broken = how.without_broken
        content.problems += content.unsigned
        if how.release:
            report.doubted = _hold_doubted(root, content, moment)
            report.broken, content.problems = tuple(content.problems), []
        ledger.see((name, found) for name, found in content.seen.items() if seen.get(name) != found)
        ledger.forget(seen.keys() - content.seen.keys())
        paper = _digest([text, b"search" if how.searchable else b""])
        inputs = Inputs(code_digest.digest(), paper, theme.digest(), content.digest(), beside)
        older_layout.clear(at.state, at.output)
        old, record = manifest.read(at.state, warm.manifest if warm else None)
        stood = ledger.stood()
        found = standing.look(at.output, old, record, stood, clock)
        if found.stamps != stood:
            ledger.stand(found.stamps)
    report.issues, report.read = len(content.digests), content.read
    report.held, report.coming = sum(map(len, content.held.values())), len(content.coming)
    report.release = content.release
    waiting = [state for states in content.waiting.values() for state in states.values()]
    report.older = sum(state.has_copy for state in waiting)
    report.unsigned = len(waiting) - report.older
    return Looked(theme, content, text, beside, inputs, old, found)


@contextmanager
def workshop(
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
    warm: "Warm | None" = None,
) -> Iterator[tuple["Making", dict[str, bytes]]]:
    """Everything that files are made with, and the static files by path.

    A build that is to publish takes down what may not be read, if it is stopped by an error while this is open.
    """
    from generator.content import addresses  # noqa: PLC0415 - a build without a change imports no more than it needs
    from generator.press import production as make  # noqa: PLC0415
    from generator.press.crew import Crew  # noqa: PLC0415
    from generator.press.warm import Warm  # noqa: PLC0415

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
            warm or Warm(),
            laid=laid,
            record=record,
        )
        yield making, static


def paper_of(making: "Making", root: Path, static: dict[str, bytes], how: How) -> "Paper":
    """Reads the issues that changed, and gives everything that outputs are planned from."""
    from generator import config  # noqa: PLC0415 - as above
    from generator.content import page_files  # noqa: PLC0415
    from generator.press import foreign, policy  # noqa: PLC0415
    from generator.press.kit import theme  # noqa: PLC0415
    from generator.press.output import Paper  # noqa: PLC0415

    report = making.report
    own = root_files.read(root)
    with report.phase("读取各期"):
        edition = making.edition()
    report.articles = sum(len(issue.articles) for issue in edition.issues)
    report.unregistered = tuple(name for name in edition.tag_slugs if name not in edition.catalogue.register)
    kit, digests, settings = making.kit, making.content.digests, config.load(root)
    report.unfed = _unfed(settings)
    allowed = policy.allowed(kit.theme.templates, settings.analytics)
    report.foreign = tuple(foreign.of_pages(page_files.typed(root), own, allowed, settings))
    return Paper(root, settings, kit, edition, theme(kit), digests, static, own, has_index=how.searchable)


def _unfed(settings: "Settings") -> str:
    if not settings.paper.address:
        return "没有订阅源和站点地图：newspaper.toml 里的 address 还空着，填上网站的网址就有"
    return "" if settings.paper.key else "没有订阅源：这份报纸还没有 key，运行一次 banmian upgrade 就有"


def hour_of(text: bytes) -> time:
    """When issues come out, from ``newspaper.toml``. Where its text is wrong the standard hour: other code tells."""
    try:
        return time.fromisoformat(tomllib.loads(text.decode("utf-8-sig"))["publish"]["hour"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return HOUR


def review_of(text: bytes) -> "ReviewTable | None":
    """The steps of 三审三校 that ``newspaper.toml`` declares, or ``None``. What is wrong in it other code tells."""
    try:
        written = text.decode("utf-8-sig")
        if not tomllib.loads(written)["review"]["steps"]:
            return None
        from generator import config  # noqa: PLC0415 - only papers with steps need it

        return config.parse(written, config.FILE_NAME).review
    except (BanmianError, ValueError, KeyError, TypeError, RecursionError):
        return None


def moment_of(text: bytes, now: datetime, *, drafts: bool = False) -> Moment:
    """The moment ``now`` by the text of ``newspaper.toml``. Who looks ahead at drafts sees unsigned texts as well."""
    return Moment(now, hour_of(text), drafts, None if drafts else review_of(text))


def _hold_doubted(root: Path, content: Content, moment: Moment) -> tuple[Problem, ...]:
    """Holds back what is doubted and not public yet, and tells the content what is public."""
    from generator import config  # noqa: PLC0415 - only a release needs it
    from generator.content import addresses  # noqa: PLC0415
    from generator.press import doubted  # noqa: PLC0415

    public = addresses.read(root).at(moment.now).public.keys()
    content.keep_public(public, moment)
    return tuple(doubted.hold(content, public, config.load(root).publish.hold_for))


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
