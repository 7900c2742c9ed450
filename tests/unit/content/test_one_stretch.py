"""A few words of a line change in an article's file, and no other byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import typed
from generator.content import shown_lines
from generator.content.edits import one_stretch
from generator.content.shown_lines import Place
from generator.errors import ContentError
from generator.kinds import Kind

HEAD = """\
---
id: "2026-03-25-01"
title: '码头启用'   # 编辑的话
order: 1
kind: {kind}
authors:
- name: "周采薇"
  role: "记者"
tags: [码头, "采薇"]
photos:
- {{file: "a.jpg", caption: "周采薇 摄", credit: 周采薇}}
---

"""


def _file(body: str, kind: Kind = Kind.NEWS) -> str:
    return HEAD.format(kind=kind.value) + body + "\n"


def _change(text: str, place: Place, old: str, new: str) -> str:
    line = next(line.text for line in shown_lines.lines(shown_lines.read(text, "01.md")) if line.place == place)
    start = line.index(old)
    return one_stretch.changed(text, place, start, start + len(old), new, "01.md")


@pytest.mark.parametrize(
    ("body", "old", "new", "after"),
    [
        ("码头昨日启用。", "昨日", "今日", "码头今日启用。"),
        ("头一段。\n\n**周采**薇说。", "周采薇", "周采微", "头一段。\n\n**周采**微说。"),
        ("**周采**薇说。", "周采薇", "李明", "**李明**说。"),
        (r"甲\*乙&amp;丙", "*乙&", "与", "甲与丙"),
        ("## 的的小标题\n正文。", "的的", "的", "## 的小标题\n正文。"),
        ("1. 头一件\n2. 第而件", "第而件", "第二件", "1. 头一件\n2. 第二件"),
        ("[市府](https://a.cn/)说", "市府说", "区府说", "[区府](https://a.cn/)说"),
        ("甲<5%乙", "甲", "<script>", "&lt;script><5%乙"),
        ("| 甲 | 乙 |\n| --- | --- |\n| 1 | -2 |", "-2", "-3", "| 甲 | 乙 |\n| --- | --- |\n| 1 | -3 |"),
        ("一行  \n二行", "二", "三", "一行  \n三行"),
        ("增长", "增长", "- 增", r"\- 增"),
        ("{{ 周 }}", "周", "{% 赵 %}", r"{{ \{% 赵 %\} }}"),
    ],
)
def test_only_the_words_change(body: str, old: str, new: str, after: str) -> None:
    """Marks around and inside the words stay, and the new words are shown just as they are given."""
    place = next(
        line.place
        for line in shown_lines.lines(shown_lines.read(_file(body), ""))
        if not line.place.path and old in line.text
    )
    assert _change(_file(body), place, old, new) == _file(after)


@pytest.mark.parametrize(
    ("place", "old", "new", "before", "after"),
    [
        (Place("title"), "启用", "开港", "'码头启用'   #", "'码头开港'   #"),
        (Place("author", 1), "采", "彩", '- name: "周采薇"', '- name: "周彩薇"'),
        (Place("tag", 1), "码头", "新港：码头", "[码头, ", '["新港：码头", '),
        (Place("caption", 1), "周采薇", '李"明', 'caption: "周采薇 摄"', r'caption: "李\"明 摄"'),
        (Place("credit", 1), "周采薇", "李明", "credit: 周采薇", "credit: 李明"),
    ],
)
def test_a_field_keeps_its_quoting(place: Place, old: str, new: str, before: str, after: str) -> None:
    """In the front matter one value changes; comments, quoting and all else stay."""
    assert _change(_file("正文。"), place, old, new) == _file("正文。").replace(before, after, 1)


def test_line_ends_and_the_mark_stay() -> None:
    """A file of Windows keeps its line ends and its byte order mark."""
    text = "\ufeff" + _file("头一段。\n\n码头的的新路。").replace("\n", "\r\n")
    assert _change(text, Place("body", 2), "的的", "的") == text.replace("的的", "的")


def test_what_is_gone_is_refused() -> None:
    """A place that the file has no more, and words of several lines, change nothing."""
    for place, end, new in ((Place("body", 2), 1, "甲"), (Place("body", 1), 9, "甲"), (Place("body", 1), 1, "甲\n乙")):
        with pytest.raises(ContentError):
            one_stretch.changed(_file("正文。"), place, 0, end, new, "01.md")


@given(st.text(), st.data())
def test_a_changed_body_shows_what_was_wanted(seed: str, data: st.DataObject) -> None:
    """Whatever is typed in a body: a stretch is replaced just as wanted, or refused; other lines are the same."""
    body, kind = typed.body(seed)
    text = _file(body, kind)
    shown = [line for line in shown_lines.lines(shown_lines.read(text, "")) if not line.place.path]
    if not shown:
        return
    line = data.draw(st.sampled_from(shown))
    start = data.draw(st.integers(0, len(line.text)))
    end = data.draw(st.integers(start, len(line.text)))
    new = data.draw(st.sampled_from([*typed.WORDS, *typed.MARKS])).strip()
    try:
        after = one_stretch.changed(text, line.place, start, end, new, "01.md")
    except ContentError:
        return
    wanted = (line.text[:start] + new + line.text[end:]).strip()
    lines = [each.text if each.place != line.place else wanted for each in shown]
    read = shown_lines.read(after, "")
    assert [each.text for each in shown_lines.lines(read) if not each.place.path] == [each for each in lines if each]
    assert after[: len(HEAD.format(kind=kind.value))] == HEAD.format(kind=kind.value)


@given(st.lists(st.text("码头新路，。的了说", min_size=1), min_size=1), st.data())
def test_plain_prose_is_never_refused(paragraphs: list[str], data: st.DataObject) -> None:
    """In paragraphs without marks any words can be changed, and only these bytes are others."""
    text = _file("\n\n".join(paragraphs))
    number = data.draw(st.integers(1, len(paragraphs)))
    line = paragraphs[number - 1]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    after = one_stretch.changed(text, Place("body", number), start, end, "甲*乙", "01.md")
    changed = [*paragraphs]
    changed[number - 1] = line[:start] + "甲\\*乙" + line[end:]
    assert after == _file("\n\n".join(changed))


def test_a_place_is_read_as_it_is_written() -> None:
    """Each place has a name of its own, and nothing else is one."""
    article = shown_lines.read(_file("甲。\n\n乙。"), "")
    for line in shown_lines.lines(article):
        assert Place.of(str(line.place)) == line.place
    for wrong in ("", "0", "body3", "title1", "caption", "caption0", "../x", "标题"):
        with pytest.raises(ValueError, match=r"^"):
            Place.of(wrong)
