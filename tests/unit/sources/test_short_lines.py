"""What the readers of formats ask of a short line."""

import pytest

from generator.sources import short_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、清晨的码头", True),
        ("（三）听居民说", True),
        ("① 先说交通", True),
        ("3. 修一条路", True),
        ("【点评】", True),
        ("一、清晨的码头灯还亮着，", False),
        ("一、这是一句完整的话。", False),
        ("3.5公里的堤岸", False),
        ("第一艘船", False),
        ("一、" + "很长的小标题" * 5, False),
    ],
)
def test_numbered_subheads(text: str, expected: bool) -> None:  # noqa: FBT001
    """A short numbered line without a sentence's end is a heading inside a story."""
    assert short_lines.is_subhead(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新港码头昨日启用", True),
        ("谁来点灯？", True),
        ("船靠了岸。", False),
        ("船靠了岸，", False),
        ("）的一半", False),
        ("很长的标题" * 9, False),
    ],
)
def test_the_form_of_a_headline(text: str, expected: bool) -> None:  # noqa: FBT001
    """A headline is short, holds no full stop, and ends with no comma."""
    assert short_lines.is_headline(text, 40) == expected
