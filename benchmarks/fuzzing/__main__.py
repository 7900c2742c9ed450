"""Fuzzes all readers: no input may cause a traceback, or take for ever.

    python -m benchmarks.fuzzing                        every target, going on where an earlier run stopped
    python -m benchmarks.fuzzing tables --count 1000    one of them, and fewer runs
    python -m benchmarks.fuzzing --only tables 17       one run again, with its files and the whole traceback
    python -m benchmarks.fuzzing --anew                 forgets how far earlier runs came

Every input is made from its number alone. ``build/fuzzing.json`` has the progress of each target, and the numbers of
inputs that failed; these are tried again first, and removed once they pass.
Exit code 1: some inputs fail.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.fuzzing import trying  # noqa: E402
from benchmarks.fuzzing.targets import TARGETS, check  # noqa: E402
from generator.errors import BanmianError  # noqa: E402

STATE = ROOT / "build" / "fuzzing.json"
OFTEN = 5.0
"""Seconds between two lines of progress."""
EXAMPLES = 20
"""Findings of one kind whose numbers are kept."""


def main() -> int:
    """The command; 1 where something is found and not mended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one or more of {', '.join(TARGETS)}")
    parser.add_argument("--count", type=int, help="runs of each target, counted with earlier ones")
    parser.add_argument("--anew", action="store_true", help="forget how far earlier runs came")
    parser.add_argument("--only", nargs=2, metavar=("TARGET", "NUMBER"), help="one run, told in full")
    given = parser.parse_args()
    unknown = {*given.targets, *(given.only or ())[:1]} - set(TARGETS)
    if unknown:
        parser.error(f"no target is called {' '.join(sorted(unknown))}")
    if given.only:
        return _only(given.only[0], int(given.only[1]))
    state: dict[str, Any] = json.loads(STATE.read_text("utf-8")) if STATE.exists() else {}
    for name in given.targets or TARGETS:
        row = {} if given.anew else state.get(name, {})
        state[name] = {"runs": 0, "read": 0, "refused": 0, "found": 0, "seconds": 0, "open": {}} | row
        _attack(name, TARGETS[name].count if given.count is None else given.count, state)
    heads = ("runs", "read", "refused", "found", "open", "seconds")
    print(" ".join((f"{'target':<12}", *(f"{head:>8}" for head in heads))))
    for name, row in state.items():
        shown = row | {"open": len(row["open"])}
        print(" ".join((f"{name:<12}", *(f"{shown[head]:>8.0f}" for head in heads))))
    return int(any(row["open"] for row in state.values()))


def _attack(name: str, count: int, state: dict[str, Any]) -> None:
    """Goes on with a target until so many numbers are tried; what was found before comes first."""
    row = state[name]
    known = [int(number) for number in row["open"]]
    row["open"] = {}
    spent, started, told = row["seconds"], time.monotonic(), 0.0
    for done in trying.runs(name, [*known, *range(row["runs"], count)]):
        is_new = done.number == row["runs"]
        row["runs"] += is_new
        row["read"] += is_new and done.was_read
        row["refused"] += is_new and not done.was_read and not done.wrong
        row["found"] += is_new and bool(done.wrong)
        if done.wrong and list(row["open"].values()).count(done.wrong) < EXAMPLES:
            row["open"][str(done.number)] = done.wrong
            print(f"✗ {name} {done.number}: {done.wrong}", flush=True)
        row["seconds"] = round(spent + time.monotonic() - started)
        if time.monotonic() - told > OFTEN:
            told = time.monotonic()
            _keep(state)
            print(f"{name}: {row['runs']:,} of {count:,}, {row['found']} found, {row['seconds']} s", flush=True)
    _keep(state)


def _keep(state: dict[str, Any]) -> None:
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")


def _only(name: str, number: int) -> int:
    made = trying.files(name, number)
    for file, data in made.items():
        print(f"---- {file}, {len(data)} bytes\n{data!r:.4000}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            TARGETS[name].read(made, Path(folder))
        except BanmianError as refused:
            print(f"---- refused\n{refused}")
            check(refused, made)
        else:
            print("---- read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
