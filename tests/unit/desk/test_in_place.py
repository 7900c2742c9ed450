"""Where the parts of an article are found on its page, and that the page can be had back."""

from hypothesis import given
from hypothesis import strategies as st

from generator.desk import in_place

PAGE = (
    '<html><head><title>题</title></head><body class="a"><h1>外</h1>'
    '<main id="main"><h1>{title}</h1>{body}</main></body></html>'
)
BLOCKS = (
    *("<p>一。</p>", "<h2>二</h2>", '<p class="answer">三<br>四</p>'),
    *("<ul><li>五</li></ul>", "<hr>", "<blockquote><p>六</p></blockquote>"),
)
TITLES = ("题", "<b>题</b>", "一。")


def page(title: str, body: str) -> str:
    """A page with a headline and a text."""
    return PAGE.replace("{title}", title).replace("{body}", body)


@given(
    blocks=st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=8), title=st.sampled_from(["题", "<b>题</b>", "一。"])
)
def test_the_page_comes_back(blocks: list[str], title: str) -> None:
    """Whatever is marked and added, without it the page is the same, byte for byte."""
    body = "\n".join(blocks)
    before = page(title, body)
    marked = in_place.marked(before, {"title": [title]}, body, ["x"] * len(blocks))
    whole = in_place.named(
        in_place.with_more(marked.page, "<meta>", "<header></header>", "<aside></aside>"), "2026-03-25-01"
    )
    assert in_place.stripped(whole) == before
    assert [f'data-paragraph="{at}"' in whole for at in range(1, len(blocks) + 1)] == [True] * len(blocks)
    assert marked.blocks == tuple(blocks)


def test_a_headline_is_found_in_the_article_alone() -> None:
    """What stands above the article, in the head or the masthead, is not marked."""
    marked = in_place.marked(page("题", "<p>一</p>"), {"title": ["题"]}, "<p>一</p>", ["一"])
    assert marked.page.count("<desk-field") == 1
    assert '<main id="main"><h1><desk-field data-field="title">题</desk-field></h1>' in marked.page


def test_what_the_page_does_not_show_is_not_marked() -> None:
    """A template of the paper's own may show a text in another way; then it is edited beside the page."""
    marked = in_place.marked(page("另一个", "<div>一</div>"), {"title": ["题"]}, "<p>一</p>", ["一"])
    assert marked.page == page("另一个", "<div>一</div>")
    assert (marked.fields, marked.blocks) == ({}, ())


def test_a_paragraph_that_is_set_line_by_line_is_one_part() -> None:
    """Of prose whose lines are paragraphs on the page, all lines belong to one passage."""
    body = "<p>甲，</p>\n<p>乙。</p>\n<p>丙</p>"
    marked = in_place.marked(page("题", body), {}, body, ["甲,\n乙。", "丙"])
    assert marked.blocks == ("<p>甲，</p>\n<p>乙。</p>", "<p>丙</p>")
    assert (
        '<p data-paragraph="1">甲，</p>\n<p data-paragraph-goes-on="1">乙。</p>\n<p data-paragraph="2">' in marked.page
    )


def test_parts_that_cannot_be_told_apart_are_not_marked() -> None:
    """Where the page has other characters than the file, no part is guessed."""
    body = "<p>甲乙</p>\n<p>丙</p>\n<p>丁</p>"
    assert in_place.marked(page("题", body), {}, body, ["甲", "乙丙丁"]).blocks == ()
