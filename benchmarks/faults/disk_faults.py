"""Tests faults of disks: calls that fail, full disks, files that may not grow.

    once       one call fails, as it would with a bad sector; the next one works
    lasting    from one call on every call fails that writes, as on a disk that was pulled out or is full
    reading    one file cannot be read
    strace     the same with the real calls of the system, where strace is installed
    full       a disk in memory, and an ext4 one, with a few kilobytes left
    limit      files that may not grow beyond a size (``ulimit -f``)

A command that fails must say so in one line and leave the paper as it was. If the fault does not matter to it, as in a
cache, it must do its work. If it cannot even take its changes back, the next command must do that.
"""

import errno
import os
import resource
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.faults import children, disks, events, kills, ready, tracing
from benchmarks.faults.papers import Ready, differences, found_empty, state
from benchmarks.faults.records import Point, Records, Row

ONCE, LASTING, READING, STRACE, FULL, LIMIT = "once", "lasting", "reading", "strace", "full", "limit"
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES)
READS = frozenset(("read",))
_WORKS_WHEN_FULL = frozenset(("rename", "remove", "rmdir", "chmod", "utime"))
"""Calls that a full disk still carries out."""

KILOBYTES = (0, 1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512)
_MEMORY = 16 << 10


def points(operations: Mapping[str, Ready], each: int) -> list[Point]:
    """``each`` points of every operation."""
    shares = {LASTING: each // 5, READING: each // 10, STRACE: each // 8, FULL: each // 8, LIMIT: max(1, each // 12)}
    shares = {ONCE: each - sum(shares.values()), **shares}
    if tracing.cannot():
        shares[STRACE] = 0
    if disks.can_mount():
        shares[FULL] = 0
    return [
        Point(name, kind, number) for name in operations for kind, share in shares.items() for number in range(share)
    ]


class _Faults:
    """Carries points out; knows how many calls each operation makes, of each sort."""

    def __init__(self, operations: Mapping[str, Ready], chosen: list[Point], folder: Path) -> None:
        self._operations = operations
        self._shares = Counter((point.operation, point.kind) for point in chosen)
        self._many = kills.counts(operations, folder)
        self._reads = {name: kills.calls(one, folder / "count", READS) for name, one in operations.items()}
        self._traced = (
            {name: tracing.counts(one, folder / "count") for name, one in operations.items()}
            if any(point.kind == STRACE for point in chosen)
            else {}
        )

    def work(self, point: Point, mine: Path) -> Row:
        """Carries out a point."""
        one = self._operations[point.operation]
        if point.kind == FULL:
            return self._full(one, point, mine)
        paper = one.copy(mine / "paper")
        seen: dict[str, object] = {}
        if point.kind == STRACE:
            call, at = tracing.chosen(
                self._traced[point.operation], point.number, self._shares[point.operation, STRACE]
            )
            code = tracing.CODES[point.number % len(tracing.CODES)]
            seen |= {"call": call, "at": at, "error": code}
            ended = tracing.run(one, paper, f"{call}:error={code}:when={at}", mine / "trace")
            seen["hit"] = tracing.hit(mine / "trace")
        elif point.kind == LIMIT:
            size = KILOBYTES[spread(point.number, self._shares[point.operation, LIMIT], len(KILOBYTES))]
            seen["kilobytes"] = size
            ended = children.run(one.operation.args, paper, _limited(size << 10))
        else:
            ended = children.run(one.operation.args, paper, self._fault(point, seen))
        seen["code"] = ended.code
        how = _judged(one, paper, ended, is_lasting=point.kind == LASTING, is_told=tracing.is_of_the_paper(seen))
        if how[1]:
            kills.keep(point, "disk", paper)
        return Row(point.key, *how, seen)

    def _fault(self, point: Point, seen: dict[str, object]) -> children.Before:
        which, number, share = point.operation, point.number, self._shares[point.operation, point.kind]
        code = CODES[number % len(CODES)]
        if point.kind == READING:
            kinds, last = READS, self._reads[which]
        else:
            sort = kills.NAMED if point.kind == LASTING or number % 2 else kills.COUNTED
            kinds, last = kills.KINDS[sort], self._many[which, sort]
        at = kills.spread(number, share, last)
        seen |= {"at": at, "of": last, "error": errno.errorcode[code]}

        def fail(kind: str) -> None:
            if not (point.kind == LASTING and code == errno.ENOSPC and kind in _WORKS_WHEN_FULL):
                raise OSError(code, os.strerror(code))

        return events.Watch(events.Count(), at, fail, kinds=kinds, is_lasting=point.kind == LASTING).lay

    def _full(self, one: Ready, point: Point, mine: Path) -> Row:
        share = self._shares[point.operation, FULL]
        leave = KILOBYTES[spread(point.number // 2, (share + 1) // 2, len(KILOBYTES))]
        if point.number % 2:
            with disks.disk(mine / "ext4", megabytes=24) as disk:
                how, code = _on_full(one, disk.folder, leave)
        else:
            with disks.memory(mine / "memory", kilobytes=_MEMORY) as folder:
                how, code = _on_full(one, folder, leave)
        return Row(point.key, *how, {"kilobytes": leave, "disk": "ext4" if point.number % 2 else "tmpfs", "code": code})


def spread(number: int, of: int, length: int) -> int:
    """The ``number``-th of so many places, evenly spread over 0 … ``length`` - 1."""
    return number * length // max(of, 1)


def _limited(size: int) -> children.Before:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _on_full(one: Ready, folder: Path, leave: int) -> tuple[tuple[str, str], int]:
    paper = one.copy(folder / "paper")
    filler = disks.fill(folder, leave)
    ended = children.run(one.operation.args, paper)
    how = _judged(one, paper, ended, is_lasting=True, mend=filler.unlink)
    return how, ended.code


def _nothing() -> None:
    pass


def _judged(
    one: Ready,
    paper: Path,
    ended: children.Outcome,
    *,
    is_lasting: bool,
    is_told: bool = True,
    mend: Callable[[], None] = _nothing,
) -> tuple[str, str]:
    """What the paper is after a fault, and what is wrong with that or with how the command ended.

    ``is_told``: the fault hit the paper, and not what the command prints, so that it must end by the rules.
    """
    found = state(paper)
    told = ended.told if is_told else ""
    name = "OLD" if found == one.old else "NEW" if found == one.new else "HALF"
    if one.old == one.new:
        name = "done" if ended.code == 0 else "refused"
    torn = kills.torn_output(one, paper)
    wrong = [told] if told else []
    wrong += [torn] if torn else []
    if ended.code == 0:
        still = ready.is_new(one, paper, "exit 0")
        wrong += [still] if still else []
    elif found == one.new != one.old and is_told and not is_lasting:
        wrong.append("failed, it says, and did its work")
    elif name == "HALF" and not is_lasting:
        empty = found_empty(found, one.old)
        wrong.append(f"{len(empty)} empty files; {differences(found, one.old)}")
    mend()
    later, failed = kills.judged(one, paper)
    wrong += [failed] if failed else []
    if ended.code and name in ("HALF", "NEW"):
        name = f"refused and {name}, then {later}"
    return name, "; ".join(wrong)


def attack(operations: Mapping[str, Ready], records: Records, folder: Path, each: int) -> list[Point]:
    """The whole case; the points that belong to it."""
    for missing in filter(None, (tracing.cannot(), disks.can_mount())):
        print(f"{records.case}: some points are NOT TRIED: {missing}")
    chosen = points(operations, each)
    shutil.rmtree(folder / "count", ignore_errors=True)
    records.carry_out(chosen, _Faults(operations, chosen, folder).work, folder)
    return chosen
