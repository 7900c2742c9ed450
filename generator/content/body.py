"""Turns an article's Markdown body into safe HTML or plain text, and plain text into Markdown that shows that text.

Everything that is none of the marks in ``markdown_grammar`` is shown on the page as it was typed. In literature (副刊)
every line end is a line break, as in poems. In all other kinds a line break is two spaces or a backslash at the end of
the line; other lines are joined with the next one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import nh3

from generator.content import markdown_grammar
from generator.kinds import Kind

ALLOWED_TAGS = {
    *("p", "br", "h2", "ul", "ol", "li", "blockquote", "strong", "a", "hr", "sup", "sub"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "li": {"value"}}

# A paragraph without any of these characters, and with no list number at its head, is only text.
_PLAIN = re.compile(r"(?!\s|\d+[.)](?:\s|$)|[-+=:|#>])[^\\`*_\[\]<>&{}\n\r]*")
_SPECIAL = re.compile(r"([\\`*_\[\]{}#|])")

_PROSE, _VERSE = markdown_grammar.converter(verse=False), markdown_grammar.converter(verse=True)

# A paragraph that the grammar and the sanitizer both leave as it is.
_TEXT = r"(?![-+=:|#\s]|\d+[.)](?:\s|$))[^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\\*\[\]<>&]+(?<!\s)"
_UNTOUCHED = re.compile(_TEXT)
_CROSSHEAD = re.compile(f"#{{1,6}} ({_TEXT})")
"""A subhead of such text. There is only one level of subheads, so the number of ``#`` does not matter."""
_BREAK, _BR = "  \n", "<br>\n"

_CHINESE = "\u2e80-\u312f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff"
_SHARED = "\u2014\u2018\u2019\u201c\u201d\u2026"
"""Quotes, dashes and dots, which count as Chinese beside a Chinese character."""
_ASIDE = r"(?:</?(?:strong|sup|sub|a)\b[^>]*>)*"
_SOFT_BREAK = re.compile(rf"(?<=[{_CHINESE}{_SHARED}])({_ASIDE}) *\n *({_ASIDE})(?=[{_CHINESE}{_SHARED}])")


def to_html(body: str, kind: Kind, *, soft: str = "") -> str:
    """Safe HTML of a Markdown body: no scripts, styles, pictures or frames survive.

    Line ends between two Chinese characters, where no space belongs, are replaced by ``soft``.
    """
    paragraphs = body.split("\n\n")
    if all(map(_UNTOUCHED.fullmatch, paragraphs)):
        return "<p>" + "</p>\n<p>".join(paragraphs) + "</p>"
    blocks = _blocks(paragraphs, kind)
    if blocks:
        return "\n".join(f"<{tag}>{_BR.join(lines)}</{tag}>" for tag, lines in blocks)
    return _converted(body, kind, soft)


def _blocks(paragraphs: Iterable[str], kind: Kind) -> list[tuple[str, list[str]]]:
    """Tag and lines of each paragraph and subhead, or ``[]`` where there is anything else."""
    found: list[tuple[str, list[str]]] = []
    for paragraph in paragraphs:
        heading = _CROSSHEAD.fullmatch(paragraph)
        lines = paragraph.split(_BREAK)
        if kind is Kind.LITERATURE:
            lines = [part for line in lines for part in line.split("\n")]
        if heading:
            found.append(("h2", [heading[1]]))
        elif all(map(_UNTOUCHED.fullmatch, lines)):
            found.append(("p", lines))
        else:
            return []
    return found


def _converted(body: str, kind: Kind, soft: str) -> str:
    converter = _VERSE if kind is Kind.LITERATURE else _PROSE
    html = converter.reset().convert(body)
    safe = nh3.clean(html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel="noopener")
    return _SOFT_BREAK.sub(lambda end: _joined(end, soft), safe)


