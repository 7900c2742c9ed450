"""Kills ``banmian publish`` with kill -9, and runs it again: what readers get, what is recorded, and what was sent.

::

    python -m benchmarks.publish_kills --count 100       goes on where an earlier run of the same code stopped
    python -m benchmarks.publish_kills --only 17

A small paper was published; then an issue is added, a text and the style change, an article moves, and one is
withdrawn. ``banmian publish`` sends it to two places: with the shipped ``nginx/send.sh`` into new folders behind a
switched link, and with a plain ``cp -r``. Half of the kills come before a call that changes a file, evenly spread; half
at a random moment, which is also while a command sends. After a kill

- what nginx serves is wholly the old or wholly the new site;
- in ``output/``, which may be served itself, no page names a file that is missing;
- the record of addresses can be read, and what it calls sent was sent.

The next run ends well; then site, record and what was sent are as if nobody had killed anything, nginx was told to read
the rules that now hold, and a third run finds nothing to do. How often a plain copy was cut off with something missing
is counted, not judged. Results: ``build/publish_kills.jsonl``.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.faults import children, events  # noqa: E402
from benchmarks.publishing import named  # noqa: E402
from benchmarks.sequences import Wrong  # noqa: E402
from generator.content import addresses  # noqa: E402
from generator.model import Photo  # noqa: E402
from generator.press import code_digest  # noqa: E402
from generator.press.manifest import MANIFEST  # noqa: E402
from support import NEWSPAPER, Site, settled, tree  # noqa: E402

SEND = ROOT / "generator/delivery/paper/nginx/nginx/send.sh"
SETTINGS = """
[publish]
hosts = ["nginx"]
commands = ["PATH=../bin:$PATH FOLDER=../www sh nginx/send.sh", "mkdir -p ../plain && cp -r output/. ../plain/"]
"""
SUDO = """#!/bin/sh
# Stands in for a server's administrator: reloading nginx is keeping a copy of the rules that it reads.
[ "$3" != reload ] || cp ../www/current/_nginx.conf ../loaded.conf
"""
NOTES = ROOT / "build" / "publish_kills.jsonl"
KINDS = frozenset(("rename", "mkdir", "remove", "rmdir", "link", "opened", "half", "fsync", "flush"))
Files = dict[str, bytes]


class Ready(NamedTuple):
    """A folder with a paper about to be published, and what is right before and after."""

    folder: Path
    old: Files
    new: Files
    settled: Files
    record: dict[str, tuple[str, bool]]
    calls: int
    seconds: float


def prepared(folder: Path) -> Ready:
    """Publishes the paper once, edits it, and finds out what the next publication does."""
    children.load()
    site = Site(folder / "before/paper")
    site.write("newspaper.toml", NEWSPAPER + SETTINGS)
    site.write("nginx/send.sh", SEND.read_bytes())
    site.write("../bin/sudo", SUDO).chmod(0o755)
    for day in ("2026-03-11", "2026-03-18"):
        site.issue(day)
        site.picture("dock.png", day, (9, 6))
        for number in (1, 2, 3):
            photos = (Photo("江上", "dock.png"),) if number == 1 else ()
            site.article(day, number, f"{day}的第{number}篇。", tags=("码头",), topics=("economy",), photos=photos)
    _run(site.root)
    old = served(folder / "before")
    site.issue("2026-03-25")
    site.picture("boat.png", "2026-03-25", (8, 5))
    site.article("2026-03-25", 1, "新的一期。", topics=("economy",), photos=(Photo("船", "boat.png"),))
    site.article("2026-03-18", 2, "改过的一篇。", tags=("码头", "学校"))
    site.article("2026-03-11", 1, "撤下的一篇。", withdrawal="来源有误", photos=(Photo("江上", "dock.png"),))
    (site.root / "content/issues/2026-03-18/03.md").unlink()
    site.article("2026-03-25", 2, "2026-03-18的第3篇。", tags=("码头",), was=("2026-03-18-03",))
    site.write("templates/static/own.css", "body{margin:1px}")
    shutil.copytree(folder / "before", folder / "after", symlinks=True)
    count, begun = events.Count(), time.monotonic()
    _run(folder / "after/paper", events.Watch(count, kinds=KINDS))
    seconds = time.monotonic() - begun
    paper = folder / "after/paper"
    return Ready(folder, old, served(folder / "after"), settled(paper / "output"), _record(paper), count.value, seconds)


def served(folder: Path) -> Files:
    """What nginx serves."""
    return tree((folder / "www/current/site").resolve())


def _run(paper: Path, watch: events.Watch | None = None) -> str:
    ended = children.run(("publish",), paper, watch.lay if watch else lambda: None)
    if ended.code:
        raise Wrong(f"publish: exit {ended.code}: {ended.printed[-400:]}")
    return ended.printed


def _record(paper: Path) -> dict[str, tuple[str, bool]]:
    return {path: (line.digest, line.is_pending) for path, line in addresses.read(paper).public.items()}


def missing(site: Files) -> Iterator[str]:
    """The files that pages of a site name and that are not there."""
    for path, data in site.items():
        if path.endswith(".html"):
            wanted = (address.partition("?")[0].removeprefix("/") for address in named(data.decode("utf-8", "replace")))
            yield from (f"{name} ({path})" for name in wanted if name and not name.endswith("/") and name not in site)
    catalogue = site.get("pagefind/catalogue.json")
    for shard in json.loads(catalogue)["shards"] if catalogue else ():
        name = f"pagefind/{shard['name']}/{shard['table']}.pf_table"
        yield from () if name in site else (f"{name} (catalogue)",)


def killed(ready: Ready, number: int, of: int, folder: Path) -> dict[str, Any]:
    """One kill in a copy of the paper; what came of it."""
    shutil.copytree(ready.folder / "before", folder / "now", symlinks=True)
    paper = folder / "now/paper"
    rng, wrong, row = random.Random(number), "", dict[str, Any](seed=number)
    try:
        if number % 2:
            row["at"] = 1 + number * ready.calls // of
            watch = events.Watch(events.Count(), row["at"], lambda _: os.killpg(0, signal.SIGKILL), kinds=KINDS)
            ended = children.run(("publish",), paper, watch.lay)
        else:
            row["after"] = round(rng.uniform(0, ready.seconds * 1.1), 3)
            running = children.start(children.command(("publish",)), paper)
            time.sleep(row["after"])
            running.kill()
            ended = running.wait()
        row["code"] = ended.code
        _judge_cut(ready, folder / "now", row)
        _run(paper)
        _judge_end(ready, folder / "now")
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are after
        wrong = f"{type(error).__name__}: {error}"
    return row | {"wrong": wrong}


def _judge_cut(ready: Ready, folder: Path, row: dict[str, Any]) -> None:
    found = served(folder)
    if found not in (ready.old, ready.new):
        raise Wrong("nginx serves neither the old nor the new site")
    row["served"] = "old" if found == ready.old else "new"
    lacking = list(missing(tree(folder / "paper/output")))
    if lacking:
        raise Wrong(f"output/ lacks {len(lacking)} files: {' '.join(lacking[:3])}")
    record = _record(folder / "paper")
    if record == ready.record and row["served"] == "old":
        raise Wrong("the record says that everything was sent, and it was not")
    row["pending"] = sum(is_pending for _, is_pending in record.values())
    row["plain copy lacks"] = len(list(missing(tree(folder / "plain"))))


def _judge_end(ready: Ready, folder: Path) -> None:
    paper = folder / "paper"
    made = settled(paper / "output") | {MANIFEST: ready.settled[MANIFEST]}  # it notes whether all was sent
    wrong = sorted(path for path in made.keys() | ready.settled.keys() if made.get(path) != ready.settled.get(path))
    if wrong:
        raise Wrong(f"output/ is not what it should be: {' '.join(wrong[:5])}")
    sent = served(folder)
    if {path: data for path, data in tree(paper / "output").items() if path in sent} != sent:
        raise Wrong("what was sent is not what was built")
    if not ready.new.keys() >= {path for path in sent if path in ready.new} or list(missing(sent)):
        raise Wrong("what was sent is not whole")
    rules = folder / "www/current/_nginx.conf"
    if rules.exists() and rules.read_bytes() != (folder / "loaded.conf").read_bytes():
        raise Wrong("nginx was not told to read its rules")
    if _record(paper) != ready.record:
        raise Wrong("the record is not what it should be")
    if "和上次发布时一样" not in _run(paper):
        raise Wrong("a third run finds something to do")


def _done() -> Iterator[dict[str, Any]]:
    """What earlier runs of the same code tried."""
    with contextlib.suppress(FileNotFoundError), NOTES.open(encoding="utf-8") as file:
        yield from (row for row in map(json.loads, file) if row["program"] == code_digest.digest())


def main() -> int:
    """The command; 1 where something was torn or lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    rows = list(_done())
    wanted = range(given.count) if given.only is None else (given.only,)
    waiting = [number for number in wanted if given.only is not None or number not in {row["seed"] for row in rows}]
    NOTES.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as base, NOTES.open("a", encoding="utf-8") as notes:
        ready = prepared(Path(base) / "ready")
        for number in waiting:
            with tempfile.TemporaryDirectory() as folder:
                row = killed(ready, number, given.count, Path(folder))
            rows.append(row)
            notes.write(json.dumps(row | {"program": code_digest.digest()}, ensure_ascii=False) + "\n")
            notes.flush()
            if row["wrong"]:
                print(f"✗ {row}", flush=True)
    failed = [row for row in rows if row["wrong"]]
    ends = Counter(f"{'killed' if row['code'] else 'ended'}, {row.get('served')} site" for row in rows)
    torn = sum(bool(row.get("plain copy lacks")) for row in rows)
    print(f"{len(rows)} kills, {len(failed)} wrong; {dict(ends)}; {torn} plain copies lack files")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
