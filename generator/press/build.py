"""The one pipeline: site folder → ``output/``. The preview runs this too; there is no second path."""

import hashlib
import sqlite3
from collections.abc import Iterable
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from generator.edits import journal
from generator.errors import ContentError, PressError, Problem
from generator.pages import theme_files
from generator.press import manifest, program, reading, writer
from generator.press.ledger import FILE as LEDGER
from generator.press.ledger import Ledger
from generator.press.manifest import Cause, Inputs, Manifest, Printed, twin
from generator.press.reading import Changed
from generator.press.report import Progress, Report, silent

if TYPE_CHECKING:
    from generator.press.making import Making

OUTPUT = "output"
STATE = ".banmian"
SETTINGS = "newspaper.toml"
LOCK_SECONDS = 60
TRIES = 3


def build(
    root: Path,
    progress: Progress = silent,
    executor: Executor | None = None,
    *,
    index: bool = True,
    now: datetime | None = None,
) -> Report:
    """Builds the site at ``root`` into ``root/output``, writing only what changed.

    Everything is read and rendered, into a spool on disk, before the first file is written: a build that raises
    ``BanmianError`` leaves the site that stood there. Without an ``executor`` the processors of this machine work.
    Without ``index`` the site has no search. Where a file is changed meanwhile it starts over, twice at most. It is
    the site of the moment ``now``, which only embargoes depend on; unless told, of the moment when the build begins.
    """
    now = now or datetime.now(UTC)
    _settings(root)  # a folder that is no newspaper's gets nothing written into it
    state = root / STATE
    try:
        state.mkdir(exist_ok=True)
        with FileLock(state / "build.lock", timeout=LOCK_SECONDS):
            for _ in range(TRIES - 1):
                try:
                    return _build(root, now, progress, executor, index=index)
                except sqlite3.DatabaseError:
                    (state / LEDGER).unlink(missing_ok=True)  # damaged; all that it knew can be found out again
                except Changed:
                    continue  # by an editor, or another command: what was rendered is not the paper any more
            return _build(root, now, progress, executor, index=index)
    except Timeout:
        raise PressError(Problem("另一个 banmian 正在生成这个网站", "等它做完，或先停掉它", str(root))) from None
    except OSError as error:
        where = str(error.filename or state)
        raise PressError(Problem(f"文件读写失败：{error.strerror}", "检查磁盘空间和权限", where)) from None


def _settings(root: Path) -> bytes:
    try:
        return (root / SETTINGS).read_bytes()
    except OSError:
        from generator import config  # noqa: PLC0415 - only to say what is wrong

        config.load(root)
        raise


def _build(root: Path, now: datetime, progress: Progress, executor: Executor | None, *, index: bool) -> Report:
    report = Report()
    output, state = root / OUTPUT, root / STATE
    progress("看有什么变了", 0, 1)
    with Ledger(state, program.digest()) as ledger:
        with report.phase("看有什么变了"):
            theme = theme_files.read(root / "templates", root)
            seen = ledger.seen()
            with journal.held(root, writing=False):  # a change set is seen whole or not at all
                settings = _settings(root)
                content = reading.scan(root, state, seen, now)
                beside = reading.beside(root)
            ledger.see((name, found) for name, found in content.seen.items() if seen.get(name) != found)
            ledger.forget(seen.keys() - content.seen.keys())
            paper = _digest([settings, b"search" if index else b""])
            inputs = Inputs(program.digest(), paper, theme.digest(), content.digest(), beside)
            old = manifest.read(output)
            damaged = manifest.damaged(output, old)
        report.issues, report.read = len(content.digests), content.read
        report.held, report.release = sum(map(len, content.held.values())), content.release
        if old.inputs == inputs and not damaged and not content.problems:
            report.articles, report.kept = old.articles, len(old.files)
            return report

        # What follows needs the settings, the templates and all that renders them; a build without a change does not.
        from generator.press import making as make  # noqa: PLC0415
        from generator.press.crew import Crew  # noqa: PLC0415

        with writer.Spool(state) as spool, Crew(executor) as crew:
            kit, static = make.kit(root, state, theme, inputs)
            making = make.Making(kit, content, inputs, old, damaged, output, ledger, spool, crew, progress, report)
            with report.phase("读取各期"):
                edition = making.edition()
            report.articles = sum(len(issue.articles) for issue in edition.issues)
            report.unregistered = tuple(name for name in edition.tag_slugs if name not in edition.catalogue.register)
            making.add_static(static)
            with crew.beside(lambda: making.index(edition) if index else None), report.phase("排版和索引"):
                making.render(edition)
            making.add_app(edition, root)
            if (_settings(root), reading.beside(root)) != (settings, beside):
                raise Changed(str(root))
            with report.phase("写入"):
                _publish(making)
    return report


def why(root: Path, report: Report, path: str) -> str:
    """Why the last build made a file of ``output/`` anew, or why it did not."""
    path = path.removeprefix(f"{OUTPUT}/").removeprefix("/")
    if path in report.deleted:
        return f"{path}：删掉了，来源没有了"
    for name, printed in manifest.read(root / OUTPUT).bundles.items():
        if path in printed.files:
            reason = report.reasons.get(name)
            if reason is None:
                return f"{path}：没有重做，它的来源、模板和设置都和上次一样"
            return f"{path}：重做了，因为{reason}；{'写了新的' if path in report.written else '内容和原来一样，没有写'}"
    return f"{path}：网站里没有这个文件"


def _publish(making: "Making") -> None:
    """Puts what was made into ``output/``. Raises ``ContentError`` where two files want one address."""
    old, output, laid, report = making.old, making.output, making.laid, making.report
    new = Manifest(making.printed, making.inputs, report.articles)
    files = new.files
    if len(files) < sum(len(printed.files) for printed in new.bundles.values()):
        raise ContentError(*_twins(new))
    gone = [path for path in old.files if path not in files]
    report.written, report.deleted, report.kept = tuple(laid), tuple(gone), len(files) - len(laid)
    if new == old and not laid:
        return
    # Should the power fail half way, the next build must know every file that may stand here.
    touched = set(laid) | set(gone)
    unsure = {name: printed for name, printed in old.bundles.items() if touched.isdisjoint(printed.files)}
    named = {path for name in old.bundles.keys() - unsure.keys() for path in old.bundles[name].files}
    unsure["unsure"] = Printed(Cause("", ""), dict.fromkeys(named | touched, -1))
    writer.write(output, manifest.MANIFEST, Manifest(unsure, old.inputs, old.articles).to_json())
    for done, (path, file) in enumerate(laid.items()):
        making.progress("写入", done, len(laid))
        writer.publish(output, path, file)
    writer.delete(output, gone)
    writer.write(output, manifest.MANIFEST, new.to_json())


def _twins(new: Manifest) -> Iterable[Problem]:
    seen: set[str] = set()
    for printed in new.bundles.values():
        for path in printed.files:
            if path in seen:
                yield twin(path)
            seen.add(path)


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
