"""Joins the lines of hard-wrapped text, which were broken at the width of a column, to paragraphs again.

A program that wraps text fills every line as far as possible. So if a line has room for the first word of the next one,
it was not wrapped there, and its paragraph, headline, verse or row ends with it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.language import bylines, furniture, scripts

FEWEST_LINES = 8
NARROWEST, WIDEST = 8.0, 46.0
SHARE_OF_FULL_LINES = 0.28
MOST_LONGER = 0.4
"""How many lines may be longer than the column, in proportion to those that fill it."""
SLACK = 1.0
"""How much room a full line may leave, in characters, because a mark that may not end a line moves to the next."""
SHARE_OF_INDENTS = 0.04
SHORT_OF_FULL = 2.5

_STOP = re.compile(r"[。！？!?…][”』」’》〉）)】]*$")
_END = re.compile(r"[。！？!?…；;：:][”』」’》〉）)】]*$|[)）】]$")
_CANNOT_OPEN = "，,。、；;：:！？!?”」』》〉）)】’％%…"
_WIDE_GAP = re.compile(r"\S(?:\u3000+|\s{2,}|\t)(?=\S)")
_ADDRESS = re.compile(r"(?:问|答|记者)\s*[:：]|[^，。：:]{1,12}[:：]$")
_SIGNED = re.compile(r"[。！？!?…”][(（][^()（）]{2,20}[)）]$")
_DAY_AT_END = re.compile(r"\d{1,2}月\d{1,2}日$")
# Units that are never broken at a line's end: Latin letters or digits, or a character with the marks around it.
_UNIT = re.compile(rf"[“「『《〈（(【‘]*(?:[A-Za-z0-9.,:%/\-]+|.)[{re.escape(_CANNOT_OPEN)}]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number from 1, its text, and its layout in the source.

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
    return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’—…·×℃" else 0.5 for character in text)


def wrapped_at(lines: Sequence[Line]) -> float:
    """The width at which a text was wrapped hard; 0 for one that was not."""
    adjacent = sum(1 for line in lines if not line.gap)
    if len(lines) < FEWEST_LINES or 2 * adjacent <= len(lines):
        return 0.0
    widths = Counter(round(_full_width(line)) for line in lines)
    column = max(widths, key=lambda one: (widths[one], one))
    near = [line for line in lines if abs(round(_full_width(line)) - column) <= 1]
    longer = sum(count for one, count in widths.items() if one > column + 1)
    # Headlines and rows may be longer than the column, but they are few. Verses and cells have no marks inside.
    is_wrapped = len(near) >= SHARE_OF_FULL_LINES * len(lines) and longer <= len(near) * MOST_LONGER
    is_text = sum(bool(re.search("[，。、；,]", line.text)) for line in near) * 2 > len(near)
    return float(column) if is_wrapped and is_text and NARROWEST <= column <= WIDEST else 0.0


def _full_width(line: Line) -> float:
    return width(line.text) + (2.0 if line.indented else 0.0)


def unwrapped(lines: Sequence[Line], column: float) -> list[list[Line]]:
    """One group for each block. The lines of a paragraph are joined into one line; all other lines stay as they are."""
    indents = sum(line.indented for line in lines) >= SHARE_OF_INDENTS * len(lines)
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        if groups and _goes_on(lines, at, groups[-1], column, indents=indents):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [[replace(group[0], text=_joined(group))] for group in groups]


def _goes_on(lines: Sequence[Line], at: int, group: list[Line], column: float, *, indents: bool) -> bool:
    """Whether a line continues the paragraph of the line above it."""
    line, above = lines[at], group[-1]
    if line.gap or line.marked or above.marked or (line.indented and indents):
        return False
    if furniture.reason(line.text) or furniture.reason(above.text):
        return False
    if bylines.lede(line.text) and (_STOP.search(above.text) or len(group) == 1):
        return bool(indents and len(group) == 1 and above.indented)
    first = _UNIT.match(line.text)
    room = column - _full_width(above)
    if room >= width(first[0] if first else line.text[0]) + SLACK:
        return False
    if line.text[0] in _CANNOT_OPEN:
        return True
    if (_WIDE_GAP.search(above.text.strip()) and len(group) == 1 and not above.indented) or len(
        _WIDE_GAP.findall(line.text)
    ) > 1:
        return False
    if _SIGNED.search(above.text):
        return False
    if _ADDRESS.match(line.text) or (len(group) == 1 and _DAY_AT_END.search(above.text)):
        return False
    if len(group) == 1 and _is_signature(above):
        return False
    if len(group) == 1 and not above.indented and indents:
        # A full line that is not indented is a headline, and only another line that is not indented continues it.
        return not _is_signature(line) and not line.indented
    if not _STOP.search(above.text):
        return not _is_signature(line) and not (len(group) == 1 and _opens_story(lines, at))
    # The paragraph may end exactly where the line is full; then a line below without an end is the next headline.
    is_full = column - _full_width(line) < SHORT_OF_FULL
    return (is_full or bool(_END.search(line.text))) and not _is_signature(line)


def _opens_story(lines: Sequence[Line], at: int) -> bool:
    """Whether a story begins with this line, so that the line above is its headline."""
    return at < len(lines) and bool(bylines.lede(lines[at].text) or _is_signature(lines[at]))


def _is_signature(line: Line) -> bool:
    signed = bylines.own_line(line.text, below_headline=False)
    return signed is not None or bylines.is_credit(scripts.simplified(line.text))


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        # A Latin word is not cut at a line's end; between two of them the line end was a space.
        space = " " if re.match(r"[A-Za-z,.]", text[-1:]) and re.match(r"[A-Za-z]", line.text) else ""
        text += space + line.text
    return text
