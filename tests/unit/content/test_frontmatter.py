"""Front matter: what is written reads back the same; what cannot be read is told with its line."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import frontmatter
from generator.errors import ContentError, Problem
from strategies import ANY_CHARACTER

SOURCE = "content/issues/2026-03-25/01.md"

scalars = st.one_of(
    st.text(ANY_CHARACTER, max_size=20),
    st.sampled_from(
        ["null", "true", "2026-03-25", "1", "", "- a", "a: b", "#", "---", "“", "\u2028", "\x85", "\ufeff"]
    ),
    st.dates(),
    st.booleans(),
    st.integers(),
    st.none(),
)
keys = st.from_regex(r"[a-z]{3,8}_[a-z]{1,8}", fullmatch=True)
mappings = st.dictionaries(keys, scalars, min_size=1, max_size=4)
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=4),
    st.lists(mappings, max_size=3),
    st.lists(st.one_of(mappings, scalars, st.lists(scalars, max_size=2)), max_size=3),
    mappings,
)
bodies = st.text(ANY_CHARACTER.filter(lambda c: c != "\r"), max_size=60).map(lambda text: text.strip("\n"))


@given(st.dictionaries(keys, values, max_size=5), bodies)
def test_what_is_written_reads_back_the_same(fields: dict[str, Any], body: str) -> None:
    """Any text survives being written and read; dates, numbers and truth values come back as their text."""
    document = frontmatter.parse(frontmatter.format(fields, body), SOURCE)
    assert (dict(document.fields), document.body) == (frontmatter.as_read(fields), body)


@given(st.dictionaries(keys, values, max_size=5))
def test_every_key_has_its_line(fields: dict[str, Any]) -> None:
    """The line that a document gives for a key is the line on which the key stands in the file."""
    text = frontmatter.format(fields, "")
    document = frontmatter.parse(text, SOURCE)
    lines = text.split("\n")
    assert all(lines[document.line((key,)) - 1].startswith(f"{key}:") for key in fields)


def test_lines_of_nested_fields() -> None:
    """An entry of a list, and a key in it, have lines of their own; an unknown place has that of what holds it."""
    text = '---\nid: "1"\nphotos:\n- file: "a.jpg"\n  caption: "甲"\n- file: "b.jpg"\n---\n'
    document = frontmatter.parse(text, SOURCE)
    places: tuple[frontmatter.Location, ...] = (
        ("photos", 0, "caption"),
        ("photos", 1),
        ("photos", 1, "credit"),
        ("x",),
    )
    assert [document.line(place) for place in places] == [5, 6, 6, 1]


@pytest.mark.parametrize(
    "text",
    [
        "---\r\ntitle: 甲\r\n---\r\n\r\n正文\r\n",
        "\ufeff---\ntitle: 甲\n---  \n正文",
        "--- \ntitle: 甲\n---\n\n\n正文\n\n",
    ],
)
def test_editors_differ(text: str) -> None:
    """Windows line ends, a byte order mark and blanks after a fence change nothing."""
    document = frontmatter.parse(text, SOURCE)
    assert (dict(document.fields), document.body) == ({"title": "甲"}, "正文")


def test_a_body_may_hold_fences() -> None:
    """Only the first closing fence ends the front matter."""
    assert frontmatter.parse("---\na: 1\n---\n上\n\n---\n\n下", SOURCE).body == "上\n\n---\n\n下"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("正文，没有信息区", 1),
        ("---\ntitle: 甲\n", 1),
        ('---\nid: "1"\ntitle: "没有右引号\nkicker: ""\n---\n', 4),
        ("---\nid: 1\ntitle: 甲：乙: 丙\n---\n", 3),
        ("---\nid: 1\n\ttitle: 甲\n---\n", 3),
        ("---\nid: 1\ntitle: 甲\ntitle: 乙\n---\n", 4),
        ("---\nphotos:\n- file: a\n  file: b\n---\n", 4),
        ("---\n- 甲\n- 乙\n---\n", 2),
        ("---\n只是一句话\n---\n", 2),
        ("---\nid: &a 1\ntitle: *a\n---\n", 2),
        ("---\nid: 1\ntitle: &甲 乙\n---\n", 3),
        ("---\nid: 1\ntitle: !甲 乙\n---\n", 3),
        ("---\nid: 1\ntitle: 数谷园区 #1 用电\n---\n", 3),
        ("---\nid: 1\ntitle: #话题#码头启用\n---\n", 3),
        ("---\ntags:\n- 码头\n- #话题#\n---\n", 4),
        ("---\ntags:\n- 码头 #1\n---\n", 3),
        ('---\nid: 1\ntitle: "数谷园区" #1 用电\n---\n', 3),
        ("---\nid: 1\ntags: [码头] #话题#\n---\n", 3),
        ("---\nid: 1\nauthors: #记者\n- name: 甲\n---\n", 3),
        ("---\nid: 1\nsummary: | #话题#\n  甲\n---\n", 3),
        ("---\n? [甲]\n: 乙\n---\n", 2),
        ("---\nid: 1\ntitle: [甲\nkicker: 乙\n---\n", 3),
        ("---\nid: 1\ntitle: {甲\nkicker: 乙\n---\n", 3),
        ("---\nid: 1\ntitle: |\nkicker: 乙\n---\n", 3),
        ("---\nphotos:\n- file: a\n  caption: >\n---\n", 4),
        ("---\nid: 1\ntags: [[[[[[[[[[[[[[]]]]]]]]]]]]]]\n---\n", 3),
        ("---\nid: 1\ntitle: !!python/object/apply:os.system [x]\n---\n", 3),
        ("---\nid: 1\ntitle: @甲\n---\n", 3),
        ("---\nid: 1\ntitle: \x01\n---\n", 3),
        ("---\nid: 1\ntitle: 甲\x85乙\n---\n", 3),
        ('---\nid: 1\ntitle: "甲\u2028乙"\n---\n', 3),
        ("---\nid: 1\ntitle: '甲\u2029乙'\n---\n", 3),
        ("---\nid: 1\ntitle: 甲\ufffe乙\n---\n", 3),
        ('---\nid: 1\ntitle: "甲\\q"\n---\n', 3),
        ('---\nid: 1\ntitle: "甲\\uD800"\n---\n', 3),
        ("---\nid: 1\ntitle: [甲\n---\n", 3),
        ("---\nid: 1\ntitle: !!bool 甲\n---\n", 3),
        ("---\nid: 1\ntitle: !!timestamp 甲\n---\n", 3),
        ('---\nid: 1\ntitle: !!int ""\n---\n', 3),
    ],
)
def test_broken_front_matter_names_file_and_line(text: str, line: int) -> None:
    """Every way to break front matter gives one problem with the file, the line and what to do."""
    with pytest.raises(ContentError) as caught:
        frontmatter.parse(text, SOURCE)
    (problem,) = caught.value.problems
    assert (problem.source, problem.line) == (SOURCE, line)
    assert problem.hint
    assert not re.search("[a-z]+ [a-z]+ [a-z]+", problem.message)


def test_remarks_behind_values_are_known() -> None:
    """YAML drops what stands behind a number sign and a space: where it is told, an editor can put it back."""
    text = """---
