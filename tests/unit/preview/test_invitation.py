"""What is shown so that another device can look at the preview."""

import re

import pytest
import segno

from generator.preview import invitation

LINK = "http://192.168.1.5:8000/_banmian/enter/" + "0123456789" * 4


@pytest.mark.parametrize(
    ("address", "port", "expected"),
    [
        ("192.168.1.5", 8000, "http://192.168.1.5:8000"),
        ("192.168.1.5", 80, "http://192.168.1.5"),
        ("fd00::1", 8000, "http://[fd00::1]:8000"),
    ],
)
def test_an_address_as_browsers_write_it(address: str, port: int, expected: str) -> None:
    """The guard compares it with ``Host`` and ``Origin``."""
    assert invitation.link(address, port, "abc") == f"{expected}/_banmian/enter/abc"


def test_the_code_in_a_terminal_is_that_of_the_address() -> None:
    """Its characters, read back two rows at a time, are the code's modules with a border, dark on light."""
    shown = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in invitation.terminal(LINK).splitlines() if "\x1b" in line]
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    rows = [[halves[character][half] for character in line] for line in shown for half in (0, 1)]
    code = segno.make(LINK, error="l", micro=False)
    assert rows[: len(rows[0])] == [list(row) for row in code.matrix_iter(border=2)]


def test_all_fits_a_terminal_of_eighty_columns() -> None:
    """The address stands on a line of its own, whole."""
    lines = invitation.terminal(LINK).splitlines()
    assert f"    {LINK}" in lines
    assert max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in lines if "█" in line) <= 60


def test_the_risks_are_told() -> None:
    """One device, ten minutes, reading only, and what others in the network can read."""
    assert all(words in invitation.terminal(LINK) for words in ("一台", "十分钟", "只能看", "不加密", "截听"))


def test_the_risks_of_writing_are_told() -> None:
    """For whom it is, what stays on this machine, what others in the network can do, and where to make more."""
    told = invitation.terminal(LINK, "张三", "http://127.0.0.1:8000/_banmian/phone")
    assert all(
        words in told for words in ("张三", "一台", "十分钟", "不加密", "截听", "冒用", "发布", "/_banmian/phone")
    )
    assert "只能看" not in told
