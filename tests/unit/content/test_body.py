"""A body's Markdown: plain text survives it, and nothing dangerous comes out of it."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.content import body
from generator.kinds import Kind
from payloads import PAYLOADS
from strategies import ANY_CHARACTER, line, sentence
from support import each_case, examples

paragraph = st.one_of(line, sentence).map(lambda text: " ".join(text.split())).filter(bool)
EACH_GRAMMAR = pytest.mark.parametrize("kind", [Kind.NEWS, Kind.LITERATURE])


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag."""
        self.found.append((tag, dict(attrs)))


@EACH_GRAMMAR
@given(text=paragraph)
@example("1. 春天")
@example("- - -")
@example("===")
@example("&amp; <b>粗</b>")
@example("[甲](http://a.cn) ![乙](b.png)")
@example("    四格")
@example("2026年*3*月_5_日")
@example("| 甲 | 乙 |")
@example("&#20013;")
@example("https://a.cn/x_y_z")
@example("\\")
def test_a_paragraph_of_text_shows_as_it_is(kind: Kind, text: str) -> None:
    """Markdown made from a line of plain text shows exactly this line."""
    text = text.strip()
    assert body.to_text(body.from_text(text), kind) == (text,)


@EACH_GRAMMAR
@given(texts=st.lists(paragraph, max_size=5))
@example(["1. 甲", "2. 乙"])
@example(["* 甲", "乙"])
@example(["甲", "==="])
@example(["[甲]: http://a.cn", "[甲]"])
@example(["<div>", "*甲*"])
def test_paragraphs_stay_apart(kind: Kind, texts: list[str]) -> None:
    """Paragraphs of plain text come back one by one, whatever stands in their neighbours."""
    assert body.to_text("\n\n".join(body.from_text(text) for text in texts), kind) == tuple(texts)


@given(sentence)
def test_ordinary_text_needs_no_backslash(text: str) -> None:
    """Text without Markdown's own signs is stored as the newspaper printed it."""
    plain = re.sub(r"[^\u4e00-\u9fff，。、；！？“”《》（）]", "", text)
    assert body.from_text(plain) == plain


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![图](x.png)",
        '<p style="color:red" onclick="x()">',
        "<style>p{}</style>",
        "<iframe src=x>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "<a href='vbscript:x'>",
        "<svg/onload=alert(1)>",
        "<h1>大</h1>",
        "# 标题",
        "标题\n===",
        "<scr<script>ipt>",
        "<!--",
        "]]>",
        "```\n<script>\n```",
        "| a | b |\n|:-|-:|\n| c | d |",
        "<form action=x><input autofocus onfocus=x>",
        "<a href='//e.org' target=_blank id=main class=x>",
        "\n\n",
        "\n",
        " ",
        "**",
        "> ",
        "- ",
        "1. ",
        "[a](/&quot;onclick=x)",
        '[a](/"onmouseover=x)',
        "<sup>",
        "</sup>",
        "<sub><script></sub>",
        "[<sup>a</sup>](https://a.cn)",
    ]
)


@EACH_GRAMMAR
@given(text=st.lists(st.one_of(HOSTILE, st.text(ANY_CHARACTER, max_size=8)), max_size=12).map("".join))
def test_nothing_dangerous_comes_out(kind: Kind, text: str) -> None:
    """HTML of a body has only the allowed tags and attributes, links only to safe schemes, and no h1."""
    for tag, attributes in Tags(body.to_html(text, kind)).found:
        assert tag in body.ALLOWED_TAGS - {"h1"}
        assert set(attributes) <= {"href", "rel", "value"}
        href = attributes.get("href") or ""
        assert not re.match(r"\s*(?:javascript|vbscript|data)\s*:", href, re.IGNORECASE)


PLACES = (
    "{}",
    "## {}",
    "- {}",
    "1. {}",
    "> {}",
    "**{}**",
    "| {} | a |\n|---|---|\n| {} | b |",
    "a  \n{}\\\nb",
    "[{}](/a/)",
)


@EACH_GRAMMAR
@pytest.mark.parametrize("place", PLACES)
def test_no_payload_runs(kind: Kind, place: str) -> None:
    """Nothing that runs anywhere gets out of any place of a body, whatever else guards the page."""
    for payload in PAYLOADS[::5]:
        html = body.to_html(place.replace("{}", payload), kind)
        for tag, attributes in Tags(html).found:
            assert tag in body.ALLOWED_TAGS, (payload, html)
            assert set(attributes) <= {"href", "rel", "value"}, (payload, html)
            assert re.match(r"https?:|mailto:|tel:|[/#.\w]", attributes.get("href") or "/", re.ASCII), (payload, html)
            assert not re.match(r"\s*(?:java|vb)script|data:", attributes.get("href") or "", re.IGNORECASE), (
                payload,
                html,
            )


