"""Pieces of text that cause trouble for readers, and functions that damage files with them."""

import random
import re
from collections.abc import Callable, Sequence

CHARACTERS = (
    *("\0", "\x01", "\t", "\x0b", "\x0c", "\x1b[31m", "\x1c", "\x1f", "\x7f", "\x85", "\xa0", "\xad", "\u3000"),
    *("\u200b", "\u200e", "\u200f", "\u202e", "\u2028", "\u2029", "\u2066", "\ufeff", "\ufffe", "\uffff"),
    *("\U000e0041", "e\u0301", "\u0300" * 40, "\u3099", "\U00020bb7", "\U0001f468\u200d\U0001f469", "\ue000"),
    *("\u2e80", "\uf900", "²", "½", "①", "〇", "٣", "１２３", "Ａ", "，", "：", "＃", "－", "“", "”", "İ", "ß", "\n"),
    *("\n\n", "\r", "\r\n"),
)
NUMBERS = (
    *("0", "-1", "1.5", "1e999", "0x10", "0o17", "0b1", "1_000", "+7", "007", "inf", "nan", "9" * 20, "9" * 5_000),
    *("2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "2026-3-5", "2026-03-25T24:00:00Z", "²", "１", "½"),
    *("0001-01-01 00:00 +23:59", "9999-12-31 23:59 -23:59", "2026-03-26 06:00:30", "2026/3/25", "1e5"),
    *("0x" + "f" * 5_000,),
)
VALUES = (
    *(
        '"甲"',
        '""',
        '" "',
        '"²"',
        '"\\u0000"',
        '"\\t\\n"',
        '"\\u2028"',
        '"\\u202E甲"',
        '"\\u001B[2J"',
        '"<b>&amp;"',
        '"../甲"',
        '"#"',
    ),
    *(
        "[]",
        '[""]',
        '["甲", "甲"]',
        '[["甲"]]',
        '["甲", 1, true]',
        "[{}]",
        "{}",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "1.5",
        "1e9",
    ),
    *("999999999", "1000000000", "9223372036854775807", "2026-03-25", "0001-01-01", "9999-12-31", '"9999-12-31 23:59"'),
    *(
        '"' + "长" * 5_000 + '"',
        "[" + '"甲", ' * 3_000 + '"乙"]',
        '"' + "a" * 61 + '"',
        '"' + "甲" * 41 + '"',
        '"is"',
        '"是"',
    ),
    *(
        '"https://a.cn"',
        '"https://甲.cn/乙 丙/"',
        '"https://a:99999/"',
        '"https://u:p@a.cn/"',
        '"HTTPS://A.CN/../x"',
        '"#FFFFFF"',
    ),
    *(
        '"embargo"',
        '"draft"',
        '"2026-03-25-01"',
        '"A999"',
        '"news"',
        '"文学"',
        '"block"',
        '"a.png"',
        '"图 1.webp"',
        '"a-b"',
    ),
)
"""Values that are well formed, in YAML and in TOML."""

YAML = (
    *("!!python/object/apply:os.system [x]", "!!binary QQ==", "!甲 乙", "&a ", "*a", "<<: *a", "<<: {a: 1}", "? "),
    *("? [a]", "|", ">-", "|2\n  a\n b", "|9", "%YAML 9.9\n", "%TAG ! x\n", "---\n", "...\n", "--- a\n", " # b"),
    *(" #b", "@a", "`a", "{", "}", "[", "]", "{a: [b, {c: ", "- ", "- - - ", "  ", "\t", "\t- ", ": ", ":", ", "),
    *("'", '"', '"\\u', '"\\x0', '"\\uD800"', '"\\U00110000"', '"\\', '"\\N\\L\\P\\_\\e\\0"', "null", "~", "yes"),
    *("true", "[]", "{}", "[,]", "{,}", "[" * 5_000, "{a: " * 2_000, "- " * 5_000, "[[]]", "? " * 3_000),
    *("a: " * 30, "=", "<<", "embargo: ", "draft: 是\n"),
)
TOML = (
    *('"""', "'''", '"\\uD800"', '"\\U00110000"', '"\\x"', "[[", "]]", "[a.b.c]", "[[topics]]\n", "a.b = 1\n"),
    *("[paper]\n", "[" * 3_000, "{a = " * 1_000, "a." * 200 + "a = 1\n", "[" + "a." * 2_000 + "a]\n", "{", "}"),
    *("[1, [2, {a = 3}]]", "07:32:00", "1979-05-27T07:32:00Z", "-nan", "true", "=", "= ", "#", '"https://[::1"'),
    *('"https://a:99999/"', '"http://"', '"https://甲.cn/乙"', '"https://a/%zz/"', '"https://a b/"'),
    *('"javascript:x"', '"../a.png"', '"#12345g"', '"#000000"'),
)
MARKDOWN = (
    *("**", "***", "_", "`", "~~~", "```", "\\", "\\\\", "&amp;", "&#0;", "&#xD800;", "&#99999999;", "&", "<"),
    *(">", "<b>", "<!--", "-->", "<![CDATA[", "<?php", "<script>", "<sup>", "</sub>", "[甲](", "](https://a.cn)"),
    *("![", "[^1]: ", "[1]: ", "# ", "## ", "> ", "- ", "1. ", "    ", "\t", "| ", "|---|\n", "  \n", "\\\n"),
    *("***\n", "===\n", "---\n", ": ", "\x02", "\x03", "> " * 3_000, "- " * 3_000, "1. " * 2_000, "[" * 5_000),
    *("](" * 3_000, "**" * 5_000, "<sup>" * 3_000, "|" * 5_000, "`" * 5_000, "\\" * 5_000, "&" * 5_000),
    *("*a " * 3_000, "[a](b" * 1_000, "\x02klzzwxh:0001\x03", "\x02wzxhzdk:0\x03", "99999999999999999999. 甲"),
    *("２. 甲", "|甲" * 500 + "\n" + "|---" * 500 + "\n", "<a href=" * 1_000, "\n>" * 1_000),
)
CSV = (
    *(",", ",,", '"', '""', '","', ",'", "，", ";", "\t", "#", "# ", '"#', "\\", "\n\n", "\r\r\n", " , ", '"\n"'),
    *(
        "=1+1",
        "|",
        '"' * 999,
        "," * 5_000,
        "长" * 140_000,
        "、" * 300,
        "姓名,职务\n",
        "标签,类型,网址\n",
        "甲,乙\n乙,甲\n",
    ),
    *("（全部）,²",),
)
NEWS = (
    *(
        "本报讯（记者 周采薇）",
        "□周采薇",
        "第2版 要闻",
        "（下转第2版）",
        "（上接第1版）",
        "责任编辑：周采薇",
        "图为码头。周采薇 摄",
        "2026年13月45日",
        "编者按",
        "——",
    ),
    *(
        "……",
        "一、",
        "■",
        "▲",
        "〓",
        "\x0c",
        "    ",
        "第９９９９９９９版",
        "总第²期",
        "第123456期",
        "码头" * 3_000,
        "（" * 2_000,
    ),
    *("\n" * 3_000, "甲\n" * 500, "，" * 999, "“" * 999, "　　", "1" * 5_000, "| 甲 | 乙 |\n"),
)

_VALUE = re.compile(r"(?<=[:=,] )[^\n,]+|(?<=,)[^\n,]+|(?<=\")[^\"\n]+(?=\")|\d+")
_WHOLE_VALUE = re.compile(r"(?<=: )[^\n]+|(?<== )[^\n]+|(?<=, )[^\n,]+")


def spoilt(text: str, chance: random.Random, pieces: Sequence[str], others: Sequence[str], most: int = 4) -> str:
    """A text with up to ``most`` changes: pieces of these or of ``others``, things left out, repeated and moved."""
    for _ in range(chance.randint(1, most)):
        text = chance.choice(_WAYS)(text, chance, pieces, others)
    return text


def piece(chance: random.Random, pieces: Sequence[str]) -> str:
    """One piece: of a language's own, of any language's, or a few of them."""
    own = chance.choice((pieces, pieces, CHARACTERS, NUMBERS))
    return "".join(chance.choices(own, k=chance.choice((1, 1, 1, 1, 2, 3))))


_Way = Callable[[str, random.Random, Sequence[str], Sequence[str]], str]


def _span(text: str, chance: random.Random, most: int) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.randint(0, most))


