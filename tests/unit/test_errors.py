"""What a person is told of a mistake."""

import pytest

from generator.errors import LONGEST, Problem


@pytest.mark.parametrize("quoted", ["长" * 5_000, "9" * 5_000, "\u200e" * 5_000])
def test_a_message_is_short_enough_to_read(quoted: str) -> None:
    """However long the value is that a message quotes: its beginning and its end are shown, and what is said of it."""
    told = str(Problem(f"“{quoted}” 不是日期"))
    assert len(told) <= LONGEST
    assert (told[0], told[-6:]) == ("“", "” 不是日期")


def test_each_line_is_shortened_for_itself() -> None:
    """Of a message that shows two versions, each version stays."""
    told = Problem("\n".join(("编辑：" + "甲" * 400, "原稿：" + "乙" * 400))).message
    assert [line[:4] for line in told.split("\n")] == ["编辑：甲", "原稿：乙"]


@pytest.mark.parametrize("character", ["\x1b", "\r", "\x00", "\x85", "\u2028", "\u202e", "\udcff", "\uffff", "\u200b"])
def test_what_a_terminal_would_obey_is_shown(character: str) -> None:
    """A character that clears the screen, turns the line round or cannot be printed is shown as its number."""
    told = str(Problem(f"“{character}[2J” 不对", "改正", f"{character}.md", 3))
    assert told.count(f"<U+{ord(character):04X}>") == 2
    assert character not in told
    assert told.encode()
