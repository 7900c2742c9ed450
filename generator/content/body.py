"""Markdown of an article's body ↔ safe HTML, and plain text ↔ Markdown that shows just that text.

The grammar is that of the article's kind: in literature (副刊) every line end is a line break, as a poet means it;
elsewhere a line break is written as Markdown has it, with two spaces or a backslash at the end of the line.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

import markdown
import nh3
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from generator.model import Kind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ALLOWED_TAGS = {
    *("p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "code", "pre", "sup", "sub"),
}
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"colspan"}, "td": {"colspan"}}

# A paragraph without any of these characters, and with no list number at its head, is only text.
_PLAIN = re.compile(r"(?!\s|\d+[.)](?:\s|$)|[-+=:|#>])[^\\`*_\[\]<>&{}\n\r]*")
_SPECIAL = re.compile(r"([\\`*_\[\]{}#|])")

# Markdown's time grows with the square of these. No article has so many; one that has is shown as it was typed.
_COSTLY = "\\`*_[<&"
MOST_MARKS = 2_000
_ESCAPED = re.compile(r"\\([\\`*_\[\]{}#!|.)+-])|&(amp|lt|gt|#61|#58);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "#61": "=", "#58": ":"}


class _HeadingsBelowTitle(Treeprocessor):
    """The page's only ``h1`` is the article's title, so headings in the body start at ``h2`` and skip no level.

    Whoever writes ``##`` for the first heading, as most do, means the same as one who writes ``#``.
    """

    def run(self, root: "Element") -> None:
        above: list[int] = []
        for element in root.iter():
            level = re.fullmatch(r"h([1-6])", element.tag)
            if level:
                element.tag = _heading(int(level[1]), above)


def _heading(level: int, above: list[int]) -> str:
    """The tag of a heading. ``above`` are the levels, as written, of the headings that the next one may stand below."""
    above[:] = [*(other for other in above if other < level), level]
    return f"h{min(len(above) + 1, 6)}"


class _NoEmptyHead(Treeprocessor):
    """A table whose head row was left empty has none: Markdown cannot say so, a printed table often means it."""

    def run(self, root: "Element") -> None:
        for table in root.iter("table"):
            head = table.find("thead")
            if head is not None and not "".join(head.itertext()).strip():
                table.remove(head)


class _Newspaper(Extension):
    """What newspapers write beyond Markdown. In ``verse`` each line end breaks, and an indented line is no program."""

    def __init__(self, *, verse: bool) -> None:
        super().__init__()
        self._verse = verse

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_HeadingsBelowTitle(md), "headings_below_title", 5)
        md.treeprocessors.register(_NoEmptyHead(md), "no_empty_head", 4)
        # Just after the escapes, so that an escaped backslash at a line's end stays a backslash.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 179)
        if self._verse:
            md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\n", "br"), "line_end_break", 5)
            md.parser.blockprocessors.deregister("code")


def _converter(*, verse: bool) -> markdown.Markdown:
    return markdown.Markdown(extensions=["sane_lists", "tables", _Newspaper(verse=verse)], output_format="html")


_PROSE, _VERSE = _converter(verse=False), _converter(verse=True)


# A paragraph that Markdown and the sanitizer both leave as it is.
_TEXT = r"(?![-+=:|#\s]|\d+[.)](?:\s|$))[^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\\`*_\[\]<>&{}]+(?<!\s)"
_UNTOUCHED = re.compile(_TEXT)
_CROSSHEAD = re.compile(f"(#{{1,6}}) ({_TEXT})(?<!#)")
"""A heading of such text. Markdown drops number signs from its end."""
_BREAK, _BR = "  \n", "<br>\n"


def to_html(body: str, kind: Kind) -> str:
    """Safe HTML of a Markdown body: no scripts, styles, pictures or frames survive."""
    paragraphs = body.split("\n\n")
    if all(map(_UNTOUCHED.fullmatch, paragraphs)):
        return "<p>" + "</p>\n<p>".join(paragraphs) + "</p>"
    blocks = _blocks(paragraphs, kind)
    if blocks:
        return "\n".join(f"<{tag}>{_BR.join(lines)}</{tag}>" for tag, lines in blocks)
    if _is_costly(body):
        return _as_typed(body)
    return nh3.clean(_converted(body, kind), tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel="noopener")


def _blocks(paragraphs: Iterable[str], kind: Kind) -> list[tuple[str, list[str]]]:
    """Tag and lines of each paragraph and heading, or ``[]`` where there is anything else."""
    found: list[tuple[str, list[str]]] = []
    above: list[int] = []
    for paragraph in paragraphs:
        heading = _CROSSHEAD.fullmatch(paragraph)
        lines = paragraph.split(_BREAK)
        if kind is Kind.LITERATURE:
            lines = [part for line in lines for part in line.split("\n")]
        if heading:
            found.append((_heading(len(heading[1]), above), [heading[2]]))
        elif all(map(_UNTOUCHED.fullmatch, lines)):
            found.append(("p", lines))
        else:
            return []
    return found


def _is_costly(body: str) -> bool:
    return sum(map(body.count, _COSTLY)) > MOST_MARKS


def _converted(body: str, kind: Kind) -> str:
    converter = _VERSE if kind is Kind.LITERATURE else _PROSE
    try:
        return converter.reset().convert(body)
    except RecursionError:  # lists in lists without end: shown as they were typed
        converter.parser.state.clear()
        return _as_typed(body)


def _as_typed(body: str) -> str:
    return "".join(map(_typed_block, body.split("\n\n")))


def _typed_block(paragraph: str) -> str:
    rows = _typed_rows(paragraph)
    if not rows:
        return f"<p>{_BR.join(map(escape, _typed_lines(paragraph)))}</p>"
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tbody>{cells}</tbody></table>"


def _typed_lines(paragraph: str) -> list[str]:
    """What ``from_text`` or ``from_stanza`` was given; Markdown that a person wrote stays as it is."""
    lines = [_unescaped(line) for line in paragraph.split(_BREAK)]
    return lines if _BREAK.join(map(from_text, lines)) == paragraph else [paragraph]


def _typed_rows(paragraph: str) -> list[list[str]]:
    """What ``from_table`` was given, or ``[]``."""
    if not paragraph.startswith("|  |"):
        return []
    rows = [[_unescaped(cell) for cell in line[2:-2].split(" | ")] for line in paragraph.split("\n")[2:]]
    return rows if from_table(rows) == paragraph else []


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda mark: mark[1] or _ENTITIES[mark[2]], text)


def to_text(body: str, kind: Kind) -> tuple[str, ...]:
    """The lines of a Markdown body as a reader sees them, without markup.

    A paragraph is a line; so is a heading, a list's entry, a verse, and a table's row with a space between its cells.
    Searching, excerpts, counting and import's accounts all go by these lines.
    """
    paragraphs = body.split("\n\n")
    if all(_PLAIN.fullmatch(paragraph) for paragraph in paragraphs):
        lines = paragraphs
    elif blocks := _blocks(paragraphs, kind):
        lines = [line for _, inside in blocks for line in inside]
    elif _is_costly(body):
        lines = [line for paragraph in paragraphs for line in _typed_text(paragraph)]
    else:
        html = _ROW.sub(_row_of_text, to_html(body, kind))
        html = re.sub(r"</(p|h[1-6]|li|blockquote|pre)>|<br>|<hr>", "\n\n", html)
        lines = [_unescape(nh3.clean(block, tags=set())) for block in html.split("\n\n")]
    return tuple(text for text in (line.strip() for line in lines) if text)


def _typed_text(paragraph: str) -> list[str]:
    rows = _typed_rows(paragraph)
    return [" ".join(filter(None, cells)) for cells in rows] or _typed_lines(paragraph)


_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_BETWEEN_CELLS = re.compile(r"</t[dh]>|<br>")


def _row_of_text(row: re.Match[str]) -> str:
    text = nh3.clean(_BETWEEN_CELLS.sub(" ", row[0]), tags=set())
    return re.sub(r"[ \n]+", " ", text) + "\n\n"


def _unescape(text: str) -> str:
    # nh3 leaves these four and nothing else.
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def from_text(paragraph: str) -> str:
    """Markdown that renders as exactly this paragraph.

    Ordinary newspaper text is returned as it is; only what Markdown would take for markup gets a backslash. Blanks
    around it go: four of them, or a tab, would make it a program.
    """
    paragraph = paragraph.strip(" \t")
    if _PLAIN.fullmatch(paragraph):
        return paragraph
    escaped = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", _escaped(paragraph))
    return re.sub(r"^([-+=:>])", lambda mark: _HEAD_MARKS[mark[1]], escaped)


_HEAD_MARKS = {"-": r"\-", "+": r"\+", "=": "&#61;", ":": "&#58;", ">": "&gt;"}


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;")).replace("<", "&lt;")


def from_stanza(lines: Sequence[str]) -> str:
    """Markdown that renders as exactly these verses, one below the other. Blanks around them and empty ones go."""
    return _BREAK.join(from_text(line) for line in map(str.strip, lines) if line)


def from_table(rows: Sequence[Sequence[str]]) -> str:
    """Markdown of a table of these cells, without a head; short rows are filled up with empty cells.

    In a cell nothing begins a block, so that -5% and 1. 甲 stand there as they are.
    """
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    cells = [[*map(_cell, row), *[""] * (width - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in ([""] * width, ["---"] * width, *cells))


_BLANKS = re.compile(r"[^\S\u3000\u00a0]+")


def _cell(text: str) -> str:
    return _escaped(_BLANKS.sub(" ", text.strip()))
