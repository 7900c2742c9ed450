"""Turns the Markdown of OCR programs into plain text, line by line.

Such programs mark all large text as headings, even the paper's name, and write tables in HTML or with bars. A Markdown
file without these marks, apart from a few ``##``, is read as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.language import bylines, furniture
from generator.sources import short_lines
from generator.sources.inline_markup import MARK, PAGE_BREAK, Tally, plain
from generator.sources.raw import Change

HEADING = "## "
GOES_ON = "  "
MOST_LINES = 3
"""The most lines of a headline."""
_ENDS_A_CLAUSE = tuple("，。；、,;")
LONGEST_MASTHEAD = 12
INSIDE_A_STORY = 3
"""A heading of this level or deeper is inside a story, if there are headings of higher levels."""
_ABOVE_A_PAGE = frozenset({"日期行", "期号行", "刊号", "版头", "版次行", "页码或拼音栏名"})

# A comment or table that is not closed before the next one opens is left as it is. Searching to the end of the file
# each time would take time in proportion to the square of its length.
_COMMENT = re.compile(r"<!--((?:(?!<!--|-->).)*)-->", re.DOTALL)
_PRINTED = re.compile(r"\s*Page(?:Header|Footer|Number)\s*=\s*\"([^\"\n]*)\"\s*")
_TABLE = re.compile(r"<table\b[^<>]*>(?:(?!</?table\b).)*</table>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"(<[^<>]+>)")
_BREAK = re.compile(r"</?br\s*/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|section|article|header|footer|figure|figcaption|caption|center|blockquote|ul|ol|li|h[1-6]"
    r"|table|thead|tbody|tr|td|th|hr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PAGE_BREAK = re.compile(
    r"\s*(?:-{3,}|\*{3,}|_{3,}|(?:\* ){2,}\*|(?:- ){2,}-|\{\d+\}-{3,}"
    r"|-{2,}\s*(?:page|第)\s*\d{1,3}\s*页?\s*-{2,}|#{1,6}\s+page\s*\d{1,3})\s*",
    re.IGNORECASE,
)
_FENCE = re.compile(r"\s*```\w*\s*")
_HEADING = re.compile(r"\s*(?P<mark>#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+])(?P<space> +)(?=\S)(?!\d+\s*-\s*$)")
_QUOTE = re.compile(r"(?P<indent>\s*)(?P<mark>>)(?P<space>\s+|$)")
_BARS = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*(?:-{2,}:?|:-+:?|-:)\s*\|)+\s*")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line; for a heading also its level, from 1, and the mark that makes it one."""

    text: str
    level: int = 0
    mark: str = ""


def read(text: str) -> tuple[str, tuple[Change, ...]]:
    """The plain text of a Markdown file, with headlines marked by ``##``, and all changes that were made."""
    tally = Tally()
    text = _COMMENT.sub(lambda found: _printed_comment(found, tally), text)
    text = _TABLE.sub(lambda found: _html_table(found[0], tally), text)
    lines = [line for raw in _without_bars(text.split("\n"), tally) for line in _lines(raw, tally)]
    lines = _without_loose_ends(_without_bullets(lines, tally))
    return "\n".join(_marked(lines, tally)), tally.changes()


def _printed_comment(found: re.Match[str], tally: Tally) -> str:
    """Removes a comment, but keeps a running head of the printed page that the OCR program put into it."""
    printed = _PRINTED.fullmatch(found[1])
    return tally.read(found[0], printed[1] if printed else "", PAGE_BREAK)


def _html_table(table: str, tally: Tally) -> str:
    """One line for each row, with cells separated by tabs."""
    rows: list[list[str]] = []
    is_open = False
    for piece in _TAG.split(table):
        name = re.match(r"</?\s*([a-z1-6]+)", piece.lower())
        if not name or not (_BLOCK_TAG.fullmatch(piece) or _BREAK.fullmatch(piece)):
            words = re.sub(r"\s*\n\s*", " ", piece)
            if is_open:
                rows[-1][-1] += words
            elif words.strip():
                rows.append([words])
            continue
        if name[1] in ("tr", "td", "th"):
            is_open = name[1] != "tr" and not piece.startswith("</")
            if piece.lower().startswith("<tr"):
                rows.append([])
            elif is_open:
                rows = rows or [[]]
                rows[-1].append("")
        elif is_open:
            rows[-1][-1] += " "
        tally.off(piece)
    return "\n".join(["", *_rows(rows), ""])


def _rows(rows: list[list[str]]) -> Iterator[str]:
    for row in rows:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield "\t".join(cells).rstrip()