def _put_in(text: str, chance: random.Random, pieces: Sequence[str], _others: Sequence[str]) -> str:
    start, end = _span(text, chance, 3)
    return text[:start] + piece(chance, pieces) + text[chance.choice((start, end)) :]


def _put_for_a_value(text: str, chance: random.Random, pieces: Sequence[str], _others: Sequence[str]) -> str:
    found = list(_VALUE.finditer(text))
    if not found:
        return piece(chance, pieces) + text
    value = chance.choice(found)
    put = chance.choice((piece(chance, pieces), value[0] + piece(chance, pieces), ""))
    return text[: value.start()] + put + text[value.end() :]


def _put_for_a_whole_value(text: str, chance: random.Random, _pieces: Sequence[str], _others: Sequence[str]) -> str:
    found = list(_WHOLE_VALUE.finditer(text))
    if not found:
        return text
    value = chance.choice(found)
    return text[: value.start()] + chance.choice(VALUES) + text[value.end() :]


def _flip(text: str, chance: random.Random, _pieces: Sequence[str], _others: Sequence[str]) -> str:
    if not text:
        return "\0"
    at = chance.randrange(len(text))
    point = chance.choice(
        (ord(text[at]) ^ (1 << chance.randrange(8)), chance.randrange(0x3000), chance.randrange(0xD800))
    )
    return text[:at] + chr(point) + text[at + 1 :]


