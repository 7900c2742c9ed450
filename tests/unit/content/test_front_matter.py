"""One value of a front matter is changed, and every other byte stays."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.content import frontmatter, texts
from generator.content.edits import one_value
from generator.errors import ContentError

TEXT = """\
---
# 编辑的备注
id: "2026-03-25-01"
title: '码头' # 头条
kicker: 快讯

tags: [码头,  "新港"] # 两个
authors:
  # 先
  - 甲 # 旁
  - 乙
note: |
  第一行
  第二行
empty:
---

title: 正文里的
"""


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("title", "车站", "'码头' #", "'车站' #"),
        ("title", "它's", "'码头' #", "'它''s' #"),
        ("kicker", "要闻", "kicker: 快讯", "kicker: 要闻"),
        ("kicker", "yes", "kicker: 快讯", 'kicker: "yes"'),
        ("kicker", "甲: 乙", "kicker: 快讯", 'kicker: "甲: 乙"'),
        ("tags", ["码头", "大桥"], '"新港"]', '"大桥"]'),
        ("tags", ["码头"], '[码头,  "新港"]', "[码头]"),
        ("tags", ["新港"], '[码头,  "新港"]', '["新港"]'),
        ("tags", ["码头", "甲", "新港"], '  "新港"]', '  "甲", "新港"]'),
        ("tags", [], '[码头,  "新港"]', "[]"),
        ("authors", ["甲", "丙"], "  - 乙\n", "  - 丙\n"),
        ("authors", ["甲"], "  - 乙\n", ""),
        ("authors", ["丁", "甲", "乙"], "  - 甲 # 旁\n", "  - 丁\n  - 甲 # 旁\n"),
        ("authors", ["甲", "乙", "丙"], "  - 乙\n", "  - 乙\n  - 丙\n"),
        ("note", "一行", "note: |\n  第一行\n  第二行\n", 'note: "一行"\n'),
        ("empty", "有了", "empty:\n", "empty: 有了\n"),
        ("embargo", date(2026, 3, 26), "empty:\n", "empty:\nembargo: 2026-03-26\n"),
        ("kicker", None, "kicker: 快讯\n", ""),
        ("authors", None, "authors:\n  # 先\n  - 甲 # 旁\n  - 乙\n", ""),
        ("authors", [], "authors:\n  # 先\n  - 甲 # 旁\n  - 乙\n", "authors: []\n"),
        ("empty", [{"a": "甲", "b": "乙"}], "empty:\n", 'empty:\n- a: "甲"\n  b: "乙"\n'),
        ("people", [{"a": "甲"}, {"a": "乙"}], "empty:\n", 'empty:\npeople:\n- a: "甲"\n- a: "乙"\n'),
    ],
)
@pytest.mark.parametrize("form", [("\n", ""), ("\r\n", ""), ("\n", "\ufeff"), ("\r", "")])
def test_one_value(form: tuple[str, str], key: str, value: object, old: str, new: str) -> None:
    """However a value is written, it alone is written anew, in its own quoting, with any line ends."""
    newline, mark = form
    assert TEXT.count(old) == 1
    before, after = (mark + text.replace("\n", newline) for text in (TEXT, TEXT.replace(old, new)))
    assert one_value.changed(before, key, value, "01.md") == after


LISTED = """\
---
authors:
- name: "甲" # 旁
  role: 记者
-   role: "记者"
    name: 乙
photos: [{file: a.jpg, caption: "图"}]
none: []
---
"""


@pytest.mark.parametrize(
    ("place", "value", "old", "new"),
    [
        (("authors", 0, "name"), "丙", '"甲"', '"丙"'),
        (("authors", 1, "name"), "丙", "name: 乙", "name: 丙"),
        (("authors", 0, "alt"), "丙", "  role: 记者\n", '  role: 记者\n  alt: "丙"\n'),
        (("authors", 1, "alt"), "丙", "    name: 乙\n", '    name: 乙\n    alt: "丙"\n'),
        (("photos", 0, "caption"), "新图", '"图"', '"新图"'),
        (("photos", 0, "alt"), "丙", '"图"}', '"图", alt: "丙"}'),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_value_inside(newline: str, place: tuple[str, int, str], value: str, old: str, new: str) -> None:
    """One key of one entry of a list is written anew or added, and nothing else."""
    before, after = (text.replace("\n", newline) for text in (LISTED, LISTED.replace(old, new)))
    assert one_value.changed_inside(before, place, value, "01.md") == after


@pytest.mark.parametrize(
    ("value", "old", "new"),
    [
        ([{"name": "甲", "role": "记者"}], '-   role: "记者"\n    name: 乙\n', ""),
        (
            [{"name": "甲", "role": "记者"}, {"name": "丁", "role": "作者"}, {"role": "记者", "name": "乙"}],
            "-   role",
            '-   name: "丁"\n    role: "作者"\n-   role',
        ),
    ],
)
def test_entries_that_stay_are_not_written_anew(value: object, old: str, new: str) -> None:
    """In a list of people only those change who come or go."""
    assert one_value.changed(LISTED, "authors", value, "01.md") == LISTED.replace(old, new)


def test_what_stands_already_changes_nothing() -> None:
    """Setting a value to what it is gives the same text."""
    assert one_value.changed(TEXT, "title", "码头", "01.md") == TEXT


@pytest.mark.parametrize("text", ["title: 甲\n", "---\ntitle: 甲\n"])
def test_a_file_without_front_matter(text: str) -> None:
    """A file that has none is a message."""
    with pytest.raises(ContentError):
        one_value.changed(text, "title", "乙", "01.md")


@pytest.mark.parametrize("line", ['kicker: "快讯"\t', "kicker: 快讯\t", "kicker:\t快讯", "tags:\t[码头]"])
def test_what_only_one_of_two_parsers_reads(line: str) -> None:
    """A file that is read, and in which places cannot be told, is changed as it must be or refused with its line."""
    text = f"---\nid: 1\n{line}\ntitle: 甲\n---\n"
    wanted = {**frontmatter.parse(text, "01.md").fields, "title": "乙"}
    told: list[tuple[int | None, str]] = []
    try:
        assert frontmatter.parse(one_value.changed(text, "title", "乙", "01.md"), "01.md").fields == wanted
    except ContentError as error:
        told = [(problem.line, problem.message) for problem in error.problems]
    assert told in ([], [(4, "“title” 的写法太特别，不敢改")])


values = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
fields = st.dictionaries(
    st.sampled_from(["title", "kicker", "tags", "note"]), st.one_of(values, st.lists(values, max_size=4))
)


@given(fields, st.sampled_from(["title", "tags"]), st.one_of(st.none(), values, st.lists(values, max_size=4)))
def test_the_rest_reads_as_before(held: dict[str, object], key: str, value: object) -> None:
    """Whatever stands there and whatever is set, the value reads back and all else stays, or it is refused."""
    text = frontmatter.format(held, "正文")
    assume(texts.plain_lines(text) == text)
    try:
        changed = frontmatter.parse(one_value.changed(text, key, value, "01.md"), "01.md")
    except ContentError:
        return
    wanted = {name: one for name, one in held.items() if name != key} | ({} if value is None else {key: value})
    assert dict(changed.fields) == wanted
    assert changed.body == "正文"
