"""Values of the paper's own in front matter: what they mean, and what is refused."""

from datetime import date

import pytest
from hypothesis import given

from generator.content import extras, fields, frontmatter, store
from generator.errors import ContentError
from generator.model import Article, Extra
from generator.pages import sandbox
from strategies import own_values

HEAD = "---\nid: 2026-03-25-01\norder: 1\n"


def read(lines: str) -> Extra:
    """The values of an article that has these lines of front matter."""
    return fields.read_article(frontmatter.parse(f"{HEAD}{lines}\n---\n", "01.md"), "01.md").extra


@given(own_values)
def test_values_read_back_the_same(extra: Extra) -> None:
    """Whatever was read is written so that it is read again as the same, its type included."""
    text = store.format_article(Article("2026-03-25-01", order=1, extra=extra))
    again = fields.read_article(frontmatter.parse(text, "01.md"), "01.md")
    assert repr(again.extra) == repr(extra)
    assert store.format_article(again) == text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("免费", "免费"),
        ('"110"', "110"),
        ("'true'", "true"),
        ("110", 110),
        ("-3", -3),
        ("0", 0),
        ("5.2", 5.2),
        ("04", "04"),
        ("1.50", "1.50"),
        ("1e5", "1e5"),
        ("+3", "+3"),
        ("-0", "-0"),
        ("9999999999999999", "9999999999999999"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("是", "是"),
        ("2026-03-25", date(2026, 3, 25)),
        ('"2026-02-31"', "2026-02-31"),
        ("", ""),
        ("null", ""),
        ('[1, "1", 甲]', (1, "1", "甲")),
        ("[]", ()),
    ],
)
def test_what_is_typed_is_what_it_is(typed: str, expected: object) -> None:
    """What looks like a number, a day, yes or no is one where it is printed as it was typed; all else is text."""
    ((key, value),) = read(f"extra:\n  票价: {typed}")
    assert (key, value, type(value)) == ("票价", expected, type(expected))
    bare = [value for value in (value if isinstance(value, tuple) else (value,)) if not isinstance(value, bool)]
    assert all(str(value) in typed for value in bare)


@pytest.mark.parametrize("lines", ["", "extra:", "extra: {}"])
def test_nothing_is_nothing(lines: str) -> None:
    """An article need have no values of the paper's own."""
    assert read(lines) == ()


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("extra: 免费", 4, "一组"),
        ("extra: [甲]", 4, "一组"),
        ("extra:\n  甲:\n    乙: 丙", 5, "再套一层"),
        ("extra:\n  甲: [[1]]", 5, "套列表"),
        ("extra:\n  甲: [{乙: 1}]", 5, "再套一层"),
        ("extra:\n  1a: 丙", 5, "不能用"),
        ("extra:\n  a-b: 丙", 5, "不能用"),
        ("extra:\n  _a: 丙", 5, "不能用"),
        ("extra:\n  items: 丙", 5, "另有用处"),
        ("extra:\n  好: 丙\n  甲: 2026-02-31", 6, "日历"),
    ],
)
def test_mistakes(lines: str, line: int, words: str) -> None:
    """A mistake is told with its line and what is wrong."""
    with pytest.raises(ContentError) as caught:
        read(lines)
    (problem,) = caught.value.problems
    assert (problem.source, problem.line) == ("01.md", line)
    assert words in problem.message


def test_all_mistakes_are_told_at_once() -> None:
    """Those of other keys, and each of ``extra``."""
    with pytest.raises(ContentError) as caught:
        read("kind: 无此体裁\nextra:\n  a-b: 2026-02-31\n  甲:\n    乙: 丙")
    assert [problem.line for problem in caught.value.problems] == [4, 6, 6, 7]


def test_no_key_that_a_template_cannot_read() -> None:
    """What templates may not read behind a dot is refused as a key."""
    assert sandbox._REFUSED <= extras.UNREADABLE
