"""Tries more than a thousand papers with one mistake each; prints the results by kind, with time and memory.

    make stress                                   raw inputs, and papers
    python benchmarks/stress_papers.py            all papers; goes on where an earlier run was stopped
    python benchmarks/stress_papers.py --anew     not going on with an earlier run
    python benchmarks/stress_papers.py --again    those that failed in the last run
    python benchmarks/stress_papers.py 7 8        the papers of these numbers, with what the command said

A paper passes if the command does its work, or refuses with a message in Chinese that names the file and says what to
do, and leaves ``output/`` as it was. In both cases it must not change files that people own, unless the command is for
that, and may use at most five seconds of processor time and a gigabyte. Results are kept in ``build/stress``.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from broken_papers import KINDS, broken_paper  # noqa: E402
from generator.press import code_digest  # noqa: E402
from paper_trial import Papers  # noqa: E402

COUNT = 1_500
FOLDER = ROOT / "build" / "stress"
RECORDS = "papers.jsonl"

Row = dict[str, Any]


def _row(papers: Papers, number: int) -> Row:
    case = broken_paper(number)
    ended = papers.tried(case)
    faults = [*ended.faults]
    if faults:
        print(f"✗ {case.name}: {'; '.join(faults)}\n{_short(ended.said)}", flush=True)
    return {
        "number": number,
        "kind": case.kind,
        "name": case.name,
        "how": ended.how,
        "seconds": round(ended.seconds, 2),
        "megabytes": round(ended.megabytes),
        "faults": faults,
    }


def _short(said: str) -> str:
    lines = [line[:300] for line in said.splitlines()]
    return "\n".join(f"    {line}" for line in (*lines[:6], *(["…"] if len(lines) > 6 else [])))


def _table(rows: list[Row]) -> None:
    ends: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        ends[row["kind"]][row["how"]] += 1
    hows = sorted({row["how"] for row in rows})
    print(f"{'':14}" + "".join(f"{how:>9}" for how in hows) + f"{'most s':>9}{'most MB':>9}")
    for kind in KINDS:
        own = [row for row in rows if row["kind"] == kind]
        if own:
            counts = "".join(f"{ends[kind][how]:>9}" for how in hows)
            most = [max(row[name] for row in own) for name in ("seconds", "megabytes")]
            print(f"{kind:14}{counts}{most[0]:9.2f}{most[1]:9.0f}")
    failed = sum(bool(row["faults"]) for row in rows)
    print(f"{len(rows)} papers, {failed} failed")


def _known(records: Path) -> dict[int, Row]:
    """The rows of an earlier run of the same code."""
    if not records.exists():
        return {}
    head, *lines = records.read_text("utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return {row["number"]: row for row in rows} if head == _mark() else {}


def _mark() -> str:
    tests = "".join((ROOT / "tests" / name).read_text("utf-8") for name in ("broken_papers.py", "spoiling.py"))
    return f"{code_digest.digest()} {len(tests)}"


def main() -> int:
    """Tries the papers; 1 where one failed."""
    parser = argparse.ArgumentParser(description="papers in which one thing is bad")
    parser.add_argument("numbers", type=int, nargs="*")
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    records = FOLDER / RECORDS
    if given.numbers:
        rows = [_row(Papers(FOLDER), number) for number in given.numbers]
    elif given.again:
        last = [json.loads(line) for line in records.read_text("utf-8").splitlines()[1:]]
        papers = Papers(FOLDER)
        rows = [_row(papers, row["number"]) for row in last if row["faults"]]
    else:
        known = {} if given.anew else _known(records)
        records.write_text("\n".join([_mark(), *map(json.dumps, known.values())]) + "\n", "utf-8")
        papers = Papers(FOLDER)
        with records.open("a", encoding="utf-8") as file:
            for number in range(COUNT):
                if number not in known:
                    known[number] = _row(papers, number)
                    file.write(json.dumps(known[number], ensure_ascii=False) + "\n")
                    file.flush()
        rows = list(known.values())
    _table(rows)
    return int(any(row["faults"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
