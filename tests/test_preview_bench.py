"""What the benchmark of the preview does besides measuring: which saves it draws, and what it writes."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import preview_bench, same_lists
from benchmarks.preview_servers import OurPaper, Saves

ARTICLES = [f"2026-03-{day}-0{order}" for day in (25, 26) for order in (1, 2, 3)]
LINKS = {f"/{article[:10]}/{article[11:]}.html" for article in ARTICLES}
LISTS = {
    "index.html": frozenset(link for link in LINKS if "26" in link),
    "2026-03-25/index.html": frozenset(link for link in LINKS if "25" in link),
    "2026-03-26/index.html": frozenset(link for link in LINKS if "26" in link),
    "topics/index.html": frozenset(LINKS),
    "topics/a/index.html": frozenset({"/2026-03-25/02.html"}),
    "topics/a/1/index.html": frozenset({"/2026-03-25/01.html"}),
    "tags/index.html": frozenset({"/tags/x/"}),
    "tags/x/index.html": frozenset({"/2026-03-26/03.html"}),
}


def drawn(lists: same_lists.Lists) -> list[preview_bench.Save]:
    """Saves of these articles, the same every time."""
    return preview_bench.drawn(24, ARTICLES, lists, random.Random(1))  # noqa: S311


def test_a_third_of_the_saves_change_a_headline_on_a_list_that_shows_it() -> None:
    """Headlines are changed while the front, an issue, a topic or a tag page that lists the article is looked at."""
    saves = drawn(LISTS)
    of_headlines = [save for save in saves if save.is_headline]
    assert len(of_headlines) == 8
    assert {save.page for save in of_headlines} >= {"/", "/tags/x/"}
    for save in of_headlines:
        assert f"/{save.article[:10]}/{save.article[11:]}.html" in LISTS[f"{save.page[1:]}index.html"]
    assert not {"/topics/", "/tags/"} & {save.page for save in of_headlines}


def test_half_of_the_saves_fall_into_a_build_behind() -> None:
    """Half of all saves, and half of those of headlines, come while a build behind runs."""
    saves = drawn(LISTS)
    assert sum(save.is_behind for save in saves) == 12
    assert sum(save.is_behind for save in saves if save.is_headline) == 4


def test_other_saves_change_the_text_of_the_article_that_is_looked_at() -> None:
    """A save that changes no headline is seen on the article's own page."""
    for save in drawn(LISTS):
        assert save.is_headline or save.page == f"/{save.article[:10]}/{save.article[11:]}.html"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200))
def test_the_late_ones(seconds: list[float]) -> None:
    """At least 95 of 100 took as long as the 95th percentile or less, and fewer took less than it."""
    found = preview_bench.late(seconds)
    assert sum(each <= found for each in seconds) >= 0.95 * len(seconds)
    assert sum(each < found for each in seconds) < 0.95 * len(seconds)


@given(st.integers(0, 99_998))
def test_marks_differ(number: int) -> None:
    """No two marks are the same, and each is one that the page in the browser looks for."""
    assert preview_bench.mark(number) != preview_bench.mark(number + 1)
    assert len(preview_bench.mark(number)) == 7


def test_saves_begin_with_the_first_text(tmp_path: Path) -> None:
    """A later save takes back an earlier one, so that articles do not grow."""
    paper = OurPaper(tmp_path)
    article = paper.article("2026-03-25-01")
    article.parent.mkdir(parents=True)
    article.write_text('---\ntitle: "码头"\n---\n\n昨日启用。\n', "utf-8")
    saves = Saves(paper)
    saves.headline("2026-03-25-01", "样甲样")
    assert article.read_text("utf-8") == '---\ntitle: "码头样甲样"\n---\n\n昨日启用。\n'
    saves.body("2026-03-25-01", "样乙样")
    assert article.read_text("utf-8") == '---\ntitle: "码头"\n---\n\n昨日启用。\n\n样乙样。\n'


def test_saves_of_the_template_and_the_style_sheet(tmp_path: Path) -> None:
    """A save of either puts the mark where the browser looks for it, once."""
    paper = OurPaper(tmp_path)
    paper.dress()
    saves = Saves(paper)
    for mark in ("样甲样", "样乙样"):
        saves.template(mark)
        saves.style(mark)
    assert paper.template().read_text("utf-8").count("样") == 2
    assert '<meta name="bench" content="样乙样">' in paper.template().read_text("utf-8")
    assert paper.style().read_text("utf-8") == ':root { --bench: "样乙样" }\n'


def test_a_list_that_no_article_is_on_ends_the_benchmark() -> None:
    """Where no page of a kind lists an article, nothing is measured."""
    with pytest.raises(SystemExit, match="tags/"):
        drawn(LISTS | {"tags/x/index.html": frozenset()})
