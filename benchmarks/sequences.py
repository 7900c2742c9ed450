"""Random sequences of edits on a small paper: incremental builds must give the same bytes as a clean build.

::

    python -m benchmarks.sequences --count 2000            goes on where an earlier run of the same code stopped
    python -m benchmarks.sequences --count 200 --search    with the search index
    python -m benchmarks.sequences --only 17               one again, with its edits named as they are made

A sequence is ten edits. An edit changes texts, fields, photos, templates, settings, lists or special topics; adds,
deletes or moves articles; lets an embargo end; deletes or damages output, manifest, ledger or cache; puts an old
manifest in place; kills a build half way; or adds unknown files. After most edits the paper is built. At one random
step and at the end ``output/`` is compared with a build into an empty folder, without the kept files of the build
before, which the manifest lists. If unknown files stop a build, there must be no embargoed page and only the notice
of a withdrawn one, and after the unknown files are removed, the result must be that of the clean build. Results are
written to ``build/sequences.jsonl``.
"""

import contextlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks import trial_runs  # noqa: E402
from generator.errors import BanmianError, PressError  # noqa: E402
from generator.kinds import Kind  # noqa: E402
from generator.model import CHINA, Photo  # noqa: E402
from generator.pages import urls  # noqa: E402
from generator.press import headline_words, stamps  # noqa: E402
from generator.press.build import Strangers, build  # noqa: E402
from generator.press.manifest import Manifest  # noqa: E402
from support import NEWSPAPER, Site, record_of, settled  # noqa: E402

EDITS = 10
START = datetime(2026, 3, 25, 6, tzinfo=CHINA)
DAYS = ("2026-03-11", "2026-03-18", "2026-03-25", "2026-04-01", "2025-12-31")
WORDS = "码头 菜市场 公园 学校 会议 订单 农田 图书馆".split()
NOTES = ROOT / "build" / "sequences.jsonl"


class Wrong(AssertionError):
    """A sequence did not end where it must."""


class Paper:
    """A paper under edit: its folder, the articles that it should have, the time, and dice."""

    def __init__(self, root: Path, seed: int, *, index: bool) -> None:
        self.site = Site(root)
        self.rng = random.Random(seed)
        self.index = index
        self.now = START
        self.articles: dict[str, dict[str, Any]] = {}
        self.stops = 0
        self.memory: list[bytes] = []
        """Manifests of earlier days."""

    @property
    def output(self) -> Path:
        """The built site."""
        return self.site.root / "output"

    def begin(self) -> None:
        """Two issues with two articles each."""
        self.site.write("newspaper.toml", NEWSPAPER)
        for issue in DAYS[:2]:
            for number in (1, 2):
                self.add(f"{issue}-{number:02d}")
        self.build()

    def add(self, article: str) -> None:
        """A new article, with an issue around it where there is none."""
        issue = article[:10]
        if not (self.site.root / "content/issues" / issue).is_dir():
            self.site.issue(issue)
        self.articles[article] = {
            "tags": tuple(self.rng.sample(WORDS, 2)),
            "title": self.phrase(),
            "body": self.phrase(),
        }
        self.write(article)

    def phrase(self) -> str:
        """Words that say nothing."""
        return "".join(self.rng.choices(WORDS, k=4)) + f"{self.rng.randrange(1000)}。"

    def write(self, article: str) -> None:
        """Writes an article as it should be."""
        issue, number = article[:10], int(article[11:])
        self.site.article(issue, number, **self.articles[article])

    def pick(self) -> str:
        """Some article; a new one where there is none left."""
        if not self.articles:
            self.add(f"{DAYS[0]}-01")
        return self.rng.choice(sorted(self.articles))

    def file(self) -> Path | None:
        """Some file of the built site."""
        found = [path for path in self.output.rglob("*") if path.is_file()]
        return self.rng.choice(sorted(found)) if found else None

    def build(self) -> None:
        """One build, as a newsroom would: where strangers stop it, they are looked at and removed."""
        with contextlib.suppress(OSError):
            self.memory.append(record_of(self.site.root).read_bytes())
        try:
            build(self.site.root, now=self.now, index=self.index)
        except PressError as error:
            if "来历不明" not in str(error):
                raise
            self.stops += 1
            self.judge()
            build(self.site.root, now=self.now, index=self.index, strangers=Strangers(remove=True))

    def judge(self) -> None:
        """What must hold even where a build is stopped."""
        for article, fields in self.articles.items():
            page = self.output / urls.article(article)
            if fields.get("embargo", self.now) > self.now:
                if page.exists():
                    raise Wrong(f"{article} is under embargo, and public")
            elif fields.get("withdrawal") and page.exists() and "已经撤下" not in page.read_text("utf-8"):
                raise Wrong(f"{article} is withdrawn, and public")

    def compare(self) -> None:
        """Raises ``Wrong`` where the site is not what a clean build gives."""
        self.build()
        self.judge()
        with tempfile.TemporaryDirectory(dir=self.site.root.parent) as folder:
            clean = Path(folder) / "clean"
            shutil.copytree(self.site.root, clean, ignore=shutil.ignore_patterns("output", ".banmian", ".history"))
            build(clean, now=self.now, index=self.index)
            ours, theirs = settled(self.output), settled(clean / "output")
        wrong = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
        if wrong:
            raise Wrong(f"{len(wrong)} files differ: {' '.join(wrong[:5])}")


