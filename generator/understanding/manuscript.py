"""Divides the raw text of an issue into blocks, before it is decided what they are.

Raw texts differ. Many have blank lines between paragraphs, but also where a column ended in the middle of a paragraph.
Some have no blank lines at all: one paragraph a line, or lines hard-wrapped at the width of the column.
"""

import re
from dataclasses import dataclass

from generator.language import furniture
from generator.understanding import unwrap
from generator.understanding.unwrap import Line

HEADING_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_ROW = re.compile(r"\|.*\|")
_RULE = re.compile(r"[|:\-\s]+")
HEADLINE_BREAK = "  "
"""Two spaces at a line's end mean that the headline continues in the next line."""
SHARE_OF_INDENTS = 0.3
"""If at least this share of blocks is indented, paragraphs of the text count as indented."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph or a part of one, a headline, a line of furniture.

    ``line`` is the number of the first line, from 1; ``marked`` says that it had a ``##``, which is dropped;
    ``gap`` counts the blank lines before the block. In a text whose paragraphs are indented, ``indented`` says that
    this block is indented, ``outdented`` that it is not.
    """

    line: int
    lines: tuple[str, ...]
    marked: bool = False
    gap: int = 0
    outdented: bool = False
    indented: bool = False

    @property
    def text(self) -> str:
        """The block as one line; a line end inside a headline is kept as a space."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A raw issue: its blocks in order, and the marks that were dropped, each with the reason."""

    blocks: tuple[Block, ...]
    source: str
    dropped: tuple[tuple[str, str], ...] = ()


def from_text(text: str) -> Manuscript:
    """The blocks of a raw text. Only white space, ``##`` marks and the bars of tables are dropped."""
    lines: list[Line] = []
    dropped: list[tuple[str, str]] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        content = raw.strip()
        mark = HEADING_MARK.match(content)
        if mark:
            dropped.append((mark[0].strip(), f"第{number}行的标题记号"))
            content = content[mark.end() :]
        if _ROW.fullmatch(content):
            content, bars = _cells(content)
            dropped.append((bars, f"第{number}行的表格线"))
        if content:
            indented = raw[:1].isspace()
            lines.append(Line(number, content, gap, bool(mark), indented, raw.endswith(HEADLINE_BREAK)))
            gap = 0
        else:
            gap += 1
    width = unwrap.wrapped_at(lines)
    groups = unwrap.unwrapped(lines, width) if width else _grouped(lines)
    indents = sum(group[0].indented for group in groups) >= SHARE_OF_INDENTS * len(groups)
    return Manuscript(tuple(_block(group, indents=indents) for group in groups), text, tuple(dropped))


def _cells(row: str) -> tuple[str, str]:
    """The cells of a row with bars, joined by tabs, and the bars; a rule between rows has no cells."""
    if _RULE.fullmatch(row):
        return "", "".join(row.split())
    return "\t".join(cell.strip() for cell in row[1:-1].split("|")).strip(" "), "|" * row.count("|")


def _grouped(lines: list[Line]) -> list[list[Line]]:
    """Makes a block of each line, or of several lines of a headline that are joined by two spaces at line ends."""
    groups: list[list[Line]] = []
    for line in lines:
        goes_on = groups and not line.gap and not line.marked and groups[-1][-1].breaks
        if goes_on and not furniture.reason(groups[-1][-1].text) and not furniture.reason(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _block(lines: list[Line], *, indents: bool) -> Block:
    first = lines[0]
    texts = tuple(line.text for line in lines)
    is_indented, is_outdented = indents and first.indented, indents and not first.indented
    return Block(first.number, texts, first.marked, first.gap, is_outdented, is_indented)
