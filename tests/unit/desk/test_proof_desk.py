"""The proof: every line of an article, each doubt at its words, and buttons for every answer."""

from hypothesis import given
from hypothesis import strategies as st

import typed
from generator.content import shown_lines
from generator.content.doubts import Doubt
from generator.desk import desk_pages, proof_desk
from generator.desk.proof_desk import Run
from generator.kinds import Role
from generator.model import Article, Author, Photo
from generator.newsroom.doubt_places import Stand

ARTICLE = Article(
    "2026-03-25-01",
    order=1,
    title="码头启用<b>",
    authors=(Author("郑明", Role.REPORTER), Author("周采微", Role.REPORTER)),
    photos=(Photo("码头图。"),),
    body="头一句，的的。第二句！\n\n## 小标题\n\n第三句。",
)
DOUBTS = [
    Doubt("banned", "正文第1段", "第二句", "不好", "第2句"),
    Doubt("doubled-character", "正文第1段", "，的的", "连着两次", "看是否多了一个“的”"),
    Doubt("ledger", "作者", "周采微", "记着是错的", "核对姓名"),
    Doubt("boundary", "文末", "版面文字", "拿不准"),
    Doubt("date", "正文第3段", "第三句", "没有这一天", answer="right"),
]


def _page(sheet: proof_desk.Sheet) -> str:
    told = {"token": "", "trail": [], "issue": "2026-03-25", "sheets": [sheet], "waiting": 4, "numbers": ["01"]}
    return desk_pages.filled("proof.html", **told)


def test_each_doubt_stands_at_its_words() -> None:
    """Lines are in the order of the page, with doubts in the order of their words; an author is a line if doubted."""
    sheet = proof_desk.sheet(ARTICLE, DOUBTS, "d" * 32)
    assert [(row.place, row.look, [at for at, _ in row.doubts]) for row in sheet.rows] == [
        ("title", "title", []),
        ("author2", "author", [2]),
        ("1", "text", [1, 0]),
        ("2", "subhead", []),
        ("3", "text", []),
        ("caption1", "caption", []),
    ]
    assert sheet.rows[2].runs == (
        Run("头一句", 0, None),
        Run("，的的", 0, 1),
        Run("。", 0, None),
        Run("第二句", 1, 0),
        Run("！", 1, None),
    )
    assert ([at for at, _ in sheet.elsewhere], [doubt.rule for doubt in sheet.answered]) == ([3], ["date"])
    assert sheet.waiting == 4


def test_the_page_has_its_hooks() -> None:
    """A doubt has its rule, its place, its field with what is offered, and a real button for each answer."""
    html = _page(proof_desk.sheet(ARTICLE, DOUBTS, "d" * 32))
    assert 'data-desk="proof"' in html
    for hooks in (
        'data-doubt="banned" data-at="1:7"',
        'data-doubt="doubled-character" data-at="1:3"',
        'data-doubt="ledger" data-at="author2:0"',
        'data-doubt="boundary" data-at=""',
        'data-article="2026-03-25-01" data-number="01"',
        'value="第2句"',
        'value="，的"',
    ):
        assert hooks in html
    for action in ("answer-fix", "answer-right", "later"):
        assert html.count(f'<button type="button" data-action="{action}">') == 4
    assert html.count("<input") == 3
    assert "<b>" not in html


def test_a_missing_headline_can_be_written() -> None:
    """The doubt about a missing headline stands at the place of the headline, with an empty field."""
    article = Article("2026-03-25-01", order=1, untitled=True, body="正文。")
    sheet = proof_desk.sheet(article, [Doubt("untitled", "标题", "", "原稿里没有标题", "需要时由编辑补上")], "d" * 32)
    assert [(row.place, len(row.doubts)) for row in sheet.rows] == [("title", 1), ("1", 0)]
    assert "标题 <input" in _page(sheet)


@given(st.text("甲乙。！？；”!?，a ", max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 9))))
def test_runs_lose_no_character(text: str, places: list[tuple[int, int]]) -> None:
    """Cut at sentences and doubts, a line is still the whole line, and sentences come one after the other."""
    doubt = Doubt("date", "正文第1段", "甲", "")
    found = [
        (number, Stand(doubt, shown_lines.Place("body", 1), start, "甲" * length, ""))
        for number, (start, length) in enumerate(places)
    ]
    runs = list(proof_desk.runs(text, found))
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)
    assert [run.sentence for run in runs] == sorted(run.sentence for run in runs)
    assert list(proof_desk.sentences(text)) == sorted(proof_desk.sentences(text))


@given(st.text())
def test_whatever_is_typed_is_shown_as_text(seed: str) -> None:
    """All that stands in an article is on the proof as text, never as markup or as a template."""
    body, kind = typed.body(seed)
    article = Article("2026-03-25-01", order=1, title="{{ 7*7 }}<script>", kind=kind, body=body)
    html = _page(proof_desk.sheet(article, [Doubt("date", "正文第1段", body[:9], body[:20], body[:20])], "d" * 32))
    assert "{{ 7*7 }}&lt;script&gt;" in html
    assert html.count("<script") == 1
