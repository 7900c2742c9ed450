"""The ledger of people and posts: what it counts, what an editor decides in it, and doubts between issues."""

from datetime import date
from pathlib import Path

import pytest

from generator.content import tables
from generator.content.doubts import Doubt
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.content.posts_table import FILE
from generator.errors import ContentError
from generator.kinds import Role
from generator.model import Article, Author, Issue
from generator.proofreading import Reading, archive, house_lists, posts, read
from support import Site

MARCH, APRIL = "2026-03-25", "2026-04-01"
HEAD = "姓名,职务,起,止,确认,次数,见于\n"


def _reading(issue_id: str, *texts: str, reporter: str = "") -> Reading:
    authors = (Author(reporter, Role.REPORTER),) if reporter else ()
    articles = tuple(
        Article(f"{issue_id}-{number:02d}", order=number, title="码头", authors=authors, body=text)
        for number, text in enumerate(texts, 1)
    )
    return read(Issue(issue_id, date.fromisoformat(issue_id), articles=articles))


def _save(paper: archive.Archive) -> None:
    draft = Draft(paper.root)
    paper.record(draft)
    history.commit(draft, "check", "")
    paper.save_sketches()


def _write(root: Path, rows: str) -> Path:
    path = tables.folder(root) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + rows, "utf-8")
    return path


def _said(found: dict[str, tuple[Doubt, ...]]) -> dict[str, list[str]]:
    return {article: [doubt.rule for doubt in doubts] for article, doubts in sorted(found.items())}


RIGHT = "青川新区管委会主任何映秋到码头调研。何映秋说，要准点。"
WRONG = "青川新区管委会主任何映春到渡口调研。"
HEAD_OF = "青川新区党工委书记陆承志到码头调研。"
DEPUTY = "青川新区党工委副书记陆承志到渡口调研。"


@pytest.mark.parametrize(("one", "other", "rule"), [(RIGHT, WRONG, "name"), (HEAD_OF, DEPUTY, "post")])
@pytest.mark.parametrize("later_first", [False, True])
def test_two_issues_in_any_order(tmp_path: Path, one: str, other: str, rule: str, *, later_first: bool) -> None:
    """A conflict between two issues comes out at both ends, whichever is imported first."""
    paper = archive.Archive(tmp_path)
    readings = [_reading(MARCH, one), _reading(APRIL, other)]
    assert not paper.take(readings[later_first])
    found = paper.take(readings[not later_first])
    assert _said(found) == {f"{MARCH}-01": [rule], f"{APRIL}-01": [rule]}
    assert found == archive.Archive(tmp_path).take_all(readings)


def test_a_name_that_is_well_attested_is_not_doubted(tmp_path: Path) -> None:
    """Where one side stands three times as often, only the rare one is doubted."""
    found = archive.Archive(tmp_path).take_all([_reading(MARCH, RIGHT, RIGHT), _reading(APRIL, WRONG)])
    assert _said(found) == {f"{APRIL}-01": ["name"]}


def test_reporters_are_people_too(tmp_path: Path) -> None:
    """A reporter whose name changes by a look-alike is doubted; another reporter of that surname is not."""
    readings = [_reading(MARCH, "码头启用。", reporter="周未来"), _reading(APRIL, "渡口启用。", reporter="周末来")]
    assert _said(archive.Archive(tmp_path).take_all(readings)) == {f"{MARCH}-01": ["name"], f"{APRIL}-01": ["name"]}
    readings = [_reading(MARCH, "码头启用。", reporter="周采薇"), _reading(APRIL, "渡口启用。", reporter="周采莲")]
    assert not archive.Archive(tmp_path).take_all(readings)


def test_what_an_editor_confirmed_is_the_truth(tmp_path: Path) -> None:
    """A confirmed row is never doubted, and what differs from it always is."""
    _write(tmp_path, "何映春,青川新区管委会主任,,,是,,\n")
    found = archive.open_(tmp_path).take_all([_reading(MARCH, RIGHT, RIGHT, RIGHT), _reading(APRIL, WRONG)])
    assert set(_said(found)) == {f"{MARCH}-01", f"{MARCH}-02", f"{MARCH}-03"}
    assert "已经编辑确认" in found[f"{MARCH}-01"][0].reason


