"""Saves files of a paper in all ways while ``banmian serve`` runs, and compares what comes of it with clean builds.

::

    python -m benchmarks.preview_saves --saves 2000
    python -m benchmarks.preview_saves --saves 400 --seed 7

The paper has 200 articles with search, photos, lists, templates and pages of its own. Saves follow each other within
0.3 s, so that they meet bursts and running builds (``preview_edits``). After every twenty all mischief is undone. When
the preview has caught up, no mistake may stand, ``output/`` must be what a clean build of the same files gives, kept
assets aside, and so must be the pages that the preview serves: all that changed, and thirty others. Memory is the
proportional set size of the preview and all processes below it.
"""

import argparse
import contextlib
import http.client
import json
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.build_bench import memory  # noqa: E402
from benchmarks.preview_edits import Desk, same, withheld  # noqa: E402
from benchmarks.preview_process import Served  # noqa: E402
from generator.pages import urls  # noqa: E402
from generator.press.build import build  # noqa: E402
from generator.press.manifest import MANIFEST  # noqa: E402
from support import settled  # noqa: E402
from watched_paper import built, plain  # noqa: E402

SEED = 1
BETWEEN = 20
"""Saves between two comparisons."""
EARLY = 200
"""The save after which memory is noted for the first time."""
MOST_PAGES = 120
"""How many of the changed pages are asked for."""
OTHERS = 30
"""How many of all files are asked for besides, and of the pages that are gone."""
PATIENCE = 60.0
BEGINS, ENDS, DEFECT = "在后面生成 output/", "跟上了", "没想到的错误"
Files = dict[str, bytes]


class Wrong(AssertionError):
    """The preview did not show or make what it must."""


@dataclass
class Tally:
    """What a run came to."""

    saves: int = 0
    comparisons: int = 0
    pages: int = 0
    seconds: float = 0.0
    megabytes: dict[int, float] = field(default_factory=dict)
    """Memory by the save after which it was noted."""
    files: int = 0
    """The most files that the preview had open when it had caught up."""
    threads: int = 0
    begun: int = 0
    ended: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def show(self) -> None:
        """The table."""
        rows = list(self.megabytes.items())
        early = next((row for row in rows if row[0] >= EARLY), rows[-1])
        for name, value in {
            "saves": self.saves,
            "comparisons, all equal": self.comparisons,
            "pages compared": self.pages,
            "seconds": round(self.seconds),
            "builds behind begun": self.begun,
            "builds behind given up": self.begun - self.ended,
            f"MiB after save {early[0]}": round(early[1]),
            f"MiB after save {rows[-1][0]}": round(rows[-1][1]),
            "ratio": round(rows[-1][1] / early[1], 3),
            "most MiB": round(max(self.megabytes.values())),
            "most open files": self.files,
            "most threads": self.threads,
        }.items():
            print(f"| {name} | {value} |")
        print("  ".join(f"{name} {count}" for name, count in self.kinds.most_common()))


def clean(wanted: Path, folder: Path) -> Files:
    """The site that a build into an empty folder gives."""
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        paper = Path(aside) / "paper"
        shutil.copytree(wanted, paper)
        build(paper)
        return settled(paper / "output")


