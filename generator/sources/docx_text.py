"""Turns the parts of a Word document into plain text.

A paragraph becomes a line, as when Word saves plain text; an empty paragraph, a column break or a page break becomes a
blank line. The lines of one headline form one block, whether they are separated by line breaks or are paragraphs. A
headline's style becomes ``##``, which the character accounting counts as dropped.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.language import bylines, furniture
from generator.sources import short_lines
from generator.sources.docx_parts import USUAL_SIZE, Paragraph

HEADLINE_LINES = 3
LONGEST_LINE = 30
DISPLAY = 1.15
"""A headline is at least this many times as large as the body text."""


def text(parts: Sequence[Paragraph | str]) -> str:
    """The text of all parts, with headlines marked; headlines that look different are separated by a blank line."""
    return "\n".join(_blocks(parts)).strip("\n")


def _blocks(parts: Sequence[Paragraph | str]) -> Iterator[str]:
    """The blocks of a document; all lines of one headline form one block."""
    level = _headline_level(part for part in parts if isinstance(part, Paragraph))
    body = _body_size(part for part in parts if isinstance(part, Paragraph))
    group: list[Paragraph] = []
    for part in parts:
        headline = part if isinstance(part, Paragraph) and _is_headline(part, level, body) else None
        if group and not (headline and _goes_on(group, headline, level, body)):
            yield _headline(group, level)
            if headline and not _look_alike(headline, group[-1]):
                yield ""
            group = []
        if headline:
            group.append(headline)
        else:
            yield part.whole if isinstance(part, Paragraph) else part
    if group:
        yield _headline(group, level)


def _headline_level(paragraphs: Iterable[Paragraph]) -> int | None:
    """The level of the headlines of stories: the highest heading level that is used more than once.

    A higher level that is used once is a masthead; lower levels are headings inside a story.
    """
    used = Counter(one.level for one in paragraphs if one.level is not None and _may_be_headline(one))
    return min((level for level, times in used.items() if times > 1), default=min(used, default=None))


def _body_size(paragraphs: Iterable[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for one in paragraphs:
        sizes.update(one.sizes)
    return max(sizes, key=lambda size: (sizes[size], -size), default=USUAL_SIZE)


def _is_headline(one: Paragraph, level: int | None, body: float) -> bool:
    """Whether a paragraph has a headline's style, or looks like a headline."""
    lines = _lines(one)
    if _has_style(one, level):
        return bool(lines)
    is_set_apart = one.size >= DISPLAY * body or one.bold >= sum(map(len, lines))
    is_short = len(lines) <= HEADLINE_LINES and all(short_lines.is_headline(line, LONGEST_LINE) for line in lines)
    return bool(lines) and is_set_apart and is_short


def _has_style(one: Paragraph, level: int | None) -> bool:
    return level is not None and one.level == level and _may_be_headline(one)


def _may_be_headline(one: Paragraph) -> bool:
    """Whether a paragraph has text and is no furniture, which may have a heading's style as well."""
    words = one.whole.strip()
    return bool(words) and not furniture.reason(words) and not furniture.is_section(words)


def _lines(one: Paragraph) -> list[str]:
    return [line.strip() for line in one.whole.split("\n") if line.strip()]


def _goes_on(group: list[Paragraph], one: Paragraph, level: int | None, body: float) -> bool:
    """Whether a paragraph continues the headline above it: it looks the same, and neither is kicker or subtitle."""
    last, lines = _lines(group[-1])[-1], _lines(one)
    return (
        _look_alike(one, group[-1])
        and (_has_style(one, level) or one.size >= DISPLAY * body)
        and sum(len(_lines(other)) for other in group) + len(lines) <= HEADLINE_LINES
        and not lines[0].startswith("—")
        and last[-1] not in "：:—"
        and not any(_is_other(line) for line in (last, lines[0]))
    )


def _look_alike(one: Paragraph, other: Paragraph) -> bool:
    return (one.style, one.size) == (other.style, other.size)


def _is_other(line: str) -> bool:
    """Whether a line set large is no headline: a date, a numbered heading, somebody's name."""
    is_name = bylines.own_line(line, below_headline=False) is not None or bylines.is_credit(line)
    return is_name or short_lines.is_subhead(line) or bool(furniture.reason(line))


def _headline(group: list[Paragraph], level: int | None) -> str:
    mark = "## " if _has_style(group[0], level) else ""
    # Two spaces say that a headline goes on in the next line.
    return mark + "  \n".join(line for one in group for line in _lines(one))