@each_case("bodies")
def test_what_a_body_says(case: dict[str, Any]) -> None:
    """The marks of the closed list do what they are for; everything else stands on the page as it was typed."""
    kind = Kind(case.get("kind", "news"))
    assert body.to_html(case["body"], kind).split("\n") == case["html"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**重点**：*轻*重", ("重点：*轻*重",)),
        ("## 小标题\n\n正文", ("小标题", "正文")),
        ("- 甲\n- 乙", ("甲", "乙")),
        ("3. 甲\n5. 乙\n   - 丙\n6. 丁", ("3. 甲", "5. 乙", "丙", "6. 丁")),
        ("甲\n乙", ("甲乙",)),
        ("A\nB", ("A B",)),
        ("[链接](http://a.cn)文字", ("链接文字",)),
        ("> 引文\n\n正文", ("引文", "正文")),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", ("甲 乙", "丙 丁")),
        ("|  |  |  |\n| --- | --- | --- |\n| 1 |  | **45** |", ("1 45",)),
        ("甲  \n乙\\\n丙", ("甲", "乙", "丙")),
        ("", ()),
    ],
)
def test_text_without_markup(markdown: str, expected: tuple[str, ...]) -> None:
    """What a reader sees of a body is its text, block by block, without the markup."""
    assert body.to_text(markdown, Kind.NEWS) == expected


@pytest.mark.parametrize("sign", ["- ", "1. ", "> ", "> - ", "* > "])
def test_nesting_without_end(sign: str) -> None:
    """A body that nests a thousand deep is shown somehow, and the next body is shown as ever."""
    assert "深" in "".join(body.to_text(sign * 2000 + "深", Kind.NEWS))
    assert body.to_html("**好**", Kind.NEWS).strip() == "<p><strong>好</strong></p>"


MANY = 5_000


@pytest.mark.slow
@EACH_GRAMMAR
@pytest.mark.parametrize(
    "typed",
    [
        *("[", "![", "<b>", "&", "*", "**", "_a_", "`", "\\", "1. *", "- <", "<sup>", "<sup>a</sup>", "[a](", "[a](/"),
        *("[a](/b)", "**甲** ", "![](x) ", "  \n", " ", "\n", "> ", "- 甲\n", "1. 甲\n", "1. 甲\n\n", "> 甲\n", "|"),
        *("| 甲 |\n", "甲\n", "  - 甲\n", "\\[", "&lt;", "## 甲\n", "---\n", "(", "[a](/(", "甲  \n"),
    ],
)
def test_more_marks_than_an_article_has(kind: Kind, typed: str) -> None:
    """However many marks a body has, it is read in a moment, and what import wrote shows as it was typed."""
    assert isinstance(body.to_text(typed * MANY, kind), tuple)
    line = " ".join((typed * MANY).split())
    assert body.to_text(body.from_text(line), kind) == ((line,) if line else ())


odd_paragraph = st.sampled_from(["０1. 甲", "1) 甲", "甲 ", "\u00a0甲", "甲~乙^丙"])
crosshead = st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "######", "#######"]), line)
paragraphs_of_text = st.lists(
    st.one_of(sentence, line, crosshead, st.text(ANY_CHARACTER, max_size=6), odd_paragraph), min_size=1, max_size=4
).flatmap(lambda parts: st.sampled_from(["\n\n", "\n", "  \n"]).map(lambda end: end.join(parts)))