class Trial:
    """A preview of a paper in a folder, and saves in it."""

    def __init__(self, folder: Path, seed: int, articles: int) -> None:
        self.folder = folder
        self.rng = random.Random(seed)
        self.desk = Desk(folder, seed, articles)
        self.tally = Tally()
        self.served = Served(self.desk.root)
        self.host = urlsplit(self.served.url).netloc
        self.before: Files = {}
        self.done: list[str] = []
        self._builder = ProcessPoolExecutor(1, get_context("spawn"))
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """A browser that hears events."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(self.host)
            connection.request("GET", "/_banmian/events")
            answer = connection.getresponse()
            while answer.readline():
                pass

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and bytes at a path of the preview."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("GET", quote(path))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Wrong(f"{path}: {error!r}, {self.served.process.poll()}") from None
        finally:
            connection.close()

    @property
    def base(self) -> str:
        """The beginning of the paper's addresses as it is meant to be."""
        return urlsplit(self.desk.paper.options.get("address", "https://example.org/paper")).path + "/"

    def run(self, saves: int) -> None:
        """So many saves, with a comparison after every ``BETWEEN``. Raises ``Wrong``."""
        begun = time.perf_counter()
        self.compare()
        while self.tally.saves < saves:
            self.done.append(self.desk.save())
            self.tally.saves += 1
            self.tally.kinds.update(self.done[-1].partition(" content")[0].split(" ("))
            if self.rng.random() < 0.5:
                self._look()
            self.desk.pause(0.3)
            if self.rng.random() < 0.04:  # long enough for a build behind to begin
                self.desk.pause(3)
                time.sleep(3)
            if self.tally.saves % BETWEEN == 0:
                self.compare()
            self.tally.seconds = time.perf_counter() - begun

    def _look(self) -> None:
        """Asks for some page, as an editor does."""
        page = self.rng.choice([path for path in self.before if path.endswith(".html")])
        status, _ = self.get(self.base + page)
        if status >= 500 and status != 503:
            raise Wrong(f"{page}: {status}")

    def compare(self) -> None:
        """Raises ``Wrong`` where the preview is not as it must be once it has caught up."""
        self.desk.mend()
        time.sleep(max(self.desk.paper.ends_soon() + 1, 0))
        if different := same(self.desk):
            raise Wrong(f"the trial itself is wrong: {different[:5]}")
        wanted = self._builder.submit(clean, self.desk.paper.site.root, self.folder)
        t0=time.perf_counter()
        self._await_rest()
        t1=time.perf_counter()
        self._compare_output(wanted)
        t2=time.perf_counter()
        self._compare_pages(wanted.result())
        print("DEBUG rest", round(t1-t0,1), "out", round(t2-t1,1), "pages", round(time.perf_counter()-t2,1), self.tally.saves)
        self.before = wanted.result()
        self.tally.comparisons += 1
        self._note()
        print(f"{self.tally.saves:5} {self.tally.seconds:6.0f} s  {self._noted()}", flush=True)
        self.done.clear()

    def _await_rest(self) -> None:
        """Waits until no build is running or due."""
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            lines = [*self.served.lines]
            builds = [line for _, line in lines if BEGINS in line or ENDS in line]
            if builds and ENDS in builds[-1] and time.perf_counter() - lines[-1][0] > 4:
                return
            time.sleep(0.1)
        raise Wrong(f"no rest; it said: {[line for _, line in self.served.lines[-12:]]}")

    def _compare_output(self, wanted: "Future[Files]") -> None:
        until = time.perf_counter() + PATIENCE
        theirs, wrong = wanted.result(), [""]
        while wrong and time.perf_counter() < until:
            ours = settled(self.desk.root / "output")
            wrong = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
            if wrong:
                time.sleep(5)
        if wrong:
            for path in wrong:
                for name, files in (("ours", ours), ("theirs", theirs)):
                    self._keep(name, path, files.get(path))
            raise Wrong(f"output/: {len(wrong)} files differ: {' '.join(wrong[:8])}")

    def _keep(self, name: str, path: str, data: bytes | None) -> None:
        """Keeps a file that differs, to be looked at."""
        if data is not None:
            target = ROOT / "build/preview_saves" / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _compare_pages(self, wanted: Files) -> None:
        state = json.loads(self.get("/_banmian/state")[1])
        if state["problems"]:
            raise Wrong(f"mistakes still stand: {[problem['message'] for problem in state['problems']]}")
        pages = [path for path in wanted if path.endswith(".html")]
        changed = [path for path in pages if self.before and self.before.get(path) != wanted[path]]
        chosen = self.rng.sample(changed, min(len(changed), MOST_PAGES))
        chosen += self.rng.sample(sorted(wanted), min(OTHERS, len(wanted)))
        wrong = [path for path in chosen if path != MANIFEST and not self._is_served(path, wanted[path])]
        gone = [path for path in self.before if path not in wanted and path.endswith(".html")]
        gone = [path for path in gone if not withheld(self.desk.paper, path)]
        gone = self.rng.sample(gone, min(len(gone), OTHERS))
        wrong += [path for path in gone if self.get(self.base + path)[0] != 404]
        self.tally.pages += len(chosen) + len(gone)
        if wrong:
            for path in wrong:
                self._keep("served", path, self.get(self.base + path)[1])
                self._keep("built", path, wanted.get(path))
            raise Wrong(f"{len(wrong)} of {len(chosen)} pages served are not those built: {' '.join(wrong[:8])}")

    def _is_served(self, path: str, data: bytes) -> bool:
        status, body = self.get(self.base + path)
        if path == urls.NOT_FOUND:
            return True
        if not path.endswith(".html"):
            return body == data
        return status == 200 and plain(body) == built(data).replace(b" data-worker>", b">")

    def _note(self) -> None:
        self._check_lines()
        pid = self.served.process.pid
        samples = []
        for _ in range(5):
            samples.append(memory(pid) / 1024)
            time.sleep(0.1)
        self.tally.megabytes[self.tally.saves] = statistics.median(samples)
        self.tally.files = max(self.tally.files, len([*Path(f"/proc/{pid}/fd").iterdir()]))
        self.tally.threads = max(self.tally.threads, len([*Path(f"/proc/{pid}/task").iterdir()]))

    def _check_lines(self) -> None:
        lines = [line for _, line in self.served.lines]
        if found := [line for line in lines if DEFECT in line]:
            raise Wrong(f"a defect: {found[0]}")
        self.tally.begun = sum(BEGINS in line for line in lines)
        self.tally.ended = sum(ENDS in line for line in lines)

    def _noted(self) -> str:
        of = self.tally
        return (
            f"{len(self.desk.paper.articles)} articles, {of.megabytes[of.saves]:.0f} MiB, most {of.files} files, "
            f"{of.threads} threads, {of.begun - of.ended} of {of.begun} builds given up, {of.pages} pages"
        )

    def stop(self) -> None:
        """Ends the preview."""
        self.served.stop()
        self._builder.shutdown()


def run(folder: Path, saves: int, seed: int, articles: int) -> tuple[Tally, str]:
    """A trial in an empty folder: what it came to, and what was wrong."""
    trial = Trial(folder, seed, articles)
    wrong = ""
    try:
        trial.run(saves)
    except Wrong as error:
        last = "".join(f"\n    {at}: {what}" for at, what in enumerate(trial.done, trial.tally.saves - len(trial.done) + 1))
        said = "".join(f"\n    {line}" for _, line in trial.served.lines[-30:])
        wrong = f"seed {seed}, save {trial.tally.saves}: {error}\n  since it was right:{last}\n  it said:{said}"
    finally:
        trial.stop()
    return trial.tally, wrong


def main() -> int:
    """The command; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--articles", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally, wrong = run(Path(folder), given.saves, given.seed, given.articles)
    tally.show()
    print(wrong or "as it must be")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
