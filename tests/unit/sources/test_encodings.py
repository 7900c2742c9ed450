"""Bytes → text: what is sure is read, what is guessed is said, what is neither is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ImportRefused
from generator.sources import encodings

SIMPLIFIED = "新港码头昨日启用，市民说：“等了三年。”\n本报讯（记者周采薇）3月5日，青川新区的第一条班船开航。"
TRADITIONAL = "新港碼頭昨日啟用，市民說：「等了三年。」\n本報訊（記者周采薇）3月5日，青川新區的第一條班船開航。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_what_names_its_encoding_is_read_without_a_remark(encoding: str, text: str) -> None:
    """UTF-8 is known by being valid, the others by their mark."""
    assert encodings.decode(text.encode(encoding), "a.txt") == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "gb18030", "GB18030"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (SIMPLIFIED[:6], "gb18030", "GB18030"),
        ("周采薇与吕澄、龙䶮", "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "cp950", "Big5"),
        (SIMPLIFIED, "utf-16-le", "UTF-16"),
        (SIMPLIFIED, "utf-16-be", "UTF-16"),
    ],
)
def test_what_had_to_be_guessed_is_said(text: str, encoding: str, name: str) -> None:
    """The older encodings of Chinese have no mark; the editor is told which was assumed."""
    read, remarks = encodings.decode(text.encode(encoding), "a.txt")
    assert read == text
    assert len(remarks) == 1
    assert name in remarks[0]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\f", "\v", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_end_is_a_line_feed(end: str) -> None:
    """Lines may end as Windows, Macs, Word or typesetters end them."""
    assert encodings.decode(f"甲{end}乙".encode(), "a.txt")[0] == "甲\n乙"


def test_nothing_else_is_touched() -> None:
    """Widths, tabs and full-width spaces stay as they are."""
    text = "\u3000\u3000１２３（甲）\t(乙) 丙"
    assert encodings.decode(text.encode(), "a.txt") == (text, ())


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("新港\n".encode() + "码头".encode("utf-16"), 2),
        (b"\x89PNG\r\n\x1a\n\0\0", 3),
        ("甲\n乙\n\0".encode(), 3),
        ("甲\n\x1b[31m".encode(), 2),
        ("甲\n\x9b".encode(), 2),
        (SIMPLIFIED.encode()[:-1] + b"\xff" + SIMPLIFIED.encode(), 2),
        (b"\xff\xfe" + "甲\n乙".encode("utf-16-le") + b"\0", 2),
        ("日本政府は昨日、新しい経済対策を発表しました。".encode("shift_jis"), 1),
        ("Déjà vu à Noël, garçon".encode("latin-1"), 1),
        (bytes(range(128, 256)) * 3, 1),
    ],
)
def test_what_is_not_text_or_not_chinese(data: bytes, line: int) -> None:
    """Binary files, broken text and encodings that are not read are refused with the line where it shows."""
    with pytest.raises(ImportRefused) as caught:
        encodings.decode(data, "a.txt")
    (problem,) = caught.value.problems
    assert (problem.source, problem.line) == ("a.txt", line)
    assert problem.hint


def test_a_few_bad_bytes_do_not_make_utf_8_another_encoding() -> None:
    """A UTF-8 text with a broken character would often be valid GB18030, and rubbish."""
    text = SIMPLIFIED * 3
    with pytest.raises(ImportRefused, match="UTF-8 文字坏了"):
        encodings.decode(text.encode() + "码".encode()[:2], "a.txt")


def test_characters_that_were_lost_before_are_pointed_at() -> None:
    """A � in the source is kept and told with its line; none is ever made here."""
    text, remarks = encodings.decode("码头\n昨\ufffd启用".encode(), "a.txt")
    assert text == "码头\n昨\ufffd启用"
    assert "第 2 行" in remarks[0]


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Whatever a file holds, it is read without a control or a made-up character, or refused."""
    try:
        text, remarks = encodings.decode(data, "a.txt")
    except ImportRefused:
        return
    assert not {character for character in text if character < " "} - {"\n", "\t"}
    if "\ufffd" in text:
        assert remarks
