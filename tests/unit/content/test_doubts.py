"""Doubts files: answers that stay, and mistakes that are named with their line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import doubts
from generator.content.doubts import Doubt
from generator.errors import ContentError
from strategies import sentence

found = st.builds(
    Doubt,
    st.sampled_from(["name", "numbers", "layout"]),
    sentence,
    sentence,
    sentence,
    sentence,
    st.sampled_from(doubts.ANSWERS),
)


@given(st.lists(found, max_size=4))
def test_what_is_written_reads_back(these: list[Doubt]) -> None:
    """A doubts file reads back as it was written."""
    assert doubts.parse(doubts.format(these), "01.doubts.json") == tuple(these)


def _doubt(span: str, answer: str = "open", place: str = "正文第1段") -> Doubt:
    return Doubt("name", place, span, "一字之差", answer=answer)


def test_an_answer_stays_where_the_words_stay() -> None:
    """An answer is known again by rule and words, wherever the paragraph has moved to."""
    merged = doubts.merge([_doubt("何映秋", "right")], [_doubt("何映秋", place="正文第9段"), _doubt("陆承志")])
    assert merged == (_doubt("何映秋", "right", "正文第9段"), _doubt("陆承志"))


def test_what_no_longer_applies() -> None:
    """An open doubt that applies no more is dropped; an answered one stays as the record of the answer."""
    assert doubts.merge([_doubt("何映秋"), _doubt("陆承志", "fixed")], []) == (_doubt("陆承志", "fixed"),)


def test_one_answer_is_for_one_place() -> None:
    """Where the same words are doubted twice, one answer leaves the other doubt open."""
    merged = doubts.merge([_doubt("的的", "right"), _doubt("的的")], [_doubt("的的"), _doubt("的的")])
    assert [doubt.answer for doubt in merged] == ["right", "open"]


@given(st.lists(found, max_size=4), st.lists(found, max_size=4))
def test_merging_again_changes_nothing(old: list[Doubt], new: list[Doubt]) -> None:
    """A second run over the same text changes no doubts file."""
    new = [Doubt(doubt.rule, doubt.place, doubt.span, doubt.reason, doubt.suggestion) for doubt in new]
    once = doubts.merge(old, new)
    assert doubts.merge(once, new) == once


def test_adding_knows_what_is_there() -> None:
    """A doubt that is there, answered or not, is not added again."""
    old = (_doubt("何映秋", "right"),)
    assert doubts.add(old, [_doubt("何映秋"), _doubt("陆承志")]) == (*old, _doubt("陆承志"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[\n  {"rule": "name",\n  "span": "何"\n  "place": ""}\n]', 4, "JSON 写法有误"),
        ('{"rule": "name"}', 1, "应当是 [ ]"),
        ('[\n  "name"\n]', 2, "在 { } 里"),
        ('[\n  {"rule": "name",\n   "place": "标题"}\n]', 2, "缺少 “span”"),
        ('[\n  {"rule": "name", "span": "",\n   "anwser": "right"}\n]', 3, "不认识的键 “anwser”"),
        ('[\n  {"rule": "name", "span": "",\n   "answer": "对"}\n]', 3, "不认识的答复 “对”"),
        ('[\n  {"rule": "name", "span": "",\n   "answer": true}\n]', 3, "引号里的文字"),
        ("[" * 5000, 1, "JSON"),
        ("", 1, "JSON 写法有误"),
    ],
)
def test_a_broken_file_names_its_line(text: str, line: int, said: str) -> None:
    """A broken doubts file is an error with file, line and what to do, never a traceback."""
    with pytest.raises(ContentError) as error:
        doubts.parse(text, "01.doubts.json")
    problem = error.value.problems[0]
    assert (problem.source, problem.line, bool(problem.hint)) == ("01.doubts.json", line, True)
    assert said in problem.message


def test_all_mistakes_at_once() -> None:
    """Every broken entry is named, each with its own line."""
    text = '[\n  {"rule": "name", "span": "", "answer": "yes"},\n\n  {"rule": "name", "span": "", "answer": "no"}\n]'
    with pytest.raises(ContentError) as error:
        doubts.parse(text, "01.doubts.json")
    assert [problem.line for problem in error.value.problems] == [2, 4]


def test_fields_that_may_be_left_out() -> None:
    """An entry that an editor cut down to rule and words is read."""
    cut: Any = doubts.parse('[{"rule": "name", "span": "何映秋", "place": "", "reason": ""}]', "01.doubts.json")
    assert cut[0].answer == "open"


def test_of_doubts_about_the_same_words_the_fixed_one_is_gone() -> None:
    """A further doubt about the same words stays open when another of them was fixed, wherever it stands."""
    old = (
        Doubt("banned", "正文第1段", "残废人", ""),
        Doubt("banned", "正文第2段", "残废人", "", answer="right"),
        Doubt("banned", "正文第2段", "残废人", "", answer="fixed"),
    )
    new = (Doubt("banned", "正文第2段", "残废人", ""), Doubt("banned", "正文第3段", "残废人", ""))
    assert [(doubt.place, doubt.answer) for doubt in doubts.merge(old, new)] == [
        ("正文第2段", "right"),
        ("正文第3段", "open"),
        ("正文第2段", "fixed"),
    ]