def _cut(text: str, chance: random.Random, _pieces: Sequence[str], _others: Sequence[str]) -> str:
    start, end = _span(text, chance, chance.choice((1, 5, 100)))
    return text[:start] + text[end:] if chance.random() < 0.9 else text[:start]


def _repeat(text: str, chance: random.Random, _pieces: Sequence[str], _others: Sequence[str]) -> str:
    start, end = _span(text, chance, chance.choice((1, 5, 60)))
    times = chance.choice((2, 2, 2, 30, 3_000 // (end - start + 1)))
    return text[:end] + text[start:end] * times + text[end:]


def _splice(text: str, chance: random.Random, _pieces: Sequence[str], others: Sequence[str]) -> str:
    other = chance.choice(others)
    start, end = _span(other, chance, chance.choice((30, 300)))
    at, behind = _span(text, chance, 30)
    return text[:at] + other[start:end] + text[behind:]


def _shuffle_lines(text: str, chance: random.Random, _pieces: Sequence[str], _others: Sequence[str]) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(4)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        lines.insert(one, lines[other])
    elif way == 2:
        del lines[one]
    else:
        lines[one] = chance.choice(("  ", "\t", "- ", "# ", "\u3000")) + lines[one]
    return "\n".join(lines)


_WAYS: tuple[_Way, ...] = (
    *(_put_in, _put_in, _put_for_a_value, _put_for_a_value, _put_for_a_whole_value, _put_for_a_whole_value),
    *(_flip, _cut, _repeat, _splice, _shuffle_lines),
)


def saved(text: str, chance: random.Random, rarely: float = 0.15) -> bytes:
    """A text as a file: mostly as UTF-8, rarely in another encoding, with other line ends, or damaged in its bytes."""
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() >= rarely:
        return data
    way = chance.randrange(6)
    if way == 0:
        return b"\xef\xbb\xbf" + data
    if way == 1:
        return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", b"\x0b")))
    if way == 2:
        return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "utf-7")), "replace")
    changed = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(changed))
        if way == 3:
            changed[at] = chance.randrange(256)
        else:
            changed[at:at] = chance.choice(
                (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf4\x90\x80\x80", b"\x80", b"\xe5")
            )
    return bytes(changed)
