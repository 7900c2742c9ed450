"""What check remembers: never a different report, never a different file, and little work where little has changed."""

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import doubts
from generator.delivery import check_memory, issue_sight, last_report
from generator.delivery.finding import CheckReport
from generator.errors import BanmianError
from generator.kinds import Role
from generator.model import CHINA, Author, Photo
from generator.press import places, stamps
from support import NEWSPAPER, Site, examples, tree

NOW = datetime(2026, 4, 2, 12, tzinfo=CHINA)
DAYS = ("2026-03-18", "2026-03-25", "2026-04-01")
BODIES = (
    "码头的的新路昨日启用。",
    "青川新区管委会主任何映秋到码头调研。何映秋说，要准点。",
    "青川新区管委会主任何映春到渡口调研。",
    "看[那一期](/2026-03-25/)，再看[另一期](/2026-04-01/#folio-02)。",
    "残废军人到场。\n\n![码头](a.jpg)",
    "老街的青石板路修好了，三十年的住户搬了回来，茶馆重新开张，孩子们在戏台前玩耍，河边的灯一直亮到很晚才熄。" * 2,
)
LISTS = (
    ("禁用词.csv", "错,对,理由,例外\n残废,残疾,,\n"),
    ("禁用词.csv", "错,对,理由,例外\n"),
    ("人名职务.csv", "姓名,职务,起,止,确认,次数,见于\n何映秋,青川新区管委会主任,,,是,,\n"),
    ("人名职务.csv", "姓名,职务,起,止,确认,次数,见于\n何映春,青川新区管委会主任,,2026-01-01,是,,\n"),
    ("人名职务.csv", "姓名\n"),
    ("标签.csv", "标签,类型,网址\n码头,地点,matou\n"),
)


def _article(day: str, number: int, body: str, tag: str, *, pictured: bool) -> Callable[[Site], None]:
    def write(site: Site) -> None:
        if not (site.root / "content/issues" / day / "issue.md").exists():
            site.issue(day)
        photos = (Photo("码头", "dock.png", alt=tag),) if pictured else ()
        if pictured:
            (site.root / f"content/issues/{day}/photos").mkdir(exist_ok=True)
            site.picture("dock.png", day)
        tags = (tag,) if tag else ()
        site.article(day, number, body, photos=photos, tags=tags, authors=(Author("周采薇", Role.REPORTER),))

    return write


def _gone(path: str) -> Callable[[Site], None]:
    def remove(site: Site) -> None:
        target = site.root / path
        shutil.rmtree(target, ignore_errors=True) if target.is_dir() else target.unlink(missing_ok=True)

    return remove


def _answered(answer: str) -> Callable[[Site], None]:
    def write(site: Site) -> None:
        for path in sorted(site.root.glob(f"content/issues/*/*{doubts.ENDING}"))[:1]:
            rows = json.loads(path.read_text("utf-8"))
            path.write_text(json.dumps([rows[0] | {"answer": answer}, *rows[1:]], ensure_ascii=False), "utf-8")

    return write


