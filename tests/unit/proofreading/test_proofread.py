"""Doubts: what an editor should look at, and what must be left in peace."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import body
from generator.model import Article, Issue, Photo
from generator.proofreading import (
    OPEN,
    RULES,
    Known,
    archive,
    house_lists,
    posts,
    proofread,
    read,
    repeats,
    word_tables,
)
from generator.proofreading.copy_lines import take
from generator.proofreading.house_lists import Banned, Leader, Lists
from strategies import sentence
from support import each_case

DAY = date(2026, 3, 25)


def _article(title: str, paragraphs: list[str], number: int = 1, **fields: Any) -> Article:
    text = "\n\n".join(body.from_text(paragraph) for paragraph in paragraphs)
    given: dict[str, Any] = {"untitled": not title} | fields
    return Article(f"2026-03-25-{number:02d}", order=number, title=title, body=text, **given)


def _issue(*articles: Article) -> Issue:
    return Issue("2026-03-25", DAY, articles=articles)


@each_case("doubts")
def test_doubts(case: dict[str, Any]) -> None:
    """An article raises just the doubts that its case names; a clean one raises none."""
    article = _article(case["title"], case["body"], truncated=case.get("truncated", False))
    assert [doubt.rule for doubt in proofread(article, DAY)] == case["rules"]


@pytest.mark.parametrize(
    ("issue_day", "text", "wrong"),
    [
        (date(2026, 1, 2), "12月30日（星期二）", False),
        (date(2026, 1, 2), "12月30日（星期三）", True),
        (date(2026, 12, 30), "1月2日（星期六）", False),
        (date(2026, 12, 30), "1月2日（星期五）", True),
        (date(2026, 6, 30), "7月1日（星期三）", False),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(issue_day: date, text: str, *, wrong: bool) -> None:
    """Around the turn of a year a day is taken for that of the year before or after, and its weekday with it."""
    article = _article("码头启用", [f"本报讯(记者周采薇)码头{text}启用。货轮靠岸，工人们忙了起来。"])
    assert ("weekday" in [doubt.rule for doubt in proofread(article, issue_day)]) == wrong


@each_case("doubts_issue")
def test_doubts_within_an_issue(case: dict[str, Any], tmp_path: Path) -> None:
    """Names, posts and repeats are doubted across the articles of one issue, and nothing else is."""
    issue = _issue(*(_article(a["title"], a["body"], number) for number, a in enumerate(case["articles"], 1)))
    reading = read(issue)
    crossed = archive.Archive(tmp_path).take(reading)
    found = [
        (number, doubt.rule, doubt.span, f"{doubt.reason} {doubt.suggestion}")
        for number, article in enumerate(issue.articles, 1)
        for doubt in (*reading.doubts[article.id], *crossed.get(article.id, ()))
    ]
    assert [(number, rule) for number, rule, _, _ in found] == [(number, rule) for number, rule, _, _ in case["doubts"]]
    for (_, _, span, said), (_, _, quoted, meant) in zip(found, case["doubts"], strict=True):
        assert quoted in span
        assert meant in said


@each_case("doubts_lists")
def test_the_newsrooms_lists(case: dict[str, Any]) -> None:
    """The newsroom's own lists raise doubts that say what to write instead."""
    known = Known(
        Lists(
            tuple(Leader(name, (post,), order) for name, post, order in case.get("leaders", [])),
            tuple(case.get("wordings", [])),
            tuple(Banned(wrong, right, why, tuple(unless)) for wrong, right, why, *unless in case.get("banned", [])),
        )
    )
    found = read(_issue(_article("码头", [case["text"]])), known).doubts["2026-03-25-01"]
    assert [[doubt.rule, doubt.span, doubt.suggestion] for doubt in found] == case["doubts"]


@each_case("posts")
def test_people_and_posts(case: dict[str, Any]) -> None:
    """A name behind a post is read with the post and its body; words that only begin like names are not."""
    found = posts.sightings([take(_article("码头", [case["text"]]))])
    assert [[sighting.name, sighting.post] for sighting in found] == case["found"]


@given(st.lists(sentence, min_size=1, max_size=4), sentence)
def test_a_doubt_quotes_what_stands_there(paragraphs: list[str], caption: str) -> None:
    """The words that a doubt points at stand in the article, and every doubt waits for an editor's answer."""
    article = replace(_article("码头", paragraphs), photos=(Photo(caption),))
    whole = "\n".join((article.title, *body.to_text(article.body, article.kind), caption))
    for doubt in read(_issue(article)).doubts[article.id]:
        assert doubt.span in whole
        assert (doubt.answer, bool(doubt.reason), bool(doubt.place)) == (OPEN, True, True)
        assert doubt.rule in RULES


def test_doubts_change_no_word() -> None:
    """Proofreading leaves the article as it is."""
    article = Article("2026-03-25-01", order=1, title="码头", body="这是码头的的新路，惠及方面面")
    before = replace(article)
    assert len(proofread(article)) >= 3
    assert article == before


def test_a_wrong_issue_date_is_one_doubt() -> None:
    """Where many stories lie after the issue's day, that day is doubted once, and no story is."""
    bodies = [f"本报讯 3月{day}日，{place}启用。" for day, place in ((27, "码头"), (28, "渡口"), (29, "车站"))]
    reading = read(_issue(*(_article("启用", [text], number) for number, text in enumerate(bodies, 1))))
    assert not any(reading.doubts.values())
    assert [(doubt.rule, doubt.place) for doubt in reading.issue_doubts] == [("later-than-issue", "这一期的日期")]


def test_a_sketch_knows_a_text_with_a_few_changes() -> None:
    """Two texts that differ in a word are alike; two of one subject are not; a short one has no sketch."""
    clauses = [f"第{number}班客轮{place}开出" for number, place in enumerate("东西南北中上下左右前后内外", 1)]
    text, other = "，".join(clauses) + "。", "，".join(f"两岸居民等了{clause}" for clause in clauses) + "。"
    one, changed, another = (
        repeats.sketch(take(_article("码头", [words]))) for words in (text, text.replace("第3班", "第四班"), other)
    )
    assert repeats.likeness(one, changed) > 0.7 > repeats.likeness(one, another)
    assert repeats.sketch(take(_article("码头", ["码头启用。"]))) == ()


def test_lists_that_are_missing_doubt_nothing(tmp_path: Path) -> None:
    """A newsroom without lists has empty ones."""
    assert house_lists.read(tmp_path) == Lists()


def test_the_vocabulary_holds_what_it_says() -> None:
    """Words of the form AABB have that form, their remains three characters, and look-alikes go both ways."""
    assert all(w[0] == w[1] != w[2] == w[3] and len(w) == 4 for w in word_tables.vocabulary("aabb.txt"))
    assert all(len(word) == 3 for word in word_tables.vocabulary("aabb_remains.txt"))
    for group in word_tables.vocabulary("look_alikes.txt"):
        one, other = group[0], group[1]
        assert one != other
        assert word_tables.look_alike(one, other)
        assert word_tables.look_alike(other, one)
    assert word_tables.sound_alike("刚", "钢")
    assert not word_tables.sound_alike("刚", "铁")
