"""Builds a site folder into ``output/``; the ``build`` command and the preview both run this code."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filelock import FileLock, Timeout

from generator import system
from generator.content import root_files
from generator.content.edits import journal
from generator.errors import BanmianError, PressError, Problem
from generator.pages import theme_files
from generator.pages.urls import OUTPUT
from generator.press import code_digest, content_scan, manifest, older_layout, stamps, standing, writer
from generator.press.content_scan import Changed, Content
from generator.press.issue_memory import FILE as LEDGER
from generator.press.issue_memory import Ledger
from generator.press.manifest import ROOT, Inputs, Manifest
from generator.press.report import Progress, Report, silent
from generator.press.standing import Found
from generator.press.writer import Laid

if TYPE_CHECKING:
    from generator.press.production import Making

STATE = ".banmian"
SETTINGS = "newspaper.toml"
LOCK_SECONDS = 60
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
    strangers: Strangers = STOP,
    without_broken: bool = False,
) -> Report:
    """Builds the site at ``root`` into ``root/output``, writing only what changed.

    Everything is read and rendered into a temporary folder (the spool) before the first file of ``output/`` is
    written, so a build that raises ``BanmianError`` leaves the published site as it was. There is one exception: pages
    of articles that were withdrawn or put under embargo are taken down even then (see ``withholding``).

    Without an ``executor`` the work is done on this machine. Without ``index`` the site has no search. If a file of
    the site folder changes during the build, the build starts over, twice at most. ``now`` decides which embargoes are
    over; by default it is the moment when the build begins. An article that cannot be read stops the build, unless
    ``without_broken`` is set: then a notice is published in its place, and the report names the article.
    """
    now = now or datetime.now(UTC)
    _settings(root)  # raises before anything is written if the folder is no newspaper
    with _locked(root) as state:
        for _ in range(TRIES - 1):
            try:
                return _build(root, now, progress, executor, strangers, index=index, without_broken=without_broken)
            except sqlite3.DatabaseError:
                (state / LEDGER).unlink(missing_ok=True)  # the cache is damaged; the next try computes it again
            except Changed:
                continue  # an editor or another command changed a file, so what was rendered is out of date
        return _build(root, now, progress, executor, strangers, index=index, without_broken=without_broken)


@contextmanager
def _locked(root: Path) -> Iterator[Path]:
    """Lets only one process at a time build or examine ``output/``; yields the folder of the cache."""
    state = root / STATE
    try:
        state.mkdir(exist_ok=True)
        with FileLock(state / "build.lock", timeout=LOCK_SECONDS):
            yield state
    except Timeout:
        raise PressError(Problem("另一个 banmian 正在生成这个网站", "等它做完，或先停掉它", str(root))) from None
    except OSError as error:
        where = str(error.filename or state)
        raise PressError(Problem(f"文件读写失败：{system.why(error)}", "检查磁盘空间和权限", where)) from None


def _settings(root: Path) -> bytes:
    try:
        return system.bytes_of(root / SETTINGS)
    except OSError:
        from generator import config  # noqa: PLC0415 - only to say what is wrong

        config.load(root)
        raise Changed(str(root / SETTINGS)) from None  # it can be read again, so somebody has just changed it


def _build(
    root: Path,
    now: datetime,
    progress: Progress,
    executor: Executor | None,
    strangers: Strangers,
    *,
    index: bool,
    without_broken: bool,
) -> Report:
    report = Report()
    output, state = root / OUTPUT, root / STATE
    progress("看有什么变了", 0, 1)
    with Ledger(state, code_digest.digest()) as ledger:
        with report.phase("看有什么变了"):
            theme = theme_files.read(root / "templates", root)
            seen, clock = ledger.seen(), stamps.clock(state)
            with journal.held(root, writing=False):  # no other command may be half way through writing its changes
                settings = _settings(root)
                content = content_scan.scan(root, clock, seen, now)
                beside = content_scan.beside(root)
            content.without_broken = without_broken
            ledger.see((name, found) for name, found in content.seen.items() if seen.get(name) != found)
            ledger.forget(seen.keys() - content.seen.keys())
            paper = _digest([settings, b"search" if index else b""])
            inputs = Inputs(code_digest.digest(), paper, theme.digest(), content.digest(), beside)
            older_layout.clear(state, output)
            old, record = manifest.read(state)
            stood = ledger.stood()
            found = standing.look(output, old, record, stood, clock)
            if found.stamps != stood:
                ledger.stand(found.stamps)
        report.issues, report.read = len(content.digests), content.read
        report.held, report.release = sum(map(len, content.held.values())), content.release

        # A build without a change ends here and skips the slow imports of the modules that render pages.
        is_done = old.inputs == inputs and not (found.damaged or found.unknown or content.problems or strangers.adopt)
        if is_done and not old.kept:
            report.articles, report.kept = old.articles, len(old.files)
            return report
        if is_done:
            from generator.press import publishing  # noqa: PLC0415

            ledger.stand(publishing.sweep(state, output, old, found))
            report.articles, report.kept, report.deleted = old.articles, len(old.files), old.kept
            return report
        from generator.press import production as make  # noqa: PLC0415
        from generator.press.crew import Crew  # noqa: PLC0415

        laid: dict[str, Laid] = {}
        with writer.Spool(state) as spool, Crew(executor) as crew, _withholding(output, content, old, found, laid):
            kit, static = make.kit(root, state, theme, inputs)
            making = make.Making(
                kit, content, inputs, old, found, output, ledger, spool, crew, progress, report, laid=laid
            )
            _make(making, root, static, index=index)
            if (_settings(root), content_scan.beside(root)) != (settings, beside):
                raise Changed(str(root))
            with report.phase("写入"):
                ledger.stand(_publish(making, root, strangers))
    return report


def _make(making: "Making", root: Path, static: dict[str, bytes], *, index: bool) -> None:
    """Makes all files that must be made and stores them in the spool."""
    from generator import config  # noqa: PLC0415 - a build without a change imports no more than it needs
    from generator.press import outputs  # noqa: PLC0415
    from generator.press.kit import theme  # noqa: PLC0415
    from generator.press.output import Paper  # noqa: PLC0415

    report = making.report
    own = root_files.read(root)
    with report.phase("读取各期"):
        edition = making.edition()
    report.articles = sum(len(issue.articles) for issue in edition.issues)
    report.unregistered = tuple(name for name in edition.tag_slugs if name not in edition.catalogue.register)
    kit, settings, digests = making.kit, config.load(root), making.content.digests
    paper = Paper(root, settings, kit, edition, theme(kit), digests, static, own, has_index=index)
    with report.phase("排版和索引"):
        making.make(outputs.OUTPUTS, paper)


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
    stamps = publishing.publish(making, new, left, unknown.rest(found, new.files))
    making.report.limits = _limits(making, root, {*new.files, *new.kept})
    return stamps


def _limits(making: "Making", root: Path, paths: set[str]) -> tuple[str, ...]:
    """What of the site, whose files have these paths, comes near the limits of its hosts."""
    from generator import config  # noqa: PLC0415
    from generator.press import host_files, host_limits  # noqa: PLC0415

    stood = making.found.sizes()
    sizes = {path: making.laid[path].size if path in making.laid else stood.get(path, 0) for path in paths}
    texts = (
        writer.read(f"{making.output}/{name}").decode("utf-8", "replace") if name in paths else ""
        for name in (host_files.HEADERS, host_files.REDIRECTS)
    )
    return host_limits.told(config.load(root).publish.hosts, sizes, *texts)


@contextmanager
def _withholding(output: Path, content: Content, old: Manifest, found: Found, laid: dict[str, Laid]) -> Iterator[None]:
    try:
        yield
    except Changed:
        raise
    except BanmianError as error:
        from generator.press import withholding  # noqa: PLC0415

        withholding.tell(error, withholding.take_down(output, content, old, found.damaged, laid))
        raise


def examine(root: Path) -> Found:
    """Reads every file of ``output/`` and compares it with what was written.

    Raises ``PressError`` where nothing was built, and as ``build`` does.
    """
    _settings(root)
    with _locked(root) as state:
        older_layout.clear(state, root / OUTPUT)
        old, record = manifest.read(state)
        if not old.bundles:
            hint = "运行 banmian build；没有变化的文件不会重写"
            raise PressError(
                Problem("output/ 里没有生成记录，说不出哪些文件是对的", hint, f"{STATE}/{manifest.MANIFEST}")
            )
        return standing.look(root / OUTPUT, old, record, {}, stamps.NEVER)


def why(root: Path, report: Report, path: str) -> str:
    """Why the last build made a file of ``output/`` anew, or why it did not."""
    path = path.removeprefix(f"{OUTPUT}/").removeprefix("/")
    if path in report.deleted:
        return f"{path}：删掉了，来源没有了"
    for name, printed in manifest.read(root / STATE)[0].bundles.items():
        if path in printed.files:
            reason = report.reasons.get(name)
            if reason is None:
                return f"{path}：没有重做，它的来源、模板和设置都和上次一样"
            return f"{path}：重做了，因为{reason}；{'写了新的' if path in report.written else '内容和原来一样，没有写'}"
    return f"{path}：网站里没有这个文件"


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