def _joined(end: re.Match[str], soft: str) -> str:
    """What replaces the end of a line: ``soft`` between Chinese characters; between Western ones it stays."""
    is_western = end.string[end.start() - 1] in _SHARED and end.string[end.end()] in _SHARED
    return end[0] if is_western else f"{end[1]}{soft}{end[2]}"


def to_text(body: str, kind: Kind) -> tuple[str, ...]:
    """The lines of a Markdown body as a reader sees them, without markup.

    Each of these is one line: a paragraph, a subhead, an item of a list with its number, a verse, a row of a table with
    spaces between its cells. Search, excerpts, counts of characters and import's accounting all use these lines.
    """
    paragraphs = body.split("\n\n")
    if not body or all(map(_UNTOUCHED.fullmatch, paragraphs)):
        lines = paragraphs
    elif blocks := _blocks(paragraphs, kind):
        lines = [line for _, inside in blocks for line in inside]
    else:
        lines = list(_lines(_converted(body, kind, "")))
    return tuple(text for text in (line.strip() for line in lines) if text)


_MARK = re.compile(r"<(/?)(?!(?:strong|sup|sub|a)\b)([a-z0-9]+)([^>]*)>")
_ASIDES = re.compile(r"</?(?:strong|sup|sub|a)\b[^>]*>")


def _lines(html: str) -> Iterator[str]:
    numbers: list[int | None] = []
    said: list[str] = []
    at = 0
    for mark in _MARK.finditer(html):
        said.append(_shown(html[at : mark.start()]))
        at = mark.end()
        closes, tag = mark[1], mark[2]
        if tag in ("td", "th"):
            said.append(" ")
            continue
        text = "".join(said)
        yield re.sub("[ \n]+", " ", text) if tag == "tr" else " ".join(map(str.strip, text.split("\n")))
        said = []
        if tag in ("ol", "ul"):
            if closes:
                numbers.pop()
            else:
                numbers.append(0 if tag == "ol" else None)
        elif tag == "li" and not closes and (last := numbers[-1]) is not None:
            value = _VALUE.search(mark[3])
            numbers[-1] = int(value[1]) if value else last + 1
            said.append(f"{numbers[-1]}. ")


_VALUE = re.compile(r'value="(\d+)"')


def _shown(html: str) -> str:
    text = _ASIDES.sub("", html)
    # nh3 leaves these four and nothing else.
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def from_text(paragraph: str) -> str:
    """Markdown that renders as exactly this paragraph.

    Ordinary newspaper text is returned as it is; only characters that would be read as marks get a backslash or become
    an entity. White space around the paragraph is removed.
    """
    paragraph = paragraph.strip(" \t")
    if _PLAIN.fullmatch(paragraph):
        return paragraph
    return at_head(escaped(paragraph))


def at_head(written: str) -> str:
    """Marks and escaped text for the head of a line, where what would begin a block gets an escape as well."""
    written = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", written)
    return re.sub(r"^([-+=:>])", lambda mark: _HEAD_MARKS[mark[1]], written)


_HEAD_MARKS = {"-": r"\-", "+": r"\+", "=": "&#61;", ":": "&#58;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Text inside a line, with a backslash or an entity for every character that might be a mark."""
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;")).replace("<", "&lt;")


def from_stanza(lines: Sequence[str]) -> str:
    """Markdown that renders as exactly these verses, one below the other; white space around them is removed."""
    return _BREAK.join(from_text(line) for line in map(str.strip, lines) if line)


def from_table(rows: Sequence[Sequence[str]]) -> str:
    """Markdown of a table of these cells, without a head; short rows are filled up with empty cells.

    Marks that begin a block, as in -5% or 1. 甲, need no escape inside a cell.
    """
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    cells = [[*map(_cell, row), *[""] * (width - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in ([""] * width, ["---"] * width, *cells))


_BLANKS = re.compile(r"[^\S\u3000\u00a0]+")


def _cell(text: str) -> str:
    return escaped(_BLANKS.sub(" ", text.strip()))
