"""The text of one passage as an editor sees it, with ranges of bold and links, and as the Markdown of its file.

The text has every character that a reader sees, and a line feed for each line break. What an editor types is text: the
marks of Markdown, HTML and Jinja in it are escaped. Bold text and links are given as ranges of characters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise, product
from operator import attrgetter
from xml.etree.ElementTree import Element

from generator.content import body, inline, markdown_grammar
from generator.editing.cells import Cell, Marked, cells_of, marked_of, tidied
from generator.errors import ContentError, Problem
from generator.kinds import Kind

LINE_END = "  \n"
"""A line break, as import writes it."""

_WITHOUT_MARKS = re.compile(r"[^\\&\[<*\x00-\x1f\x7f-\x9f]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r" {2,}\n|\\\n| ?\n")


def read(source: str, kind: Kind) -> Marked | None:
    """The text that inline Markdown shows in a body of this kind.

    ``None`` where text, bold and links alone do not tell it: ``<sup>``, ``<sub>``, lines that the page joins.
    """
    if _WITHOUT_MARKS.fullmatch(source):
        return Marked(source)
    cells = _shown(source, kind)
    return marked_of(cells) if cells else None


def written(marked: Marked, kind: Kind, like: str = "") -> str:
    """Inline Markdown that shows exactly this text; ``""`` where there is none.

    ``like`` is the Markdown that it replaces: what is the same in both texts stays as it is written there. White space
    around lines, empty lines and control characters are left out; bold text never begins or ends with white space, and
    never begins with a comma or another mark that follows words. Raises ``ContentError`` where bold begins or ends
    inside a word in Latin letters, and for an address that a page cannot lead to.
    """
    cells, before = cells_of(marked), _shown(like, kind)
    if before and cells == before:
        return like
    cells = tidied(cells)
    if not cells:
        return ""
    line_end = (_LINE_END.search(like) or [LINE_END])[0]
    tried = _mended(cells, before, like, line_end) if before else iter(())
    for source in chain(tried, [_markdown(cells, line_end)]):
        shown = _shown(source, kind)
        if shown == cells and markdown_grammar.outline(source.split("\n")) == [(0, "p")]:
            return source
    raise ContentError(_why(cells, shown or []))


def _why(cells: Sequence[Cell], shown: Sequence[Cell]) -> Problem:
    """Why a text cannot be written with its bold and its links."""
    if any(before.char == "!" and cell.link and not before.link for before, cell in pairwise(cells)):
        return Problem("链接不能紧跟在半角的 ! 后面", "改用全角的！，或者中间空一格")
    if {cell.link for cell in cells} != {cell.link for cell in shown}:
        return Problem("这个链接的网址不能用", "写完整的网址，以 https:// 开头；本站的文章写 / 开头的网址")
    return Problem("加粗不能从一个英文词或一个数的中间开始或结束", "把整个词选上，再加粗")


# ---- Markdown ----


def _markdown(cells: Sequence[Cell], line_end: str) -> str:
    """Markdown of characters. A line without marks is written as import writes it."""
    written = "".join(_with_asterisks(_units(cells))).split("\n")
    lines = [list(each) for is_end, each in groupby(cells, lambda cell: cell.char == "\n") if not is_end]
    return line_end.join(_written_line(line, text) for line, text in zip(lines, written, strict=True))


def _written_line(cells: Sequence[Cell], written: str) -> str:
    if any(cell.bold or cell.link for cell in cells):
        return body.at_head(written)
    return body.from_text("".join(cell.char for cell in cells))


def _units(cells: Sequence[Cell]) -> Iterator[tuple[bool, str]]:
    """Text and whole links, escaped, and whether each is bold."""
    for link, each in groupby(cells, attrgetter("link")):
        part = list(each)
        if link:
            is_bold = all(cell.bold for cell in part)
            words = _text(part) if is_bold else "".join(_with_asterisks(_texts(part)))
            yield is_bold, f"[{words}]({_address(link)})"
        else:
            yield from _texts(part)


def _texts(cells: Sequence[Cell]) -> Iterator[tuple[bool, str]]:
    return ((bold, _text(list(each))) for bold, each in groupby(cells, attrgetter("bold")))


def _text(cells: Sequence[Cell]) -> str:
    text = "".join(cell.char for cell in cells)
    return body.escaped(text) if _MARK.search(text) else text


_MARK = re.compile(r"[\\`*_\[\]{}<&]")


def _with_asterisks(units: Iterable[tuple[bool, str]]) -> Iterator[str]:
    for bold, each in groupby(units, lambda unit: unit[0]):
        text = "".join(text for _, text in each)
        yield f"**{text}**" if bold else text


# ---- Markdown of a text that changed in one place ----


def _mended(cells: list[Cell], before: list[Cell], source: str, line_end: str) -> Iterator[str]:
    """Ways to write a text as ``source`` with one part replaced; the caller sees which of them shows the text."""
    places = list(_places(source))
    if len(places) != len(before):
        return
    most = min(len(cells), len(before))
    same = next((at for at in range(most) if cells[at] != before[at]), most)
    behind = next((at for at in range(most - same) if cells[-1 - at] != before[-1 - at]), most - same)
    new, last = cells[same : len(cells) - behind], len(before) - behind
    starts = (places[same][0] if same < len(places) else len(source), places[same - 1][1] if same else 0)
    ends = (places[last - 1][1] if last else 0, places[last][0] if last < len(places) else len(source))
    for start, end in product(dict.fromkeys(starts), dict.fromkeys(ends)):
        if start <= end:
            for middle in _middles(new, line_end):
                yield source[:start] + middle + source[end:]


def _middles(cells: Sequence[Cell], line_end: str) -> Iterator[str]:
    """Ways to write a part of a line or of lines: inside bold or a link, outside, at the head of a line."""
    bare = [Cell(cell.char) for cell in cells]
    for part in (bare, cells):
        lines = "".join(_with_asterisks(_units(part))).split("\n") if part else [""]
        rest = [body.at_head(line) for line in lines[1:]]
        yield line_end.join([lines[0], *rest])
        yield line_end.join([body.at_head(lines[0]), *rest])


def _places(source: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """For each character that a reader sees of a source, the place of what it is written as."""
    at = 0
    for begin, end in [*inline.marks(source), (len(source), len(source))]:
        for token in _LITERAL.finditer(source, at, begin):
            yield start + token.start(), start + token.end()
        at = end
        link = re.match(inline.LINK, source[begin:end])
        if link:
            yield from _places(link["words"], start + begin + link.start("words"))
        elif not source.startswith("*", begin):
            for token in _ESCAPE.finditer(source, begin, end):
                yield start + token.start(), start + token.end()


_LITERAL = re.compile(rf"{_LINE_END.pattern}|.", re.DOTALL)
_ESCAPE = re.compile(rf"{inline.ESCAPED.pattern}|{'|'.join(inline.ENTITIES)}")

_BALANCED = re.compile(r"(?:[^()]|\([^()]*\))*")


def _address(address: str) -> str:
    """An address as it stands in a link: with escapes only where it would not be read without."""
    address = address.replace("\\", "\\\\")
    for entity, char in inline.ENTITIES.items():
        address = address.replace(entity, f"&amp;{entity[1:]}") if char else address
    if not _BALANCED.fullmatch(address):
        address = re.sub(r"[()]", r"\\\g<0>", address)
    return re.sub(r"[\[\]]", r"\\\g<0>", address)


# ---- reading ----


def _shown(source: str, kind: Kind) -> list[Cell] | None:
    """The characters that a reader sees; ``None`` where there is more than text, bold and links."""
    if _CONTROL.search(source):
        return None
    return _collected(inline.read(source, verse=kind is Kind.LITERATURE), Cell(""))


def _collected(element: Element, model: Cell) -> list[Cell] | None:
    cells = _characters(element.text, model)
    for part in element:
        if part.tag == "br":
            inside: list[Cell] | None = [model._replace(char="\n", link="")]
        elif part.tag == "strong":
            inside = _collected(part, model._replace(bold=True))
        elif part.tag == "a":
            inside = _collected(part, model._replace(link=inline.said(part.get("href"))))
        else:
            inside = None
        behind = _characters(part.tail, model)
        if cells is None or inside is None or behind is None:
            return None
        cells += inside + behind
    return cells


def _characters(text: str | None, model: Cell) -> list[Cell] | None:
    said = inline.said(text)
    return None if "\n" in said else [model._replace(char=char) for char in said]