# 整行的备注
id: 1 # 甲
title: "乙 # 丙"# 丁
tags: [戊, # 己
  庚]
summary: >- # 辛
  壬 # 癸
kicker: a#b
  # 子
---
正文 # 不是备注
"""
    document = frontmatter.parse(text, SOURCE)
    assert [(words, line + 1) for words, line in document.remarks] == [
        ("# 甲", 3),
        ("# 丁", 4),
        ("# 己", 5),
        ("# 辛", 7),
        ("# 子", 10),
    ]


def test_too_long() -> None:
    """Front matter beyond all measure is refused before YAML looks at it."""
    with pytest.raises(ContentError, match="太长"):
        frontmatter.parse(f"---\na: {'长' * 300_000}\n---\n", SOURCE)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ["])
def test_nesting_without_end(opening: str) -> None:
    """A file that nests ten thousand deep is refused; it does not take the process with it."""
    with pytest.raises(ContentError):
        frontmatter.parse(f"---\na:\n {opening * 10_000}\n---\n", SOURCE)


YAML_SIGNS = [
    *"title tags : - \" ' [ ] { } , ? ! & * | > % @ ` # 甲 1 2026-03-25 ~ << =".split(),
    *("!!int", "!!bool", "!!set", "!!timestamp", "!!binary", ":\n", "\n\n"),
]


@given(st.lists(st.sampled_from(YAML_SIGNS), max_size=20).map(" ".join))
def test_any_text_is_a_document_or_a_message(text: str) -> None:
    """Whatever stands between the fences, the answer is a document or a message with a line of the file."""
    file = f"---\n{text}\n---\n"
    told: tuple[Problem, ...] = ()
    try:
        frontmatter.parse(file, SOURCE)
    except ContentError as error:
        told = error.problems
    assert all(p.source == SOURCE and 1 <= (p.line or 0) <= file.count("\n") + 1 for p in told)


def test_what_front_matter_cannot_hold() -> None:
    """A value that YAML has no plain form for is a mistake in our code, not in a file."""
    with pytest.raises(TypeError):
        frontmatter.format({"a": 1j}, "")


def test_dates_stay_dates() -> None:
    """A date is written bare, so that it reads back as a date and not as text."""
    assert "event_date: 2026-03-25\n" in frontmatter.format({"event_date": date(2026, 3, 25)}, "")
