"""Kills commands with kill -9: before calls to the file system, in the middle of writes, and at random times.

Of four points two are at calls that create, delete or flush a name, where change sets are carried out; one is at any
call, including writes, of which there are many more; and one is at a random moment, from outside.
"""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.faults import children, events, ready
from benchmarks.faults.papers import Ready, differences, found_empty, state, tree
from benchmarks.faults.records import FOLDER, Point, Records, Row, Work
from generator.press.writer import UNFINISHED

NAMED, COUNTED, TIMED = "named", "counted", "timed"
NAMING = frozenset(("rename", "mkdir", "remove", "rmdir", "chmod", "link", "fsync", "flush", "flushed", "opened"))
KINDS = {NAMED: NAMING, COUNTED: frozenset[str]()}


def points(operations: Mapping[str, Ready], each: int) -> list[Point]:
    """``each`` points of every operation."""
    few = each // 4
    shares = {NAMED: each - 2 * few, COUNTED: few, TIMED: few}
    return [
        Point(name, kind, number) for name in operations for kind, share in shares.items() for number in range(share)
    ]


def calls(one: Ready, folder: Path, kinds: frozenset[str] = frozenset()) -> int:
    """How many calls to the file system the operation makes."""
    count = events.Count()
    children.run(one.operation.args, one.copy(folder), events.Watch(count, kinds=kinds).lay)
    return count.value


def spread(number: int, of: int, last: int) -> int:
    """The ``number``-th of so many places, evenly spread over 1 … ``last``."""
    return 1 + number * last // of


def counts(operations: Mapping[str, Ready], folder: Path) -> dict[tuple[str, str], int]:
    """How many calls of each kind each operation makes."""
    return {
        (name, kind): calls(one, folder / "count", kinds)
        for name, one in operations.items()
        for kind, kinds in KINDS.items()
    }


def work(operations: Mapping[str, Ready], chosen: list[Point], folder: Path) -> Work:
    """Carries out a point."""
    many = counts(operations, folder)
    shares = Counter((point.operation, point.kind) for point in chosen)

    def carry_out(point: Point, mine: Path) -> Row:
        one = operations[point.operation]
        paper = one.copy(mine / "paper")
        seen: dict[str, object] = {}
        if point.kind in KINDS:
            which = point.operation, point.kind
            at = spread(point.number, shares[which], many[which])
            seen["at"], seen["of"] = at, many[which]
            ended = _killed_at(one, paper, at, KINDS[point.kind])
        else:
            after = random.Random(point.key).uniform(0, one.seconds * 1.1)
            seen["after"] = round(after, 4)
            ended = _killed_after(one, paper, after)
        seen["code"] = ended.code
        found, failed = judged(one, paper)
        if failed:
            keep(point, "kill", mine / "paper")
        return Row(point.key, found, failed, seen)

    return carry_out


def _killed_at(one: Ready, paper: Path, at: int, kinds: frozenset[str]) -> children.Outcome:
    def kill(_: str) -> None:
        os.killpg(0, signal.SIGKILL)

    return children.run(one.operation.args, paper, events.Watch(events.Count(), at, kill, kinds=kinds).lay)


def _killed_after(one: Ready, paper: Path, seconds: float) -> children.Outcome:
    running = children.start(children.command(one.operation.args), paper)
    time.sleep(seconds)
    running.kill()
    return running.wait()


def judged(one: Ready, paper: Path) -> tuple[str, str]:
    """What a paper is once the next command has run, and what is wrong with it."""
    before = state(paper)
    torn = torn_output(one, paper)
    if torn:
        return "TORN", torn
    recovered = children.run(("history",), paper)
    if recovered.code:
        return "", f"history: exit {recovered.code}: {recovered.printed[-300:]}"
    found = state(paper)
    if found not in (one.old, one.new):
        empty = found_empty(found, one.old)
        told = f"{len(empty)} empty files; " if empty else ""
        return "MIXED", f"{told}{differences(found, one.new)}"
    name = "OLD" if found == one.old else "NEW"
    if one.old == one.new:
        name = "same"
    elif before != found:
        name = f"{name} once recovered"
    return name, ready.again(one, paper)


def torn_output(one: Ready, paper: Path) -> str:
    """Files of ``output/`` that are neither as they were nor as the build makes them."""
    if one.operation.name != "build":
        return ""
    found = tree(paper / "output")
    strange = [
        path
        for path, entry in found.items()
        if entry not in (one.old_output.get(path), one.output.get(path)) and not _is_working(path)
    ]
    return f"output: {' '.join(strange[:5])}" if strange else ""


def _is_working(path: str) -> bool:
    return path.endswith(f"/{UNFINISHED}")


def keep(point: Point, case: str, paper: Path) -> None:
    """Keeps a paper on which something failed, for a person to look at; a few of them."""
    target = FOLDER / "failed" / f"{case}-{point.key.replace('/', '-')}"
    if not target.exists() and (not target.parent.exists() or len(list(target.parent.iterdir())) < 20):
        shutil.copytree(paper, target, symlinks=True)


def attack(operations: Mapping[str, Ready], records: Records, folder: Path, each: int) -> list[Point]:
    """The whole case; the points that belong to it."""
    chosen = points(operations, each)
    records.carry_out(chosen, work(operations, chosen, folder), folder)
    return chosen
