"""Decodes raw files in UTF-8, UTF-16, GB18030 or Big5. A guess is reported to the editor; nothing is replaced."""

import unicodedata
from collections.abc import Iterator

import chardet

from generator.errors import ImportRefused, Problem

SAVE_AGAIN = "在文本编辑器里打开原稿，看清楚没有乱码，另存为 UTF-8 编码的 .txt，再导入"
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LEGACY = {"gb18030": "GB18030", "big5": "Big5"}
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\f\v\x85\u2028\u2029", "\n"))
_SAMPLE = 20_000
_COMMON_SHARE = 0.7
"""The least share of common characters if an encoding was guessed; a wrong guess gives mostly rare characters."""


def decode(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, with all line ends made line feeds, and remarks for the editor.

    Raises ``ImportRefused`` for bytes that are no text, or whose encoding is not recognized.
    """
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if mark:
        text, remarks = _strict(data, mark, source), list[str]()
    elif b"\0" in data:
        text, remarks = _wide(data, source)
    else:
        text, remarks = _narrow(data, source)
    _refuse_junk(text, source)
    # Some files have been converted twice and end their lines with \r\r\n, which is one line end.
    text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").translate(_LINE_ENDS)
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        remarks.append(f"有 {text.count('�')} 个字在导出原稿时已经丢了，只剩 �（第一处在第 {line} 行）")
    return text, tuple(remarks)


def _strict(data: bytes, name: str, source: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        whole = data[: error.start].decode(name, "ignore")
        what = f"开头写明是 {name.removesuffix('-sig').upper()} 编码，可是这一行读不通"
        hint = "文件多半没有传完整；重新导出一次，或另存为 UTF-8"
        raise ImportRefused(Problem(what, hint, source, whole.count("\n") + 1)) from None


def _wide(data: bytes, source: str) -> tuple[str, list[str]]:
    """Decodes UTF-16 without a byte order mark, if the result is plausible."""
    for name in ("utf-16-le", "utf-16-be"):
        text = _decoded(data, name)
        if text is not None and _is_plausible(text):
            return text, [_guessed("UTF-16")]
    line = data[: data.index(0)].count(b"\n") + 1
    raise ImportRefused(Problem("文件里有控制字符，像是二进制文件", "请给出纯文本的原稿", source, line))


def _narrow(data: bytes, source: str) -> tuple[str, list[str]]:
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if broken * 20 < sum(character > "\x7f" for character in loose):  # UTF-8 but for a few bytes
        raise ImportRefused(Problem("这一行的 UTF-8 文字坏了", "改好这一行，或重新导出原稿", source, line))
    for name in _candidates(data):
        text = _decoded(data, name)
        if text is not None and _is_plausible(text):
            return text, [_guessed(_LEGACY[name])]
    raise ImportRefused(Problem("认不出文字的编码", SAVE_AGAIN, source, line))


def _candidates(data: bytes) -> Iterator[str]:
    """GB18030 and Big5, the more probable one first. A Traditional text may be in either; statistics decide."""
    found = chardet.detect(data, include_encodings=_LEGACY, no_match_encoding="gb18030")["encoding"]
    yield from sorted(_LEGACY, key=lambda name: name != (found or "").lower())


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    """Whether a guess looks like Chinese: no impossible characters, and mostly common ones."""
    if any(unicodedata.category(character) in ("Cn", "Cs") or _is_control(character) for character in set(text)):
        return False
    beyond = [character for character in text if character > "\x7f"][:_SAMPLE]
    return sum(map(_is_common, beyond)) >= _COMMON_SHARE * len(beyond)


def _is_common(character: str) -> bool:
    """Level 1 of GB 2312 or of Big5 – what an educated reader knows – and punctuation of both."""
    if "\u2000" <= character < "\u2700" or "\u3000" <= character < "\u3040" or "\uff00" <= character < "\uff5f":
        return True
    simplified = character.encode("gb2312", "ignore")
    traditional = character.encode("big5", "ignore")
    return simplified[:1] in _GB_LEVEL_1 or traditional[:1] in _BIG5_LEVEL_1


_GB_LEVEL_1 = {bytes([lead]) for lead in range(0xB0, 0xD8)}
_BIG5_LEVEL_1 = {bytes([lead]) for lead in range(0xA4, 0xC7)}


def _guessed(name: str) -> str:
    return f"文件没有写明编码，是按 {name} 读的，请看看有没有乱码"


def _is_control(character: str) -> bool:
    code = ord(character)
    if code < 0x20:
        return character not in "\t\n\r\f\v"
    if code < 0xA0:
        return code >= 0x7F and code != 0x85
    return 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE


def _refuse_junk(text: str, source: str) -> None:
    controls = {character for character in set(text) if _is_control(character)}
    if controls:
        line = text.count("\n", 0, min(map(text.index, controls))) + 1
        raise ImportRefused(Problem("文件里有控制字符，像是二进制文件", "请给出纯文本的原稿", source, line))
    unknown = {character for character in set(text) if unicodedata.category(character) == "Cn"}
    # A few may be characters newer than this Python's Unicode tables, say in a name; many mean that it is no text.
    if unknown and sum(character in unknown for character in text) * 20 > len(text):
        raise ImportRefused(Problem("文件里大多不是文字", SAVE_AGAIN, source, 1))
