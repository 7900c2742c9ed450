"""Front matter fields ↔ articles and issues."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import article_keys
from generator.content import fields, frontmatter, quick, store
from generator.errors import ContentError, Problem
from generator.kinds import Ai, Kind, Role
from generator.model import CHINA, Article, Author, Correction, Folio, Issue, Photo
from support import PROJECT

SOURCE = "01.md"

PLAIN = store.format_article(Article("2026-03-25-01", order=1, title="标题", body="正文。"))
UNTIL = datetime(2026, 3, 26, 6, tzinfo=CHINA)
clean = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
filled = clean.filter(bool)
articles = st.builds(
    Article,
    id=filled,
    order=st.integers(1, 9999),
    title=clean,
    kicker=clean,
    subtitle=clean,
    kind=st.sampled_from(Kind),
    authors=st.lists(st.builds(Author, filled, st.sampled_from(Role)), max_size=3).map(tuple),
    byline=clean,
    event_date=st.none() | st.dates(),
    folio=st.sampled_from(["", "01", "12", "A3"]),
    topics=st.lists(filled, max_size=3).map(tuple),
    tags=st.lists(filled, max_size=3).map(tuple),
    photos=st.lists(
        st.builds(Photo, clean, clean, clean, clean, clean, st.none() | st.sampled_from(Ai)), max_size=3
    ).map(tuple),
    summary=clean,
    source=clean,
    original=st.sampled_from(["", "https://news.example.org/a?b=1"]),
    ai=st.none() | st.sampled_from(Ai),
    truncated=st.booleans(),
    untitled=st.booleans(),
    plain=st.booleans(),
    corrections=st.lists(
        st.builds(Correction, st.dates(), note=filled) | st.builds(Correction, st.dates(), filled, filled, clean),
        max_size=2,
    ).map(tuple),
    body=clean,
)
withdrawn = st.builds(lambda article, word: replace(article, withdrawal=f"来源有误{word}"), articles, clean)
held = st.builds(
    lambda article, until: replace(article, embargo=until.replace(second=0, microsecond=0)),
    articles,
    st.datetimes(datetime(2000, 1, 1), timezones=st.just(CHINA)),  # noqa: DTZ001 - the zone is beside it
)
staff = st.sampled_from([(), (("责任编辑", "许若川"), ("美编", "温以宁"))])
issues = st.builds(
    Issue,
    id=st.just("2026-03-25"),
    date=st.dates(),
    number=st.none() | st.integers(1, 999_999_999),
    folios=st.lists(st.builds(Folio, st.sampled_from(["", "01", "A3"]), clean, staff), max_size=3).map(tuple),
    furniture=st.lists(clean, max_size=3).map(tuple),
)


def read(text: str) -> Article:
    """The article in a text."""
    return fields.read_article(frontmatter.parse(text, SOURCE), SOURCE)


def problems(front: str) -> list[Problem]:
    """What is wrong with an article that has this front matter."""
    with pytest.raises(ContentError) as caught:
        read(f"---\n{front}\n---\n")
    assert all(problem.source == SOURCE for problem in caught.value.problems)
    return list(caught.value.problems)


@given(articles | withdrawn | held)
def test_an_article_reads_back_the_same(article: Article) -> None:
    """Every field of an article survives its file."""
    assert read(store.format_article(article)) == article


@given(issues)
def test_an_issue_reads_back_the_same(issue: Issue) -> None:
    """Every field of an issue survives ``issue.md``."""
    document = frontmatter.parse(store.format_issue(issue), SOURCE)
    assert fields.read_issue(document, SOURCE, issue.id) == issue


def test_keys_are_written_in_the_order_of_the_table() -> None:
    """The keys of a new file stand in the order in which the table of fields names them."""
    correction = Correction(date(2026, 3, 27), note="更正")
    keys = list(
        fields.article_fields(
            Article(
                "a",
                order=1,
                source="新华社",
                original="https://news.example.org/1.html",
                plain=True,
                ai=Ai.GENERATED,
                draft=True,
                withdrawal="来源有误",
                embargo=UNTIL,
                was=("b",),
                joined=("c",),
                corrections=(correction,),
                extra=(("a", 1),),
            )
        )
    )
    assert keys == list(fields.ArticleFields.model_fields)
    rare = {key for key, row in article_keys.keys(Article).values() if row.rare}
    assert list(fields.article_fields(Article("a", order=1))) == [key for key in keys if key not in rare]
    assert list(fields.issue_fields(Issue("a", date(2026, 3, 25), numbered=3))) == list(fields.IssueFields.model_fields)


def test_a_short_hand_written_file() -> None:
    """Of an article's keys only ``id`` and ``order`` must be there, and an emptied key means nothing."""
    article = read("---\nid: 2026-03-25-01\norder: 1\nkicker:\ntags:\nphotos:\n---\n正文。")
    assert article == Article("2026-03-25-01", order=1, body="正文。")


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("quoted", ["{}", '"{}"', "{} "])
def test_a_kind_is_written_in_either_language(kind: Kind, quoted: str) -> None:
    """An editor may write 公告 or notice; both are read as the same, and the English word is written."""
    texts = [PLAIN.replace('"news"', quoted.format(name)) for name in (kind.value, kind.word)]
    assert [read(text).kind for text in texts] == [kind, kind]
    assert [quick.article(text) for text in texts] == [None if '"' not in quoted else read(text) for text in texts]
    assert store.format_article(read(texts[1])) == PLAIN.replace("news", kind.value)