def _field(paper: Paper) -> None:
    article, rng = paper.pick(), paper.rng
    change: dict[str, Any] = rng.choice(
        [
            {"title": paper.phrase()},
            {"tags": tuple(rng.sample(WORDS, rng.randrange(4)))},
            {"topics": rng.choice([(), ("economy",), ("livelihood", "economy")])},
            {"kind": rng.choice([Kind.NEWS, Kind.LITERATURE, Kind.NOTICE])},
            {"order": rng.randrange(100, 10**9)},
            {"summary": paper.phrase()},
            {"plain": rng.random() < 0.5},
        ]
    )
    paper.articles[article] |= change
    paper.write(article)


def _text(paper: Paper) -> None:
    article = paper.pick()
    paper.articles[article]["body"] = "\n\n".join(paper.phrase() for _ in range(paper.rng.randrange(1, 4)))
    paper.write(article)


def _photo(paper: Paper) -> None:
    article, size = paper.pick(), (paper.rng.randrange(2, 9), paper.rng.randrange(2, 9))
    name = paper.rng.choice(["a.png", "b.png"])
    paper.site.picture(name, article[:10], size)
    paper.articles[article]["photos"] = (Photo(paper.phrase(), name),) if paper.rng.random() < 0.7 else ()
    paper.write(article)


def _insert(paper: Paper) -> None:
    day = paper.rng.choice(DAYS)
    taken = {article for article in paper.articles if article.startswith(day)}
    free = [f"{day}-{number:02d}" for number in range(1, 9) if f"{day}-{number:02d}" not in taken]
    if free:
        paper.add(paper.rng.choice(free))


def _drop(paper: Paper, article: str) -> None:
    del paper.articles[article]
    (paper.site.root / f"content/issues/{article[:10]}/{article[11:]}.md").unlink()


def _delete(paper: Paper) -> None:
    _drop(paper, paper.pick())


def _delete_issue(paper: Paper) -> None:
    day = paper.pick()[:10]
    for article in [article for article in paper.articles if article.startswith(day)]:
        del paper.articles[article]
    shutil.rmtree(paper.site.root / "content/issues" / day)


def _rename(paper: Paper) -> None:
    article = paper.pick()
    moved = f"{article[:10]}-{paper.rng.randrange(10, 99)}"
    if moved not in paper.articles:
        fields = paper.articles[article]
        _drop(paper, article)
        paper.articles[moved] = fields
        paper.write(moved)


def _withdraw(paper: Paper) -> None:
    fields = paper.articles[article := paper.pick()]
    fields["withdrawal"] = "" if fields.get("withdrawal") else "内容有误"
    paper.write(article)


def _embargo(paper: Paper) -> None:
    fields = paper.articles[article := paper.pick()]
    fields["embargo"] = paper.now + timedelta(minutes=paper.rng.choice([-30, 30, 90]))
    paper.write(article)


def _time_passes(paper: Paper) -> None:
    paper.now += timedelta(minutes=paper.rng.choice([1, 45, 120]))


def _template(paper: Paper) -> None:
    name, text = paper.rng.choice(
        [
            ("404.html", '{% extends "builtin/404.html" %}{% block title %}' + paper.phrase() + "{% endblock %}"),
            (
                "article.html",
                '{% extends "builtin/article.html" %}{% block footer %}' + paper.phrase() + "{% endblock %}",
            ),
            ("static/own.txt", paper.phrase()),
            ("static/style.css", f"body{{margin:{paper.rng.randrange(9)}px}}"),
        ]
    )
    if paper.rng.random() < 0.3:
        (paper.site.root / "templates" / name).unlink(missing_ok=True)
    else:
        paper.site.write(f"templates/{name}", text)


