"""How many acts an editor needs, counted on issues of a few lines."""

from typing import Any

import pytest

from benchmarks.corrections import Corrections, Item, Structure, count, structure

PIER = ("昨日，新港码头启用，首班货轮靠岸装货。", "码头一年可装卸货物三百万吨，工人两百名。")
MARKET = ("菜市场本周搬家，新址在河西的旧粮仓里。", "摊位按抽签分给原来的摊主，租金一年不变。")


@pytest.mark.parametrize(
    ("truth", "out", "expected"),
    [
        ([Item(PIER), Item(MARKET)], [Item(PIER), Item(MARKET)], Structure(0, 0, 0, 0)),
        (
            [Item(PIER), Item(MARKET, heads=("菜市场搬家",))],
            [Item((*PIER, "菜市场搬家", *MARKET))],
            Structure(1, 0, 0, 0),
        ),
        ([Item((*PIER, *MARKET))], [Item(PIER), Item(MARKET)], Structure(0, 1, 0, 0)),
        ([Item(PIER)], [Item(("".join(PIER),))], Structure(0, 0, 1, 0)),
        ([Item(("".join(PIER),))], [Item(PIER)], Structure(0, 0, 1, 0)),
        ([Item(PIER)], [Item(PIER), Item(("放大　缩小　默认",))], Structure(0, 1, 0, 0)),
        ([Item(PIER), Item(MARKET)], [Item(PIER)], Structure(1, 0, 0, 0)),
    ],
    ids=["right", "two in one", "one in two", "a lost end", "an end too many", "nobody printed it", "missing"],
)
def test_articles_and_paragraphs(truth: list[Item], out: list[Item], expected: Structure) -> None:
    """An article in the wrong place is one act, whatever it holds; so is each end of a paragraph."""
    assert structure(truth, out) == expected


def test_a_full_line_may_end_a_paragraph() -> None:
    """Where nothing shows whether a paragraph ends, both readings are right."""
    loose = Item(PIER, loose=frozenset({len(PIER[0])}))
    assert structure([loose], [Item(("".join(PIER),))]).paragraphs == 0
    whole = Item(("".join(PIER),), loose=frozenset({len(PIER[0])}))
    assert structure([whole], [Item(PIER)]).paragraphs == 0


def test_joined_rows_are_told_apart() -> None:
    """Rows of a list that run into each other are counted by themselves as well."""
    rows = ("北京　晴　6~19", "上海　阴　9~17", "广州　多云　18~26")
    joined = Item(("".join(rows[:2]), rows[2]))
    assert structure([Item(rows, is_list=True)], [joined]) == Structure(0, 0, 1, 1)


def test_a_picture_in_the_wrong_article_is_no_parting() -> None:
    """A picture that is an item of its own here and stands in a story there is counted as a picture alone."""
    caption = "工人在新港码头装货。"
    assert structure([Item(PIER, (caption,))], [Item(PIER), Item((), (caption,), is_photo=True)]).merges == 0


def figures(**changed: Any) -> dict[str, Any]:
    """The scorer's figures for an issue that is right, but for what is changed."""
    return {
        "title_counts": [3, 3, 3],
        "author_name_counts": [2, 0, 0],
        "author_counts": [2, 0, 0],
        "caption_counts": [1, 0, 0],
        "credit_counts": [1, 0, 0],
        "detail": [],
    } | changed


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Corrections()),
        ({"title_counts": [2, 2, 3], "detail": ["title: truth '码头启用' got ''"]}, Corrections(titles=1)),
        ({"detail": ["decks: 码头启用 truth ('', '侧记') got ('', '')"]}, Corrections(titles=1)),
        (
            {
                "title_counts": [2, 2, 3],
                "detail": ["title: truth '码头启用' got ''", "decks: 码头启用 truth ('', '侧记') got ('', '')"],
            },
            Corrections(titles=1),
        ),
        ({"author_name_counts": [1, 1, 1], "author_counts": [1, 1, 1]}, Corrections(authors=2)),
        ({"author_counts": [1, 1, 1]}, Corrections(authors=1)),
        ({"caption_counts": [0, 1, 1], "credit_counts": [0, 1, 1]}, Corrections(pictures=1)),
    ],
    ids=["right", "title", "deck", "title and deck", "another author", "role", "picture moved"],
)
def test_fields(changed: dict[str, Any], expected: Corrections) -> None:
    """A headline with its decks is one act, an author too many and one too few are two, a moved picture is one."""
    assert count(figures(**changed), Structure(0, 0, 0, 0)) == expected


def test_acts_are_added() -> None:
    """Acts of several issues are added by kind, and their total is their sum."""
    both = Corrections(splits=1, titles=2) + Corrections(splits=2, pictures=1)
    assert both == Corrections(splits=3, titles=2, pictures=1)
    assert both.total == 6