def _damaged(name: str) -> Callable[[Site], None]:
    def write(site: Site) -> None:
        path = site.root / places.STATE / name
        if path.exists():
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2] + b"\xff\0" + data[len(data) // 2 + 2 :])

    return write


def _file(path: str, text: str) -> Callable[[Site], None]:
    def write(site: Site) -> None:
        site.write(path, text)

    return write


NUMBERS = st.integers(1, 2)
STEPS = st.one_of(
    st.builds(
        _article,
        st.sampled_from(DAYS),
        NUMBERS,
        st.sampled_from(BODIES),
        st.sampled_from(["", "码头", "渡口"]),
        pictured=st.booleans(),
    ),
    st.sampled_from([_file(f"content/lists/{name}", text) for name, text in LISTS]),
    st.sampled_from([*(_gone(f"content/issues/{day}") for day in DAYS), _gone("content/issues/2026-03-25/01.md")]),
    st.sampled_from([_gone("content/lists/人名职务.csv"), _gone(".banmian"), _damaged("check.sqlite")]),
    st.sampled_from([_damaged("check.json"), _answered("right"), _answered("fixed"), _answered("open")]),
    st.sampled_from(
        [
            _file("newspaper.toml", NEWSPAPER.replace("[tags]", '\n[[topics]]\nslug = "c"\nname = "丙"\n\n[tags]')),
            _file("newspaper.toml", NEWSPAPER),
            _file("content/specials/a.md", '---\ntitle: 专题\nwords: ["码头"]\n---\n\n[这](/topics/b/)\n'),
            _gone("content/specials/a.md"),
            _file("content/issues/2026-03-25/02.md", "没有信息区"),
            _file("templates/about.html", '<a href="/2026-03-18/">一</a>{% extends "builtin/about.html" %}'),
        ]
    ),
)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged as soon as the clock of the file system has gone on, and not two seconds later."""
    monkeypatch.setattr(stamps, "REST", 0)


def _outcome(root: Path) -> tuple[CheckReport | tuple[str, ...], dict[str, bytes]]:
    """The report, or the errors, and the files of the paper with the sketches that import needs."""
    try:
        found: CheckReport | tuple[str, ...] = last_report.check(root, NOW)
    except BanmianError as error:
        found = tuple(str(problem).replace(str(root), "") for problem in error.problems)
    files = tree(root)
    kept = {name: data for name, data in files.items() if not name.startswith(".banmian/")}
    return found, kept | {name: data for name, data in files.items() if name.endswith("sketches.json")}


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(st.lists(STEPS, min_size=2, max_size=8))
def test_a_check_with_a_memory_is_one_without(steps: list[Callable[[Site], None]]) -> None:
    """Whatever is edited, added, deleted, answered or damaged: report and files are those of a check from nothing."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stamps, "REST", 0)
        site, other = Site(Path(folder, "site")), Path(folder, "cold")
        site.write("newspaper.toml", NEWSPAPER)
        for step in steps:
            step(site)
            time.sleep(0.012)  # the clock of the file system must have gone on
            shutil.rmtree(other, ignore_errors=True)
            shutil.copytree(site.root, other, ignore=shutil.ignore_patterns(".banmian", ".history"))
            if (site.root / ".banmian/sketches.json").exists():  # import's own, which a check that fails leaves alone
                (other / ".banmian").mkdir()
                shutil.copyfile(site.root / ".banmian/sketches.json", other / ".banmian/sketches.json")
            cold = _outcome(other)
            assert _outcome(site.root) == cold
            time.sleep(0.012)
            assert _outcome(site.root) == _outcome(other)  # what the first run wrote may change the second one


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The issues that are proofread."""
    names: list[str] = []
    real = issue_sight._looked

    def noted(beside: issue_sight.Beside, known: object, files: object) -> object:
        names.append(files.id)  # type: ignore[attr-defined]
        return real(beside, known, files)  # type: ignore[arg-type]

    monkeypatch.setattr(issue_sight, "_looked", noted)
    return names


def _three(site: Site) -> None:
    for day in DAYS:
        site.issue(day)
        site.article(day, body=BODIES[0])
    time.sleep(0.012)


def test_only_what_changed_is_proofread(site: Site, at_once: None, looked: list[str]) -> None:
    """A check reads again the issues whose files changed, and those alone; with another list, all of them."""
    _three(site)
    last_report.check(site.root, NOW)
    assert looked == list(DAYS)
    looked.clear()
    site.article(DAYS[1], body=BODIES[1])
    time.sleep(0.012)
    last_report.check(site.root, NOW)
    assert looked == [DAYS[1]]
    looked.clear()
    site.write("content/lists/禁用词.csv", "错,对,理由,例外\n码头,港口,,\n")
    last_report.check(site.root, NOW)
    assert looked == list(DAYS)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/lists/人名职务.csv", LISTS[2][1]),
        ("content/specials/a.md", '---\ntitle: 专题\nwords: ["码头"]\n---\n'),
        ("newspaper.toml", NEWSPAPER.replace("economy", "jingji")),
        ("newspaper.toml", NEWSPAPER.replace("[tags]", 'address = "https://example.org/wan/"\n[tags]')),
    ],
)
def test_what_decides_beside_the_files_is_looked_at(
    site: Site, at_once: None, looked: list[str], path: str, text: str
) -> None:
    """A confirmed name, a word of a special topic, a topic, the site's address: all issues are read again."""
    _three(site)
    last_report.check(site.root, NOW)
    looked.clear()
    site.write(path, text)
    last_report.check(site.root, NOW)
    assert looked == list(DAYS)


def test_a_report_after_which_files_were_written_is_not_repeated(site: Site, at_once: None) -> None:
    """What a check entered is entered again after it was taken back, as by an undo, and not taken for done."""
    site.issue()
    site.article(tags=("码头",))
    time.sleep(0.012)
    first = last_report.check(site.root, NOW)
    assert first.counts
    assert first.counts.entered == ("码头",)
    for name in ("标签.csv", "人名职务.csv"):
        (site.root / "content/lists" / name).unlink(missing_ok=True)
    assert last_report.check(site.root, NOW) == first
    assert (site.root / "content/lists/标签.csv").exists()


def test_a_damaged_row_is_found_out_again(site: Site, at_once: None, looked: list[str]) -> None:
    """A row of the memory that is not as it was written counts as missing; the issue is read again."""
    _three(site)
    last_report.check(site.root, NOW)
    looked.clear()
    with closing(sqlite3.connect(site.root / places.STATE / check_memory.FILE)) as rows:
        rows.execute("UPDATE issues SET found = replace(found, '码头', '渡口') WHERE id = ?", (DAYS[1],))
        rows.execute(r"UPDATE issues SET found = replace(found, '\u7801', '\u6e21') WHERE id = ?", (DAYS[1],))
        rows.commit()
    (site.root / places.STATE / last_report.FILE).unlink(missing_ok=True)
    last_report.check(site.root, NOW)
    assert looked == [DAYS[1]]


def test_where_nothing_changed_nothing_is_done(
    site: Site, at_once: None, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second check in a row that has nothing to write gives the first one's report, and reads no issue."""
    _three(site)
    reports = [last_report.check(site.root, NOW)]
    for _ in range(3):
        time.sleep(0.012)
        reports.append(last_report.check(site.root, NOW))
    assert looked == list(DAYS)
    assert reports[1:] == reports[:1] * 3
    monkeypatch.setattr(check_memory, "read", lambda *_: 1 / 0)
    assert last_report.check(site.root, NOW) == reports[0]


def test_a_look_without_update_leaves_no_trace(site: Site) -> None:
    """Where nothing may be written, the cache is neither begun nor changed."""
    _three(site)
    before = tree(site.root)
    last_report.check(site.root, NOW, update=False)
    assert tree(site.root) == before
    last_report.check(site.root, NOW)
    before = tree(site.root)
    site.article(DAYS[0], body=BODIES[1])
    before |= {name: data for name, data in tree(site.root).items() if name.endswith("01.md")}
    last_report.check(site.root, NOW, update=False)
    assert tree(site.root) == before


def test_many_issues_are_shared_among_processes(site: Site) -> None:
    """With many issues worker processes do the reading; nothing comes out differently, nor in another order."""
    days = [f"2026-{month:02d}-{day:02d}" for month in (1, 2) for day in range(1, 19)]
    for day in days:
        site.issue(day)
        site.article(day, body=BODIES[0])
    found = [finding.source for finding in last_report.check(site.root, NOW).findings if finding.kind == "doubt"]
    assert found == [f"content/issues/{day}/01.md" for day in days]
