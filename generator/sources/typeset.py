"""Turns a page's columns into text: each headline keeps its lines, and each paragraph becomes one line."""

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.language import furniture
from generator.sources import word_breaks
from generator.sources.columns import DISPLAY
from generator.sources.glyph_sheet import Column, Run, rows

SHORTEST_HEADLINE, LONGEST_HEADLINE = 4, 90
MOST_LINES = 4
LEADING = 1.2
"""The most white space between two lines of one headline, relative to their size."""
FEWEST_VERSES, WIDEST_VERSE = 4, 14.0
FEWEST_BESIDE, NARROWEST_BESIDE = 3, 8.0
CELL_GAP = 1.8
"""The smallest gap between two cells of a row, relative to their size."""
_CLAUSE = re.compile(r"[，。；！？、…：][”』」]?$")
_FULL_STOP = re.compile(r"[。！？!?…：:][”』」）)]*$")


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    size: float
    is_line: bool = False
    """Whether it is a row of a table or a verse, which follows the one above it without a blank line."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_row: bool = False


def text(found: list[Column], em: float) -> str:
    """The text of a page's columns, with blank lines between blocks. ``em`` is the size of its body text.

    The cells of a row are separated by tabs; rows and verses follow one another without blank lines. Of the large lines
    above a story, the largest is the headline and is marked by ``##``, since plain text has no sizes; the character
    accounting counts the mark as dropped.
    """
    blocks = [block for column in found for block in _blocks(column, em)]
    marked = set(_headlines(blocks, em))
    parts: list[str] = []
    for at, block in enumerate(blocks):
        goes_on = at > 0 and block.is_line and blocks[at - 1].is_line
        parts += ["\n" if goes_on else "\n\n", "## " if at in marked else "", block.text]
    return "".join(parts[1:])


def _headlines(blocks: list[_Block], em: float) -> Iterator[int]:
    for is_large, group in groupby(enumerate(blocks), lambda numbered: numbered[1].size >= DISPLAY * em):
        large = list(group)
        below = large[-1][0] + 1
        # A large line above a date or a 版 is the paper's own name.
        if is_large and below < len(blocks) and not furniture.reason(blocks[below].text):
            at, block = max(large, key=lambda numbered: numbered[1].size)
            if SHORTEST_HEADLINE <= len(block.text) <= LONGEST_HEADLINE and not furniture.reason(block.text):
                yield at


def _blocks(column: Column, em: float) -> list[_Block]:
    lines = [_line(row, has_cells=not column.mixed and not column.is_margin) for row in _parted(rows(column.runs), em)]
    if _is_verse(lines, em):
        return [_Block(line.text, line.size, is_line=True) for line in lines]
    return [_Block(_joined(group, em), group[0].size, is_line=group[0].is_row) for group in _groups(lines, em)]


def _is_verse(lines: list[_Line], em: float) -> bool:
    """Whether a column is verse: all its lines are short and end with a mark, as in a poem."""
    return len(lines) >= FEWEST_VERSES and all(
        line.right - line.left < WIDEST_VERSE * em and line.size < DISPLAY * em and _CLAUSE.search(line.text)
        for line in lines
    )


def _parted(found: list[list[Run]], em: float) -> Iterator[list[Run]]:
    """Splits the only line of a column at wide gaps, since the parts of a running head are far apart."""
    for row in found:
        part = [row[0]]
        for run in row[1:]:
            is_far = len(found) == 1 and run.left - part[-1].right > 2 * max(em, run.size)
            if is_far and not _belong_together(" ".join(one.text for one in part), run.text):
                yield part
                part = []
            part.append(run)
        yield part


def _belong_together(first: str, second: str) -> bool:
    """Whether two parts are furniture only together, as 第02版 and 要闻 are."""
    is_furniture = bool(furniture.reason(f"{first} {second}"))
    return is_furniture and not (furniture.reason(first) and furniture.reason(second))


def _line(row: list[Run], *, has_cells: bool) -> _Line:
    text = row[0].text
    is_row = False
    for before, run in pairwise(row):
        gap = run.left - before.right
        is_latin = before.text[-1] < "\u2e80" and run.text[0] < "\u2e80"
        is_cell = has_cells and gap > CELL_GAP * run.size and run.size < DISPLAY * before.size
        is_row = is_row or is_cell
        text += ("\t" if is_cell else " " if gap > (0.15 if is_latin else 0.6) * run.size else "") + run.text
    size = max(row, key=lambda run: len(run.text)).size
    return _Line(text, row[0].left, row[-1].right, min(r.top for r in row), max(r.bottom for r in row), size, is_row)


def _groups(lines: list[_Line], em: float) -> Iterator[list[_Line]]:
    usual = [line for line in lines if line.size < DISPLAY * em]
    left = min((line.left for line in usual), default=0.0)
    right = max((line.right for line in usual), default=0.0)
    gaps = [line.top - before.bottom for before, line in pairwise(usual)]
    gap = statistics.median_low(gaps) if gaps else 0.5 * em
    group: list[_Line] = []
    for at, line in enumerate(lines):
        beside = _is_beside_a_picture(lines, at, em)
        if group and _begins(line, group[-1], (left, right), gap, is_display=line.size >= DISPLAY * em, beside=beside):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_beside_a_picture(lines: list[_Line], at: int, em: float) -> bool:
    """Whether a line ends where at least two neighbours end, so that it may be beside a picture; verses are shorter."""
    near = [one.right for one in lines[max(0, at - 2) : at + 2]]
    alike = sum(abs(right - lines[at].right) < lines[at].size for right in near)
    return alike >= FEWEST_BESIDE and lines[at].right - lines[at].left > NARROWEST_BESIDE * em


def _begins(
    line: _Line, before: _Line, edges: tuple[float, float], gap: float, *, is_display: bool, beside: bool
) -> bool:
    """Whether a line begins a new block below ``before``; ``beside`` says that it may be beside a picture."""
    if line.is_row or before.is_row:
        return True
    if not 0.93 < line.size / before.size < 1.08:
        return True
    white = line.top - before.bottom
    if is_display:
        return white > LEADING * line.size
    if white > gap + 0.45 * line.size or white < -2 * line.size:
        return True
    if line.left - edges[0] > 1.2 * line.size and abs(line.left - before.left) > 0.5 * line.size:
        return True  # the first line of a paragraph is indented
    if line.left - edges[0] > 1.2 * line.size and abs(before.right - line.right) > 0.5 * line.size:
        return True
    # A short line ends its paragraph, except beside a picture, or before a long Latin word.
    word = re.match(r"[!-~]*", line.text)
    room = edges[1] - before.right - (0.6 * line.size * len(word[0]) if word else 0)
    beside_picture = beside and abs(before.right - line.right) < line.size and not _FULL_STOP.search(before.text)
    return room > 1.6 * line.size and not beside_picture


def _joined(lines: list[_Line], em: float) -> str:
    text = lines[0].text
    is_headline = (
        lines[0].size >= DISPLAY * em
        and len(lines) <= MOST_LINES
        and sum(len(line.text) for line in lines) <= LONGEST_HEADLINE
    )
    is_set = is_headline and not _is_wrapped(lines)
    for before, line in pairwise(lines):
        if is_set:
            text += "  \n" + line.text
        else:
            is_latin = re.search(r"[A-Za-z0-9,.]$", before.text) and re.match(r"[A-Za-z]", line.text)
            text += (" " if is_latin else "") + line.text
    return text


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether a program wrapped the lines of a headline: all but the last are full, and a break divides a word.

    A person breaks a headline between words, even if the lines become uneven.
    """
    widest = max(line.right - line.left for line in lines)
    is_filled = all(widest - (line.right - line.left) < 1.5 * line.size for line in lines[:-1])
    if len(lines) < 2 or not is_filled:
        return False
    return len(lines[-1].text) == 1 or any(word_breaks.is_torn(one.text, other.text) for one, other in pairwise(lines))
