"""A raw issue as lines and blocks, before anything is decided about them.

Extraction puts blank lines between paragraphs, and also wherever a column ended in the middle of one. Some
sources have no blank lines at all: one paragraph a line, or lines wrapped hard at the width of the column.
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
"""Two spaces at a line's end: the headline goes on in the next line."""
SHARE_OF_INDENTS = 0.3
"""From how many indented blocks on a text is one whose paragraphs are indented."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together: a paragraph or a piece of one, a headline, a line of furniture.

    ``line`` is the number of the first, from 1; ``marked`` says that it had a ``##``, which is dropped;
    ``gap`` counts the blank lines before the block. In a text whose paragraphs are indented, ``indented`` says that
    this one is, ``outdented`` that it stands at the margin.
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
    """A raw issue: its blocks in order, and what was dropped on the way, each with the reason."""

    blocks: tuple[Block, ...]
    source: str
    dropped: tuple[tuple[str, str], ...] = ()


def from_text(text: str) -> Manuscript:
    """The blocks of a raw text. Nothing but white space and ``##`` marks is taken away."""
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
    """A row between bars as cells parted by tabs, and the bars; a rule between rows is nothing but bars."""
    if _RULE.fullmatch(row):
        return "", "".join(row.split())
    return "\t".join(cell.strip() for cell in row[1:-1].split("|")).strip(" "), "|" * row.count("|")


def _grouped(lines: list[Line]) -> list[list[Line]]:
    """One line a block, but for a headline that two spaces at a line's end carry on."""
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
