"""Bodies as they are set: shapes become classes, verses lines, tables boxes; not a word is changed."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content import body
from generator.kinds import Kind
from generator.pages import setting, typography
from strategies import sentence


def words(html: str) -> str:
    """The text of HTML."""
    return "".join(unescape(re.sub("<[^>]*>", "", html)).split())


@pytest.mark.parametrize(
    ("kind", "written", "shown"),
    [
        (Kind.INTERVIEW, "问：难吗？", '<p class="question"><b>问：</b>难吗？</p>'),
        (Kind.INTERVIEW, "**问：**难吗？", '<p class="question"><strong>问：</strong>难吗？</p>'),
        (Kind.LITERATURE, "甲\n乙", '<p class="stanza"><span>甲<br></span>\n<span>乙</span></p>'),
        (Kind.LITERATURE, "**甲\n乙**", '<p class="stanza"><strong>甲<br>\n乙</strong></p>'),
        (Kind.LITERATURE, "“甲\n乙”", '<p class="stanza"><span>“甲<br></span>\n<span>乙”</span></p>'),
        (Kind.LITERATURE, "长" * 50 + "\n" + "文" * 50, f"<p>{'长' * 50}</p>\n<p>{'文' * 50}</p>"),
        (Kind.NOTICE, "停水。\n\n水务局\n3月25日", '<p>停水。</p>\n<p class="signature">水务局<br>\n3月25日</p>'),
        (Kind.NOTICE, "> 3月25日\n\n停水。", "<blockquote>\n<p>3月25日</p>\n</blockquote>\n<p>停水。</p>"),
        (Kind.NEWS, "问：难吗？", "<p>问：难吗？</p>"),
    ],
)
def test_how_a_paragraph_is_set(kind: Kind, written: str, shown: str) -> None:
    """A shape is a class of its paragraph; verses, and the lines of a 落款, are lines whatever marks stand in them."""
    assert setting.shown(written, kind) == shown


@pytest.mark.parametrize("kind", Kind)
def test_a_plain_article_is_set_paragraph_by_paragraph(kind: Kind) -> None:
    """``plain: true`` switches the forms of every kind off."""
    written = "编辑同志：\n\n问：难吗？\n\n甲  \n乙\n\n水务局\n\n2026年3月25日"
    assert "class" not in setting.shown(written, kind, plain=True)


blocks = st.one_of(
    sentence,
    st.sampled_from(
        ["问：甲", "何映秋：乙", "编辑同志：", "2026年3月25日", "水务局", "——题记", "一、甲", "# 甲", "> 甲\n> 乙"]
    ),
    st.sampled_from(
        ["**甲\n乙**", "[甲](http://a.cn)\n乙", "- 甲\n- 乙", "|  |  |\n| --- | --- |\n| 1 | 甲 |", "（周采薇 整理）"]
    ),
)


@pytest.mark.parametrize("kind", Kind)
@given(text=st.lists(st.lists(blocks, max_size=3).map("\n".join), max_size=4).map("\n\n".join))
@example("<p>甲</p>\n\n<table><tr><td>1")
def test_setting_changes_no_word(kind: Kind, text: str) -> None:
    """Whatever a body holds, what is set is its text, word for word, in tags that are closed."""
    shown = setting.shown(text, kind)
    assert words(shown) == words(typography.in_html(body.to_html(text, kind)))
    for tag in ("p", "span", "b", "div", "table", "td"):
        assert len(re.findall(rf"<{tag}\b", shown)) == shown.count(f"</{tag}>")


def test_a_table_scrolls_in_a_box_of_its_own() -> None:
    """A table can be scrolled by keyboard, has no head that says nothing, and its columns of figures are marked."""
    shown = setting.shown(
        body.from_table([["名次", "单位", "升降"], ["1", "3班", "-2.5%"], ["2", "乙", "—"]]), Kind.NEWS
    )
    assert shown.startswith('<div class="table" role="group" aria-label="表格" tabindex="0"><table>\n<tbody>')
    assert re.findall('<t[dh][^>]* class="figure">(.*?)</t[dh]>', shown) == ["名次", "升降", "1", "-2.5%", "2", "—"]


@pytest.mark.parametrize(
    ("rows", "has_head"),
    [
        ([["日期", "时段", "原因"], ["10日", "8:00—14:00", "检修"], ["11日", "6:30", "改造"]], True),
        ([["品名", "价格"], ["白菜", "0.12"], ["萝卜", "0.08"]], True),
        ([["站名", "6201次"], ["南浦", "5:40"], ["新港", "6:13"]], True),
        ([["一等奖", "待定"], ["二等奖", "3人"], ["三等奖", "5人"]], False),
        ([["南浦", "多云", "12~20"], ["云湖", "小雨", "10~15"], ["新港", "晴", "6~19"]], False),
        ([["户型", "面积"], ["单间", "35"]], False),
        ([["郑明", "周采薇"], ["林望舒", "何映秋"], ["黎川", "沈立言"]], False),
    ],
)
def test_a_row_that_tells_what_stands_below_it_is_a_head(rows: list[list[str]], *, has_head: bool) -> None:
    """A first row without figures above columns of figures is read out as their head; any other stays a row."""
    shown = setting.shown(body.from_table(rows), Kind.DATA)
    assert re.findall('<th scope="col"(?: class="figure")?>(.*?)</th>', shown) == (rows[0] if has_head else [])
