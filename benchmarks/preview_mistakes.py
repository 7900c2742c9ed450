"""Makes mistakes in the files of a paper while it is looked at in Chromium, and mends them again.

::

    python -m benchmarks.preview_mistakes --count 100

Each mistake is one of the things of ``tests/broken_papers.py`` that stop a build. It is made while ``banmian serve``
runs and a page of the paper is open. The overlay must show what a build says of the same files, by file and line, with
what to do and in Chinese; it must go when the files are as before, and the next sound save must still be seen.
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from benchmarks.audit.served import chromium
from benchmarks.preview_process import Served

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import whole_paper  # noqa: E402
from broken_papers import KINDS, THINGS  # noqa: E402
from generator.errors import BanmianError  # noqa: E402
from generator.press.build import build  # noqa: E402

OF = (
    *("article", "body", "issue", "page", "special", "list", "synonyms", "register", "counts", "settings", "about"),
    *("template", "template file", "icon", "photo", "root", "static"),
)
LARGE = ("2,000,000", "30 MB", "just fits", "one long line", "five megabytes")
LOOKED_AT = "2026-03-25/01.html"
SECONDS = 20.0
"""How long an overlay may take to come: some mistakes are found by the build behind."""
OVERLAY = "document.querySelector('banmian-preview')?.shadowRoot?.querySelector('.overlay')"


class Row(NamedTuple):
    """A mistake: what it is, and what went wrong with it, ``""`` where nothing did."""

    name: str
    fault: str
    seconds: float = 0.0


class _Mistake(NamedTuple):
    name: str
    path: str
    number: int

    def make(self, root: Path) -> None:
        """Makes it."""
        kind, called = THINGS[self.number]
        KINDS[kind].bad[called].spoil(root / self.path, random.Random(self.number))


def mistakes() -> Iterator[_Mistake]:
    """All of them, in turns over the kinds of files."""
    found = {kind: [at for at, (name, _) in enumerate(THINGS) if name == kind] for kind in OF}
    for turn in range(max(map(len, found.values()))):
        for kind in OF:
            if turn < len(found[kind]):
                number = found[kind][turn]
                called, paths = THINGS[number][1], KINDS[kind].paths
                if not called.startswith(LARGE):
                    yield _Mistake(f"{kind}: {called}", paths[-1 if kind == "article" else turn % len(paths)], number)


def expected(root: Path) -> list[str]:
    """The places that a build of the same files names; nothing where it is not stopped."""
    try:
        build(root, index=False)
    except BanmianError as error:
        return [problem.place.removeprefix(f"{root}/") for problem in error.problems]
    return []


def tried(served: Served, page: Page, mistake: _Mistake, folder: Path) -> Row | None:
    """Makes a mistake and mends it; ``None`` where it stops no build."""
    root, kept = served.site, folder / "kept"
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        spoilt = Path(aside) / "paper"
        shutil.copytree(root, spoilt, ignore=shutil.ignore_patterns("output", ".banmian", ".history"))
        mistake.make(spoilt)
        wanted = expected(spoilt)
        if not wanted:
            return None
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(root / "content", kept / "content")
        shutil.copytree(root / "templates", kept / "templates")
        shutil.copy(root / "newspaper.toml", kept / "newspaper.toml")
        begun = time.perf_counter()
        mistake.make(root)
        try:
            page.wait_for_function(f"() => {OVERLAY}", timeout=SECONDS * 1000)
            seconds = time.perf_counter() - begun
            fault = _wrong(page, wanted)
        except TooLate:
            seconds, fault = SECONDS, "no overlay"
        _mend(root, kept)
        return Row(mistake.name, fault or _still(page, root), seconds)


def _wrong(page: Page, wanted: list[str]) -> str:
    """What is wrong with the overlay; a build behind may add to it, so it is looked at for a while."""
    until, shown, text = time.perf_counter() + SECONDS, list[str](), ""
    while time.perf_counter() < until:
        overlay = page.evaluate(
            f"(() => {{const o = {OVERLAY}; return o && [o.innerText, "
            "[...o.querySelectorAll('.place')].map((p) => p.textContent), o.querySelectorAll('.hint').length]})()"
        )
        if overlay:
            text, shown, hints = overlay
            if set(wanted[:20]) <= set(shown):
                if not hints:
                    return "says not what to do"
                english = re.search(r"(?<![\w./-])(expected|invalid|Error|unexpected|found character|mapping)\b", text)
                return f"English: {english[0]}" if english else ""
        time.sleep(0.05)
    return f"names {shown[:3]} in place of {wanted[:3]}"


def _mend(root: Path, kept: Path) -> None:
    for name in ("content", "templates"):
        _same(root / name, kept / name)
    settings = root / "newspaper.toml"
    if not settings.is_file() or settings.is_symlink():
        shutil.rmtree(settings) if settings.is_dir() and not settings.is_symlink() else settings.unlink(missing_ok=True)
    shutil.copy(kept / "newspaper.toml", settings)


def _same(target: Path, source: Path) -> None:
    """Makes a folder the same as another, file by file."""
    if not target.is_dir() or target.is_symlink():
        target.unlink() if target.is_symlink() or target.is_file() else None
        shutil.copytree(source, target)
        return
    names = {path.relative_to(source) for path in source.rglob("*")}
    for path in sorted(target.rglob("*"), reverse=True):
        other = source / path.relative_to(target)
        if path.relative_to(target) not in names or path.is_symlink() or path.is_dir() != other.is_dir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in sorted(source.rglob("*")):
        other = target / path.relative_to(source)
        if path.is_dir():
            other.mkdir(exist_ok=True)
        elif not other.is_file() or other.stat().st_mode & 0o400 == 0 or other.read_bytes() != path.read_bytes():
            other.unlink(missing_ok=True)
            shutil.copy(path, other)


def _still(page: Page, root: Path) -> str:
    """What is wrong after the mending: an overlay that stays, or a save that is not seen."""
    try:
        page.wait_for_function(f"() => !{OVERLAY}", timeout=SECONDS * 1000)
    except TooLate:
        return "the overlay stays"
    article = root / f"content/issues/{LOOKED_AT.replace('.html', '.md')}"
    text, mark = article.read_text("utf-8"), f"又存一次{time.perf_counter_ns()}"
    article.write_text(f"{text}\n{mark}。\n", "utf-8")
    try:
        page.wait_for_function("w => document.body.innerText.includes(w)", arg=mark, timeout=SECONDS * 1000)
    except TooLate:
        return "the preview is dead"
    finally:
        article.write_text(text, "utf-8")
    return ""


def run(count: int, folder: Path) -> list[Row]:
    """So many mistakes, one after the other, in one preview."""
    root = folder / "paper"
    whole_paper.paper(root)
    served = Served(root)
    rows: list[Row] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(served.url + LOOKED_AT)
        for mistake in mistakes():
            if len(rows) == count:
                break
            row = tried(served, page, mistake, folder)
            if row:
                rows.append(row)
                print(f"{len(rows):3} {row.seconds:6.2f} s  {row.name}  {row.fault}", flush=True)
        browser.close()
    served.stop()
    return rows


def main() -> int:
    """The command; 1 where a mistake was not shown as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = run(given.count, Path(folder))
    wrong = [row for row in rows if row.fault]
    print(f"{len(rows)} mistakes, {len(rows) - len(wrong)} shown with file and line, and gone again")
    return 1 if wrong or len(rows) < given.count else 0


if __name__ == "__main__":
    sys.exit(main())
