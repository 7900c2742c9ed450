"""What a person is told of a mistake."""

import pytest

from generator.errors import LONGEST, Problem


@pytest.mark.parametrize("quoted", ["长" * 5_000, "9" * 5_000])
def test_a_message_is_short_enough_to_read(quoted: str) -> None:
    """However long the value is that a message quotes: its beginning and its end are shown, and what is said of it."""
    told = Problem(f"“{quoted}” 不是日期").message
    assert len(told) <= LONGEST
    assert (told[0], told[-6:]) == ("“", "” 不是日期")


def test_each_line_is_shortened_for_itself() -> None:
    """Of a message that shows two versions, each version stays."""
    told = Problem("\n".join(("编辑：" + "甲" * 400, "原稿：" + "乙" * 400))).message
    assert [line[:4] for line in told.split("\n")] == ["编辑：甲", "原稿：乙"]
