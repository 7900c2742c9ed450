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
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.build_bench import memory  # noqa: E402
from benchmarks.preview_edits import ADDRESS, Desk, same, withheld  # noqa: E402
from benchmarks.preview_process import Served  # noqa: E402
from generator.press.build import build  # noqa: E402
from generator.press.manifest import MANIFEST  # noqa: E402
from support import settled  # noqa: E402
from watched_paper import built, plain  # noqa: E402

SEED = 1
BETWEEN = 20
"""Saves between two comparisons."""
EARLY = 200
"""The save after which memory is noted for the first time."""
SAMPLES = 5
"""How many comparisons give a median: a process behind that has just begun anew needs less memory than one later on."""
MOST_PAGES = 120
"""How many of the changed pages are asked for."""
OTHERS = 30
"""How many of all files are asked for besides, and of the pages that are gone."""
PATIENCE = 60.0
QUIET = 2.0
"""Seconds in which the preview has certainly seen a save."""
BEGINS, ENDS, FOLLOWS, DEFECT = "在后面生成 output/", "跟上了", "output/ 随后", "没想到的错误"
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
    late: int = 0
    """How often something was not yet as it must be when the preview said so, and had to be looked at again."""
    begun: int = 0
    ended: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def show(self) -> None:
        """The table."""
        rows = list(self.megabytes.items())
        early = _typical([row for row in rows if row[0] >= EARLY][:SAMPLES] or rows)
        late = _typical(rows[-SAMPLES:])
        for name, value in {
            "saves": self.saves,
            "comparisons, all equal": self.comparisons,
            "looks that came too early": self.late,
            "pages compared": self.pages,
            "seconds": round(self.seconds),
            "builds behind begun": self.begun,
            "builds behind given up": self.begun - self.ended,
            f"MiB from save {min(EARLY, rows[-1][0])} on": round(early),
            f"MiB up to save {rows[-1][0]}": round(late),
            "ratio": round(late / early, 3),
            "most MiB": round(max(self.megabytes.values())),
            "most open files": self.files,
            "most threads": self.threads,
        }.items():
            print(f"| {name} | {value} |")
        print("  ".join(f"{name} {count}" for name, count in self.kinds.most_common()))


def _typical(rows: list[tuple[int, float]]) -> float:
    return statistics.median(megabytes for _, megabytes in rows)


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
        address: str = self.desk.paper.options.get("address", ADDRESS)
        return f"{urlsplit(address).path}/"

    def run(self, saves: int) -> None:
        """So many saves, with a comparison after every ``BETWEEN``. Raises ``Wrong``."""
        begun = time.perf_counter()
        self.compare()
        while self.tally.saves < saves:
            self.done.append(self.desk.save())
            self.tally.saves += 1
            self.tally.kinds.update(self.done[-1].split(": ")[0].split(", "))
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
        mended = time.perf_counter()
        future = self._builder.submit(clean, self.desk.paper.site.root, self.folder)
        self._await_rest(mended)
        wanted = future.result()
        while wrong := self._wrong(wanted):
            self.tally.late += 1
            if time.perf_counter() > mended + PATIENCE:
                raise Wrong(wrong)
            time.sleep(3)
        self.before = wanted
        self.tally.comparisons += 1
        self._note()
        print(f"{self.tally.saves:5} {self.tally.seconds:6.0f} s  {self._noted()}", flush=True)
        self.done.clear()

    def _await_rest(self, mended: float) -> None:
        """Waits until no build is running or due."""
        while time.perf_counter() < mended + PATIENCE:
            last = [line for _, line in self.served.lines if any(words in line for words in (BEGINS, ENDS, FOLLOWS))]
            if last and ENDS in last[-1] and time.perf_counter() > mended + QUIET:
                return
            time.sleep(0.1)
        raise Wrong("output/ does not follow")

    def _wrong(self, wanted: Files) -> str:
        """What is not as it must be."""
        theirs = settled(self.desk.root / "output")
        wrong = sorted(path for path in wanted.keys() | theirs.keys() if wanted.get(path) != theirs.get(path))
        for path in wrong:
            self._keep("output", path, theirs.get(path))
            self._keep("clean", path, wanted.get(path))
        if wrong:
            return f"output/: {len(wrong)} files differ: {' '.join(wrong[:8])}"
        problems = json.loads(self.get("/_banmian/state")[1])["problems"]
        if problems:
            return f"mistakes still stand: {[problem['message'] for problem in problems]}"
        wrong = self._wrong_pages(wanted)
        return f"{len(wrong)} pages served are not those built: {' '.join(wrong[:8])}" if wrong else ""

    def _keep(self, name: str, path: str, data: bytes | None) -> None:
        """Keeps a file that differs, to be looked at."""
        if data is not None:
            target = ROOT / "build/preview_saves" / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def _wrong_pages(self, wanted: Files) -> list[str]:
        pages = [path for path in wanted if path.endswith(".html")]
        changed = [path for path in pages if self.before and self.before.get(path) != wanted[path]]
        chosen = self._some(changed, MOST_PAGES) + self._some(wanted.keys() - {MANIFEST}, OTHERS)
        left = [path for path in self.before.keys() - wanted.keys() if path.endswith(".html")]
        gone = self._some([path for path in left if not withheld(self.desk.paper, path)], OTHERS)
        self.tally.pages += len(chosen) + len(gone)
        return [path for path in chosen if not self._is_served(path, wanted[path])] + [
            path for path in gone if self.get(self.base + path)[0] != 404
        ]

    def _some(self, paths: Iterable[str], most: int) -> list[str]:
        found = sorted(paths)
        return self.rng.sample(found, min(len(found), most))

    def _is_served(self, path: str, data: bytes) -> bool:
        status, body = self.get(self.base + path)
        same = plain(body) == built(data).replace(b" data-worker>", b">") if path.endswith(".html") else body == data
        if status != 200 or not same:
            self._keep("served", path, body)
            self._keep("clean", path, data)
        return status == 200 and same

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
        last = "".join(
            f"\n    {at}: {what}" for at, what in enumerate(trial.done, trial.tally.saves - len(trial.done) + 1)
        )
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
