"""Stores the result of each point as a line of JSON in ``build/faults``, so that a stopped run can be continued."""

import json
import os
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "build/faults"
HANDS = 2
"""Processes that share the points of a case; each has a folder of its own to work in."""

WAIT = 10
"""Seconds from one line of progress to the next."""


@dataclass(frozen=True, slots=True)
class Point:
    """One attack: on which operation, of which kind, and its number among those."""

    operation: str
    kind: str
    number: int

    @property
    def key(self) -> str:
        """What it is known by."""
        return f"{self.operation}/{self.kind}/{self.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """How a point came out. ``state`` says in one word what the paper was afterwards; ``failed`` what was wrong."""

    key: str
    state: str = ""
    failed: str = ""
    seen: dict[str, Any] = field(default_factory=dict)
    """What else is worth counting."""


Work = Callable[[Point, Path], Row]
"""Carries out a point; the folder is the worker's own, and stays from one point to the next."""


class Records:
    """The rows of one case, in a file; with ``anew`` those of earlier runs go."""

    def __init__(self, case: str, *, anew: bool = False, folder: Path = FOLDER) -> None:
        self.case = case
        self.path = folder / f"{case}.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        if anew:
            self.path.unlink(missing_ok=True)
            for paper in (FOLDER / "failed").glob(f"{case}-*"):
                shutil.rmtree(paper)

    def rows(self) -> dict[str, Row]:
        """The row of each point by its key; of one that was tried again, the last."""
        found = {}
        if self.path.exists():
            for line in self.path.read_text("utf-8").splitlines():
                try:
                    row = Row(**json.loads(line))
                except (ValueError, TypeError):
                    continue  # the run was stopped while it wrote this line
                found[row.key] = row
        return found

    def add(self, row: Row) -> None:
        """Writes a row down, in one piece, beside other processes that do."""
        line = json.dumps(asdict(row), ensure_ascii=False) + "\n"
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def carry_out(self, points: Sequence[Point], work: Work, folder: Path, *, hands: int = HANDS) -> None:
        """Carries out the points that no earlier run did, and those that failed in it; shows how far it is.

        Several processes share them.
        """
        known = self.rows()
        left = [point for point in points if point.key not in known or known[point.key].failed]
        began = time.monotonic()
        sys.stdout.flush()
        workers = [self._begun(left[hand::hands], work, folder / f"{self.case}-{hand}") for hand in range(hands)]
        running = set(workers)
        while running:
            for _ in range(WAIT * 10):
                time.sleep(0.1)
                running -= {pid for pid in running if os.waitpid(pid, os.WNOHANG)[0]}
                if not running:
                    break
            rows = self.rows()
            bad = sum(bool(row.failed) for row in rows.values())
            done = len(rows.keys() & {point.key for point in points})
            line = f"{self.case}: {done}/{len(points)} points, {bad} failed, {time.monotonic() - began:.0f} s"
            print(line, file=sys.stderr, flush=True)

    def _begun(self, points: Sequence[Point], work: Work, folder: Path) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for point in points:
                try:
                    row = work(point, folder)
                except Exception as error:  # noqa: BLE001 - told as a failure of this point; the others go on
                    row = Row(point.key, "", f"the harness: {error!r}")
                self.add(row)
            code = 0
        finally:
            os._exit(code)

    def table(self, points: Sequence[Point]) -> tuple[list[str], int]:
        """The closing table of these points, one operation a line, and how many failed; one without a row did."""
        rows = self.rows()
        lines, failed = [], 0
        by_operation: dict[str, list[Point]] = defaultdict(list)
        for point in points:
            by_operation[point.operation].append(point)
        for operation, group in by_operation.items():
            found = [rows[point.key] for point in group if point.key in rows]
            bad = sum(bool(row.failed) for row in found) + len(group) - len(found)
            states = Counter(row.state for row in found if row.state)
            told = ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
            lines.append(f"{self.case:<8} {operation:<10} {len(found):>6} {bad:>7}   {told}")
            failed += bad
        return lines, failed

    def failures(self) -> Iterator[str]:
        """Each point that failed, and why."""
        yield from (f"{self.case} {row.key}: {row.failed}" for row in self.rows().values() if row.failed)
