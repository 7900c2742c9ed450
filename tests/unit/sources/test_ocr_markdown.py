"""Markdown from programs for text recognition gives the lines that a plain text would hold, and nothing is lost."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import write
from generator.sources import ocr_markdown, readers
from strategies import sentence
from support import each_case

MARKS = st.sampled_from(
    [
        *"# |## |### |#|**|***|*|__|- |> |---|```|\\|\\*|\\# |[|](#page)|$|$1 3 6$|$5 ^ { \\circ } C$|\\( 1 \\)".split(
            "|"
        ),
        *"<table> </table> <tr> </tr> <td> </td> <td> <br> <p> </p> <h1> </h1> <b> &nbsp; &amp; &#8220; | \n \t".split(
            " "
        ),
        *("![](images/x.jpg)", "![图为码头的人。](x)", "<img src=x>", "<td rowspan=2>", "<sup>2</sup>", "| --- |"),
        *("<!-- page -->", '<!-- PageHeader="第3版" -->', "第1版 要闻", "2026年3月25日", "一、缘起", "本报记者 周采薇"),
        *("\n", "\n\n", "  \n", " "),
    ]
)
PROSE = st.sampled_from(
    [
        "码头启用",
        "本报讯(记者周采薇)昨日启用。",
        "",
        "第1版 要闻",
        "　　市民说好，1.5元。",
        "## 搬家\n\n本报讯 昨日搬家。",
    ]
)
markdown = st.lists(st.one_of(MARKS, MARKS, sentence), max_size=30).map("".join)


@each_case("ocr_markdown")
def test_the_text_of_a_page(case: dict[str, Any]) -> None:
    """What a program wrote gives the lines that were printed."""
    assert ocr_markdown.read(case["markdown"])[0] == case["text"]


def visible(text: str) -> Counter[str]:
    """How often each character that shows stands in a text."""
    return Counter("".join(text.split()))


@given(markdown)
def test_the_account_is_exact(text: str) -> None:
    """Whatever stands in a file: what was read is what stood there, less what is told as changed."""
    read, changes = ocr_markdown.read(text)
    count = visible(text)
    for change in changes:
        for character, times in visible(change.printed).items():
            count[character] -= times * change.times
        for character, times in visible(change.read).items():
            count[character] += times * change.times
    assert {one: times for one, times in count.items() if times} == visible(read)


@given(st.lists(PROSE))
def test_a_plain_text_is_read_as_one(lines: list[str]) -> None:
    """A Markdown file without such marks is the same text as a plain file, ``##`` of the paper's own included."""
    text = "\n".join(lines)
    assert ocr_markdown.read(text) == (text, ())


def test_what_was_taken_off_is_told(tmp_path: Path) -> None:
    """The reader of ``.md`` counts the marks; that of ``.txt`` takes a file as it stands."""
    text = "# 码头启用\n\n![](images/x.jpg)\n\n**本报讯** 昨日启用。"
    (plain,) = readers.read(write(tmp_path / "a.txt", text))
    (marked,) = readers.read(write(tmp_path / "a.md", text))
    assert (plain.text, plain.changes) == (text, ())
    assert {(change.printed, change.read, change.times) for change in marked.changes} == {
        ("#", "##", 1),
        ("**", "", 2),
        ("![](images/x.jpg)", "", 1),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["<table>", "<!--", "# a ", "![", "[甲](", "**甲", "$1", "\\(", "| ", "<td ", "    ", "\\", "&amp", "- ", "#"],
)
def test_a_page_of_one_mark_is_read_at_once(piece: str) -> None:
    """What opens again and again and never closes is passed over in one go."""
    for text in (piece * (100_000 // len(piece)), "# " + piece * (100_000 // len(piece)) + "x"):
        began = time.process_time()
        ocr_markdown.read(text)
        assert time.process_time() - began < 3
