"""Turns the elements of a Word document into parts in reading order: paragraphs with their formatting, and tables.

Text boxes follow the paragraph that they are anchored to. A table of data gives one line for each row, with cells
separated by tabs; a table that only lays out the page gives its paragraphs.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.sources.raw import MAX_CHARACTERS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_MATH_TEXT = "http://schemas.openxmlformats.org/officeDocument/2006/math t"
_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_UNREAD = {"footnoteReference": "脚注", "endnoteReference": "尾注"}
USUAL_SIZE = 21.0
"""The size in half points of text in a file that names none."""
LONGEST_CELL = 150
MOST_PARAGRAPHS = 3
"""The most paragraphs in a cell of a data table; a cell with more is a part of the page's layout."""
_DEEPEST = 12


class TooMuchError(Exception):
    """A limit was exceeded; the message says which."""


def value(attributes: dict[str, str], name: str) -> str:
    """An attribute by its plain name, in both variants of the format (transitional and strict)."""
    return attributes.get(W + name) or attributes.get(STRICT + name) or ""


def _size(attributes: dict[str, str]) -> float:
    found = value(attributes, "val")
    return min(float(found), 1000.0) if found.isascii() and found.isdigit() else 0.0


def _is_on(attributes: dict[str, str]) -> bool:
    return value(attributes, "val").lower() not in ("0", "false", "off", "none")