def _without_bars(lines: list[str], tally: Tally) -> Iterator[str]:
    """Turns tables drawn with bars into cells separated by tabs.

    Lines with bars are a table if there is a rule among them, or if neighbouring ones have the same number of cells.
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _BARS.fullmatch(lines[end]):
            end += 1
        rows = lines[at:end]
        cells = {len(_BAR.findall(row)) for row in rows}
        if not any(map(_RULE.fullmatch, rows)) and (len(rows) < 2 or len(cells) > 1 or cells <= {2}):
            yield lines[at]
            at += 1
            continue
        for row in rows:
            if _RULE.fullmatch(row):
                tally.off(row.strip())
                continue
            for _ in _BAR.findall(row):
                tally.off("|")
            yield from _rows([_BAR.split(row.strip())[1:-1]])
        at = end


def _lines(raw: str, tally: Tally) -> Iterator[_Line]:
    """The lines of text in one line of the file, mostly one."""
    is_page_break = _PAGE_BREAK.fullmatch(raw)
    if is_page_break or _FENCE.fullmatch(raw):
        tally.off(raw.strip(), PAGE_BREAK if is_page_break else MARK)
        yield _Line("")
        return
    line = _heading(_unquoted(raw, tally), tally)
    pieces = _BREAK.split(line.text)
    for found in _BREAK.findall(line.text):
        tally.off(found)
    for at, piece in enumerate(pieces):
        for part in _parted(replace(line, text=piece) if at == 0 else _Line(piece), tally):
            words = _broken(plain(part.text, tally), tally)
            # Two spaces at the end mean that a headline continues in the next line.
            goes_on = at + 1 < len(pieces) and line.level > 0
            yield replace(part, text=words.rstrip() + GOES_ON if goes_on else words)


def _parted(line: _Line, tally: Tally) -> Iterator[_Line]:
    """Splits a line at tags that begin a new line; text after ``<h1>`` to ``<h6>`` becomes a heading."""
    tags = _BLOCK_TAG.findall(line.text)
    if not tags:
        yield line
        return
    level, mark = line.level, line.mark
    is_empty = True
    for text, tag in zip(_BLOCK_TAG.split(line.text), [*tags, ""], strict=True):
        if text.strip():
            yield _Line(text, level, mark)
            level, mark, is_empty = 0, "", False
        found = re.match(r"<h([1-6])", tag, re.IGNORECASE)
        if found and not level:
            level, mark = int(found[1]), tag
        elif tag:
            tally.off(tag)
    if is_empty:
        yield _Line("", level, mark)
    elif mark:
        tally.off(mark)


def _unquoted(line: str, tally: Tally) -> str:
    quote = _QUOTE.match(line)
    return line[: quote.start("mark")] + tally.off(quote["mark"]) + line[quote.end() :] if quote else line


def _heading(line: str, tally: Tally) -> _Line:
    """A line without the mark of a heading; ``_marked`` decides later whether it is marked again."""
    found = _HEADING.match(line)
    if not found:
        return _Line(line)
    text = line[found.end() :]
    words = text.rstrip()
    head = words.rstrip("#")
    if head != words and head[-1:].isspace():
        tally.off(words[len(head) :])
        text = head.rstrip() + text[len(words) :]
    return _Line(text, len(found["mark"]), found["mark"])


def _broken(line: str, tally: Tally) -> str:
    r"""Replaces a ``\`` at a line's end, which is a line break in Markdown, by two spaces."""
    return line[:-1] + tally.off("\\") + "  " if re.search(r"(?<!\\)\\$", line) else line


def _without_loose_ends(lines: list[_Line]) -> list[_Line]:
    """Removes the two spaces at line ends of verses; they are kept only in headlines, which have few lines."""
    found = list(lines)
    first = 0
    for at, line in enumerate(lines):
        if line.text.endswith(GOES_ON) and line.text.strip():
            continue
        group = [one.text.strip() for one in lines[first : at + 1] if one.text.strip()]
        if len(group) > MOST_LINES or any(text[-1:] in _ENDS_A_CLAUSE for text in group):
            found[first:at] = [replace(one, text=one.text.rstrip()) for one in lines[first:at]]
        first = at + 1
    return found


def _without_bullets(lines: list[_Line], tally: Tally) -> list[_Line]:
    """Removes the bullets of lists; a single line that begins with a dash is no list and stays as it is."""
    found = [_BULLET.match(line.text) if not line.level else None for line in lines]
    shown = [at for at, line in enumerate(lines) if line.text.strip()]
    items = {
        at
        for one, other in pairwise(shown)
        for at in (one, other)
        if (first := found[one]) and (second := found[other]) and first["mark"] == second["mark"]
    }
    plain_lines = list(lines)
    for at in items:
        bullet = found[at]
        if bullet:
            plain_lines[at] = _Line(bullet["indent"] + tally.off(bullet["mark"]) + lines[at].text[bullet.end() :])
    return plain_lines


def _marked(lines: list[_Line], tally: Tally) -> Iterator[str]:
    """The lines, with ``##`` before those that were marked as headings and may be headlines."""
    shown = [at for at, line in enumerate(lines) if line.text.strip()]
    below = dict(pairwise(shown))
    kept = {
        at: line.level
        for at, line in enumerate(lines)
        if line.level and line.text.strip() and _may_be_headline(line, lines[below[at]] if at in below else None)
    }
    highest = min(kept.values(), default=0)
    for at, line in enumerate(lines):
        if not line.level:
            yield line.text
        elif at in kept and (line.level == highest or line.level < INSIDE_A_STORY):
            if line.mark != HEADING.strip():
                tally.read(line.mark, HEADING.strip(), MARK)
            yield HEADING + line.text
        else:
            tally.off(line.mark)
            yield line.text


def _may_be_headline(line: _Line, below: _Line | None) -> bool:
    """Whether a marked line may be a headline: it is no furniture, subhead, name of a person, or name of the paper."""
    text = line.text.strip()
    if furniture.reason(text) or furniture.is_section(text) or short_lines.is_subhead(text):
        return False
    if bylines.own_line(text, below_headline=False) is not None or bylines.is_credit(text):
        return False
    is_above_a_page = below is not None and furniture.reason(below.text.strip()) in _ABOVE_A_PAGE
    return not (is_above_a_page and len(text) <= LONGEST_MASTHEAD)
