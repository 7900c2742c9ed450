"""Divides the lines of a headline into kicker (引题), title and subtitle (副题)."""

import re
from dataclasses import dataclass

from generator.language import scripts
from generator.understanding.parts import Piece

_SUBTITLE = re.compile(
    r"(?:——|—|--|──)|第[一二三四五六七八九十百\d]{1,4}[回章节集部期]|[(（].{2,24}[)）]$|[^，。]{0,10}(?:[〔\[（(]\d{4}[〕\]）)]\s*\d+\s*号|第\s*\d+\s*号)$"
)
_KICKER = re.compile(
    r"(?:小说连载|连载|长篇连载|报告文学|纪实文学|散文|诗歌|随笔|专题|特稿|专访|视点|关注|聚焦|时评|评论|社论|[^，。]{2,12}(?:专栏|之窗|系列报道|系列|之[一二三四五六七八九十]))$|.{2,24}(?:——|[：:])$"
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts of a headline; in each, printed lines are joined by a space."""

    kicker: str
    title: str
    subtitle: str


def headline(pieces: list[Piece]) -> Headline:
    """Divides the lines of a headline into title, kicker and subtitle.

    A last line that begins with —— or is the number of a chapter is the subtitle; a first line that ends with a colon
    or names a series is the kicker. Of several remaining lines, those marked with ## are the title; else of two lines
    the lower is the title, and of three the middle one. Lines that the source sets as one headline (with two spaces at
    a line's end) count as one line.
    """
    lines = [scripts.simplified(piece.text) for piece in pieces]
    if not pieces:
        return Headline("", "", "")
    first, last = 0, len(pieces)
    while last - first > 1 and _SUBTITLE.match(lines[last - 1]) and not pieces[last - 1].block.marked:
        last -= 1
    while last - first > 1 and _KICKER.fullmatch(lines[first]) and not pieces[first].block.marked:
        first += 1
    marked = [at for at in range(first, last) if pieces[at].block.marked]
    if marked:
        main = marked[0]
        end = marked[-1] + 1
        return _headline(pieces, main, end)
    if last - first == 1 or last < len(pieces) or first > 0:
        main = first if last < len(pieces) and last - first == 1 else last - 1
        return _headline(pieces, main if last - first > 1 else first, last)
    if last - first == 2:
        return _headline(pieces, last - 1, last)
    return _headline(pieces, last - 2, last - 1)


def _headline(pieces: list[Piece], main: int, end: int) -> Headline:
    texts = [piece.text.strip() for piece in pieces]  # a row of a table may end in an empty cell
    return Headline(" ".join(texts[:main]), " ".join(texts[main:end]), " ".join(texts[end:]))
