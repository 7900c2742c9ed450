"""Rewrites a body of the first grammar so that today's grammar shows what the editor meant.

A mark that had an effect on the old page (italics, a subhead without a space, a tag for a line break) is rewritten. If
the old page had dropped some text, that text is not rewritten, and pages now show it as it was typed.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

from generator.content import body as bodies
from generator.content import inline, markdown_grammar
from generator.kinds import Kind
from generator.newsroom import format1


class Rewritten(NamedTuple):
    """The new body; ``comments`` are the HTML comments that were in it, which readers did not see.

    ``differs`` says that no rule fits, so that the page will not show everything that it showed before; then the body
    is unchanged.
    """

    body: str
    comments: tuple[str, ...] = ()
    differs: bool = False


def rewritten(body: str, kind: Kind) -> Rewritten:
    """Rewrites a body for today's grammar."""
    before = format1.to_html(body, kind)
    if before is None or (shown := format1.shown(before)) == format1.shown(bodies.to_html(body, kind)):
        return Rewritten(body)
    new, comments = _without_comments(body.expandtabs(4))
    new = _lines(new, kind)
    for pattern, replacement in _INSIDE:
        new = _replaced(pattern, replacement, new)
    now = format1.shown(bodies.to_html(new, kind))
    if not _stands("".join(shown.blocks), "".join(now.blocks)):
        return Rewritten(body, differs=True)
    return Rewritten(body) if now == format1.shown(bodies.to_html(body, kind)) else Rewritten(new, comments)


def _stands(old: str, new: str) -> bool:
    """Whether the new page has all characters of the old one, in the same order."""
    rest = iter(new)
    return all(char in rest for char in old)


_COMMENT = re.compile(r"(?<!\\)<!--(?P<words>.*?)-->\n?", re.DOTALL)


def _without_comments(body: str) -> tuple[str, tuple[str, ...]]:
    found = tuple(" ".join(mark["words"].split()) for mark in _COMMENT.finditer(body))
    return _COMMENT.sub("", body).strip("\n"), tuple(filter(None, found))


# ---- lines ----

_CLOSED_HEADING = re.compile(r"(#{1,6} .*?\S) +#+ *")
_CLOSE_HEADING = re.compile(r"^(#{1,6})(?=[^\s#])(?!#?[^\s#]+#)")
_CLOSE_QUOTATION = re.compile(r"^( {0,3}>+)(?=[^\s\d=>＝])")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_OLD_RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,}) *")
_OLD_ITEM = re.compile(r" {0,3}\d+\. +\S")


def _lines(body: str, kind: Kind) -> str:
    return "\n\n".join("\n".join(_block(block.split("\n"), kind)) for block in body.split("\n\n"))


def _block(lines: list[str], kind: Kind) -> Iterator[str]:
    if markdown_grammar.table(lines):
        yield from lines
        return
    if (
        kind is not Kind.LITERATURE
        and all(line.startswith("    ") for line in lines)
        and not markdown_grammar.ITEM.match(lines[0])
    ):
        yield bodies.from_stanza(lines)
        return
    is_old_list = _OLD_ITEM.match(lines[0]) and not markdown_grammar.ITEM.match(lines[0])
    quoted = False
    for at, typed in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if at == 1 and _UNDERLINE.fullmatch(typed) and not markdown_grammar.HEADING.match(lines[0]):
            continue
        if at == 0 and _UNDERLINE.fullmatch(below) and not markdown_grammar.HEADING.match(typed):
            yield f"## {typed.strip()}"
            continue
        line = _CLOSE_QUOTATION.sub(r"\1 ", typed, count=1)
        quoted = quoted or markdown_grammar.QUOTATION.match(line) is not None
        if quoted and not markdown_grammar.QUOTATION.match(line):
            line = f"> {line}"
        if _OLD_RULE.fullmatch(line):
            yield "---"
        elif _CLOSE_HEADING.match(line):
            yield _CLOSE_HEADING.sub(r"\1 ", line, count=1)
        elif closed := _CLOSED_HEADING.fullmatch(line):
            yield closed[1]
        else:
            yield f"{line.rstrip()}  " if is_old_list and below and _OLD_ITEM.match(below) else line


# ---- inside a line ----

_PLAIN_TAGS = "i|em|u|s|del|ins|span|font|small|big|p|div|center|section"


def _bold(mark: re.Match[str]) -> str:
    return f"**{mark['words'].strip()}**"


def _literal(mark: re.Match[str]) -> str:
    return bodies.escaped(mark["words"].strip())


def _character(mark: re.Match[str]) -> str:
    text = unescape(mark[0])
    return mark[0] if mark[0] in inline.ENTITIES or text == mark[0] else bodies.escaped(text)


_INSIDE: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(?<!`)(?P<ticks>`+)(?!`)(?P<words>[^`]+?)(?P=ticks)(?!`)", _literal),
    (r"<(?P<words>(?:https?|ftp)://[^<>\s]+)>", lambda mark: f"[{mark['words']}]({mark['words']})"),
    (r"<(?P<words>[^<>\s!@]+@[^<>\s@]+)>", lambda mark: f"[{mark['words']}](mailto:{mark['words']})"),
    (r"(?i: *<br *(?:/ *)?> *\n?)", lambda _: "\\\n"),
    (r"(?i:<(?P<tag>b|strong)>)(?P<words>[^<>\n]*\S[^<>\n]*)(?i:</(?P=tag)>)", _bold),
    (
        r"(?i:<a [^<>]*?href=[\"']?(?P<address>[^\s\"'<>]+)[\"']?[^<>]*>)(?P<words>[^<>\n]+)(?i:</a>)",
        lambda mark: f"[{mark['words']}]({mark['address']})",
    ),
    (rf"(?i:</?(?:{_PLAIN_TAGS})(?: [^<>]*)?>)", lambda _: ""),
    (r"&(?:[A-Za-z][A-Za-z0-9]{1,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});", _character),
    (r"(?<!\*)\*{3}(?=[^\s*])(?P<words>[^*\n]*[^\s*])\*{3}(?!\*)", _bold),
    (r"(?<!\w)__(?=[^\s_])(?P<words>[^_\n]*[^\s_])__(?!\w)", _bold),
    (r"(?<![A-Za-z0-9*])\*(?=[^\s*])(?P<words>[^*\n]*[^\s*])\*(?![A-Za-z0-9*])", _bold),
    (r"(?<!\w)_(?=[^\s_])(?P<words>[^_\n]*[^\s_])_(?!\w)", _bold),
)
"""Patterns of marks of the first grammar, and functions that write the same in today's grammar."""


def _replaced(pattern: str, replacement: Callable[[re.Match[str]], str], body: str) -> str:
    """The body with every match of a pattern replaced, except escaped marks and marks in addresses of links."""
    kept = rf"\\.|\]\([^()\s]*\)|{pattern}"
    return re.sub(
        kept, lambda mark: mark[0] if mark[0][0] == "\\" or mark[0].startswith("](") else replacement(mark), body
    )
