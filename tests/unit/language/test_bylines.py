"""Ledes, bylines and credits, case by case."""

from typing import Any

import pytest
from hypothesis import given

from generator.kinds import Role
from generator.language import bylines
from generator.model import Author
from strategies import raw_issue
from support import each_case


def named(authors: tuple[Author, ...]) -> list[list[str]]:
    """Authors as the case files write them."""
    return [[author.name, author.role.value] for author in authors]


@each_case("ledes")
def test_ledes(case: dict[str, Any]) -> None:
    """A story's printed head is found with its people, and running text is not taken for one."""
    found = bylines.lede(case["text"])
    if case["lede"] is None:
        assert found is None
    else:
        assert found is not None
        assert (case["text"][: found.length], named(found.authors)) == (case["lede"], case["authors"])


@each_case("bylines")
def test_byline_lines(case: dict[str, Any]) -> None:
    """A line that is nothing but a byline gives its people; a bare name only below a headline."""
    found = bylines.own_line(case["line"], below_headline=case["below"])
    assert (None if found is None else named(found)) == case["authors"]


@each_case("credits")
def test_credit_lines(case: dict[str, Any]) -> None:
    """A line that is nothing but a credit is known as one, and gives the photographer's name."""
    assert bylines.is_credit(case["line"]) == case["credit"]
    assert bylines.photographer(case["line"]) == case.get("photographer", "")


@each_case("glued_credits")
def test_credits_glued_to_their_caption(case: dict[str, Any]) -> None:
    """A credit at the end of a caption is told from it, and a caption without one stays whole."""
    at = bylines.glued_credit(case["text"])
    assert (case["text"][:at].rstrip() or None) == case["caption"]
    assert (case["text"][at:] if at else None) == case.get("credit")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("船开了。（林望舒 郑明）", ["林望舒", "郑明"]),
        ("船开了！(记者周采薇)", ["周采薇"]),
        ("船开了。", []),
        ("长江（上游）", []),
    ],
)
def test_tail_bylines(text: str, names: list[str]) -> None:
    """Names in brackets after a story's last full stop are its authors."""
    assert [author.name for author in bylines.tail(text)] == names


def test_names_before_any_role_get_the_default() -> None:
    """Names that no role word stands before have the role that the place gives them, each person once."""
    assert bylines.people("林望舒 记者周采薇、周采薇", Role.AUTHOR) == (
        Author("林望舒", Role.AUTHOR),
        Author("周采薇", Role.REPORTER),
    )


@pytest.mark.parametrize(
    "repeated", ["记者", "记者 ", "记者张三本报", "通讯员 记者", "甲 ", "记者：李四、", "新华社记者张三、"]
)
def test_a_line_of_nothing_but_roles_ends(repeated: str) -> None:
    """Roles and names repeated without end are looked through in one go; an exponential search would never end here."""
    text = repeated * 400
    assert bylines.lede(text + "。") is None
    assert bylines.own_line(text + "。", below_headline=True) is None
    assert bylines.glued_credit(f"好。{text}。") == 0
    dated = bylines.lede(f"本报讯 {text}。")
    assert dated is not None
    assert dated.length == len("本报讯")


@given(raw_issue)
def test_a_lede_stands_within_its_text(text: str) -> None:
    """What is taken for a lede is a beginning of the text, and every person in it is named there."""
    found = bylines.lede(text)
    if found is not None:
        assert 0 < found.length <= len(text)
        printed = "".join(text[: found.length].split())
        assert all(author.name in printed for author in found.authors)
