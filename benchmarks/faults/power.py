"""Simulates power cuts: shuts the file system down during a command or after it, unmounts it, and mounts it again.

Each point begins with a paper that is flushed to disk. If the power fails while the command runs, the paper must be in
its old or its new state after the next command. If it fails after the command said that it is done, the paper must be
in its new state before any other command runs. ``control`` checks the simulation itself: a file that is written and not
flushed must be lost.
"""

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.faults import children, disks, events, kills, ready
from benchmarks.faults.disks import LOG_FLUSHED, NOTHING_FLUSHED, Disk
from benchmarks.faults.papers import Ready, differences, found_empty, state
from benchmarks.faults.records import Point, Records, Row, Work

AT_ONCE, SOON, LATE = "at once", "soon", "late"
SECONDS = {AT_ONCE: 0.0, SOON: 2.2, LATE: 6.5}
"""Seconds from the command's end to the power cut; for ``SOON`` the disk writes names down every second."""

_LATE = 2
"""Points of the kind ``LATE`` of each operation, which cost the most time."""


def points(operations: Mapping[str, Ready], each: int) -> list[Point]:
    """``each`` points of every operation, two of three while the command runs."""
    late = min(_LATE, each // 10)
    after = max(1, each // 6)
    shares = {kills.NAMED: each - each // 4 - after - after // 2 - late, kills.COUNTED: each // 4}
    shares |= {AT_ONCE: after, SOON: after // 2, LATE: late}
    return [
        Point(name, kind, number) for name in operations for kind, share in shares.items() for number in range(share)
    ]


def work(operations: Mapping[str, Ready], chosen: list[Point], folder: Path, mounted: Callable[[Path], Disk]) -> Work:
    """Carries out a point on the disk of its worker."""
    many = kills.counts(operations, folder)
    shares = Counter((point.operation, point.kind) for point in chosen)

    def carry_out(point: Point, mine: Path) -> Row:
        one, disk = operations[point.operation], mounted(mine)
        how = (LOG_FLUSHED, NOTHING_FLUSHED)[point.number % 2]
        seen: dict[str, object] = {"how": how}
        paper = one.copy(disk.folder / "paper")
        disk.back(*(["commit=1"] if point.kind == SOON else []))
        if point.kind in kills.KINDS:
            which = point.operation, point.kind
            at = kills.spread(point.number, shares[which], many[which])
            seen |= {"at": at, "of": many[which]}
            ended = _cut_at(one, disk, at, how, kills.KINDS[point.kind])
        else:
            ended = children.run(one.operation.args, paper)
            time.sleep(SECONDS[point.kind])
            disk.cut(how)
        seen["code"] = ended.code
        disk.back()
        found, failed = _judged(one, paper, must_be_new=ended.code == 0)
        if failed:
            kills.keep(point, "power", paper)
        return Row(point.key, found, failed, seen)

    return carry_out


def _cut_at(one: Ready, disk: Disk, at: int, how: int, kinds: frozenset[str]) -> children.Outcome:
    """Runs the operation until the power goes at a call; at the latest right behind its end."""

    def act(_: str) -> None:
        disks.cut_and_die(disk.folder, how)

    watch = events.Watch(events.Count(), at, act, kinds=kinds)
    ended = children.run(one.operation.args, disk.folder / "paper", watch.lay)
    if ended.code >= 0:
        disk.cut(how)
    return ended


def _judged(one: Ready, paper: Path, *, must_be_new: bool) -> tuple[str, str]:
    if must_be_new:
        found = state(paper)
        if found != one.new:
            empty = found_empty(found, one.old)
            return "LOST", f"done, and lost: {len(empty)} empty files; {differences(found, one.new)}"
    if one.operation.name == "build":
        return "same", _rebuilt(one, paper)
    found_as, failed = kills.judged(one, paper)
    return ("NEW at once" if must_be_new else found_as), failed


def _rebuilt(one: Ready, paper: Path) -> str:
    """A build may lose any page to a power cut; the next one makes it again, and the paper itself is as it was."""
    recovered = children.run(("history",), paper)
    if recovered.code:
        return f"history: exit {recovered.code}: {recovered.printed[-300:]}"
    if state(paper) != one.old:
        return differences(state(paper), one.old)
    return ready.again(one, paper)


def control(disk: Disk) -> str:
    """Whether the power cut loses what was never flushed, as a power cut does; what is wrong with it, or ``""``."""
    target = disk.folder / "control"
    for how in (LOG_FLUSHED, NOTHING_FLUSHED):
        target.write_text("旧", "utf-8")
        os.sync()
        fresh = target.with_name("fresh")
        fresh.write_text("新", "utf-8")
        disk.cut(how)
        disk.back()
        kept = fresh.read_bytes() if fresh.exists() else None
        if kept not in (None, b""):
            return "a file that was never flushed outlived the power cut"
        if target.read_text("utf-8") != "旧":
            return "a file that was flushed did not outlive the power cut"
        fresh.unlink(missing_ok=True)
    return ""


def attack(operations: Mapping[str, Ready], records: Records, folder: Path, each: int) -> list[Point]:
    """The whole case; the points that belong to it."""
    chosen = points(operations, each)
    with disks.disk(folder / "power-0") as one, disks.disk(folder / "power-1") as other:
        wrong = control(one)
        if wrong:
            raise RuntimeError(wrong)
        mounted = (one, other)
        do = work(operations, chosen, folder, lambda mine: mounted[int(mine.name[-1])])
        records.carry_out(chosen, do, folder, hands=len(mounted))
    return chosen


def empty_with(code: Path, one: Ready, folder: Path, *, seconds: float, commit: str = "") -> list[str]:
    """The empty files that an operation leaves where the power goes that long after it, with the code of ``code``.

    For showing what an earlier state of the program did; its own interpreter is begun for it.
    """
    import subprocess  # noqa: PLC0415 - only here
    import sys  # noqa: PLC0415

    with disks.disk(folder / "before") as disk:
        paper = one.copy(disk.folder / "paper")
        disk.back(*([commit] if commit else []))
        line = "from generator.cli.main import main; main()"
        shutil.rmtree(paper / ".history", ignore_errors=True)
        subprocess.run(
            [sys.executable, "-c", line, *one.operation.args],
            cwd=paper,
            env={**os.environ, "PYTHONPATH": str(code)},
            check=True,
            capture_output=True,
        )
        time.sleep(seconds)
        disk.cut(LOG_FLUSHED)
        disk.back()
        return found_empty(state(paper), one.old)
