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
LONGEST_WRAPPED = 60
"""How long a headline may be that takes more than one line of the column."""
CLEARLY_SHORT = 5.0
"""How much shorter than the column a line must be to end its paragraph, in a text whose paragraphs are indented."""
SHARE_OF_INDENTS = 0.04


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


def is_short_headline(text: str, longest: int = HEADLINE_LENGTH) -> bool:
    """Whether a line has a headline's form: short, and without the punctuation of running text."""
    return (
        len(text) <= longest
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
        self.indents = sum(line.indented for line in lines) >= SHARE_OF_INDENTS * len(lines)

    def groups(self) -> Iterator[list[Line]]:
        at = 0
        while at < len(self.lines):
            end = self._deck_end(at)
            if end == at:
                end = self._paragraph_end(at)
            yield [replace(self.lines[at], text=_joined(self.lines[at:end]))] if end > at + 1 else [self.lines[at]]
            at = end

    def _deck_end(self, at: int) -> int:
        """The end of the line here that is a headline or furniture, and of its rest in the lines below.

        ``at`` itself where the line is part of a paragraph.
        """
        line = self.lines[at]
        if line.marked or furniture.reason(line.text):
            return at + 1
        if (line.indented and self.indents) or not is_short_headline(line.text):
            return at
        # A line as wide as the column is a headline only where the next cannot be its second half.
        if not self._is_full(line) or self._begins_anew(at + 1) or (self.indents and self._is_next(at + 1)):
            return at + 1
        return self._wrapped_deck_end(at) if self.indents else at

    def _wrapped_deck_end(self, at: int) -> int:
        """The end of a headline that is wider than the column; ``at`` where the lines are running text."""
        end = at + 1
        while end < len(self.lines) and end - at < HEADLINE_LINES and not self._is_next(end):
            end += 1
            if not self._is_full(self.lines[end - 1]):
                break
        text = _joined(self.lines[at:end])
        is_whole = end >= len(self.lines) or self._is_next(end) or not self._is_full(self.lines[end - 1])
        return end if is_whole and not mend.is_complete(text) and is_short_headline(text, LONGEST_WRAPPED) else at

    def _is_next(self, at: int) -> bool:
        """Whether the line below a headline's line is no part of it: a story, or who wrote it."""
        return self._begins_anew(at) or bylines.own_line(self.lines[at].text, below_headline=True) is not None

    def _begins_anew(self, at: int) -> bool:
        """Whether the line cannot go on with the one before it."""
        if at >= len(self.lines):
            return True
        line = self.lines[at]
        return (
            line.indented
            or bool(line.gap)
            or line.text.startswith("——")
            or bool(bylines.DATELINE.match(line.text))
            or (self.indents and bylines.own_line(line.text, below_headline=False) is not None)
        )

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and not self._ends_before(at, end):
            end += 1
        return end

    def _ends_before(self, at: int, end: int) -> bool:
        line, before = self.lines[end], self.lines[end - 1]
        if line.gap or line.indented or line.marked or furniture.reason(line.text):
            return True
        if self.indents and _full_width(before) < self.column - CLEARLY_SHORT:
            return True
        if not mend.is_complete(_joined(self.lines[max(at, end - LINES_OF_AN_END) : end])):
            return False
        if not self._is_full(before) or bylines.DATELINE.match(line.text):
            return True
        # The paragraph may fill its last line; then only a headline shows that it is over.
        is_headline = self._deck_end(end) > end and (self.indents or self._leads_to_story(end))
        return is_headline and (not mend.is_complete(line.text) or self._leads_to_story(end))

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
