"""The text of a passage: what is typed is shown as it is, and what is not changed stays as it is written."""

import re
from typing import Any

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from generator.content import body
from generator.editing import marked_text
from generator.editing.cells import Marked
from generator.errors import ContentError
from generator.kinds import Kind
from payloads import PAYLOADS
from strategies import ANY_CHARACTER, line, sentence
from support import each_case

EACH_GRAMMAR = pytest.mark.parametrize("kind", [Kind.NEWS, Kind.LITERATURE])
typed = st.lists(st.one_of(line, sentence, st.text(ANY_CHARACTER, max_size=8)), max_size=4).map("\n".join)


def marked(text: str, given: Any = None) -> Marked:
    """The text with the ranges of a case."""
    ranges = given or {}
    links = tuple(tuple(row) for row in ranges.get("links", ()))
    return Marked(text, tuple(tuple(row) for row in ranges.get("bold", ())), links)


@each_case("marked")
def test_text_is_written_as_markdown_that_shows_it(case: dict[str, Any]) -> None:
    """Each case: the Markdown of a text with its ranges, or that it is refused with what to do."""
    if "refused" in case:
        with pytest.raises(ContentError, match=case["refused"]):
            marked_text.written(marked(case["text"], case), Kind.NEWS)
    else:
        assert marked_text.written(marked(case["text"], case), Kind.NEWS) == case["source"]


@EACH_GRAMMAR
@given(text=typed)
@example("甲\n- 乙\n1. 丙\n> 丁\n# 戊\n---")
@example("a | b\n--|--")
@example("=\n:")
@example("**")
def test_what_is_typed_is_shown(kind: Kind, text: str) -> None:
    """The page has exactly the characters that were typed, whatever marks they look like."""
    source = marked_text.written(Marked(text), kind)
    seen = marked_text.read(source, kind)
    wanted = re.sub(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    wanted = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", wanted).replace("\t", " ")
    lines = [each.strip() for each in wanted.split("\n") if each.strip()]
    assert [each.strip() for each in (seen.text if seen else "").split("\n")] == (lines or [""])
    assert body.to_text(source, kind) == tuple(lines)


@EACH_GRAMMAR
@pytest.mark.parametrize("payload", PAYLOADS[::7])
def test_no_markup_is_typed(kind: Kind, payload: str) -> None:
    """A payload typed as text comes out as a paragraph without any element in it."""
    html = body.to_html(marked_text.written(Marked(payload), kind), kind)
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br"}


_RANGE = st.tuples(st.integers(0, 12), st.integers(0, 12))


@EACH_GRAMMAR
@given(text=typed, bold=st.lists(_RANGE, max_size=3), links=st.lists(_RANGE, max_size=2))
@example("甲乙丙丁", [(0, 3)], [(1, 4)])
@example("甲\n乙丙", [(0, 4)], [(0, 4)])
@example("!甲", [(0, 1)], [(1, 2)])
@example("甲！乙", [(1, 3)], [(0, 2)])
def test_no_asterisk_is_shown_that_was_not_typed(
    kind: Kind, text: str, bold: list[tuple[int, int]], links: list[tuple[int, int]]
) -> None:
    """Ranges of bold and links never change the text; where they cannot be had, they are refused or made smaller."""
    asked = Marked(text, tuple(bold), tuple((start, end, "https://a.cn/") for start, end in links))
    try:
        source = marked_text.written(asked, kind)
    except ContentError:
        reject()
    seen, plain = marked_text.read(source, kind), marked_text.read(marked_text.written(Marked(text), kind), kind)
    assert (seen and seen.text) == (plain and plain.text)


SOURCES = [
    "会议**强调**，3*4=12，a_b，[甲](/a/)。",
    "**甲乙**丙\\*丁&lt;戊",
    "未转义的 * 号、_ 号、{{ x }} 和 <b>",
    "[甲**乙**丙](https://a.cn/x_y)丁",
    "甲  \n乙\\\n丙",
]


@EACH_GRAMMAR
@pytest.mark.parametrize("source", SOURCES)
def test_a_text_that_is_not_changed_stays_as_it_is_written(kind: Kind, source: str) -> None:
    """A text that comes back as it was read leaves its Markdown byte for byte, with escapes that nobody needs."""
    seen = marked_text.read(source, kind)
    assert seen
    assert marked_text.written(seen, kind, source) == source


@EACH_GRAMMAR
@pytest.mark.parametrize("source", SOURCES)
@given(at=st.integers(0, 40), typed=st.sampled_from("改*<{"))
def test_only_what_is_typed_changes(kind: Kind, source: str, at: int, typed: str) -> None:
    """A character typed into a text leaves all that stands before and after it in the file."""
    seen = marked_text.read(source, kind)
    assert seen
    at = min(at, len(seen.text))
    bold = tuple((start + (start >= at), end + (end > at)) for start, end in seen.bold)
    links = tuple((start + (start >= at), end + (end > at), link) for start, end, link in seen.links)
    new = marked_text.written(Marked(seen.text[:at] + typed + seen.text[at:], bold, links), kind, source)
    before = next((at for at, pair in enumerate(zip(source, new, strict=False)) if pair[0] != pair[1]), len(source))
    assert new.endswith(source[before:])


@pytest.mark.parametrize("source", ["H<sub>2</sub>O", "甲\n乙"])
def test_what_ranges_do_not_tell_is_no_text(source: str) -> None:
    """Raised characters, and lines that the page joins, are shown as Markdown only."""
    assert marked_text.read(source, Kind.NEWS) is None


def test_lines_of_verse_end_as_they_did() -> None:
    """In a poem whose lines end in a line feed alone, a changed line ends so as well."""
    assert (
        marked_text.written(Marked("船来了\n灯亮着\n雾散"), Kind.LITERATURE, "船来\n灯亮着") == "船来了\n灯亮着\n雾散"
    )
