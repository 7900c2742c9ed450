"""Builds a site folder into ``output/``; the ``build`` command and the preview both run this code."""

from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.press import code_digest, content_folders, writer
from generator.press.content_scan import Changed, Moment
from generator.press.issue_memory import Ledger
from generator.press.manifest import ROOT, Manifest
from generator.press.places import Place, locked, place, repeated, settings
from generator.press.preparing import How, Looked, look, moment_of, paper_of, workshop
from generator.press.report import Progress, Report, silent, timed
from generator.press.standing import RECORD

if TYPE_CHECKING:
    from generator.press.production import Making
    from generator.press.warm import Warm


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
    warm: "Warm | None" = None,
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

    A preview that builds again and again behind what it shows gives ``warm``, which it keeps from build to build. Such
    a build does not ask another one to yield.
    """
    moment = moment_of(settings(root), now or datetime.now(UTC), drafts=drafts)
    how = How(index, without_broken or release, release)

    def attempts() -> Report:
        with locked(root, place(root, ahead=ahead), is_behind=warm is not None) as at:
            return repeated(at, lambda: _build(root, at, moment, progress, executor, strangers, how, warm))

    return timed(attempts)


def _build(
    root: Path,
    at: Place,
    moment: Moment,
    progress: Progress,
    executor: Executor | None,
    strangers: Strangers,
    how: How,
    warm: "Warm | None",
) -> Report:
    report = Report()
    progress("看有什么变了", 0, 1)
    with Ledger(at.state, code_digest.digest()) as ledger:
        looked = look(root, at, moment, how, ledger, report, warm)
        if looked.is_done and not strangers.adopt:
            return _done(at, looked, ledger, report)
        from generator.press import outputs  # noqa: PLC0415 - a build without a change imports no more than it needs

        at_work = workshop(root, at, moment, looked, ledger, report, progress, executor, is_to_publish=True, warm=warm)
        with at_work as tools:
            making, static = tools
            paper = paper_of(making, root, static, how)
            with report.phase("排版"):
                making.make(outputs.OUTPUTS, paper)
            if (settings(root), content_folders.beside(root)) != (looked.settings, looked.beside):
                raise Changed(str(root))
            with report.phase("写入"):
                new, stamps = _publish(making, root, strangers)
                ledger.stand(stamps)
                if warm:
                    warm.manifest = stamps[RECORD], new
    return report


def _done(at: Place, looked: Looked, ledger: Ledger, report: Report) -> Report:
    """Ends a build without a change. It skips the slow imports of the modules that render pages."""
    old = looked.old
    report.articles, report.kept = old.articles, len(old.files)
    if old.kept:
        from generator.press import publishing  # noqa: PLC0415

        ledger.stand(publishing.sweep(at.state, at.output, old, looked.found))
        report.deleted = old.kept
    return report


def _publish(making: "Making", root: Path, strangers: Strangers) -> tuple[Manifest, dict[str, str]]:
    """Handles files that no build made, and moves the new files into ``output/``.

    Returns the manifest of what stands there, and the stamps that then hold.
    """
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
    return new, stamps


def _limits(making: "Making", root: Path, paths: set[str]) -> tuple[str, ...]:
    """What of the site, whose files have these paths, comes near the limits of its hosts or of readers' programs."""
    from generator import config  # noqa: PLC0415
    from generator.press import epub_outputs, host_files, host_limits  # noqa: PLC0415

    stood = making.found.sizes()
    sizes = {path: making.laid[path].size if path in making.laid else stood.get(path, 0) for path in paths}
    texts = (
        writer.read(f"{making.output}/{name}").decode("utf-8", "replace") if name in paths else ""
        for name in (host_files.HEADERS, host_files.REDIRECTS)
    )
    hosts = host_limits.told(config.load(root).publish.hosts, sizes, *texts)
    return (*hosts, *epub_outputs.too_large(sizes))