@pytest.mark.slow
@EACH_GRAMMAR
@settings(max_examples=examples(500))
@given(text=paragraphs_of_text)
@example("1.  \n甲")
@example("甲\n1. 乙  \n丙|丁")
@example("０1. 甲")
@example("甲\u2028乙")
@example("他说\"好\"，'是'。")
@example("甲\x85乙")
@example("https://a.cn/x?y=1 和 a@b.cn")
@example("甲\u200b乙\ufeff丙")
@example("## 甲\n\n乙\n\n## 丙 #")
@example("### 甲\n\n## 1. 乙")
def test_untouched_paragraphs_are_untouched(kind: Kind, text: str) -> None:
    """Where paragraphs are passed by, Markdown and the sanitizer would have left them just so."""
    assert body.to_html(text, kind) == body._converted(text, kind, "").strip()
    lines = body._lines(body._converted(text, kind, ""))
    assert [line.split() for line in body.to_text(text, kind)] == [line.split() for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("written", "kind", "shown"),
    [
        ("山下\n兰芽短", Kind.LITERATURE, "<p>山下<br>\n兰芽短</p>"),
        ("山下\n兰芽短", Kind.NEWS, "<p>山下兰芽短</p>"),
        ("山下  \n兰芽短", Kind.NEWS, "<p>山下<br>\n兰芽短</p>"),
        ("山下\\\n兰芽短", Kind.NOTICE, "<p>山下<br>\n兰芽短</p>"),
        ("山下\\\\\n兰芽短", Kind.NEWS, "<p>山下\\\n兰芽短</p>"),
        ("山下\\\\\\\n兰芽短", Kind.NEWS, "<p>山下\\<br>\n兰芽短</p>"),
        ("    山下\n    兰芽短", Kind.LITERATURE, "<p>山下<br>\n    兰芽短</p>"),
        ("**山下**\n兰芽短", Kind.LITERATURE, "<p><strong>山下</strong><br>\n兰芽短</p>"),
        ("山下\n\n兰芽短", Kind.LITERATURE, "<p>山下</p>\n<p>兰芽短</p>"),
    ],
)
def test_where_a_line_ends(written: str, kind: Kind, shown: str) -> None:
    """In literature one Enter is a line; elsewhere two spaces or a backslash at a line's end are."""
    assert body.to_html(written, kind) == shown


@EACH_GRAMMAR
@given(lines=st.lists(paragraph, max_size=6))
@example(["1. 一", "- 二", "# 三", "    四", "> 五", "==="])
@example(["1.", "甲"])
@example(["甲 | 乙", ":-- | --", "| 丙"])
@example(["甲\\", "乙"])
@example(["*" * 3000, "乙"])
def test_a_stanza_reads_back_verse_by_verse(kind: Kind, lines: list[str]) -> None:
    """A stanza made from lines of text shows just these lines, whatever Markdown would make of them."""
    written = body.from_stanza(lines)
    assert body.to_text(written, kind) == tuple(map(str.strip, lines))
    assert {tag for tag, _ in Tags(body.to_html(written, kind)).found} <= {"p", "br"}


cell = st.one_of(
    st.just(""), paragraph, st.sampled_from(["45", "-5%", "1. 甲", "a | b", "\\", "`|`", "李　明", " 甲 "])
)


@EACH_GRAMMAR
@given(rows=st.lists(st.lists(cell, min_size=1, max_size=5), max_size=5))
@example([["# 甲", "|"], ["1."], ["---", ":-:"]])
@example([["甲"], ["乙"]])
@example([["\\`", "|", "\\`"]])
@example([["*" * 3000, "乙"], ["丙"]])
def test_a_table_reads_back_row_by_row(kind: Kind, rows: list[list[str]]) -> None:
    """A table made from cells of text shows just these, a row a line, and no head row."""
    written = body.from_table(rows)
    expected = [" ".join(filter(None, map(str.strip, row))) for row in rows]
    assert body.to_text(written, kind) == tuple(filter(None, expected))
    found = [tag for tag, _ in Tags(body.to_html(written, kind)).found]
    assert set(found) <= {"table", "tbody", "tr", "td"}
    assert found.count("td") == len(rows) * max(map(len, rows), default=0)


def test_a_table_as_it_is_written() -> None:
    """The head row is left empty, short rows are filled up, and a cell has no mark that it does not need."""
    assert body.from_table([["1", "王某", "-45"], ["# 2"]]) == (
        "|  |  |  |\n| --- | --- | --- |\n| 1 | 王某 | -45 |\n| \\# 2 |  |  |"
    )


def test_a_head_row_that_says_something_is_shown() -> None:
    """Only a head row that is empty all through is left out."""
    assert "<thead>" in body.to_html("| 甲 |  |\n|---|---|\n| 丙 | 丁 |", Kind.DATA)


def test_a_table_beyond_all_measure_is_text() -> None:
    """One row of thousands of cells does not fill up hundreds of short ones: the lines stand there as typed."""
    html = body.to_html("| 甲 |\n| --- |\n" + "乙\n" * 500 + "|" * 5_000, Kind.NEWS)
    assert ("<table" in html, html.count("乙"), html.count("|")) == (False, 500, 5_000 + 4)