def _settings(paper: Paper) -> None:
    rng = paper.rng
    text = NEWSPAPER.replace("新区专版", rng.choice(["新区专版", "老区专版"]))
    text = text.replace("min_articles = 1", f"min_articles = {rng.choice([1, 2])}")
    if rng.random() < 0.5:
        text = text.replace("[paper]", '[paper]\naddress = "https://example.org/paper"')
    paper.site.write("newspaper.toml", text + ("\n[app]\noffline = false\n" if rng.random() < 0.3 else ""))


def _lists(paper: Paper) -> None:
    left, right = paper.rng.sample(WORDS, 2)
    paper.site.write("content/lists/同义词.csv", f"说法,标签\n{left},{right}\n")
    if paper.rng.random() < 0.5:
        paper.site.write("content/about.md", paper.phrase())


def _special(paper: Paper) -> None:
    file = paper.site.root / "content/specials/gu-shi.md"
    if file.exists() and paper.rng.random() < 0.4:
        file.unlink()
    else:
        word = paper.rng.choice(WORDS)
        paper.site.write(
            "content/specials/gu-shi.md", f'---\ntitle: "故事"\nwords: ["{word}"]\n---\n\n{paper.phrase()}\n'
        )


def _own_page(paper: Paper) -> None:
    file = paper.site.root / "content/pages/ding-bao.md"
    text = NEWSPAPER
    if file.exists() and paper.rng.random() < 0.4:
        file.unlink()
    else:
        title = paper.rng.choice(WORDS)
        paper.site.write("content/pages/ding-bao.md", f"---\ntitle: {title}\n---\n\n{paper.phrase()}\n")
        text += f'\n[pages]\n{paper.rng.choice(["footer", "navigation"])} = ["ding-bao"]\n'
    paper.site.write("newspaper.toml", text)


def _root_file(paper: Paper) -> None:
    name = paper.rng.choice(["CNAME", "ads.txt", ".well-known/x.json", "google.html"])
    if paper.rng.random() < 0.3:
        (paper.site.root / "content/root" / name).unlink(missing_ok=True)
    else:
        paper.site.write(f"content/root/{name}", paper.phrase())


def _lose_file(paper: Paper) -> None:
    file = paper.file()
    if file is None or paper.rng.random() < 0.1:
        shutil.rmtree(paper.output, ignore_errors=True)
    elif paper.rng.random() < 0.3 and file.parent != paper.output:
        shutil.rmtree(file.parent)
    else:
        file.unlink()