@dataclass
class Styles:
    """The styles of a document by id: heading levels (0 for the title, 1–9 below it) and font sizes."""

    levels: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    _based_on: dict[str, str] = field(default_factory=dict)
    _style: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element of the part with the styles."""
        kind = name.removeprefix(W)
        if kind == "style":
            self._style = value(attributes, "styleId")
        elif kind == "sz" and (size := _size(attributes)):
            self.sizes[self._style] = size  # outside of any style: the document's own
        elif kind == "basedOn" and self._style:
            self._based_on[self._style] = value(attributes, "val")
        elif kind == "name" and self._style:
            called = value(attributes, "val").strip()
            found = _STYLE.fullmatch(called)
            if found:
                self.levels[self._style] = int(found[1])
            elif called.lower() in ("title", "标题"):
                self.levels[self._style] = 0

    def end(self, name: str) -> None:
        """The end of an element."""
        if name == W + "style":
            self._style = ""

    def characters(self, data: str) -> None:
        """Styles have no text."""

    def size(self, style: str) -> float:
        """The font size of a style, in half points."""
        for _ in range(_DEEPEST):
            if style in self.sizes or not style:
                break
            style = self._based_on.get(style, "")
        return self.sizes.get(style, USUAL_SIZE)


@dataclass
class Paragraph:
    """A paragraph: its text in pieces, the id of its style, and how its characters are set."""

    text: list[str] = field(default_factory=list)
    style: str = ""
    level: int | None = None
    boxes: list["Paragraph"] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    bold: int = 0
    """How many of its characters are set bold."""

    @property
    def whole(self) -> str:
        """Its text, line by line."""
        return "".join(self.text).strip("\n")

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        return max(self.sizes, key=lambda size: (self.sizes[size], size), default=0.0)


@dataclass
class _Table:
    rows: list[list[list[Paragraph]]] = field(default_factory=list)

    def cell(self) -> list[Paragraph]:
        """The cell that is being read."""
        if not self.rows:
            self.rows.append([])
        if not self.rows[-1]:
            self.rows[-1].append([])
        return self.rows[-1][-1]

    def is_data(self) -> bool:
        """Whether it is a table of data: more than one cell in a row, and no cell as long as a part of a page."""
        cells = [[one.whole for one in cell if one.whole.strip()] for row in self.rows for cell in row]
        widest = max((len(row) for row in self.rows), default=0)
        return widest > 1 and all(
            len(cell) <= MOST_PARAGRAPHS and sum(map(len, cell)) <= LONGEST_CELL for cell in cells
        )

    def text(self) -> str:
        """One row a line."""
        rows = ("\t".join(" ".join(" ".join(one.whole.split()) for one in cell) for cell in row) for row in self.rows)
        return "\n".join(row.rstrip() for row in rows if row.strip())


class Document:
    """The paragraphs and tables of a document in reading order; ``""`` is a blank line."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.parts: list[Paragraph | str] = []
        self.open: list[Paragraph] = []
        self.tables: list[_Table] = []
        self.runs: list[tuple[float, bool]] = []
        self.in_text = False
        self.size = 0
        self.unread: Counter[str] = Counter()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the document."""
        kind = name.removeprefix(W)
        if kind == "p":
            self.open.append(Paragraph())
        elif not self.open:
            self._lay_out(kind)
        elif kind == "t" or name == _MATH_TEXT:
            self.in_text = True
        elif kind == "r":
            self.runs.append((0.0, False))
        elif kind in ("sz", "b"):
            self._set(kind, attributes)
        elif kind == "pStyle":
            self.open[-1].style = value(attributes, "val")
            self.open[-1].level = self.styles.levels.get(self.open[-1].style)
        elif kind == "numId":
            if value(attributes, "val") != "0":
                self.unread["自动编号"] += 1
        elif kind in _UNREAD:
            self.unread[_UNREAD[kind]] += 1
        else:
            self._add(self._sign(kind, attributes))

    def _lay_out(self, kind: str) -> None:
        if kind == "tbl":
            self.tables.append(_Table())
        elif kind == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif kind == "tc" and self.tables:
            self.tables[-1].cell()
            if self.tables[-1].rows[-1] != [[]]:
                self.tables[-1].rows[-1].append([])

    def _set(self, kind: str, attributes: dict[str, str]) -> None:
        if self.runs:  # not the look of a paragraph's own mark
            size, bold = self.runs[-1]
            self.runs[-1] = (_size(attributes) or size, bold) if kind == "sz" else (size, _is_on(attributes))

    def _sign(self, kind: str, attributes: dict[str, str]) -> str:
        if kind == "br":
            return "\n\n" if value(attributes, "type") in ("page", "column") else "\n"
        if kind == "sym":
            self.unread["符号字体的字符（以 □ 代替）"] += 1
            return "□"
        return {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(kind, "")

    def end(self, name: str) -> None:
        """The end of an element."""
        kind = name.removeprefix(W)
        if kind == "t" or name == _MATH_TEXT:
            self.in_text = False
        elif kind == "r" and self.runs:
            self.runs.pop()
        elif kind == "tbl" and self.tables and not self.open:
            self._close(self.tables.pop())
        elif kind == "p" and self.open:
            done = self.open.pop()
            # A paragraph of a text box stands inside another one; it is read after it.
            if self.open:
                self.open[0].boxes.append(done)
            else:
                self._place([[done], done.boxes])

    def _close(self, table: _Table) -> None:
        if not self.tables and table.is_data():
            self.parts.append(table.text())
        else:
            self._place(cell for row in table.rows for cell in row)

    def _place(self, groups: Iterable[list[Paragraph]]) -> None:
        """Adds paragraphs in reading order; text boxes and cells are separated from the text around them."""
        for at, group in enumerate(group for group in groups if group):
            if self.tables:
                self.tables[-1].cell().extend(group)
            else:
                self.parts += ["", *group, ""] if at or len(group) > 1 else group

    def characters(self, data: str) -> None:
        """Text between two tags."""
        if self.in_text and self.open:
            self._add(data)

    def _add(self, text: str) -> None:
        self.size += len(text)
        if self.size > MAX_CHARACTERS:
            raise TooMuchError(f"超过 {MAX_CHARACTERS // 10_000} 万字，不像一期报纸")
        if text:
            paragraph = self.open[-1]
            paragraph.text.append(text)
            size, bold = self.runs[-1] if self.runs else (0.0, False)
            paragraph.sizes[size or self.styles.size(paragraph.style)] += len(text)
            paragraph.bold += len(text) if bold else 0

    def remarks(self) -> tuple[str, ...]:
        """Remarks on what the printed file shows but was not read."""
        return tuple(f"Word 稿里有 {times} 处{what}没有读进来，请核对" for what, times in self.unread.items())
