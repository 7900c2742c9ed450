"""Attacks the commands that change a newspaper's files, and prints the results.

    python -m benchmarks.faults               all cases
    python -m benchmarks.faults kill power    some of them
    python -m benchmarks.faults --points 8    fewer points of each operation
    python -m benchmarks.faults --anew        not going on with an earlier run
    python -m benchmarks.faults --short       a minute's worth, as the tests do

Exit code 1: something failed. What a case cannot do on this machine, it says.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults import children, collisions, disk_faults, disks, kills, power, ready
from benchmarks.faults.papers import Ready
from benchmarks.faults.records import FOLDER, Point, Records

Attack = Callable[[Mapping[str, Ready], Records, Path, int], list[Point]]


class Case(NamedTuple):
    """An attack, and how many points of each operation it makes: in the long form, and in the short one."""

    attack: Attack
    points: int
    few: int
    must_mount: bool = False


CASES = {
    "power": Case(power.attack, 48, 4, must_mount=True),
    "kill": Case(kills.attack, 80, 6),
    "disk": Case(disk_faults.attack, 150, 10),
    "collide": Case(collisions.attack, 520, 7),
}
SHORT = ("import", "again", "undo")
"""The operations of the short form; collisions need these."""


def main() -> int:
    """Reads the command line and carries out the cases; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("cases", nargs="*", choices=[*CASES, "all"], default="all")
    parser.add_argument("--points", type=int, default=0, help="points of each operation")
    parser.add_argument("--anew", action="store_true", help="begin again, and forget what earlier runs found")
    parser.add_argument("--before", type=Path, help="the folder of an earlier program, to show its faults")
    parser.add_argument("--short", action="store_true", help="few points of few operations")
    parser.add_argument("--records", type=Path, default=FOLDER, help="where the results are kept")
    asked = parser.parse_args()
    chosen = list(CASES) if "all" in asked.cases else list(dict.fromkeys(asked.cases))
    children.load()
    failed = 0
    lines = []
    with tempfile.TemporaryDirectory(prefix="banmian-faults-") as scratch:
        folder = Path(scratch)
        os.environ["TMPDIR"] = tempfile.tempdir = scratch  # what a killed command leaves there goes with it
        operations = ready.make(folder / "start", SHORT if asked.short else ())
        cannot = disks.can_mount()
        if asked.before:
            _show_before(asked.before, operations["again"], folder)
        for name in chosen:
            case = CASES[name]
            if case.must_mount and cannot:
                lines.append(f"{name:<8} NOT TRIED: {cannot}")
                continue
            began = time.monotonic()
            records = Records(name, anew=asked.anew, folder=asked.records)
            points = case.attack(
                operations, records, folder, asked.points or (case.few if asked.short else case.points)
            )
            rows, bad = records.table(points)
            lines += [*rows, f"{name:<8} {'':<10} {len(points):>6} {bad:>7}   {time.monotonic() - began:.0f} s"]
            lines += [f"    {told}" for told in records.failures()]
            failed += bad
    print(f"{'case':<8} {'operation':<10} {'points':>6} {'failed':>7}   what the paper was then")
    print("\n".join(lines))
    print(f"every point: {asked.records}")
    return 1 if failed else 0


def _show_before(code: Path, one: Ready, folder: Path) -> None:
    for seconds, commit in ((0.0, ""), (2.2, "commit=1"), (6.5, "")):
        found = power.empty_with(code, one, folder, seconds=seconds, commit=commit)
        print(f"{code}: power cut {seconds} s after a corrected import: {len(found)} empty files: {' '.join(found)}")


if __name__ == "__main__":
    sys.exit(main())