@pytest.mark.parametrize(
    ("front", "line", "told"),
    [
        ('order: 1\ntitel: "甲"\nid: a', 3, "是不是 title？"),
        *(
            (f"order: 1\nid: a\nwithdrawn: {value}", 4, "撤下的缘由")
            for value in ("3", "", "true", "是", "有误", "[甲]")
        ),
        ("order: 1\nid: a\nembargo: 明早六点", 4, "写成 2026-03-26 06:00"),
        ("order: 1\nid: a\nembargo:", 4, "写成 2026-03-26 06:00"),
        ("order: 1\nid: a\nembargo: 否", 4, "写成 2026-03-26 06:00"),
        ("order: 1\nid: a\nembargo: 2026-03-26 25:00", 4, "写成 2026-03-26 06:00"),
        ('order: 1\nid: a\ncorrections:\n- date: 2026-03-27\n  printed: "甲"', 5, "correct"),
        ("order: 1", 1, "缺少 “id”"),
        *((f"id: a\norder: {value}", 3, "不是数字") for value in ("一", "²", "１", "1.5", "1:30", "0x1", "9" * 5000)),
        ("id: a\norder: 0", 3, "order"),
        ("id: a\norder: true", 3, "不是数字"),
        ("id: a\norder: 1\nkind: essay", 4, "notice"),
        ("id: a\norder: 1\nkind: 社论", 4, "公告"),
        ("id: a\norder: 1\nkind: [公告]", 4, "公告"),
        ("id: a\norder: 1\nevent_date: 三月五日", 4, "2026-03-25"),
        ("id: a\norder: 1\nevent_date: 2026-03-25 10:00:00", 4, "日期"),
        ("id: a\norder: 1\nfolio: 第一版", 4, "folio"),
        ("id: a\norder: 1\ntitle: [甲]", 4, "引号"),
        ("id: a\norder: 1\ntags: 码头", 4, "列表"),
        ("id: a\norder: 1\nauthors:\n- name: 周采薇\n  role: 主编", 6, "记者、通讯员、作者、摄影"),
        ("id: a\norder: 1\nauthors:\n- role: 记者", 5, "缺少"),
        ("id: a\norder: 1\nauthors:\n- 周采薇", 5, "键: 值"),
        ("id: a\norder: 1\nphotos:\n- file: a.jpg\n  captoin: 甲", 6, "是不是 caption？"),
        *((f"id: a\norder: 1\ntruncated: {value}", 4, "true") for value in ("yes", "1", "对", "True", "on")),
        ("id: a\norder: 1\nevent_date: 20260325", 4, "2026-03-25"),
        ("id: a\norder: 1\nevent_date: 2026-02-31", 4, "2026-03-25"),
    ],
)
def test_a_wrong_value_names_its_line_and_the_way_out(front: str, line: int, told: str) -> None:
    """Each wrong value gives a problem with the line of its key, saying what may stand there."""
    (problem,) = problems(front)
    assert problem.line == line
    assert told in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("2026-03-26 06:00", UNTIL),
        ('"2026-03-26 6:00"', UNTIL),
        ("2026-03-26 06:00:00", UNTIL),
        ("2026-03-25T22:00:00Z", UNTIL),
        ("2026-03-26", datetime(2026, 3, 26, tzinfo=CHINA)),
    ],
)
def test_an_embargo_is_a_moment_in_china(written: str, until: datetime) -> None:
    """However an editor writes the moment, it is meant in China's time; a day alone is its first minute."""
    assert read(f"---\nid: a\norder: 1\nembargo: {written}\n---\n").embargo == until


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("title: 110", "title", "110"),
        ("title: 1:30", "title", "1:30"),
        ("title: 2026-03-25", "title", "2026-03-25"),
        ("title: yes", "title", "yes"),
        ("title: 否", "title", "否"),
        ("title: 1_000", "title", "1_000"),
        ('title: "null"', "title", "null"),
        ("title: “码头”", "title", "“码头”"),
        ("title: C#入门", "title", "C#入门"),
        ("title: 码头 # 备注", "title", "码头"),
        ("folio: 04", "folio", "04"),
        ("tags: [5G, 110, 2026-03-25]", "tags", ("5G", "110", "2026-03-25")),
        ("truncated: 是", "truncated", True),
        ("truncated: 否", "truncated", False),
        ('truncated: "true"', "truncated", True),
        ("withdrawn: 否", "withdrawn", False),
        ("withdrawn: false", "withdrawn", False),
        ('withdrawn: "false"', "withdrawn", False),
        ("withdrawn: 来源有误，撤下。", "withdrawal", "来源有误，撤下。"),
        ('event_date: "2026-03-25"', "event_date", date(2026, 3, 25)),
        ("event_date: null", "event_date", None),
    ],
)
def test_values_are_what_was_typed(front: str, field: str, value: object) -> None:
    """Text is text as typed, whatever YAML would make of it; yes, no, numbers and dates are what they say."""
    assert getattr(read(f"---\nid: 2026-03-25-01\norder: 7\n{front}\n---\n"), field) == value