def _damage_file(paper: Paper) -> None:
    """With as many bytes and the old time; cut; or with those of another."""
    file, other = paper.file(), paper.file()
    if file is None or other is None:
        return
    data, times = file.read_bytes(), file.stat()
    file.write_bytes(paper.rng.choice([data[:-1] + b"!", data[: len(data) // 2], other.read_bytes(), b""]))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _stranger(paper: Paper) -> None:
    file = paper.file()
    name = paper.rng.choice(
        ["CNAME", "2026-03-18/old.html", "tags/old/index.html", "x/y/z", "static/0123456789ab/x.js"]
    )
    data = file.read_bytes() if file and paper.rng.random() < 0.5 else b"mine"
    with contextlib.suppress(OSError):
        paper.site.write(f"output/{name}", data)


def _link(paper: Paper) -> None:
    file = paper.file()
    if file is None:
        return
    place = file.parent if paper.rng.random() < 0.3 and file.parent != paper.output else file
    away = paper.site.root / f"away-{paper.rng.randrange(10**6)}"
    place.rename(away)
    place.symlink_to(away)


def _manifest(paper: Paper) -> None:
    record = record_of(paper.site.root)
    if not record.exists():
        return
    how = paper.rng.randrange(5)
    if how == 0:
        record.unlink()
    elif how == 1:
        record.write_bytes(paper.rng.choice([b"", b"{}", b"garbage", record.read_bytes()[:300]]))
    elif how == 2:
        record.write_bytes(paper.rng.choice(paper.memory or [b""]))
    elif how == 3:
        text = record.read_text("utf-8")
        record.write_text(text.replace('"kept"', '"keep"'), "utf-8")
    elif record.read_bytes() == Manifest.from_json(record.read_bytes()).to_json():
        read = json.loads(record.read_bytes())
        read.pop("kept", None)  # as it was before digests were noted: sizes
        read["bundles"] = {name: [*row[:3], dict.fromkeys(row[3], 7)] for name, row in read["bundles"].items()}
        record.write_text(json.dumps(read), "utf-8")


def _ledger(paper: Paper) -> None:
    ledger = paper.site.root / ".banmian/ledger.sqlite"
    if ledger.exists():
        aside = ledger.with_name("older")
        how = paper.rng.randrange(5)
        if how == 0:
            ledger.unlink()
        elif how == 1:
            ledger.write_bytes(ledger.read_bytes()[: paper.rng.randrange(9000)])
        elif how == 2:
            ledger.write_bytes(b"garbage" * 500)
        elif aside.exists():
            shutil.copyfile(aside, ledger)
        else:
            shutil.copyfile(ledger, aside)


def _cache(paper: Paper) -> None:
    shutil.rmtree(paper.site.root / ".banmian", ignore_errors=True)


def _kill(paper: Paper) -> None:
    """A build in a process of its own, which ends at its nth step on the disk, without a word."""
    _text(paper)
    left = paper.rng.randrange(60)
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return

    def counted(whole: Callable[..., None]) -> Callable[..., None]:
        def step(*given: Any, **named: Any) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)
            whole(*given, **named)

        return step

    try:
        os.replace, os.unlink, os.rmdir = counted(os.replace), counted(os.unlink), counted(os.rmdir)
        build(paper.site.root, now=paper.now, index=paper.index, strangers=Strangers(remove=paper.rng.random() < 0.5))
    except BaseException:  # noqa: BLE001 - a child must never go on with what its parent does
        os._exit(1)
    os._exit(0)


def _mistake(paper: Paper) -> None:
    paper.site.write("templates/tag.html", "{{ nothing }}")
    with contextlib.suppress(BanmianError):
        build(paper.site.root, now=paper.now, index=paper.index)
    (paper.site.root / "templates/tag.html").unlink()


ALL: tuple[Callable[[Paper], None], ...] = (
    *(_text, _field, _photo, _insert, _delete, _delete_issue, _rename, _withdraw, _embargo, _time_passes, _template),
    *(
        _settings,
        _lists,
        _special,
        _own_page,
        _root_file,
        _lose_file,
        _damage_file,
        _stranger,
        _link,
        _manifest,
        _ledger,
        _cache,
    ),
    *(_kill, _mistake),
)
OFTEN = (_text, _insert, _delete, _embargo, _time_passes, _damage_file, _manifest, _kill)


def run(
    seed: int, folder: Path, *, index: bool = False, told: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """One sequence in an empty folder; what came of it."""
    stamps.REST = random.Random(seed).choice([0, 2_000_000_000])
    paper = Paper(folder / "paper", seed, index=index)
    begun = time.perf_counter()
    edits: list[str] = []
    wrong = ""
    try:
        paper.begin()
        middle = paper.rng.randrange(1, EDITS)
        for at in range(EDITS):
            edit = paper.rng.choice(ALL + OFTEN)
            edits.append(edit.__name__.strip("_"))
            told(edits[-1])
            edit(paper)
            if at == middle:
                paper.compare()
            elif paper.rng.random() < 0.7:
                paper.build()
        paper.compare()
    except Exception as error:  # noqa: BLE001 - whatever comes is what we are after
        wrong = f"{type(error).__name__}: {error}"
    seconds = round(time.perf_counter() - begun, 2)
    return {"seed": seed, "search": index, "wrong": wrong, "stops": paper.stops, "steps": edits, "seconds": seconds}


# The dictionary is laid out anew wherever a cache is lost, which takes longer than all else; it is always the same.
setattr(headline_words, "_laid_out", cache(headline_words._laid_out))  # noqa: B010, SLF001


def tried(seed: int, *, search: bool = False) -> trial_runs.Row:
    """One sequence, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return run(seed, Path(folder), index=search)


def main() -> int:
    """The command; 1 where a sequence went wrong."""
    parser = trial_runs.options(__doc__, 2000)
    parser.add_argument("--search", action="store_true")
    given = parser.parse_args()
    if given.only is not None:
        with tempfile.TemporaryDirectory() as folder:
            row = run(given.only, Path(folder), index=given.search, told=lambda edit: print(edit, flush=True))
        print(row["wrong"] or "as it must be")
        return int(bool(row["wrong"]))
    rows = trial_runs.carry_out(tried, given.count, given.jobs, NOTES, search=given.search)
    failed = [row for row in rows if row["wrong"]]
    edits = Counter(edit for row in rows for edit in row["steps"])
    print(f"{len(rows)} sequences, {len(failed)} wrong, {sum(row['stops'] for row in rows)} stops for strangers")
    print("  ".join(f"{name} {count}" for name, count in edits.most_common()))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
