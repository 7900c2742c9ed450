"""A line break tears a word, or falls where a person would break the line."""

import pytest
from hypothesis import given

from generator.sources import word_breaks
from strategies import line


@pytest.mark.parametrize(
    ("before", "after", "torn"),
    [
        ("码头建设推进举", "行工作会谈", True),
        ("新港码", "头启用", True),
        ("建设领导小", "组开会", True),
        ("高新", "区推动医疗资源下沉", True),
        ("三年等来一条船", "新港码头启用", False),
        ("从“云端”到身边", "高新区推动优质医疗资源下沉", False),
        ("招商", "引资见成效", False),
        ("2026年", "第108期", False),
        ("", "码头", False),
    ],
)
def test_whether_a_break_tears_a_word(before: str, after: str, *, torn: bool) -> None:
    """Only a word that everybody knows, and much likelier whole than in pieces, is torn."""
    assert word_breaks.is_torn(before, after) is torn


@given(line, line)
def test_any_two_lines_have_an_answer(before: str, after: str) -> None:
    """Whatever two lines hold; a line that ends or begins without a Han character tears none."""
    torn = word_breaks.is_torn(before, after)
    assert not torn or ("\u4e00" <= before[-1] <= "\u9fff" and "\u4e00" <= after[0] <= "\u9fff")
