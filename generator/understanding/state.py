"""The state of a reading: what the following lines depend on, and functions on it that all steps use."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.understanding import patterns
from generator.understanding.line_table import LineTable
from generator.understanding.parts import ASIDE, Part
from generator.understanding.weights import GRAMMAR


class State(NamedTuple):
    """What the reading of the following lines depends on."""

    part: Part | None = None
    """The part of the last line."""
    base: Part | None = None
    """The part of the last line that is neither picture nor furniture; ``None`` before the first item."""
    last: int = -1
    """The number of the last line of a paragraph that is not complete yet; -1 for none."""
    tail_from: int = -1
    """The number of the first line of that paragraph."""
    is_news: bool = False
    signed: bool = False
    subheads: int = 0
    heads: int = 0
    texts: int = 0
    start: int = -1
    sub_length: int = 0
    in_guide: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """The same key means that the same steps and scores follow, so that only the best such state is kept."""
        return (
            self.part,
            self.base,
            self.last,
            self.is_news,
            self.signed,
            min(self.subheads, 1),
            min(self.heads, 3) if self.base is Part.HEADLINE else 0,
            min(self.texts, 2),
            self.in_guide,
        )


class Step(NamedTuple):
    """A line read as a part: the state after it, its score, the grammar's reasons, and whether an item begins here."""

    state: State
    score: float
    reasons: tuple[str, ...]
    opens: bool = False


def total(reasons: Iterable[str]) -> float:
    """The sum of the grammar's weights for these reasons."""
    return sum(map(GRAMMAR.__getitem__, reasons))


def ending(page: LineTable, state: State, at: int) -> list[str]:
    """Evidence for and against the current item ending before the line ``at``."""
    found: list[str] = []
    base, lines = state.base, page.lines
    if base is None:
        return ["全文的第一行"]
    if state.part is Part.FURNITURE:
        found.append("换了版面、栏目")
    if base is Part.TAIL:
        found.append("上一篇署名结束")
    elif base is Part.SIGNATURE:
        is_formal = lines[at - 1].is_day or page.is_formal(state.start, at)
        found += ["上一篇人名落款结束" if lines[at - 1].signature else "上一篇落款结束"] if is_formal else []
    elif state.part is Part.CREDIT or (state.part is Part.CAPTION and lines[at - 1].glued_credit):
        found.append("上面是图片")
    elif base in (Part.BODY, Part.REST, Part.OPENING) and state.part is base:
        above = lines[at - 1]
        if above.is_closing:
            found.append("上一篇以待续、供稿、简介结束")
        elif above.signs_off:
            found.append("上一篇署名结束")
    if state.last >= 0 and state.part not in ASIDE:
        found.append("上一段没有收尾")
    if base is Part.HEADLINE and not state.texts and state.part not in (Part.CAPTION, Part.CREDIT):
        found.append("上一篇只有标题")
    is_signed = state.signed or base in (Part.VERSE, Part.ROW, Part.SIGNATURE, Part.TAIL)
    if not is_signed and state.texts and "上一篇署名结束" not in found:
        found.append("上一篇没有署名")
    if base is Part.VERSE and state.texts == 1:
        found.append("上一篇诗只有一行")
    return found


def left_open(page: LineTable, state: State, at: int) -> list[str]:
    """The reason with a penalty, if a long paragraph would be left without its end."""
    if state.last < 0:
        return []
    line = page.lines[state.last]
    if patterns.JUMP.search(page.lines[at].plain):
        return []  # the paragraph breaks off at （下转第三版）
    is_long = line.is_running or line.lede or line.end == "comma" or state.last > state.tail_from
    return ["没有收尾的长段"] if is_long else []


def fresh(at: int, part: Part) -> State:
    """The state after the first line of an item."""
    return State(part=part, base=part, start=at)


def text_state(
    page: LineTable, state: State, at: int, part: Part, *, is_news: bool = False, joined: bool = False
) -> State:
    """The state after a line of running text."""
    line = page.lines[at]
    is_open = not line.is_over and not line.signature and not (line.is_contact and line.length < 36)
    return state._replace(
        part=part,
        base=part,
        last=at if is_open else -1,
        tail_from=state.tail_from if joined else at,
        is_news=state.is_news or is_news,
        signed=state.signed or is_news or (not is_open and line.signs_off),
        texts=state.texts + (not joined),
        in_guide=False,
    )


def ends_with_closing(page: LineTable, state: State, at: int) -> bool:
    """Whether the last paragraph above, apart from furniture, ends with the authors' names in brackets: （甲 乙）."""
    if state.part not in (Part.BODY, Part.REST, Part.OPENING) or state.texts < 1:
        return False
    return page.lines[page.above[at]].signs_off
