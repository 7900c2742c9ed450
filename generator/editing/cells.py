"""The characters of a passage's text one by one: whether each is bold, and where it leads to."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from generator.content import inline

_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that are line breaks where an editor pastes text."""


class Marked(NamedTuple):
    """Text with ranges of bold, and of links with their addresses. Ranges count characters, the end not included."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()


class Cell(NamedTuple):
    """One character, whether it is bold, and the address that it leads to."""

    char: str
    bold: bool = False
    link: str = ""


def cells_of(marked: Marked) -> list[Cell]:
    """The characters of a text with what each is; line breaks in one form, control characters left out."""
    bold = [False] * len(marked.text)
    links = [""] * len(marked.text)
    for start, end in marked.bold:
        bold[max(0, start) : end] = [True] * len(bold[max(0, start) : end])
    for start, end, address in marked.links:
        links[max(0, start) : end] = [address] * len(links[max(0, start) : end])
    cells = []
    for char, is_bold, link in zip(marked.text, bold, links, strict=True):
        if char in _BREAKS:
            cells.append(Cell("\n", is_bold))
        elif char == "\t" or unicodedata.category(char) not in ("Cc", "Cs"):
            cells.append(Cell(" " if char == "\t" else char, is_bold, link))
    return cells


def marked_of(cells: Sequence[Cell]) -> Marked:
    """The text of these characters with its ranges."""
    return Marked(
        "".join(cell.char for cell in cells),
        tuple((start, end) for start, end, bold in _ranges([cell.bold for cell in cells]) if bold),
        tuple((start, end, link) for start, end, link in _ranges([cell.link for cell in cells]) if link),
    )


def _ranges(values: Iterable[bool | str]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for value, each in groupby(values):
        count = len(list(each))
        yield at, at + count, str(value or "")
        at += count


def tidied(cells: Sequence[Cell]) -> list[Cell]:
    """The characters without white space around lines and without empty lines; bold and links where they can be."""
    lines: list[list[Cell]] = [[]]
    for cell in cells:
        if cell.char == "\n":
            lines.append([])
        else:
            lines[-1].append(cell)
    kept = [line for line in map(_stripped, lines) if any(cell.char.strip() for cell in line)]
    joined: list[Cell] = []
    for line in kept:
        if joined:
            joined.append(Cell("\n", bold=joined[-1].bold and line[0].bold))
        joined += line
    return _with_fitting_bold(_with_fitting_links(_stripped(joined, None)))


def _stripped(cells: Sequence[Cell], blanks: str | None = " ") -> list[Cell]:
    text = "".join(cell.char for cell in cells)
    start = len(text) - len(text.lstrip(blanks))
    return list(cells[start : len(text.rstrip(blanks))])


def _with_fitting_links(cells: Sequence[Cell]) -> list[Cell]:
    """No link on blanks alone."""
    fitting: list[Cell] = []
    for _, each in groupby(cells, key=attrgetter("link")):
        part = list(each)
        seen = any(cell.char.strip() for cell in part)
        fitting += part if seen else [cell._replace(link="") for cell in part]
    return fitting


def _with_fitting_bold(cells: list[Cell]) -> list[Cell]:
    """No bold text that begins or ends with white space, or begins with a mark that follows words."""
    while True:
        fitting = [cell for run in _bold_runs(cells) for cell in (_with_fitting_ends(run) if run[0].bold else run)]
        if fitting == cells:
            return cells
        cells = fitting


def _with_fitting_ends(run: Sequence[Cell]) -> Iterator[Cell]:
    """The characters of a run, bold from the first to the last that bold text may begin or end with."""
    fits = [bool(cell.char.strip()) and cell.char not in inline.BEHIND_WORDS for cell in run]
    first = fits.index(True) if True in fits else len(run)
    last = max((at for at, cell in enumerate(run) if cell.char.strip()), default=-1)
    for at, cell in enumerate(run):
        yield cell._replace(bold=first <= at <= last)


def _bold_runs(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Runs of characters that asterisks go around or not; a link that is not bold as a whole has runs of its own."""
    keys: list[tuple[bool, int]] = []
    for number, (_, each) in enumerate(groupby(cells, key=attrgetter("link")), 1):
        part = list(each)
        inside = bool(part[0].link) and not all(cell.bold for cell in part)
        keys += [(cell.bold, number if inside else 0) for cell in part]
    for _, group in groupby(zip(keys, cells, strict=True), key=lambda pair: pair[0]):
        yield [cell for _, cell in group]


def paragraphs(marked: Marked) -> list[Marked]:
    """The paragraphs of a text in which blank lines separate them."""
    cells = cells_of(marked)
    parts: list[list[Cell]] = [[]]
    for is_end, each in groupby(cells, lambda cell: cell.char == "\n"):
        ends = list(each)
        if is_end and len(ends) > 1:
            parts.append([])
        else:
            parts[-1] += ends
    return [marked_of(part) for part in parts if part]
