"""Typesetting: which marks are shown full-width, and that nothing else ever changes."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.content import body
from generator.kinds import Kind
from generator.pages.typography import full_width, in_html
from support import each_case

MARKS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
QUOTES = {'"': ("“", "”"), "'": ("‘", "’")}
TEXTS = st.text(
    st.sampled_from("汉字新区年月12aZ ，。“”‘’《》%+-/@\n")
    | st.sampled_from(",;:!?.()\"'")
    | st.characters(codec="utf-8")
)


@each_case("full_width")
def test_marks_among_chinese_are_shown_full_width(case: dict[str, Any]) -> None:
    """Half-width marks of Chinese text are shown full-width; figures, formulas, addresses and Latin text stay."""
    assert full_width(case["text"]) == case["shown"]


@given(TEXTS)
def test_only_marks_change_and_each_to_its_own(text: str) -> None:
    """Character by character the shown text is the stored one, but for half-width marks made full-width."""
    shown = full_width(text)
    assert len(shown) == len(text)
    for stored, seen in zip(text, shown, strict=True):
        assert seen == stored or seen == MARKS.get(stored) or seen in QUOTES.get(stored, ())


@given(TEXTS)
def test_quotes_are_paired(text: str) -> None:
    """As many quotes are opened as are closed."""
    shown = full_width(text)
    for opening, closing in QUOTES.values():
        assert shown.count(opening) - text.count(opening) == shown.count(closing) - text.count(closing)


@given(TEXTS)
def test_text_without_chinese_stays(text: str) -> None:
    """A text without a Chinese character is shown as it is stored."""
    latin = "".join(char for char in text if ord(char) < 0x3000)
    assert full_width(latin) == latin


def test_html_keeps_its_tags() -> None:
    """Marks change across inline tags; tags, attributes and entities stay."""
    html = '<p>本报讯(记者<strong>林知远</strong>)&lt;甲&gt;,<a href="/a,b" title="甲,乙">乙</a>'
    shown = '<p>本报讯（记者<strong>林知远</strong>）&lt;甲&gt;，<a href="/a,b" title="甲,乙">乙</a>'
    assert in_html(html) == shown


def test_a_line_may_end_around_quotes() -> None:
    """A browser that takes “ ” for Western quotes gets a place to end the line before and after a quotation."""
    assert in_html("<p>锚定“1+3+6”目标</p>") == "<p>锚定<wbr>“1+3+6”<wbr>目标</p>"


@given(TEXTS)
def test_a_bodys_text_survives_typesetting(text: str) -> None:
    """What a reader sees of a body is its text, but for the width of marks."""
    html = body.to_html(body.from_text(text), Kind.NEWS)
    shown = in_html(html).replace("<wbr>", "")
    assert len(shown) == len(html)
    assert all(b in (a, MARKS.get(a)) or b in QUOTES.get(a, ()) for a, b in zip(html, shown, strict=True))


PHRASES = st.sampled_from(['他说:"好",', "“甲”(乙)", "A(b)", "1,200人", "甲,乙;", "“丙", "丁”", "'", "  "])


@given(st.lists(st.lists(PHRASES).map("".join), min_size=1))
def test_plain_paragraphs_are_set_like_any_others(texts: list[str]) -> None:
    """Paragraphs of text alone are set just as they are beside something else, for instance a rule."""
    html = "\n".join(f"<p>{text}</p>" for text in texts)
    assert f"{in_html(html)}<hr>" == in_html(f"{html}<hr>")
