"""Random edits, collisions and kills at the desk: nothing is lost, nothing torn, and undo gives every byte back.

::

    python -m benchmarks.desk_stress                               1,000 edits, 200 collisions, 200 kills
    python -m benchmarks.desk_stress --edits 0 --kills 0 --seed 7  other collisions

*Edits* (``desk_random``) are asked for one after the other. *Collisions* are two writers of one article at the same
moment: two browsers, or a browser and an editor's program that looks whether the file is still as it read it, and then
writes it in place, renames a new one over it, or is a command of banmian. Whoever wrote last must stand; who did not
write must be told, and have both versions. *Kills* are kill -9 of ``banmian serve`` at a random moment of a save. After
each the preview is started again: all files are those of before the save or those of after it, and the latter where it
was answered as saved.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.desk_collisions import collisions  # noqa: E402
from benchmarks.desk_kills import kills  # noqa: E402
from benchmarks.desk_random import edits  # noqa: E402
from generator.errors import ContentError  # noqa: E402

SEED = 1
TRIALS: dict[str, Callable[[Path, int, int], Counter[str]]] = {
    "edits": edits,
    "collisions": collisions,
    "kills": kills,
}


def main() -> int:
    """The command; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--collisions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    failed = False
    for name, trial in TRIALS.items():
        if count := getattr(given, name):
            with tempfile.TemporaryDirectory(prefix="desk", ignore_cleanup_errors=True) as folder:
                begun = time.perf_counter()
                try:
                    ends = trial(Path(folder), count, given.seed)
                    said = "; ".join(f"{end} {many}" for end, many in ends.most_common())
                except (AssertionError, ContentError) as error:
                    failed, said = True, f"✗ seed {given.seed}: {error}"
                print(f"{count} {name}, {time.perf_counter() - begun:.0f} s: {said}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