def test_two_confirmed_people_are_two_people(tmp_path: Path) -> None:
    """Once both are confirmed nothing is doubted any more."""
    _write(tmp_path, "何映春,青川新区管委会主任,,2026-03-31,是,,\n何映秋,青川新区管委会主任,,,是,,\n")
    assert not archive.open_(tmp_path).take_all([_reading(MARCH, RIGHT), _reading(MARCH[:-1] + "6", WRONG)])


def test_a_promotion_with_its_dates(tmp_path: Path) -> None:
    """A deputy who became head is no conflict once the ledger says when."""
    rows = "陆承志,青川新区党工委副书记,,2026-03-28,是,,\n陆承志,青川新区党工委书记,2026-03-28,,,,\n"
    _write(tmp_path, rows)
    assert not archive.open_(tmp_path).take_all([_reading(MARCH, DEPUTY), _reading(APRIL, HEAD_OF)])
    assert _said(archive.open_(tmp_path).take_all([_reading(APRIL, DEPUTY)])) == {f"{APRIL}-01": ["ledger"]}


def test_a_row_marked_wrong(tmp_path: Path) -> None:
    """A row that an editor marked 错 is doubted wherever it is seen."""
    _write(tmp_path, "何映春,青川新区管委会主任,,,错,,\n")
    found = archive.open_(tmp_path).take(_reading(APRIL, WRONG))
    assert _said(found) == {f"{APRIL}-01": ["ledger"]}


def test_a_ledger_keeps_what_people_wrote(tmp_path: Path) -> None:
    """Counting changes counts: notes, order, confirmed rows and rows made by hand stay as they are."""
    path = _write(
        tmp_path,
        "# 新区\n何映秋,新区管委会主任,2020-01-01,,是,,\n\n"
        "# 镇\n丁牧之,石桥镇镇长,,,,,\n程砚,局长,2026-01-01,,,3,2026-01-01-01\n",
    )
    paper = archive.open_(tmp_path)
    paper.take_all([_reading(MARCH, RIGHT, HEAD_OF)])
    _save(paper)
    assert path.read_text("utf-8-sig").splitlines()[1:] == [
        "# 新区",
        "何映秋,新区管委会主任,2020-01-01,,是,2,2026-03-25-01",
        "",
        "# 镇",
        "丁牧之,石桥镇镇长,,,,,",
        "陆承志,青川新区党工委书记,2026-03-25,,,1,2026-03-25-02",
    ]


def test_a_ledger_read_back_is_the_same(tmp_path: Path) -> None:
    """What was saved reads back, and counting the same paper again changes nothing."""
    readings = [_reading(MARCH, RIGHT), _reading(APRIL, HEAD_OF)]
    path = tables.folder(tmp_path) / FILE
    texts = []
    for _ in range(2):
        paper = archive.open_(tmp_path)
        paper.take_all(readings)
        _save(paper)
        texts.append(path.read_bytes())
    assert texts[0] == texts[1]
    assert texts[0].startswith(b"\xef\xbb\xbf# ")


def test_issue_by_issue_is_all_at_once(tmp_path: Path) -> None:
    """Importing one issue after another makes the ledger that counting them together makes."""
    readings = [_reading(MARCH, RIGHT, DEPUTY), _reading(APRIL, HEAD_OF, WRONG)]
    one, other = archive.Archive(tmp_path), archive.Archive(tmp_path)
    for reading in readings:
        one.take(reading)
    other.take_all(readings)
    assert one.ledger.to_bytes() == other.ledger.to_bytes()


@pytest.mark.parametrize(
    ("row", "said"),
    [("何映秋,主任,,,对,,", "“确认”一栏"), ("何映秋,主任,,,,三,", "不是数字"), ("何映秋,主任,去年,,,,", "不是日期")],
)
def test_mistakes_in_the_ledger(tmp_path: Path, row: str, said: str) -> None:
    """A mistake in the ledger names file and line."""
    _write(tmp_path, f"# 备注\n{row}\n")
    with pytest.raises(ContentError, match=said) as error:
        archive.open_(tmp_path)
    assert error.value.problems[0].place == f"content/lists/{FILE}:3"


