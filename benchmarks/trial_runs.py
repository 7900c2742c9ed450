"""Runs random trials in several processes and notes each, so that a run that was stopped goes on where it was."""

import argparse
import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from generator.press import code_digest

Row = dict[str, Any]
"""What came of a trial: its ``seed``, what is ``wrong`` (``""`` where nothing is), and counts."""


def options(about: str | None, count: int) -> argparse.ArgumentParser:
    """The options that all trials have; by default there are ``count`` of them."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", type=int, help="one trial alone, by its seed")
    return parser


def carry_out(trial: Callable[..., Row], count: int, jobs: int, notes: Path, **how: Any) -> list[Row]:
    """The rows of the trials with the seeds below ``count``; those that the same code carried out before are read.

    ``trial`` is called with a seed and ``how``, and its row holds ``how``. What went wrong is printed at once.
    """
    rows = [row for row in _noted(notes) if row["seed"] < count and how.items() <= row.items()]
    done = {row["seed"] for row in rows}
    waiting = [seed for seed in range(count) if seed not in done]
    notes.parent.mkdir(exist_ok=True)
    with notes.open("a", encoding="utf-8") as file, ProcessPoolExecutor(jobs) as pool:
        for row in pool.map(partial(trial, **how), waiting):
            rows.append(row)
            file.write(json.dumps(row | {"program": code_digest.digest()}, ensure_ascii=False) + "\n")
            file.flush()
            if row["wrong"]:
                steps = " ".join(row.get("steps", ()))
                print(f"✗ {row['seed']}: {row['wrong']}" + (f"\n    {steps}" if steps else ""), flush=True)
    return rows


def command(
    about: str | None,
    count: int,
    run: Callable[..., Row],
    tried: Callable[[int], Row],
    notes: Path,
    counted: Sequence[str],
) -> int:
    """The command of trials that are sequences of steps; 1 where one went wrong.

    ``run`` makes one in a folder and tells its steps, ``tried`` makes one by its seed in a folder that goes afterwards;
    ``counted`` are the counts of a row that are added up.
    """
    given = options(about, count).parse_args()
    if given.only is not None:
        with tempfile.TemporaryDirectory() as folder:
            row = run(given.only, Path(folder), told=lambda step: print(step, flush=True))
        print(row["wrong"] or "as it must be")
        return int(bool(row["wrong"]))
    rows = carry_out(tried, given.count, given.jobs, notes)
    failed = [row for row in rows if row["wrong"]]
    sums = {name: sum(row[name] for row in rows) for name in counted}
    print(f"{len(rows)} sequences, {len(failed)} wrong; {sums}")
    return int(bool(failed))


def _noted(notes: Path) -> Iterator[Row]:
    with contextlib.suppress(FileNotFoundError), notes.open(encoding="utf-8") as file:
        yield from (row for row in map(json.loads, file) if row["program"] == code_digest.digest())
