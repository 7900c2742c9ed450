"""Questions about a site that was built: whether its files are as they were made, and why one was made anew."""

from pathlib import Path

from generator.errors import PressError, Problem
from generator.pages.urls import OUTPUT
from generator.press import manifest, older_layout, places, stamps, standing
from generator.press.report import Report
from generator.press.standing import Found


def examine(root: Path) -> Found:
    """Reads every file of ``output/`` and compares it with what was written.

    Raises ``PressError`` where nothing was built, and as ``build`` does.
    """
    places.settings(root)
    with places.locked(root, places.place(root)) as at:
        older_layout.clear(at.state, at.output)
        old, record = manifest.read(at.state)
        if not old.bundles:
            hint = "运行 banmian build；没有变化的文件不会重写"
            raise PressError(
                Problem("output/ 里没有生成记录，说不出哪些文件是对的", hint, f"{places.STATE}/{manifest.MANIFEST}")
            )
        return standing.look(root / OUTPUT, old, record, {}, stamps.NEVER)


def why(root: Path, report: Report, path: str) -> str:
    """Why the last build made a file of ``output/`` anew, or why it did not."""
    path = path.removeprefix(f"{OUTPUT}/").removeprefix("/")
    if path in report.deleted:
        return f"{path}：删掉了，来源没有了"
    for name, printed in manifest.read(root / places.STATE)[0].bundles.items():
        if path in printed.files:
            reason = report.reasons.get(name)
            if reason is None:
                return f"{path}：没有重做，它的来源、模板和设置都和上次一样"
            return f"{path}：重做了，因为{reason}；{'写了新的' if path in report.written else '内容和原来一样，没有写'}"
    return f"{path}：网站里没有这个文件"
