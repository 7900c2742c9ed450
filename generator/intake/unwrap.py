"""Hard-wrapped text: lines cut at the width of a column, put together again where they are one paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.intake import bylines, furniture, mend

FEWEST_LINES = 8
NARROWEST, WIDEST = 8.0, 60.0
SLACK = 2.5
"""How much shorter than the column a full line may be, in characters: punctuation is not set at a line's head."""
SHARE_OF_FULL_LINES = 0.5
HEADLINE_LENGTH = 30
LINES_OF_AN_END = 8
"""How many lines tell whether a paragraph may end after the last: more than the brackets at an end ever take."""
HEADLINE_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number from 1, its text, and how it stood in the source.

    ``gap`` counts the blank lines before it; ``indented`` says that it began with white space, ``breaks``
    that it ended with two spaces.
    """

    number: int
    text: str
    gap: int = 0
    marked: bool = False
    indented: bool = False
    breaks: bool = False


def width(text: str) -> float:
    """A text's width in full-width characters."""
    return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’—…·" else 0.5 for character in text)


def wrapped_at(lines: list[Line]) -> float:
    """The width at which a text was wrapped hard; 0 for one that was not."""
    adjacent = sum(1 for line in lines if not line.gap)
    if len(lines) < FEWEST_LINES or 2 * adjacent <= len(lines):
        return 0.0
    widths = sorted(_full_width(line) for line in lines)
    column = widths[int(len(widths) * 0.8)]
    full = sum(1 for one in widths if column - SLACK - 1 <= one <= column + SLACK)
    is_wrapped = full >= SHARE_OF_FULL_LINES * len(lines)
    return column if is_wrapped and NARROWEST <= column <= WIDEST else 0.0


def _full_width(line: Line) -> float:
    return width(line.text) + (2.0 if line.indented else 0.0)


def is_short_headline(text: str) -> bool:
    """Whether a line has a headline's form: short, and without the punctuation of running text."""
    return (
        len(text) <= HEADLINE_LENGTH
        and not re.search(r"[。；;]", text)
        and text[-1] not in "，,、：:"
        and text[0] not in "，,。、；;：:）)”》』」％%"
    )


def unwrapped(lines: list[Line], column: float) -> list[list[Line]]:
    """One group a block. The lines of a paragraph are joined into one; headlines and furniture stay lines."""
    return list(_Unwrapper(lines, column).groups())


class _Unwrapper:
    def __init__(self, lines: list[Line], column: float) -> None:
        self.lines = lines
        self.column = column
        self.indents = any(line.indented for line in lines)

    def groups(self) -> Iterator[list[Line]]:
        at = 0
        while at < len(self.lines):
            if self._stands_alone(at):
                end = at + 1
                yield [self.lines[at]]
            else:
                end = self._paragraph_end(at)
                yield [replace(self.lines[at], text=_joined(self.lines[at:end]))]
            at = end

    def _stands_alone(self, at: int) -> bool:
        """Whether a line is a headline or furniture, and no part of a paragraph."""
        line = self.lines[at]
        if line.marked or furniture.reason(line.text):
            return True
        if (line.indented and self.indents) or not is_short_headline(line.text):
            return False
        # A line as wide as the column is a headline only where the next cannot be its second half.
        return not self._is_full(line) or self._begins_anew(at + 1)

    def _begins_anew(self, at: int) -> bool:
        """Whether the line cannot go on with the one before it."""
        if at >= len(self.lines):
            return True
        line = self.lines[at]
        return line.indented or bool(line.gap) or line.text.startswith("——") or bool(bylines.DATELINE.match(line.text))

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and not self._ends_before(at, end):
            end += 1
        return end

    def _ends_before(self, at: int, end: int) -> bool:
        line, before = self.lines[end], self.lines[end - 1]
        if line.gap or line.indented or line.marked or furniture.reason(line.text):
            return True
        if not mend.is_complete(_joined(self.lines[max(at, end - LINES_OF_AN_END) : end])):
            return False
        if not self._is_full(before) or bylines.DATELINE.match(line.text):
            return True
        # The paragraph may fill its last line; then only a headline shows that it is over.
        return self._stands_alone(end) and (self.indents or self._leads_to_story(end))

    def _leads_to_story(self, at: int) -> bool:
        """Whether a lede or a byline stands within the few lines that a headline takes."""
        following = self.lines[at + 1 : at + 1 + HEADLINE_LINES]
        return any(bylines.DATELINE.match(x.text) or bylines.own_line(x.text, below_headline=False) for x in following)

    def _is_full(self, line: Line) -> bool:
        return _full_width(line) >= self.column - SLACK


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        # A Latin word is not cut at a line's end; between two of them the line end was a space.
        space = " " if re.match(r"[A-Za-z,.]", text[-1:]) and re.match(r"[A-Za-z]", line.text) else ""
        text += space + line.text
    return text
