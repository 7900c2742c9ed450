"""Two writers of one article at the same moment, for ``desk_stress``; and the paper on which it tries that."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.desk_client import DeskClient, Reply
from benchmarks.preview_process import Served
from generator.content.edits import disk, history
from generator.content.edits.changes import Draft
from generator.errors import ChangedMeanwhile
from support import NEWSPAPER, Site

ISSUE = "2026-03-25"
FOLDER = f"content/issues/{ISSUE}"
DEFECT = "没想到的错误"
PARAGRAPHS = 4
ARTICLES = ("01", "02", "03")
Act = dict[str, Any]


class Wrong(AssertionError):
    """Something was lost or torn, or somebody was not told."""


def written(root: Path) -> Path:
    """A paper with an issue of a few articles, whose paragraphs all differ."""
    site = Site(root)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue(ISSUE)
    for number in ARTICLES:
        body = "\n\n".join(f"第{number}篇的第{at}段，码头昨日启用。" * 3 for at in range(PARAGRAPHS))
        site.article(ISSUE, int(number), body, title=f"第{number}篇的标题", tags=("码头",))
    return root


@contextmanager
def serving(paper: Path) -> Iterator[Served]:
    """A running preview. Raises ``Wrong`` for a defect."""
    served = Served(paper)
    try:
        yield served
    finally:
        served.stop()
    check_lines(served)


def check_lines(served: Served) -> None:
    """Raises ``Wrong`` for a defect that a preview has told of."""
    if found := [line for _, line in served.lines if DEFECT in line]:
        raise Wrong(found[0])


def put(state: Act, number: str, at: int, text: str) -> Act:
    """The request that gives a paragraph another text."""
    return {
        "issue": ISSUE,
        "article": number,
        "digest": state["digest"],
        "first": at,
        "last": at + 1,
        "was": [state["passages"][at]["source"]],
        "paragraphs": [{"shape": "text", "text": text, "bold": [], "links": []}],
    }


# ---- an editor's program ----


def in_place(path: Path, data: bytes) -> None:
    """The file is emptied and written."""
    path.write_bytes(data)


def over_it(path: Path, data: bytes) -> None:
    """The file is opened, written over, and cut."""
    with path.open("r+b", buffering=0) as file:
        file.write(data)
        file.truncate()


def in_parts(path: Path, data: bytes) -> None:
    """The file is emptied and written in small parts, one right after the other."""
    with path.open("wb", buffering=0) as file:
        for at in range(0, len(data), 64):
            file.write(data[at : at + 64])


def renamed(path: Path, data: bytes) -> None:
    """A new file is renamed over the old one."""
    other = path.with_name(f".{path.name}.swp")
    other.write_bytes(data)
    other.replace(path)


def with_backup(path: Path, data: bytes) -> None:
    """The old file is renamed, a new one written, the old one deleted."""
    old = path.with_name(f"{path.name}~")
    path.rename(old)
    path.write_bytes(data)
    old.unlink()


def as_a_command(path: Path, data: bytes) -> None:
    """A command of banmian. Raises ``ChangedMeanwhile``."""
    root = path.parents[3]
    draft = Draft(root)
    draft.expect(path.relative_to(root).as_posix(), read[path])
    draft.write(path.relative_to(root).as_posix(), data)
    history.commit(draft, "trial", "试")


read: dict[Path, str] = {}
"""The digests of the files that an editor's program has read."""
WAYS: tuple[Callable[[Path, bytes], None], ...] = (in_place, over_it, in_parts, renamed, with_backup, as_a_command)


def saved(way: Callable[[Path, bytes], None], path: Path, was: bytes, data: bytes) -> bool:
    """Saves as a careful program does: not where the file is no longer what was read, which it tells."""
    read[path] = disk.digest(was)
    try:
        if path.read_bytes() != was:
            return False
        way(path, data)
    except ChangedMeanwhile:
        return False
    return True


