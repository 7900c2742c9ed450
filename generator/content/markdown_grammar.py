"""The Markdown that bodies are written in: a small grammar, built on the package ``markdown``.

It has paragraphs, one level of subhead (``## ``), bold (``**…**``), lists with their numbers as written, tables, links,
hard line breaks, quotations (``> ``), ``<sup>``, ``<sub>``, a rule (``---``), and the escapes that import writes. All
other characters are text. The package's own rules are removed, because code, pictures, HTML, footnotes, references,
italics and underlined headings would hide or change text that an editor typed.

This module reads blocks, ``inline`` reads the marks inside them. Both go through a text once, so that the time they
take depends only on its length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from generator.content import inline

MOST_NESTED = 8
"""How deep quotations and lists may be nested; marks beyond that are text."""

MOST_CELLS = 50_000
"""The most cells of a table, with short rows filled up; a larger one is shown as text."""

HEADING = re.compile(r"#{1,6}[ \u3000]+(?=\S)")
RULE = re.compile(r" *-{3,} *")
QUOTATION = re.compile(r" {0,3}>(?:[ \u3000]|$)")
ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|(?P<number>0|[1-9][0-9]{0,2})\.) +(?=[-*+\s]*[^-*+\s])")
"""An item of a list. Marks without text are text; so are numbers of four digits, such as years, and those like 05."""
_DEEPER = 2
"""By how many spaces an item must be indented more than the item that it belongs to."""

_COLUMN = re.compile(r":?-+:?")
_CELL = re.compile(r"(?:[^|\\]|\\.|\\$)*")
_LAST_BORDER = re.compile(r"(?<!\\)(?:\\\\)*(\|)$")


def converter(*, verse: bool) -> markdown.Markdown:
    """A converter for this grammar. With ``verse`` each line end is a line break."""
    return markdown.Markdown(extensions=[_ClosedList(verse=verse)], output_format="html")


class _ClosedList(Extension):
    """Replaces the package's rules by ours; its parsing framework, element tree and serializer are used."""

    def __init__(self, *, verse: bool) -> None:
        super().__init__()
        self._verse = verse

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        for name in ("empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"):
            md.parser.blockprocessors.deregister(name)
        for name in ("reference", "paragraph"):
            md.parser.blockprocessors.deregister(name)
        md.parser.blockprocessors.register(_Body(md.parser), "body", 10)
        md.treeprocessors.deregister("unescape")
        md.treeprocessors.register(inline.Inline(md, verse=self._verse), "inline", 20)
        md.postprocessors.deregister("raw_html")


