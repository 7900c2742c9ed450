"""Finds text in a body that looks like a Markdown or HTML mark but is none, so that pages show it as it was typed.

``banmian check`` reports the line, so that an editor can write it in another way if a mark was meant.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.content import inline, markdown_grammar
from generator.kinds import Kind


class Leftover(NamedTuple):
    """A line of a body (counted from 0), the words in it, a message that says what they look like, and a hint."""

    line: int
    words: str
    message: str
    hint: str


_AS_TYPED = "页面上照原样显示"
_STOP = "，。、；：！？）"
_BEGINNINGS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"#{1,6}(?=[^\s#])(?!#?[^\s#]+#)"), "像小标题", "# 后面空一格才是小标题"),
    (re.compile(r" {0,3}>(?=[^\s\d=>＝])"), "像引文", "> 后面空一格才是引文"),
    (re.compile(r" *(?:```|~~~)"), "像程序代码的围栏", "正文里没有代码这种写法，不用就删掉"),
    (re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]: *\S"), "像链接的出处", "链接写成 [文字](网址)"),
)
"""Patterns for the beginning of a line."""
_WHOLE: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(?:\* *){3,}|(?:_ *){3,}|(?:- +){2,}-"), "像分隔线", "分隔线写成 ---"),
    (re.compile(r"\|.*\|"), "像表格", "表格前面空一行，第二行写 | --- | --- |"),
)
"""Patterns for a whole line."""
_INSIDE: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])"), "像图片", "图片写在信息区的 photos: 里"),
    (re.compile(r"\[\^[^\[\]]+\](?!\()"), "像脚注", "正文里没有脚注，把话写进正文，或写在篇末"),
    (re.compile(r"<!--"), "像注释", "读者看得到这句话；给同事的话写在信息区里，用 # 开头"),
    (re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[^<>\s@]+@[^<>\s@]+>"), "像链接", "链接写成 [文字](网址)"),
    (re.compile(r"<br */?>", re.IGNORECASE), "像换行", "换行是行末加两个空格，或一个 \\"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), "像 HTML 标签", "正文里只认 <sup> 和 <sub>；加粗写成 **文字**"),
    (re.compile(r"(?<!!)\[[^\[\]]+\]\([^()]*\)"), "像链接", "网址以 http:// 或 https:// 开头，后面不加标题"),
    (re.compile(r"(?<!!)\[[^\[\]]+\]\[[^\[\]]*\]"), "像链接", "链接写成 [文字](网址)"),
    (re.compile(r"(?<!`)(`+)(?!`)[^`\n]+\1(?!`)"), "像程序代码", "正文里没有代码这种写法，不用就删掉"),
    (re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"), "像字符的代号", "直接写那个字符"),
    (
        re.compile(rf"(?<![A-Za-z0-9*])\*(?=[^\s*{_STOP}])[^*\n]*[^\s*]\*(?![A-Za-z0-9*])"),
        "像斜体",
        "要强调就写 **加粗**",
    ),
    (re.compile(r"(?<![A-Za-z0-9_])_(?=[^\s_])[^_\n]*[^\s_]_(?![A-Za-z0-9_])"), "像斜体", "要强调就写 **加粗**"),
    (re.compile(rf"(?<!\*)\*{{2,}}(?=[^*{_STOP}])[^*\n]+\*{{2,}}"), "像加粗", "** 要紧贴加粗的文字，左右各两个"),
)
"""Patterns for words in a line."""
_SUSPECT = re.compile(r"[<\[`*_&|]|^[ \t]*[#>~=+\-\d]|^(?: {4}|\t)", re.MULTILINE)
"""A body without a match for this, as most are, has no such text and is not looked at further."""
_TAKEN = "\0"


def found(body: str, kind: Kind) -> Iterator[Leftover]:
    """All text in a body that looks like a mark and is shown as text, line by line."""
    if not _SUSPECT.search(body):
        return
    body = body.expandtabs(4)
    above, in_list = "", False
    for at, (line, rest) in enumerate(zip(body.split("\n"), _without_marks(body).split("\n"), strict=True)):
        is_item, is_first = markdown_grammar.ITEM.match(line) is not None, not above.strip()
        in_list = is_item if is_first or _ends(above) else in_list
        if is_item and not in_list:
            yield Leftover(at, _short(line), f"像列表，{_AS_TYPED}", "列表前面空一行")
        if re.fullmatch(r"=+", line.strip()) and not is_first:
            yield Leftover(at, _short(line), f"像小标题下面的线，{_AS_TYPED}", "小标题写成 ## 小标题")
        if line.startswith("    ") and line.strip() and is_first and not is_item and kind is not Kind.LITERATURE:
            yield Leftover(at, _short(line), "行首的空格不起作用，这一段和别的段一样排", "去掉行首的空格")
        yield from _looks(at, line, rest)
        above = line


def _ends(line: str) -> bool:
    """Whether a line is a whole block by itself, so that a list may begin directly below it."""
    marks = (
        markdown_grammar.HEADING.match(line),
        markdown_grammar.RULE.fullmatch(line),
        markdown_grammar.QUOTATION.match(line),
    )
    return any(mark is not None for mark in marks)


def _looks(at: int, line: str, rest: str) -> Iterator[Leftover]:
    for pattern, what, hint in _BEGINNINGS:
        if pattern.match(rest):
            yield Leftover(at, _short(line), f"{what}，{_AS_TYPED}", hint)
    for pattern, what, hint in _WHOLE:
        if pattern.fullmatch(rest.strip()):
            yield Leftover(at, _short(line), f"{what}，{_AS_TYPED}", hint)
            return
    for pattern, what, hint in _INSIDE:
        for mark in pattern.finditer(rest):
            yield Leftover(at, _short(line[mark.start() : mark.end()]), f"{what}，{_AS_TYPED}", hint)
        rest = pattern.sub(lambda mark: _TAKEN * len(mark[0]), rest)


def _without_marks(body: str) -> str:
    """The body with all real marks replaced by placeholders, so that every other character keeps its place."""
    return "".join(map(_blanked, re.split(r"((?<=\n)[ \u3000]*\n)", body)))


def _blanked(block: str) -> str:
    if markdown_grammar.table(block.removesuffix("\n").split("\n")):
        return re.sub(r"[^\n]", _TAKEN, block)
    blanked = list(block)
    for start, end in inline.marks(block):
        blanked[start:end] = [char if char == "\n" else _TAKEN for char in block[start:end]]
    return "".join(blanked)


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 24 else f"{words[:22]}……"
