"""One column of a page → the blocks of text it holds: headlines line by line, paragraphs in one line."""

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from generator.intake import furniture, word_breaks
from generator.intake.columns import DISPLAY
from generator.intake.sheet import Column, Run, rows

SHORTEST_HEADLINE, LONGEST_HEADLINE = 4, 90
MOST_LINES = 4
LEADING = 1.2
"""How much white may stand between two lines of one headline, as a share of their size."""
_FULL_STOP = re.compile(r"[。！？!?…：:][”』」）)]*$")


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def text(found: list[Column], em: float) -> str:
    """The text of a page's columns, a blank line between blocks. ``em`` is the size of its body text.

    Of the lines that are set large above a story, the largest is the headline and gets a ``##``, which the
    balance counts as dropped: plain text cannot show what the page did.
    """
    blocks = [block for column in found for block in _blocks(column, em)]
    marked = set(_headlines(blocks, em))
    return "\n\n".join(("## " if at in marked else "") + block.text for at, block in enumerate(blocks))


def _headlines(blocks: list[_Block], em: float) -> Iterator[int]:
    for is_large, group in groupby(enumerate(blocks), lambda numbered: numbered[1].size >= DISPLAY * em):
        large = list(group)
        below = large[-1][0] + 1
        # What stands over a date or a 版 is the paper's own name.
        if is_large and below < len(blocks) and not furniture.reason(blocks[below].text):
            at, block = max(large, key=lambda numbered: numbered[1].size)
            if SHORTEST_HEADLINE <= len(block.text) <= LONGEST_HEADLINE and not furniture.reason(block.text):
                yield at


def _blocks(column: Column, em: float) -> list[_Block]:
    lines = [_line(row) for row in _parted(rows(column.runs), em)]
    return [_Block(_joined(group, em), group[0].size) for group in _groups(lines, em)]


def _parted(found: list[list[Run]], em: float) -> Iterator[list[Run]]:
    """A lone line with wide gaps is several: the parts of a running head stand far from one another."""
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
    """第02版 and 要闻: only together do they say what the second is."""
    is_furniture = bool(furniture.reason(f"{first} {second}"))
    return is_furniture and not (furniture.reason(first) and furniture.reason(second))


def _line(row: list[Run]) -> _Line:
    text = row[0].text
    for before, run in pairwise(row):
        gap = run.left - before.right
        is_latin = before.text[-1] < "\u2e80" and run.text[0] < "\u2e80"
        text += (" " if gap > (0.15 if is_latin else 0.6) * run.size else "") + run.text
    size = max(row, key=lambda run: len(run.text)).size
    return _Line(text, row[0].left, row[-1].right, min(r.top for r in row), max(r.bottom for r in row), size)


def _groups(lines: list[_Line], em: float) -> Iterator[list[_Line]]:
    usual = [line for line in lines if line.size < DISPLAY * em]
    left = min((line.left for line in usual), default=0.0)
    right = max((line.right for line in usual), default=0.0)
    gaps = [line.top - before.bottom for before, line in pairwise(usual)]
    gap = statistics.median_low(gaps) if gaps else 0.5 * em
    group: list[_Line] = []
    for line in lines:
        if group and _begins(line, group[-1], (left, right), gap, is_display=line.size >= DISPLAY * em):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(line: _Line, before: _Line, edges: tuple[float, float], gap: float, *, is_display: bool) -> bool:
    """Whether a line begins a new block below ``before``."""
    if not 0.93 < line.size / before.size < 1.08:
        return True
    white = line.top - before.bottom
    if is_display:
        return white > LEADING * line.size
    if white > gap + 0.45 * line.size or white < -2 * line.size:
        return True
    if line.left - edges[0] > 1.2 * line.size and abs(line.left - before.left) > 0.5 * line.size:
        return True  # the first line of a paragraph is moved in
    if line.left - edges[0] > 1.2 * line.size and abs(before.right - line.right) > 0.5 * line.size:
        return True
    # A short line ends its paragraph, but for lines that run beside a picture and for a long Latin word.
    word = re.match(r"[!-~]*", line.text)
    room = edges[1] - before.right - (0.6 * line.size * len(word[0]) if word else 0)
    beside_picture = abs(before.right - line.right) < line.size and not _FULL_STOP.search(before.text)
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
    """Whether a program filled the lines of a headline: all are full but the last, and a break tears a word.

    A person breaks a headline where the sense allows it, however long the lines become.
    """
    widest = max(line.right - line.left for line in lines)
    is_filled = all(widest - (line.right - line.left) < 1.5 * line.size for line in lines[:-1])
    if len(lines) < 2 or not is_filled:
        return False
    return len(lines[-1].text) == 1 or any(word_breaks.is_torn(one.text, other.text) for one, other in pairwise(lines))
