"""Measures an edit in place on the article desk in Chromium, and compares it with the goal.

::

    make bench-desk
    python -m benchmarks.desk_edits --folder /tmp/bench --articles 1000

Articles are drawn at random over the archive. On the desk of each some words are typed into a paragraph or, every third
time, into the headline, and the part is left. A time begins when the page sends the request, and ends in the first
frame in which the part shows the words as published and ``body`` says ``saved``; by then the file and the history were
flushed to disk. Half of the edits come a second after the one before, the other half while a build behind runs, which
it then gives up. The first comes when the preview has caught up after its start. The paper is written and built where
it is not there yet.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks import build_archive
from benchmarks.audit.served import chromium
from benchmarks.preview_bench import late, mark
from benchmarks.preview_process import Served

GOAL = 0.40
BEGINS, ENDS, FOLLOWS = "在后面生成 output/", "跟上了", "output/ 随后"
PATIENCE = 60_000
EDITS, APART, BEHIND = "an edit in place → new text stands, saved", "… a second apart", "… while a build behind runs"
PARAGRAPHS, HEADLINES, OPENED = "… of a paragraph", "… of a headline", "the desk of an article opened"
WATCH = """(() => {
  const sent = window.fetch;
  window.bench = {};
  window.fetch = (...asked) => {
    if (String(asked[0]).startsWith("/_desk/act")) bench.left ??= performance.now();
    return sent(...asked);
  };
  const look = () => {
    if (bench.left === undefined || bench.stands || document.body.dataset.state !== "saved") return;
    const part = document.querySelector(bench.part);
    if (!part?.textContent.includes(bench.mark) || part.matches(".is-edited, .is-unsaved")) return;
    bench.stands = true;
    requestAnimationFrame(() => (bench.took = (performance.now() - bench.left) / 1000));
  };
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(look).observe(document, all);
})()"""


class Desk:
    """The desk of a running preview in Chromium."""

    def __init__(self, served: Served, page: Page, seed: int) -> None:
        self._served, self._page, self._rng = served, page, random.Random(seed)
        self._issues = sorted(path for path in (served.site / "content/issues").iterdir() if path.is_dir())
        self._marks = 0
        self._last = 0.0
        self.seconds: dict[str, list[float]] = {}

    def run(self, count: int) -> None:
        """So many edits once the first build behind is done; ends the benchmark where one is not stored."""
        self._served.said(ENDS, 0)
        for at in range(count):
            article = self._rng.choice(sorted(self._rng.choice(self._issues).glob("[0-9]*.md")))
            self._open(article)
            if at % 2:
                self._await_build()
            else:
                self._page.wait_for_timeout(max(0.0, self._last + 1 - time.monotonic()) * 1000)
            is_headline = at % 3 == 2
            is_behind = self._is_building()
            took = self._edit(article, "desk-field[data-field=title]" if is_headline else self._paragraph())
            self._last = time.monotonic()
            rows = (EDITS, BEHIND if is_behind else APART, HEADLINES if is_headline else PARAGRAPHS)
            for row in rows:
                self.seconds.setdefault(row, []).append(took)
            print(f"{at + 1:4} {took:.3f} s {', '.join(rows[1:])}", file=sys.stderr, flush=True)

    def _open(self, article: Path) -> None:
        begun = time.monotonic()
        self._page.goto(f"{self._address}/_desk/article/{article.parent.name}/{article.stem}/", wait_until="commit")
        self._page.wait_for_selector("body[data-state=saved]")
        self.seconds.setdefault(OPENED, []).append(time.monotonic() - begun)

    @property
    def _address(self) -> str:
        return "/".join(self._served.url.split("/")[:3])

    def _paragraph(self) -> str:
        """One that is edited as text, at random."""
        found = self._page.locator("main [data-paragraph][contenteditable=true]").evaluate_all(
            "parts => parts.map((part) => part.dataset.paragraph)"
        )
        return f'[data-paragraph="{self._rng.choice(found)}"]'

    def _edit(self, article: Path, part: str) -> float:
        self._marks += 1
        words = mark(self._marks)
        self._page.evaluate("found => Object.assign(bench, found)", {"part": part, "mark": words})
        self._page.locator(part).click()
        self._page.keyboard.insert_text(words)
        self._page.locator(".desk-state").click()
        self._page.wait_for_function("bench.took")
        took: float = self._page.evaluate("bench.took")
        if words not in article.read_text("utf-8"):
            sys.exit(f"{article}: {words} was saved, and is not there")
        return took

    def _said(self) -> Iterator[str]:
        """What tells whether a build behind runs, the latest first."""
        for _, line in reversed(self._served.lines):
            if any(words in line for words in (BEGINS, ENDS, FOLLOWS)):
                yield line

    def _is_building(self) -> bool:
        return BEGINS in next(self._said(), "")

    def _await_build(self) -> None:
        """Waits until a build behind runs, and a moment more; not where none is to come."""
        end = time.monotonic() + 10
        while not self._is_building() and time.monotonic() < end:
            self._page.wait_for_timeout(20)
        self._page.wait_for_timeout(self._rng.uniform(20, 300))


def prepared(folder: Path, articles: int) -> Path:
    """The paper, which is written and built unless it is there."""
    site = folder / f"desk-{articles}"
    if not (site / "output").exists():
        build_archive.write(site, articles)
        command = [str(Path(sys.executable).with_name("banmian")), "--site", str(site), "build"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return site


def disk(folder: Path) -> str:
    """The file system of a folder, and how long it takes to flush a small file there."""
    target = folder / "flushed"
    took = []
    for _ in range(30):
        begun = time.perf_counter()
        with target.open("wb") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        took.append(time.perf_counter() - begun)
    target.unlink()
    return f"{_file_system(folder)}, 4 KiB flushed in {median(took) * 1000:.1f} ms, {late(took) * 1000:.1f} ms"


def _file_system(folder: Path) -> str:
    """The kind of the file system and its device, where Linux tells."""
    try:
        rows = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return sys.platform
    inside = [row for row in rows if folder.resolve().is_relative_to(row[1])]
    device, _, kind, *_ = max(inside, key=lambda row: len(row[1]))
    return f"{kind} on {device}"


def show(articles: int, seconds: dict[str, list[float]], told: dict[str, Any]) -> None:
    """The table: medians and 95th percentiles."""
    print(f"\n### {articles:,} articles\n\n| what | median, 95th percentile (times) | goal |\n|---|---|---|")
    for row in (EDITS, APART, BEHIND, PARAGRAPHS, HEADLINES, OPENED):
        if found := seconds.get(row):
            goal = f"95th ≤ {GOAL:.2f} s" if row == EDITS else ""
            print(f"| {row} | {median(found):.3f} s, {late(found):.3f} s ({len(found)}) | {goal} |")
    for name, value in told.items():
        print(f"| {name} | {value} | |")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="a folder to work in, on a real disk")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    served = Served(prepared(given.folder, given.articles))
    try:
        with sync_playwright() as playwright:
            path = chromium() or None
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", bypass_csp=True)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(WATCH)
            desk = Desk(served, context.new_page(), given.seed)
            desk.run(given.edits)
            browser.close()
    finally:
        served.stop()
    busy = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    show(given.articles, desk.seconds, {"disk": disk(given.folder), "load at the end": busy})


if __name__ == "__main__":
    main()