class Collisions:
    """Two writers of a paper at a running preview."""

    def __init__(self, served: Served, seed: int) -> None:
        self._root = served.site
        self._desks = [DeskClient(served.url, session) for session in ("one", "two")]
        self._rng = random.Random(seed)
        self._both = ThreadPoolExecutor(2)
        self._turn = 0
        self._longest = 0.05
        self.ends: Counter[str] = Counter()

    def run(self, count: int) -> None:
        """So many collisions. Raises ``Wrong``."""
        while self._turn < count:
            self._turn += 1
            number = self._rng.choice(ARTICLES)
            state = self._desks[0].state(ISSUE, number)
            places = self._rng.choices(range(PARAGRAPHS - 2), k=2)  # as often the same one as not
            if self._turn % 5 < 2:
                self._desk_and_desk(number, state, places)
            else:
                self._desk_and_program(number, state, places)

    def _mark(self, who: str) -> str:
        return f"〔{who}{self._turn}写的〕"

    def _desk_and_desk(self, number: str, state: Act, places: list[int]) -> None:
        marks = [self._mark("甲"), self._mark("乙")]
        start = threading.Barrier(2)

        def ask(who: int) -> Reply:
            start.wait()
            return self._desks[who].act("put", f"{ISSUE}/{number}", **put(state, number, places[who], marks[who] * 9))

        replies = [each.result() for each in [self._both.submit(ask, who) for who in (0, 1)]]
        stands = self._text(number)
        for reply, mark, other in zip(replies, marks, reversed(marks), strict=True):
            if reply.status == 200:
                self._must(stands.count(mark) == 9, f"{mark} was saved, and is not there")
            else:
                self._must(reply.status == 409 and other in reply.told["theirs"], f"{mark}: {reply}")
                self._must(mark not in stands, f"{mark} was refused, and is there")
        self._must(any(reply.status == 200 for reply in replies), "nobody could save")
        self.ends["desk and desk: " + "，".join(sorted(str(reply.status) for reply in replies))] += 1

    def _desk_and_program(self, number: str, state: Act, places: list[int]) -> None:
        path = self._root / FOLDER / f"{number}.md"
        was, way = path.read_bytes(), self._rng.choice(WAYS)
        mine, theirs = self._mark("桌"), self._mark("编")
        old = state["passages"][places[1]]["source"].encode()
        data = was.replace(old, (theirs * 9).encode())
        wait = self._rng.random() * self._longest * 0.8
        start = threading.Barrier(2)

        def ask() -> tuple[Reply, float]:
            start.wait()
            begun = time.perf_counter()
            asked = put(state, number, places[0], mine * 9)
            return self._desks[0].act("put", f"{ISSUE}/{number}", **asked), time.perf_counter() - begun

        asking = self._both.submit(ask)
        start.wait()
        time.sleep(wait)
        is_saved = saved(way, path, was, data)
        reply, took = asking.result()
        self._longest = 0.9 * self._longest + 0.1 * took
        stands = path.read_bytes()
        alone = was.replace(state["passages"][places[0]]["source"].encode(), (mine * 9).encode())
        both = data.replace(state["passages"][places[0]]["source"].encode(), (mine * 9).encode())
        self._must(stands in (alone, data, both), f"{way.__name__}: torn: {stands.decode('utf-8', 'replace')}")
        if reply.status == 200:
            self._must(mine.encode() in stands, f"{way.__name__}: {mine} was saved, and is not there")
        else:
            self._must(theirs in json.dumps(reply.told, ensure_ascii=False), f"{way.__name__}: {mine}: {reply}")
        self._must(is_saved == (theirs.encode() in stands), f"{way.__name__}: {theirs}: {is_saved}")
        self._must(is_saved or reply.status == 200, f"{way.__name__}: nobody could save: {reply}")
        end = "the desk" if stands == alone else "the program" if stands == data else "both"
        self.ends[f"desk and program: {end}"] += 1

    def _text(self, number: str) -> str:
        return (self._root / FOLDER / f"{number}.md").read_text("utf-8")

    def _must(self, is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as an assertion
        if not is_so:
            raise Wrong(f"collision {self._turn}: {otherwise}")


def collisions(folder: Path, count: int, seed: int) -> Counter[str]:
    """So many collisions in an empty folder: how they ended. Raises ``Wrong``."""
    with serving(written(folder / "paper")) as served:
        trial = Collisions(served, seed)
        trial.run(count)
    return trial.ends