def test_mistakes_of_all_lists_at_once(tmp_path: Path) -> None:
    """The ledger and every list are read, and all their mistakes are told together."""
    _write(tmp_path, "何映秋,主任,,,对,,\n")
    for file, text in (
        (house_lists.LEADERS, "姓名,次序\n何映秋,首位\n"),
        (house_lists.WORDINGS, "提法\n四字提法\n"),
        (house_lists.BANNED, "错,对\n,截至\n"),
    ):
        (tables.folder(tmp_path) / file).write_text(text, "utf-8")
    with pytest.raises(ContentError) as error:
        archive.open_(tmp_path)
    assert len(error.value.problems) == 4
    assert all(problem.line == 2 and problem.hint for problem in error.value.problems)


def test_two_terms_in_one_post(tmp_path: Path) -> None:
    """Two rows of one person in one post are two rows: a later issue is counted in the first, the other stays."""
    path = _write(
        tmp_path, "何映秋,新区管委会主任,2020-01-01,2022-01-01,是,1,\n何映秋,新区管委会主任,2024-01-01,,是,2,\n"
    )
    before = path.read_bytes()
    paper = archive.open_(tmp_path)
    assert paper.ledger.to_bytes() == before
    for _ in range(2):
        paper.take_all([_reading(MARCH, RIGHT)])
        _save(paper)
        paper.settle()
        assert path.read_text("utf-8-sig").splitlines()[1:] == [
            "何映秋,新区管委会主任,2020-01-01,2022-01-01,是,2,2026-03-25-01",
            "何映秋,新区管委会主任,2024-01-01,,是,0,",
        ]


def test_a_name_beyond_all_measure(tmp_path: Path) -> None:
    """A cell of a hundred thousand characters is no name that is held against others, one character apart."""
    _write(tmp_path, f"{'何' * 100_000},主任,,,,,\n{'何' * 99_999}秋,主任,,,,,\n")
    ledger = archive.open_(tmp_path).ledger
    assert list(ledger.conflicts(ledger.rows)) == []


@pytest.mark.parametrize("order", ["²", "①", "½", "１", "9" * 5_000, "-1", "1.5"])
def test_an_order_that_is_no_number(tmp_path: Path, order: str) -> None:
    """What only looks like a number is told with its line."""
    path = tables.folder(tmp_path) / house_lists.LEADERS
    path.parent.mkdir(parents=True)
    path.write_text(f"姓名,次序\n何映秋,{order}\n", "utf-8")
    with pytest.raises(ContentError, match="不是数字") as error:
        house_lists.read(tmp_path)
    assert error.value.problems[0].line == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("管委会主任", "青川新区管委会主任", True),
        ("书记", "青川新区党工委副书记", False),
        ("市长", "代市长", False),
        ("经理", "总经理", False),
        ("县委书记", "区委书记", False),
    ],
)
def test_one_post_in_two_spellings(one: str, other: str, *, same: bool) -> None:
    """A post without its body may be that post; a deputy is never its head."""
    assert posts.is_same(one, other) == posts.is_same(other, one) == same


def test_duplicates_across_issues(site: Site) -> None:
    """An article that ran before is doubted in the later issue, from the sketches of the earlier ones."""
    text = "，".join(f"第{number}班客轮从{place}岸开出" for number, place in enumerate("东西南北", 1)) + "。"
    site.issue(MARCH)
    site.article(MARCH, body=text)
    for _ in range(2):  # from the content, then from the cache
        paper = archive.open_(site.root)
        found = paper.take(_reading(APRIL, text))
        assert _said(found) == {f"{APRIL}-01": ["duplicate"]}
        assert f"{MARCH}-01" in found[f"{APRIL}-01"][0].reason
        paper.sketches.of.pop(f"{APRIL}-01")
        _save(paper)
    for damaged in ("broken", "[" * 100_000):
        (site.root / archive.CACHE).write_text(damaged, "utf-8")
        assert archive.open_(site.root).sketches.of.keys() == {f"{MARCH}-01"}
