"""The same commit built by a host at 23:00 and at 06:01, with what it kept in between: as a clean build at 06:01.

::

    python -m benchmarks.night_builds --count 200            goes on where an earlier run of the same code stopped
    python -m benchmarks.night_builds --count 20 --search    with the search index
    python -m benchmarks.night_builds --only 17

The papers are those of ``benchmarks.leaks``: between the two hours an issue and some embargoes come to their time. The
first build is in a checkout of its own. Then ``output/`` and ``.banmian/`` are packed with tar and unpacked into
another checkout, at another path, so that inodes and times of change are new; in some trials one of the two is lost.
The build at 06:01 there must give the bytes of a build at 06:01 in a third checkout with neither, manifest included and
kept assets aside. Results: ``build/night_builds.jsonl``.
"""

import random
import shutil
import sys
import tarfile
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks import trial_runs  # noqa: E402
from benchmarks.leaks import Trial  # noqa: E402
from benchmarks.sequences import Wrong  # noqa: E402
from generator.delivery import address_changes, publication  # noqa: E402
from generator.model import CHINA  # noqa: E402
from generator.press.build import Strangers, build  # noqa: E402
from support import Site, settled  # noqa: E402

EVENING, MORNING = datetime(2026, 3, 25, 23, tzinfo=CHINA), datetime(2026, 3, 26, 6, 1, tzinfo=CHINA)
STATE = ("output", ".banmian")
NOTES = ROOT / "build" / "night_builds.jsonl"


def run(seed: int, folder: Path, *, index: bool = False) -> dict[str, Any]:
    """One trial in an empty folder; what came of it."""
    rng, begun, wrong = random.Random(seed), time.perf_counter(), ""
    lost = rng.choice(["", "", "", *STATE])
    released = 0
    try:
        site = Site(folder / "newsroom")
        trial = Trial(folder, rng)
        trial.fill(site)
        trial.hide(site)
        trial.tables(site, knows=True)
        trial.write(site, is_hidden=True)
        planned = publication.prepare(site.root, EVENING)
        publication.note(site.root, address_changes.sent(planned.changes.lines))
        evening, morning, clean = (_checkout(site.root, folder / name) for name in ("evening", "morning", "clean"))
        _build(evening, EVENING, index=index)
        before = settled(evening / "output")
        _unpacked(evening, morning, lost)
        _build(morning, MORNING, index=index)
        _build(clean, MORNING, index=index)
        _compare(morning / "output", clean / "output")
        released = len(settled(morning / "output").keys() - before.keys())
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are after
        wrong = f"{type(error).__name__}: {error}"
    seconds = round(time.perf_counter() - begun, 2)
    return {"seed": seed, "search": index, "lost": lost, "wrong": wrong, "released": released, "seconds": seconds}


def _checkout(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*STATE, ".history"))
    return target


def _build(root: Path, now: datetime, *, index: bool) -> None:
    build(root, now=now, index=index, release=True, strangers=Strangers(remove=True))


def _compare(made: Path, clean: Path) -> None:
    ours, theirs = settled(made), settled(clean)
    differ = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
    if differ:
        raise Wrong(f"{len(differ)} files differ from a clean build: {' '.join(differ[:6])}")


def _unpacked(source: Path, target: Path, lost: str) -> None:
    """Packs what a host keeps, and unpacks it, without the part that is ``lost``."""
    packed = target.with_suffix(".tar")
    with tarfile.open(packed, "w") as tar:
        for name in STATE:
            if name != lost:
                tar.add(source / name, name)
    shutil.rmtree(source / ".banmian")
    with tarfile.open(packed) as tar:
        tar.extractall(target, filter="data")


def tried(seed: int, *, search: bool = False) -> trial_runs.Row:
    """One night, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return run(seed, Path(folder), index=search)


def main() -> int:
    """The command; 1 where a morning was not clean."""
    parser = trial_runs.options(__doc__, 200)
    parser.add_argument("--search", action="store_true")
    given = parser.parse_args()
    if given.only is not None:
        row = tried(given.only, search=given.search)
        print(row["wrong"] or "as it must be")
        return int(bool(row["wrong"]))
    rows = trial_runs.carry_out(tried, given.count, given.jobs, NOTES, search=given.search)
    failed = [row for row in rows if row["wrong"]]
    losses = Counter(row["lost"] or "nothing" for row in rows)
    released = sum(row["released"] for row in rows)
    print(f"{len(rows)} nights, {len(failed)} wrong; {released} files came at six; lost: {dict(losses)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
