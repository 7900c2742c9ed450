"""What an article's own text gives: its day and its summary."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Article
from generator.newsroom.convert import convert
from generator.sources.raw import Raw
from generator.understanding import compose
from generator.understanding.drafts import Draft
from generator.understanding.manuscript import Block
from generator.understanding.parts import Part, Piece
from strategies import sentence
from support import each_case

DAY = date(2026, 3, 25)
CHANNEL = "新港生活频道（3月9日　星期一）"


@each_case("event_dates")
def test_event_dates(case: dict[str, Any]) -> None:
    """The day of an event is the first that the story names, where that is a day and not after the issue."""
    found = compose.event_date(case["story"], date.fromisoformat(case["issue"]))
    assert (found and found.isoformat()) == case["date"]


@given(st.from_regex(r"[0-9]{1,4}年?[0-9]{1,2}月[0-9]{1,2}日", fullmatch=True), st.dates(min_value=date(2, 1, 1)))
def test_an_event_is_never_after_its_issue(day: str, issue: date) -> None:
    """Whatever figures stand there, the day found exists and is not later than the issue."""
    found = compose.event_date(f"{day}，码头启用。", issue)
    assert found is None or found <= issue


@given(st.lists(sentence, max_size=12).map("".join))
def test_a_summary_is_the_storys_own_words(story: str) -> None:
    """A summary is the beginning of the story, no longer than fits, with dots where it is cut inside a sentence."""
    made = compose.summary(story)
    assert len(made) <= compose.SUMMARY_LENGTH
    assert story.strip().startswith(made.removesuffix("…")) or story.strip().startswith(made)
    if len(story.strip()) > compose.SUMMARY_LENGTH:
        assert made[-1] in "。！？…"


FREE = ["一页页", "油亮的泥土", "布谷在田埂上", "替大地领读"]
MARKED = ["湖上云来落瓦檐，东风昨夜过南浦。", "门前杨柳又三尺，不见行人到日暮。"]


@pytest.mark.parametrize(
    ("verses", "heads"),
    [
        (["一、码头", *FREE, "二、渡口", *FREE], ["一、码头", "二、渡口"]),
        (["其一", *FREE, "其二", *FREE], ["其一", "其二"]),
        (["晚渡", *MARKED, "早市", *MARKED], ["晚渡", "早市"]),
        (FREE, []),
        ([*FREE, "一"], []),
        ([*MARKED, "行人远"], []),
        ([MARKED[0], "门前杨柳", "又三尺", *MARKED], []),
    ],
)
def test_poems_of_a_suite_are_parted_by_their_heads(verses: list[str], heads: list[str]) -> None:
    """A number, or a bare title among lines with marks, stands alone above its poem; no verse is lost or moved."""
    stanzas = [list(stanza) for stanza in compose.stanzas(verses)]
    assert [stanza[0] for stanza in stanzas if stanza[0] in heads] == heads
    assert len(stanzas) == max(1, 2 * len(heads))
    assert [verse for stanza in stanzas for verse in stanza] == verses


GAMES = [["一台", "南浦", "3∶1", "云湖"], ["二台", "新港", "2∶2", "石桥"]]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([*GAMES, ["排名", "队伍", "局分", "场分"], ["1", "南浦", "13", "8"]], [2, 2]),
        ([*GAMES, ["三台", "渡口", "轮空", "—"], ["四台", "码头", "4∶0", "东村"]], [4]),
        ([["品名", "价格"], ["白菜", "0.12"], ["萝卜", "面议"], ["冬瓜", "0.08"]], [4]),
    ],
)
def test_a_head_among_rows_begins_another_table(rows: list[list[str]], parts: list[int]) -> None:
    """Two tables printed one below the other are parted at the head of the second; a row without figures is no head."""
    assert [len(table) for table in compose.tables(rows)] == parts


def composed(text: str) -> Article:
    """The only article of a raw text."""
    (article,) = convert([Raw(text, "raw.txt")], issue_id="2026-03-25", issue_date=DAY).issue.articles
    return article


def test_a_summary_is_of_what_tells_something() -> None:
    """No salutation, no number of a poem is an article's summary; what stands below it is."""
    letter = (
        "第1版 来信\n\n## 路灯亮了\n\n编辑同志：\n\n我家门前的路灯坏了半个月，昨天修好了，谢谢你们。\n\n读者 林望舒\n"
    )
    assert composed(letter).summary == "我家门前的路灯坏了半个月，昨天修好了，谢谢你们。"


def test_a_reporter_who_also_signs_as_author_is_one_person() -> None:
    """Who is named with a post is not named again without one."""
    head = "第1版 要闻\n\n## 码头侧记\n\n(通讯员 郑明 记者 周采薇)\n\n文／郑明 周采薇\n\n"
    names = [author.name for author in composed(f"{head}昨日，新港码头启用，货轮靠岸，工人们忙了起来。\n").authors]
    assert len(names) == len(set(names))


def test_a_blank_inside_brackets_parts_no_cells() -> None:
    """The head of a second programme stands between the tables of two, in one piece."""
    rows = ["06:30　早安新港", "12:00　午间新闻", "18:30　新港新闻"]
    draft = Draft(
        "01", body=[Piece(Block(at, (row,)), row, Part.ROW, "") for at, row in enumerate([*rows, CHANNEL, *rows])]
    )
    article = compose.compose(draft, "2026-03-25", DAY, 1, "")
    assert [block[:1] for block in article.body.split("\n\n")] == ["|", CHANNEL[:1], "|"]
    assert CHANNEL in article.body.split("\n\n")


@pytest.mark.parametrize(("end", "is_cut"), [("春风当有奔腾之", True), ("新区城管局", False), ("春风正好。", False)])
def test_a_text_that_ends_inside_a_sentence_is_truncated(end: str, *, is_cut: bool) -> None:
    """A short last line may be a signature or a row, but not where its last word calls for another."""
    lines = ["新区召开大会，大家鼓足干劲，扑下身子抓落实。", end]
    draft = Draft(
        "01", body=[Piece(Block(at, (line,)), line, Part.BODY, "") for at, line in enumerate(lines)], last=True
    )
    assert compose.compose(draft, "2026-03-25", DAY, 1, "").truncated == is_cut
