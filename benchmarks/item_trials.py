"""Random sequences of edits: an item of a feed keeps its id, and its moment changes with what readers see of it.

::

    python -m benchmarks.item_trials --count 80       goes on where an earlier run of the same code stopped
    python -m benchmarks.item_trials --only 17

A sequence is made as in ``address_trials``, with edits of texts and corrections besides moves, other tags, withdrawals,
drafts, embargoes and merged articles. After each publication the feeds (Atom and JSON) and the sitemaps are read. Of
every article the id must be the one that it always had; where it was there before, ``updated`` must be as before if
it says the same, and another if not; ``lastmod`` must be the same moment; and nothing that is held back may be named.
In the end a fresh clone of the paper, with no state and with other times on its files, must give the same bytes.
Results are written to ``build/item_trials.jsonl``.
"""

import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks import address_trials, trial_runs  # noqa: E402
from benchmarks.address_trials import HELD, LIVE, WITHDRAWN, Paper, Step  # noqa: E402
from benchmarks.sequences import Wrong  # noqa: E402
from generator.model import Correction  # noqa: E402
from generator.outlets import feeds  # noqa: E402
from generator.pages import edition  # noqa: E402
from generator.press.build import build  # noqa: E402
from support import Site  # noqa: E402

STEPS = 8
NOTES = ROOT / "build" / "item_trials.jsonl"
ADDRESS = "https://news.example.org/"
_PUBLIC = f'[paper]\naddress = "{ADDRESS}"\nkey = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"'
_ATOM = "{http://www.w3.org/2005/Atom}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_TITLE = re.compile(r"题(\d{4})")


class Entry(NamedTuple):
    """An item as a reader's program has it."""

    id: str
    path: str
    title: str
    updated: str
    says: str


