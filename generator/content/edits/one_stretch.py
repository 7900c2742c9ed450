"""Changes a few words of one line that readers see, in the text of an article's file, and no other byte.

Words of the body may have marks in between or be written with escapes. So each way to write the new words is tried, and
one is taken only if the changed file, read as a build reads it, shows exactly the wanted lines.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.content import body, frontmatter, inline, markdown_grammar, shown_lines, texts
from generator.content.edits import one_value
from generator.content.shown_lines import BODY, Place
from generator.errors import ContentError, Problem
from generator.kinds import Kind
from generator.model import Article


def changed(text: str, place: Place, start: int, end: int, new: str, source: str) -> str:
    """The file's text with the characters from ``start`` to ``end`` of a line replaced by ``new``.

    Raises ``ContentError`` where there is no such line, or where the words are written in a way that cannot be changed
    without touching others.
    """
    article = shown_lines.read(text, source)
    shown = next((line.text for line in shown_lines.lines(article) if line.place == place), None)
    if shown is None or not 0 <= start <= end <= len(shown):
        raise ContentError(Problem("要改的字已经不在那里", "刷新页面再看", source))
    if "\n" in new or "\r" in new:
        raise ContentError(Problem("新的文字里有换行", "写成一行", source))
    wanted = shown[:start] + new + shown[end:]
    if wanted == shown:
        return text
    if place.field != BODY:
        return one_value.changed_inside(text, place.path, wanted, source)
    while start < end and new and shown[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and shown[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return _Body(text, article, source).with_line(place.number, (start, end), new, wanted)


class _Letter(NamedTuple):
    """A character that a reader may see, and where it is written."""

    character: str
    start: int
    end: int


class _Body:
    """The body of an article in its file: where each character of its lines is written."""

    def __init__(self, text: str, article: Article, source: str) -> None:
        self.text, self.kind, self.body, self.source = text, article.kind, article.body, source
        plain = texts.plain_lines(text)
        before = plain.split("\n")[: frontmatter.body_line(plain) - 1]
        self.offset = sum(len(line) + 1 for line in before)
        self.shown = body.to_text(self.body, self.kind)

    def with_line(self, number: int, stretch: tuple[int, int], new: str, wanted: str) -> str:
        """The file's text with a stretch of a line replaced, so that the line becomes ``wanted``."""
        lines = (*self.shown[: number - 1], wanted.strip(), *self.shown[number:])
        expected = tuple(line for line in lines if line)
        frame = _frame(self.body, self.kind) if len(expected) == len(lines) else None
        for edits in self._ways(number, stretch, new):
            after = self.body
            for start, end, written in edits:
                after = after[:start] + written + after[end:]
            if body.to_text(after, self.kind) == expected and frame in (None, _frame(after, self.kind)):
                return self._in_file(edits)
        hint = "这几个字中间有加粗、链接或表格：在文章里改这一段"
        raise ContentError(Problem(f"正文第{number}段的写法太特别，不敢改", hint, self.source))

    def _ways(self, number: int, stretch: tuple[int, int], new: str) -> Iterator[Sequence[tuple[int, int, str]]]:
        """Ways to replace a stretch, the most careful first; each has its edits in the body, last first."""
        letters = self._written(number)
        start, end = stretch
        held = [letter for letter in letters[start:end] if letter is not None]
        ways = [body.escaped(new)] + ([body.from_text(new)] if start == 0 else [])
        for written in ways if held else ():
            rest = [(letter.start, letter.end, "") for letter in reversed(held[1:])]
            yield (*rest, (held[0].start, held[0].end, written))
            yield ((held[0].start, held[-1].end, written),)
        if not held:
            before, behind = (letters[start - 1] if start else None), (letters[start] if start < len(letters) else None)
            places = [letter for letter in (before and before.end, behind and behind.start) if letter is not None]
            yield from (((at, at, written),) for written in ways for at in places)

    def _written(self, number: int) -> list[_Letter | None]:
        """For each character of a line where it is written; ``None`` where that is not found, as for a line's end."""
        letters = iter(_letters(self.body))
        found: list[_Letter | None] = []
        for line in self.shown[:number]:
            found = [
                None if character.isspace() else next((each for each in letters if each.character == character), None)
                for character in line
            ]
        for at, letter in enumerate(found):
            if letter is None and 0 < at < len(found) - 1:
                found[at] = self._blank(found[at - 1], found[at + 1])
        return found

    def _blank(self, before: _Letter | None, behind: _Letter | None) -> _Letter | None:
        """A blank between two characters."""
        if before and behind and before.end + 1 == behind.start and self.body[before.end].isspace():
            return _Letter(self.body[before.end], before.end, behind.start)
        return None

    def _in_file(self, edits: Sequence[tuple[int, int, str]]) -> str:
        text = self.text
        at = [place for place, char in enumerate(text) if char != "\n" or text[place - 1 : place] != "\r"]
        at.append(len(text))
        for start, end, written in edits:
            first = at[self.offset + start]
            last = at[self.offset + end - 1] + 1 if end > start else first
            text = text[:first] + written + text[last:]
        return text


