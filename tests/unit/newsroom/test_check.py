"""``banmian check``: doubts follow the edited text, and answers stay."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.content import doubts, issue_files, store
from generator.content.edits.changes import Draft
from generator.content.posts_table import FILE
from generator.errors import Problem
from generator.kinds import Role
from generator.model import Author
from generator.newsroom import as_typed, issue_proof
from generator.proofreading import Known
from support import PROJECT, Site, tree

TWICE = "这是码头的的新路。"


def _check(site: Site, *options: str) -> Result:
    return CliRunner().invoke(main, ["--site", str(site.root), "check", *options])


def _file(site: Site, number: int = 1) -> Path:
    return site.root / "content" / "issues" / "2026-03-25" / f"{number:02d}{doubts.ENDING}"


def _answer(path: Path, answer: str) -> None:
    entries: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([entry | {"answer": answer} for entry in entries], ensure_ascii=False), "utf-8")


def _notes(root: Path) -> list[Problem]:
    """All notes on text that pages may not show as it was meant."""
    found: list[Problem] = []
    for folder in issue_files.issue_folders(root)[0]:
        files = issue_files.read(folder, root)
        found += issue_proof.proof(files, store.parse(files), Known()).notes
    return [*found, *as_typed.of_no_issue(Draft(root))]


@pytest.fixture
def doubtful(site: Site) -> Site:
    """A newspaper with one doubt."""
    site.issue()
    site.article(body=TWICE)
    return site


def test_open_doubts_are_listed(doubtful: Site) -> None:
    """Each open doubt is printed with file, line, place, words, reason and suggestion, and written down."""
    result = _check(doubtful)
    place = "content/issues/2026-03-25/01.md:20: 正文第1段"
    for words in (place, "码头的的新路", "连着出现两次", "→", "1 处未答"):
        assert words in result.output
    assert (result.exit_code, len(json.loads(_file(doubtful).read_text("utf-8")))) == (0, 1)


@pytest.mark.parametrize(("answer", "code"), [("open", 1), ("fixed", 0), ("right", 0)])
def test_strict(doubtful: Site, answer: str, code: int) -> None:
    """With --strict an open doubt is a failure, an answered one is none."""
    _check(doubtful)
    _answer(_file(doubtful), answer)
    assert _check(doubtful, "--strict").exit_code == code


@pytest.mark.parametrize("answer", ["fixed", "right"])
def test_an_answer_stays(doubtful: Site, answer: str) -> None:
    """An answered doubt stays answered on every later run, also when the paragraph moves."""
    _check(doubtful)
    _answer(_file(doubtful), answer)
    doubtful.article(body=f"码头启用了。\n\n{TWICE}")
    for _ in range(2):
        assert "0 处未答，1 处已答" in _check(doubtful).output
    assert [(d["answer"], d["place"]) for d in json.loads(_file(doubtful).read_text("utf-8"))] == [
        (answer, "正文第2段")
    ]


def test_fixed_and_still_there(doubtful: Site) -> None:
    """«fixed» over words that still stand is mentioned, and is not open."""
    _check(doubtful)
    _answer(_file(doubtful), "fixed")
    assert "原文还没有改" in _check(doubtful).output
    doubtful.article(body="这是码头的新路。")
    assert "原文还没有改" not in _check(doubtful).output


def test_what_was_mended_is_gone(doubtful: Site) -> None:
    """A doubt about words that are mended is dropped unanswered, and its empty file goes."""
    _check(doubtful)
    doubtful.article(body="这是码头的新路。")
    assert "0 处未答" in _check(doubtful).output
    assert not _file(doubtful).exists()


def test_a_second_run_writes_nothing(doubtful: Site) -> None:
    """Files are written only where they change."""
    _check(doubtful)
    before = {path: path.stat().st_mtime_ns for path in doubtful.root.rglob("*") if path.is_file()}
    _check(doubtful)
    changed = {path.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert changed <= {"sketches.json"}


def test_without_update_nothing_is_written(doubtful: Site) -> None:
    """With --no-update the doubts are printed and no file changes."""
    before = tree(doubtful.root)
    assert "1 处未答" in _check(doubtful, "--no-update").output
    assert tree(doubtful.root) == before


def test_what_only_import_can_see_is_kept(doubtful: Site) -> None:
    """A doubt that check cannot find again, about a PDF's layout say, waits for its answer."""
    layout = doubts.Doubt("layout", "01.pdf", "", "版面不可靠")
    doubtful.write("content/issues/2026-03-25/issue.doubts.json", doubts.format([layout]))
    assert "2 处未答" in _check(doubtful).output


def test_a_broken_doubts_file(doubtful: Site) -> None:
    """A broken doubts file is named with its line, nothing is written, and there is no traceback."""
    _file(doubtful).write_text('[\n  {"rule": "name", "span": "何",\n   "answer": "yes"}\n]', "utf-8")
    before = tree(doubtful.root)
    result = _check(doubtful)
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
    assert "01.doubts.json:3" in result.output
    assert {name: data for name, data in tree(doubtful.root).items() if not name.startswith(".banmian/")} == before