@dataclass
class Watched(Paper):
    """A paper whose feeds are read after each publication."""

    ids: dict[str, str] = field(default_factory=dict)
    """The id of each article, by its mark."""
    last: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What each article said at the last publication, and its moment."""
    read: int = 0
    changes: int = 0

    def publish(self) -> None:
        """A publication, after which the feeds are read."""
        super().publish()
        self.look()

    def look(self) -> None:
        """Reads all feeds and sitemaps."""
        moments = dict(self._sitemaps())
        seen: dict[str, tuple[str, str]] = {}
        for file, entries in self._feeds():
            for entry in entries:
                self.read += 1
                mark = self._judge(file, entry)
                now = (entry.says, entry.updated)
                if seen.setdefault(mark, now) != now:
                    raise Wrong(f"{file}: {entry.path} differs from another feed: {now}, {seen[mark]}")
                if entry.path in moments and moments[entry.path] != entry.updated:
                    raise Wrong(f"{entry.path} changed {moments[entry.path]} in the sitemap, {entry.updated} in {file}")
        for mark, (says, updated) in seen.items():
            before, then = self.last.get(mark, (says, updated))
            self.changes += before != says
            if (before == says) != (then == updated):
                raise Wrong(f"{mark} said {before!r} at {then}, and says {says!r} at {updated}")
        self.last = seen

    def _judge(self, file: str, entry: Entry) -> str:
        article = entry.path.removesuffix(".html").replace("/", "-")
        state = self.state(article) if article in self.items else "nothing"
        is_notice = entry.title.startswith("已撤下")
        if state != (WITHDRAWN if is_notice else LIVE):
            raise Wrong(f"{file} has {entry.path} ({entry.title}), which is {state}")
        mark = self.items[article].marks[0]
        if not is_notice and _TITLE.findall(entry.title) != [mark]:
            raise Wrong(f"{file}: {entry.path} is {entry.title}, not {mark}")
        if self.ids.setdefault(mark, entry.id) != entry.id:
            raise Wrong(f"{file}: the id of {mark} was {self.ids[mark]}, and is {entry.id}")
        return mark

    def _feeds(self) -> Iterator[tuple[str, list[Entry]]]:
        output = self.site.root / "output"
        for path in sorted(output.rglob("feed.xml")):
            if path.parent.name != "corrections":
                yield path.relative_to(output).as_posix(), [_entry(one) for one in ET.parse(path).iter(f"{_ATOM}entry")]  # noqa: S314 - our own
        for path in sorted(output.rglob("feed.json")):
            items = json.loads(path.read_text("utf-8"))["items"]
            yield path.relative_to(output).as_posix(), [_item(one) for one in items]

    def _sitemaps(self) -> Iterator[tuple[str, str]]:
        for path in (self.site.root / "output/sitemaps").glob("*.xml"):
            for url in ET.parse(path).iter(f"{_MAP}url"):  # noqa: S314 - our own
                place, moment = url.findtext(f"{_MAP}loc", ""), url.findtext(f"{_MAP}lastmod", "")
                article = place.removeprefix(ADDRESS)
                name = article.removesuffix(".html").replace("/", "-")
                if article.endswith(".html") and name in self.items and self.state(name) == HELD:
                    raise Wrong(f"{path.name} names {article}, which is held back")
                if moment:
                    yield article, moment

    def settings(self) -> None:
        """The settings of a paper with feeds of everything."""
        super().settings()
        text = (self.site.root / "newspaper.toml").read_text("utf-8").replace("[paper]", _PUBLIC)
        self.site.write("newspaper.toml", text + "[feeds]\ntags = true\n")

    def compare(self, folder: Path) -> None:
        """Builds a fresh clone with other times and raises ``Wrong`` where a feed or a sitemap is another."""
        shutil.copytree(self.site.root, folder, ignore=shutil.ignore_patterns("output", ".banmian", ".history"))
        for at, path in enumerate(sorted(folder.rglob("*"))):
            os.utime(path, (10**9 + at, 10**9 + at))
        build(folder, now=self.now, index=False, release=True)
        for path in sorted((self.site.root / "output").rglob("*.xml")):
            name = path.relative_to(self.site.root / "output")
            if path.read_bytes() != (folder / "output" / name).read_bytes():
                raise Wrong(f"{name} is another in a fresh clone")


def _entry(found: ET.Element) -> Entry:
    link = found.find(f"{_ATOM}link")
    path = (link.get("href", "") if link is not None else "").removeprefix(ADDRESS)
    said = " ".join(found.findtext(f"{_ATOM}{name}", "") for name in ("summary", "content"))
    title = found.findtext(f"{_ATOM}title", "")
    return Entry(
        found.findtext(f"{_ATOM}id", ""), path, title, found.findtext(f"{_ATOM}updated", ""), _says(title, said)
    )


def _item(found: dict[str, Any]) -> Entry:
    said = " ".join(found.get(name, "") for name in ("summary", "content_html", "content_text"))
    path = found["url"].removeprefix(ADDRESS)
    return Entry(found["id"], path, found["title"], found["date_modified"], _says(found["title"], said))


def _says(title: str, said: str) -> str:
    """What an item says, as far as the trials change it: marks of texts, edits and corrections, or a withdrawal."""
    if title.startswith("已撤下"):
        return "withdrawn"
    body = said.rpartition("这是第")[2]
    marks = sorted(set(re.findall(r"第(\d{4})号稿的", said)))
    return f"{marks} {body.count('改过。')} {sorted(set(re.findall('误[0-9]+', said)))}"


def _edit(paper: Paper) -> None:
    article = address_trials._pick(paper)  # noqa: SLF001
    paper.items[article] = replace(paper.items[article], edits=paper.items[article].edits + 1)
    paper.write(article)


def _correct(paper: Paper) -> None:
    article = address_trials._pick(paper)  # noqa: SLF001
    item = paper.items[article]
    word = f"误{len(item.corrections)}"
    correction = Correction(paper.now.date(), word, "正")
    paper.items[article] = replace(item, corrections=(*item.corrections, correction))
    paper.write(article)


OFTEN: tuple[Step, ...] = (_edit, _edit, _edit, _correct, _correct, address_trials._withdraw, address_trials._move)  # noqa: SLF001


def run(seed: int, folder: Path, told: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """One sequence in an empty folder; what came of it."""
    edition.TO_A_PAGE, feeds.MOST = 3, 100
    paper = Watched(Site(folder / "paper"), random.Random(seed))
    begun, steps, wrong = time.perf_counter(), list[str](), ""
    try:
        paper.begin()
        for _ in range(STEPS):
            step = paper.rng.choice(address_trials.ALL + OFTEN + OFTEN)
            steps.append(step.__name__.strip("_"))
            told(steps[-1])
            step(paper)
            paper.now += timedelta(minutes=paper.rng.choice([1, 50, 300]))
            paper.publish()
        paper.compare(folder / "clone")
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are after
        wrong = f"{type(error).__name__}: {error}"
    counts = {"read": paper.read, "changes": paper.changes, "ids": len(paper.ids)}
    return {"seed": seed, "wrong": wrong, "steps": steps, "seconds": round(time.perf_counter() - begun, 2)} | counts


def tried(seed: int) -> trial_runs.Row:
    """One sequence, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return run(seed, Path(folder))


def main() -> int:
    """The command; 1 where a sequence went wrong."""
    return trial_runs.command(__doc__, 80, run, tried, NOTES, ("read", "changes", "ids"))


if __name__ == "__main__":
    sys.exit(main())
