"""The annotated pages: every character of the raw text stands exactly once in the truth."""

from typing import Any

import pytest

from benchmarks.page_sets import account, render
from benchmarks.pages import Page, load, parse

PAGES = load()


def sets() -> list[Any]:
    """Every page in each of its layouts."""
    return [pytest.param(page, layout, id=f"{page.name}-{layout}") for page in PAGES for layout in page.layouts]


@pytest.mark.parametrize(("page", "layout"), sets())
def test_every_character_stands_once(page: Page, layout: str) -> None:
    """Nothing is lost between a page and its truth, and what has no headline says so."""
    raw, truth = render(page, layout)
    assert not account(raw, truth)
    for article in truth["articles"]:
        assert article["paragraphs"] or article["photos"]
        assert bool(article["title"]) is not article["flags"]["untitled"]


def test_a_cut_paragraph_is_whole_in_the_truth() -> None:
    """A column cut shows in the raw text only."""
    head = "style: x\nset: tune\nlayouts: cuts\npaper: 某报\ndate: 某日\n"
    page = parse("x", head + "F|第1版\n=|news|brief\nT|标题\nP|前半‖后半。\n")
    raw, truth = render(page, "cuts")
    assert raw == "第1版\n\n标题\n\n前半\n\n后半。\n"
    assert truth["articles"][0]["paragraphs"] == ["前半后半。"]
    assert render(page, "compact")[0] == "第1版\n标题\n前半后半。\n"


def test_wrapped_text_hangs_its_closing_marks() -> None:
    """A column line takes one mark too many, and does not end in an opening one."""
    head = "style: x\nset: tune\nlayouts: wrap4i\npaper: 某报\ndate: 某日\n"
    raw, truth = render(parse("x", head + "=|news|\nP|一二三四五六，“七八。\n"), "wrap4i")
    assert raw == "　　一二\n三四五六，\n“七八。\n"
    assert truth["articles"][0]["paragraphs"] == ["一二三四五六，“七八。"]