def test_a_broken_article_and_a_broken_list_are_told_together(doubtful: Site) -> None:
    """Mistakes of the content, of the lists and of the doubts come at once."""
    doubtful.write("content/issues/2026-03-25/02.md", "没有信息区")
    doubtful.write(f"content/lists/{FILE}", "姓名,职务\n程砚,\n")
    result = _check(doubtful)
    assert "02.md:1" in result.output
    assert f"{FILE}:2" in result.output


def test_two_issues_that_contradict_one_another(site: Site) -> None:
    """A conflict between issues is listed under both, and confirming one in the ledger settles it there."""
    for issue_id, name in (("2026-03-25", "何映秋"), ("2026-04-01", "何映春")):
        site.issue(issue_id)
        site.article(issue_id, body=f"青川新区管委会主任{name}到码头调研。")
    assert "2 处未答" in _check(site).output
    ledger = site.root / "content" / "lists" / FILE
    text = ledger.read_text("utf-8-sig")
    assert "何映秋,青川新区管委会主任,2026-03-25,,,1" in text
    ledger.write_text(
        text.replace("何映秋,青川新区管委会主任,2026-03-25,,,", "何映秋,青川新区管委会主任,2026-03-25,,是,"), "utf-8"
    )
    result = _check(site)
    assert "1 处未答" in result.output
    assert "已经编辑确认" in result.output


def test_an_empty_newspaper(site: Site) -> None:
    """A paper without issues has nothing to doubt."""
    assert "0 期 0 篇：存疑 0 处未答" in _check(site).output


def test_what_looks_like_a_mark_is_named(site: Site) -> None:
    """A picture, a tag or italics in a body is named with file and line; it is no doubt, and --strict passes."""
    site.issue()
    site.article(body="码头昨日启用。\n\n![码头](a.jpg)")
    site.write("content/about.md", "\n本报\n*新闻*\n")
    path = site.article(number=2, body="码头<br>启用。")
    path.rename(path.with_name("07.md"))
    result = _check(site, "--strict")
    lines = path.with_name("01.md").read_text("utf-8").split("\n")
    assert (
        f"content/issues/2026-03-25/01.md:{lines.index('![码头](a.jpg)') + 1}: “![码头](a.jpg)”像图片" in result.output
    )
    assert "photos:" in result.output
    assert "content/issues/2026-03-25/07.md:" in result.output
    assert "content/about.md:3: “*新闻*”像斜体" in result.output
    assert "写法要看一眼的 3 处" in result.output
    assert result.exit_code == 0


def test_nothing_is_named_in_the_sample() -> None:
    """What import wrote, and what the sample's editors made of it, holds nothing that looks like a mark."""
    assert _notes(PROJECT) == []


def test_chinese_quotes_are_told_and_not_refused(site: Site) -> None:
    """A value in Chinese quotation marks alone may be a quotation or a slip: check says so, with its line."""
    site.issue()
    path = site.article(title="“码头启用”")
    assert _notes(site.root) == []
    path.write_text(path.read_text("utf-8").replace('title: "“码头启用”"', "title: “码头启用”"), "utf-8")
    (note,) = _notes(site.root)
    assert (note.source, note.line) == ("content/issues/2026-03-25/01.md", 3)


def test_a_remark_behind_a_value_is_told(site: Site) -> None:
    """What stands behind a number sign and a space is printed nowhere: check says so, in every file with fields."""
    issue = site.issue() / "issue.md"
    path = site.article(title="码头")
    path.write_text(path.read_text("utf-8").replace('"码头"', "码头 # 启用"), "utf-8")
    issue.write_text(issue.read_text("utf-8").replace("number: null", "number: null # 待定"), "utf-8")
    site.write("content/specials/a.md", '---\ntitle: 专题 # 一\ntags: ["码头"]\n---\n')
    notes = _notes(site.root)
    assert [(note.message, note.source, note.line) for note in notes] == [
        ("“# 启用” 是备注，不会印出来", "content/issues/2026-03-25/01.md", 3),
        ("“# 待定” 是备注，不会印出来", "content/issues/2026-03-25/issue.md", 4),
        ("“# 一” 是备注，不会印出来", "content/specials/a.md", 2),
    ]


@pytest.mark.parametrize(
    ("byline", "told"),
    [
        ("", ""),
        ("本报记者 周采薇", ""),
        ("□周采薇", ""),
        ("本报记者 周采薇 通讯员 郑明", "郑明"),
        ("那一年的守塔人", "那一年的守塔人"),
    ],
)
def test_who_is_named_in_a_byline_alone_is_told(site: Site, byline: str, told: str) -> None:
    """Authors stand on the page in place of the byline: a name that is no author's would be lost with it."""
    site.issue()
    site.article(byline=byline, authors=(Author("周采薇", Role.REPORTER),))
    notes = _notes(site.root)
    assert [(note.message, note.line) for note in notes] == (
        [(f"署名里的 {told} 不在 authors 里，不会印出来", 10)] if told else []
    )