def _frame(text: str, kind: Kind) -> list[str]:
    """The tags of a body's blocks, in their order."""
    return re.findall(r"</?(?!(?:strong|sup|sub|a|br)\b)[a-z0-9]+", body.to_html(text, kind))


_BLOCK = re.compile(r"(?:[^\n]*[^\s\n][^\n]*(?:\n|$))+")
_COLUMNS = re.compile(r"[|:\-\s]+")


def _letters(text: str) -> Iterator[_Letter]:
    """The characters of a body that may be seen, without the marks at the head of lines and inside them."""
    for block in _BLOCK.finditer(text):
        marked = dict(inline.marks(block[0]))
        at = 0
        for line in texts.lines(block[0]):
            if not _COLUMNS.fullmatch(line):
                skipped = _head(line)
                yield from _numbered(line[:skipped], block.start() + at)
                yield from _inside(block[0], at + skipped, at + len(line), block.start(), marked)
            at += len(line)


def _head(line: str) -> int:
    """The length of the marks at the head of a line."""
    at = 0
    while True:
        rest = line[at:]
        mark = markdown_grammar.QUOTATION.match(rest) or markdown_grammar.ITEM.match(rest)
        if mark is None:
            heading = markdown_grammar.HEADING.match(rest)
            return at + (heading.end() if heading else 0)
        at += mark.end()


def _numbered(mark: str, offset: int) -> Iterator[_Letter]:
    """The number of a list's item, which a reader sees."""
    for number in re.finditer(r"[0-9]+\.", mark):
        yield from (_Letter(char, offset + at, offset + at + 1) for at, char in enumerate(number[0], number.start()))


def _inside(block: str, start: int, end: int, offset: int, marked: dict[int, int]) -> Iterator[_Letter]:
    at = start
    while at < end:
        if at not in marked:
            yield _Letter(block[at], offset + at, offset + at + 1)
            at += 1
            continue
        yield from _of_mark(block[at : marked[at]], offset + at)
        at = marked[at]


_ESCAPE = re.compile(rf"{inline.ESCAPED.pattern}|{'|'.join(map(re.escape, inline.ENTITIES))}|.", re.DOTALL)


def _of_mark(mark: str, offset: int) -> Iterator[_Letter]:
    if mark.startswith("**"):
        return
    link, raised = re.match(inline.LINK, mark), re.match(r"<su[pb]>([^<]*)", mark)
    if link:
        words = link["words"]
        yield from _inside(words, 0, len(words), offset + 1, dict(inline.marks(words)))
        return
    written, offset = (raised[1], offset + raised.start(1)) if raised else (mark, offset)
    for each in _ESCAPE.finditer(written):
        yield _Letter(inline.plain(each[0]), offset + each.start(), offset + each.end())
