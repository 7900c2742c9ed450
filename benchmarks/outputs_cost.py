"""What feeds, sitemaps, EPUBs and the other files for programs cost: builds with their rows in the table, and without.

::

    python -m benchmarks.outputs_cost 10000 --folder build/outputs-cost
    python -m benchmarks.outputs_cost 10000 --folder build/outputs-cost --everything serif.ttc

The same archive is built in two folders by turns: whole, with nothing changed, and with one issue added. The ratio of
each pair is printed, and how many public files the rows add, and how many feeds one issue more rewrites.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks import build_archive
from generator.press import build, outputs

ADDED = frozenset(
    ("corrections", "feeds", "sitemaps", "news sitemap", "sitemap index", "licence", "epub", "opds", "share pictures")
)
"""The rows that are measured, by name. What pages themselves say to programs stands in pages, and is not."""
REPEATED = 6
STEPS = ("cold", "same", "added")
_ADDRESS = 'address = "https://news.example.org/"\nkey = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"\n'


def child(site: Path, *, without: bool) -> None:
    """Builds a site in this process, with the rows or without them, and prints what the build says of itself."""
    if missing := ADDED - {row.name for row in outputs.OUTPUTS}:
        sys.exit(f"the table has no row called {', '.join(missing)}")
    if without:
        outputs.OUTPUTS = tuple(row for row in outputs.OUTPUTS if row.name not in ADDED)
    report = build.build(site, index=False)
    print(json.dumps({"written": report.written, "seconds": report.took}))


class Cost:
    """An archive in two folders."""

    def __init__(self, folder: Path, articles: int, font: Path | None) -> None:
        self.sites = {name: folder / name for name in ("with", "without")}
        self.aside = folder / "aside"
        *_, self.further = build_archive.issues(articles + build_archive.TO_AN_ISSUE)
        self.articles, self.font = articles, font
        self.seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.files: dict[str, int] = {}
        self.rewritten: list[str] = []

    def prepare(self) -> None:
        """Writes both sites, and builds each once, so that every file is warm."""
        for site in self.sites.values():
            shutil.rmtree(site, ignore_errors=True)
            build_archive.write(site, self.articles)
            settings = (site / "newspaper.toml").read_text("utf-8").splitlines(keepends=True)
            kept = (line for line in settings if not line.startswith(("address", "key")))
            text = "".join(kept).replace("[paper]\n", f"[paper]\n{_ADDRESS}", 1)
            more = _switched_on(site, self.font) if self.font else ""
            (site / "newspaper.toml").write_text(text + more, "utf-8")
        for name in self.sites:
            self._build(name)
        self.files = {name: _count(site / "output") for name, site in self.sites.items()}

    def round(self, at: int) -> None:
        """Every step once in both folders, in turns."""
        order = list(self.sites)[:: 1 if at % 2 else -1]
        self.aside.mkdir(exist_ok=True)
        for name in order:
            for folder in ("output", ".banmian"):
                (self.sites[name] / folder).rename(self.aside / f"{name}-{folder}-{at}")
        for step in STEPS:
            for name in order:
                if step == "added":
                    build_archive.write_issue(self.sites[name], self.further)
                elif step == "same":
                    time.sleep(2.5)  # files that were just written are read again by the next build
                    self._build(name)
                said, seconds = self._build(name)
                if step == "same":  # it takes a second, of which starting Python is the larger part
                    seconds = statistics.median((seconds, *(self._build(name)[1] for _ in range(REPEATED))))
                self.seconds[step, name].append(seconds)
                if step == "added" and name == "with":
                    self.rewritten = [path for path in said["written"] if path.endswith(("feed.xml", "feed.json"))]
        for site in self.sites.values():
            shutil.rmtree(site / "content/issues" / self.further.id)

    def _build(self, name: str) -> tuple[dict[str, Any], float]:
        command = [sys.executable, "-m", "benchmarks.outputs_cost", "--child", str(self.sites[name])]
        begun = time.perf_counter()
        options = ["--without"] if name == "without" else []
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - begun
        if done.returncode:
            sys.exit(done.stderr)
        return json.loads(done.stdout.splitlines()[-1]), seconds

    def show(self) -> None:
        """The table."""
        for step in STEPS:
            pairs = list(zip(self.seconds[step, "with"], self.seconds[step, "without"], strict=True))
            ratio = statistics.median(one / other for one, other in pairs)
            medians = [statistics.median(self.seconds[step, name]) for name in self.sites]
            print(f"{step:6} {ratio:5.2f}   {medians[0]:7.2f} s with, {medians[1]:7.2f} s without")
        more = self.files["with"] - self.files["without"]
        print(f"{more} public files more; one issue more rewrites {len(self.rewritten)} feeds")


def _switched_on(site: Path, font: Path) -> str:
    """All settings of these outputs; the font, which share pictures need, is put into the paper's folder."""
    (site / "templates/fonts").mkdir(parents=True)
    shutil.copyfile(font, site / "templates/fonts" / font.name)
    share = f'[share]\npictures = "article"\nfont = "{font.name}"\n'
    return f'\n[feeds]\ntags = true\n\n{share}\n[robots]\npermits = ["search"]\n'


def _count(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--everything", type=Path, dest="font", help="switch everything on; a font for share pictures")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--without", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child, without=given.without)
        return
    cost = Cost(given.folder, given.articles, given.font)
    cost.prepare()
    for at in range(given.rounds):
        cost.round(at)
    cost.show()
    shutil.rmtree(cost.aside)


if __name__ == "__main__":
    main()
