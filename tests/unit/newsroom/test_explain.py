"""Why import made what it made: block by block, with the reading that came next where it came near."""

from hypothesis import given

from generator.newsroom import explain
from generator.sources.raw import Raw
from generator.understanding.manuscript import Block
from generator.understanding.parts import Part, Piece
from raw_texts import converted
from strategies import raw_issue

RAW = (
    "第1版 要闻\n\n## 新港码头启用\n\n□林望舒\n\n昨日，新港码头启用，货轮靠了岸。\n\n本报讯(记者周采薇)菜市场昨日搬家。"
)


def blocks(text: str) -> list[explain.Explained]:
    """What is told of a raw text."""
    return list(explain.explain([Raw(text, "raw.txt")]))


def test_every_block_is_told_with_its_article() -> None:
    """A block is told with its line, its article (0 for the page's own lines), what it is, and what spoke for it."""
    told = [(one.line, one.article, one.name) for one in blocks(RAW)]
    assert told == [(1, 0, "版面"), (3, 1, "标题"), (5, 1, "署名"), (7, 1, "正文"), (9, 2, "开头")]
    assert [one.why for one in blocks(RAW)][:2] == ["是刊头", "有标题记号；另起一篇；全文的第一行"]


def test_articles_are_counted_through_all_files() -> None:
    """In an issue of several files the second goes on counting where the first ended."""
    raws = [Raw("本报讯 码头启用。", "1.txt"), Raw("本报讯 菜市场搬家。", "2.txt")]
    assert [(one.source, one.article) for one in explain.explain(raws)] == [("1.txt", 1), ("2.txt", 2)]


def test_the_second_half_of_a_story_is_told_with_its_first() -> None:
    """A story that goes on on another page is one article, and its second half is told as part of it."""
    text = "第1版 要闻\n\n## 守桥\n\n本报讯 倪大旺守桥二十年，（下转第二版）\n\n第2版 民生\n\n(上接第一版)每天走三遍。"
    assert [one.article for one in blocks(text)] == [0, 1, 1, 0, 1]


def test_a_close_second_is_told() -> None:
    """Where another reading lost by little, it is told with its distance; where it lost by much, nothing is."""
    block = Block(1, ("码头上的灯",))
    near = Piece(block, "码头上的灯", Part.HEADLINE, "", opens=True, margin=1.25, runner_up="小标题")
    assert explain.doubt(near) == "也许接着上一篇，作小标题，只差 1.2 分"
    far = Piece(block, "码头上的灯", Part.HEADLINE, "", opens=True, margin=explain.CLOSE, runner_up="小标题")
    assert explain.doubt(far) == ""
    weak = Piece(block, "码头上的灯", Part.REST, "", joined=0.5)
    assert "0.5" in explain.doubt(weak)


@given(raw_issue)
def test_what_is_told_is_what_is_made(text: str) -> None:
    """Every article of the issue is told, no other is, and no block goes without a reason."""
    told = blocks(text)
    made = converted(text).issue.articles
    assert {one.article for one in told} - {0} == {article.order for article in made}
    assert all(one.why and one.name for one in told)