def outline(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The blocks of a body with these lines: the line on which each begins, counted from 0, and its tag."""
    for step in _any_converter().preprocessors:
        lines = step.run(list(lines))
    body = Element("body")
    blocks = _Blocks(body, 0)
    blocks.read(lines)
    return [(at, element.tag) for at, element in zip(blocks.begun, body, strict=True)]


@cache
def _any_converter() -> markdown.Markdown:
    return converter(verse=False)


# ---- blocks ----


class _Body(BlockProcessor):
    """Reads a whole body at once, line by line."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = "\n\n".join(blocks).split("\n")
        blocks.clear()
        _Blocks(parent, 0).read(lines)


@dataclass(slots=True)
class _List:
    """A list that is being built: the indentation of its items, and the last number."""

    element: Element
    indent: int
    number: int = 0


class _Blocks:
    """Reads the blocks of a body, or of a quotation in it, into elements below ``parent``.

    ``begun`` has for each of these elements the line, counted from 0, on which its block begins.
    """

    def __init__(self, parent: Element, depth: int) -> None:
        self.parent, self.depth = parent, depth
        self.begun: list[int] = []
        self.list: _List | None = None

    def read(self, lines: Sequence[str]) -> None:
        """Reads lines. A blank line, a heading, a rule and a quotation each end the block before them."""
        run: list[str] = []
        quoted: list[str] = []
        for at, line in enumerate(lines):
            if self.depth < MOST_NESTED and (mark := QUOTATION.match(line)) and (quoted or line[mark.end() :].strip()):
                self._text(run, at - len(run))
                run = []
                quoted.append(line[mark.end() :])
                continue
            self._quotation(quoted, at - len(quoted))
            quoted = []
            heading = HEADING.match(line)
            if line.strip() and not heading and not RULE.fullmatch(line):
                run.append(line)
                continue
            self._text(run, at - len(run))
            run = []
            if heading:
                self._begun("h2", at).text = line[heading.end() :].rstrip()
            elif line.strip():
                self._begun("hr", at)
        self._quotation(quoted, len(lines) - len(quoted))
        self._text(run, len(lines) - len(run))

    def _begun(self, tag: str, at: int) -> Element:
        """A new element below ``parent``, whose block begins on line ``at``."""
        self.begun.append(at)
        return SubElement(self.parent, tag)

    def _quotation(self, lines: Sequence[str], at: int) -> None:
        if lines:
            _Blocks(self._begun("blockquote", at), self.depth + 1).read(lines)

    def _text(self, lines: Sequence[str], at: int) -> None:
        """Reads lines from ``at`` without a blank one between them: a table, a list or a paragraph."""
        if not lines:
            return
        if rows := table(lines):
            _write_table(self._begun("table", at), rows)
        elif ITEM.match(lines[0]):
            self._items(lines, at)
        else:
            self._begun("p", at).text = "\n".join(lines).strip()

    def _items(self, lines: Sequence[str], first: int) -> None:
        open_ones: list[_List] = []
        item = Element("li")
        said: list[str] = []
        for at, line in enumerate(lines, first):
            mark = ITEM.match(line)
            if mark is None:
                said.append(line)
                continue
            item.text = "\n".join(said)
            item, said = self._item(open_ones, mark, at), [line[mark.end() :]]
        item.text = "\n".join(said)

    def _item(self, open_ones: list[_List], mark: re.Match[str], at: int) -> Element:
        """Adds an item to the list that its indentation selects; ``open_ones`` are the open lists, innermost last."""
        indent, tag = len(mark["indent"]), "ol" if mark["number"] else "ul"
        while len(open_ones) > 1 and indent < open_ones[-1].indent:
            open_ones.pop()
        if open_ones and indent >= open_ones[-1].indent + _DEEPER and len(open_ones) < MOST_NESTED:
            open_ones.append(_List(SubElement(open_ones[-1].element[-1], tag), indent))
        elif not open_ones:
            open_ones.append(self._first(tag, indent, at))
        elif open_ones[-1].element.tag != tag:
            nested = SubElement(open_ones[-2].element[-1], tag) if len(open_ones) > 1 else self._begun(tag, at)
            open_ones[-1] = _List(nested, indent)
        into = open_ones[-1]
        if len(open_ones) == 1:
            self.list = into
        into.number += 1
        item = SubElement(into.element, "li")
        if mark["number"] and int(mark["number"]) != into.number:
            into.number = int(mark["number"])
            item.set("value", mark["number"])
        return item

    def _first(self, tag: str, indent: int, at: int) -> _List:
        """The list of this kind just above, if there is one (blank lines do not end a list), or a new list."""
        before = self.list
        if before is not None and before.element is self.parent[-1] and before.element.tag == tag:
            before.indent = indent
            return before
        return _List(self._begun(tag, at), indent)


def table(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table, head row first and all of the same width; an empty list if the lines are no table."""
    if len(lines) < 2:
        return []
    head = lines[0].strip(" ")
    left, right = head.startswith("|"), _LAST_BORDER.search(head) is not None
    width = len(_cells(head, left=left, right=right))
    columns = _cells(lines[1], left=left, right=right)
    if len(columns) != width or not all(_COLUMN.fullmatch(column) for column in columns):
        return []
    if width == 1 and not all("|" in (line.strip(" ")[:1], line.strip(" ")[-1:]) for line in lines):
        return []
    rows = [_cells(line, left=left, right=right) for line in (head, *lines[2:])]
    width = max(map(len, rows))
    if width * len(rows) > MOST_CELLS:
        return []
    return [row + [""] * (width - len(row)) for row in rows]


def _cells(line: str, *, left: bool, right: bool) -> list[str]:
    line = line.strip(" ")
    start = int(left and line.startswith("|"))
    border = _LAST_BORDER.search(line, start) if right else None
    end = border.start(1) if border else len(line)
    return [cell.strip(" ") for cell in _split(line[start:end])]


def _split(line: str) -> Iterator[str]:
    at = 0
    while cell := _CELL.match(line, at):
        yield cell[0]
        at = cell.end() + 1
        if cell.end() >= len(line):
            return


def _write_table(element: Element, rows: list[list[str]]) -> None:
    """Adds the rows. An empty head row is left out: printed tables often have none, but Markdown requires one."""
    if any(rows[0]):
        _write_row(SubElement(element, "thead"), "th", rows[0])
    body = SubElement(element, "tbody")
    for row in rows[1:]:
        _write_row(body, "td", row)


def _write_row(parent: Element, tag: str, cells: list[str]) -> None:
    row = SubElement(parent, "tr")
    for cell in cells:
        SubElement(row, tag).text = cell