def test_all_mistakes_of_a_file_at_once() -> None:
    """An editor hears of every wrong key of a file in one go."""
    found = problems("id: a\nordr: 1\nkind: essay\nauthors:\n- nmae: 周采薇")
    assert sorted(problem.line or 0 for problem in found) == [1, 3, 4, 6, 6]


def test_an_issue_of_a_newer_format_is_refused() -> None:
    """An issue that a later banmian wrote is not read by a grammar that it may not mean; one that says none is old."""
    front = "---\nkind: issue\ndate: 2026-03-25\n{}---\n"
    with pytest.raises(ContentError) as caught:
        fields.read_issue(frontmatter.parse(front.format("format: 3\n"), "issue.md"), "issue.md", "2026-03-25")
    assert [(problem.source, problem.line) for problem in caught.value.problems] == [("issue.md", 4)]
    assert fields.read_issue(frontmatter.parse(front.format(""), "issue.md"), "issue.md", "2026-03-25").format == 1


@pytest.mark.parametrize(
    "front",
    [
        "kind: news\ndate: 2026-03-25",
        "kind: issue",
        "kind: issue\ndate: 2026-03-25\nnumber: 0",
        "kind: issue\ndate: 2026-03-25\nformat: 0",
    ],
)
def test_an_issue_file_must_be_one(front: str) -> None:
    """``issue.md`` must say that it is an issue, and of which day."""
    with pytest.raises(ContentError):
        fields.read_issue(frontmatter.parse(f"---\n{front}\n---\n", "issue.md"), "issue.md", "2026-03-25")


def test_the_handbook_tells_of_every_key() -> None:
    """Each key stands in the handbook's table, in a row that calls it by its Chinese name."""
    rows = [line for line in (PROJECT / "docs/编辑手册.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    for key, row in article_keys.keys(Article).values():
        told = [line for line in rows if f"`{key}`" in line.split("|")[1]]
        assert [line for line in told if row.label in line], key
