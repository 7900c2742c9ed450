"""Kills of ``banmian serve`` during saves, for ``desk_stress``."""

import contextlib
import http.client
import random
import shutil
import statistics
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from benchmarks.desk_client import DeskClient, Reply
from benchmarks.desk_collisions import FOLDER, ISSUE, Act, Wrong, check_lines, written
from benchmarks.preview_process import Served
from desk_paper import DeskPaper
from generator.content.edits import disk, history
from support import tree

SAYS = 20
"""After so many turns it says how it goes."""


class Kills:
    """Saves at a preview that is killed meanwhile, and started again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._rng = folder, random.Random(seed)
        self._paper = written(folder / "paper")
        self._served = Served(self._paper)
        self._turn = 0
        self._longest = 0.2
        self._asks = ThreadPoolExecutor(1)
        self.ends: Counter[str] = Counter()

    def run(self, count: int) -> None:
        """So many kills. Raises ``Wrong``."""
        try:
            self._measure()
            while self.ends.total() < count:
                self._turn += 1
                self._kill()
                if self._turn % SAYS == 0:
                    print(f"  {self.ends.total()} kills: {dict(self.ends)}", flush=True)
        finally:
            self._served.stop()

    def _measure(self) -> None:
        client, took = DeskClient(self._served.url), []
        for _ in range(7):
            act = self._act()
            begun = time.perf_counter()
            client.act(act.pop("act"), f"{ISSUE}/01", **act)
            took.append(time.perf_counter() - begun)
        self._longest = statistics.median(took)

    def _act(self) -> Act:
        """A save: mostly of a paragraph, else of several files."""
        numbers = sorted(path.stem for path in (self._paper / FOLDER).glob("[0-9]*.md"))
        number = self._rng.choice(numbers)
        of = {"issue": ISSUE, "article": number, "digest": disk.digest_of(self._paper / FOLDER / f"{number}.md")}
        kind = self._rng.choice(["put", "put", "set_field", "split" if len(numbers) < 6 else "join"])
        if kind == "split":
            return {"act": kind, **of, "at": 1}
        if kind == "join":
            return {"act": kind, **of, "upper": self._rng.choice([other for other in numbers if other != number])}
        words = f"第{self._turn}次改的，{self._rng.random()}。" * self._rng.choice([1, 20, 400])
        if kind == "set_field":
            return {"act": kind, **of, "field": "summary", "value": words[:900]}
        made = {"shape": "text", "text": words, "bold": [], "links": []}
        return {"act": kind, **of, "first": 0, "last": 1, "was": [], "paragraphs": [made]}

    def _kill(self) -> None:
        act = self._act()
        before, after = tree(self._paper / "content"), self._expected(dict(act))
        if before == after:
            return
        client, asked = DeskClient(self._served.url), act.pop("act")
        asking = self._asks.submit(client.act, asked, f"{ISSUE}/01", **act)
        time.sleep(self._rng.random() * self._longest)
        self._served.process.kill()
        self._served.process.wait()
        check_lines(self._served)
        status = _status(asking)
        self._longest *= 0.9 if status else 1.05  # so that about every third is answered
        self._served = Served(self._paper)
        found = tree(self._paper / "content")
        stands = "after" if found == after else "before" if found == before else "torn"
        if stands == "torn" or (status == 200 and stands == "before"):
            changed = [path for path in found.keys() | after.keys() if found.get(path) != after.get(path)]
            raise Wrong(f"kill {self._turn}, {asked}, answered {status}: {stands}: {changed}")
        if stands == "after" and self._turn % 10 == 0:
            entry = next(history.entries(self._paper))
            history.undo(self._paper, entry.name)
            if tree(self._paper / "content") != before:
                raise Wrong(f"kill {self._turn}: undo does not give back what was there")
        self.ends[f"{'answered' if status == 200 else 'not answered'}, {stands} the save"] += 1

    def _expected(self, act: Act) -> dict[str, bytes]:
        """The files after a save, as a desk in this process makes them."""
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        for name in ("content", ".history"):
            if (self._paper / name).exists():
                shutil.copytree(self._paper / name, copy / name)
        shutil.copy(self._paper / "newspaper.toml", copy)
        DeskPaper(copy).act(act.pop("act"), **act)
        return tree(copy / "content")


def _status(asking: Future[Reply]) -> int:
    """The status that came, 0 where none did."""
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        return asking.result().status
    return 0


def kills(folder: Path, count: int, seed: int) -> Counter[str]:
    """So many kills in an empty folder: how they ended. Raises ``Wrong``."""
    trial = Kills(folder, seed)
    trial.run(count)
    return trial.ends
