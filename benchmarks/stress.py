"""Imports a thousand broken inputs and says how each ended, how long it took and how much memory.

    make stress                      all of them
    python benchmarks/stress.py 40   the first forty

An input passes if it is imported, or refused with a message, within five seconds and the memory limit. Seconds are
processor time, so that other work on the machine does not change the result.
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from broken import Broken, broken  # noqa: E402
from generator.errors import ImportRefused  # noqa: E402
from generator.newsroom import importer  # noqa: E402
from generator.tagging import keywords  # noqa: E402

PROPOSE = keywords.Keywords((), Path(tempfile.gettempdir()) / "banmian-stress").propose
COUNT = 1_000
SECONDS = 5.0
MEGABYTES = 650
PATIENCE = 30


def _take(one: Broken, site: Path, told: Connection) -> None:
    path = site / f"raw{one.ending}"
    path.write_bytes(one.make())
    spent = time.process_time()
    started = time.perf_counter()
    try:
        made = importer.import_issue(site, path, date(2026, 3, 25), propose=PROPOSE)
        how = "taken in, with remarks" if made.remarks else "taken in"
    except ImportRefused as refused:
        how = "refused" if all(problem.hint for problem in refused.problems) else "REFUSED WITHOUT A HINT"
        if (site / "content" / "issues").is_dir() and any((site / "content" / "issues").iterdir()):
            how = "REFUSED, BUT WROTE"
    except BaseException as error:  # noqa: BLE001 - whatever comes is what we are after
        how = f"CRASHED: {error!r}"
    seconds = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work = sum(one.ru_utime + one.ru_stime for one in used) - spent
    told.send((how, min(seconds, work), max(one.ru_maxrss for one in used) / 1024))


def _tried(one: Broken) -> tuple[str, float, float]:
    """Each in a process of its own: one that hangs or eats the memory is told, and the others go on."""
    listening, telling = multiprocessing.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        process = multiprocessing.get_context("fork").Process(target=_take, args=(one, Path(folder), telling))
        process.start()
        telling.close()
        try:
            if listening.poll(PATIENCE):
                result: tuple[str, float, float] = listening.recv()
                return result
            return "HUNG", float(PATIENCE), 0.0
        except EOFError:
            return "DIED", 0.0, 0.0
        finally:
            process.kill()
            process.join()


def main() -> int:
    """Tries every input; 1 where one failed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:  # a backfile loads its word lists once, and so do we
        path = Path(folder) / "raw.txt"
        path.write_text("码头启用\n\n本报讯 码头昨日启用。", "utf-8")
        importer.import_issue(Path(folder), path, date(2026, 3, 25), propose=PROPOSE)
    ends: Counter[str] = Counter()
    found = []
    for number in range(count):
        one = broken(number)
        how, seconds, memory = _tried(one)
        is_bad = how.isupper() or how[:7].isupper() or seconds > SECONDS or memory > MEGABYTES
        ends[how] += 1
        found.append((seconds, memory, one.name, how, is_bad))
        if is_bad:
            print(f"✗ {one.name}: {how}, {seconds:.1f} s, {memory:.0f} MB", flush=True)
    found.sort(reverse=True)
    print(json.dumps(ends, ensure_ascii=False, indent=1))
    for seconds, memory, name, how, _ in found[:8]:
        print(f"{seconds:6.2f} s {memory:5.0f} MB  {name}: {how}")
    failed = sum(is_bad for *_, is_bad in found)
    print(f"{count} inputs, {failed} failed; most memory {max(one[1] for one in found):.0f} MB")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
