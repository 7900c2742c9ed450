"""The grammar of a page: gives all possible readings of the next line after a state."""

from collections.abc import Iterator

from generator.language import bylines
from generator.understanding import bodies, openings
from generator.understanding.line_table import LineTable
from generator.understanding.parts import Part
from generator.understanding.state import State, Step, fresh, text_state
from generator.understanding.weights import GRAMMAR, NEVER


def follow(page: LineTable, state: State, at: int) -> Iterator[Step]:
    """All possible readings of the line ``at`` after a state, with their scores."""
    own = page.own[at]
    line = page.lines[at]
    if own[Part.FURNITURE] > NEVER:
        yield from openings.furniture(page, state, at, own)
        if own[Part.FURNITURE] >= 10 and not line.is_day:
            return
    if own[Part.HEADLINE] > -15:
        yield from openings.headline(page, state, at, own)
    if own[Part.BYLINE] > -15:
        yield from openings.byline(page, state, at, own)
    if own[Part.CAPTION] > -15:
        yield from openings.caption(state, own)
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if line.is_credit or (below is not None and below.is_credit and bylines.is_role(line.text)):
        yield from openings.credit(state)
    yield from openings.opening(page, state, at, own)
    if state.base is None:
        return
    yield from bodies.body(page, state, at, own)
    if state.last >= 0 or (state.base in (Part.BODY, Part.REST, Part.OPENING) and state.tail_from >= 0):
        yield from bodies.rest(page, state, at)
    if state.texts or state.base is not None:
        if own[Part.SIGNATURE] > -6:
            yield from bodies.signature(page, state, at, own)
        if own[Part.TAIL] > -15:
            yield from bodies.tail(page, state, at, own)
    if line.is_short:
        yield from bodies.subhead(page, state, at)
    if own[Part.VERSE] > -6:
        yield from bodies.verse(page, state, at, own)
    if own[Part.ROW] > -6:
        yield from bodies.row(page, state, at, own)


def close(state: State) -> float:
    """The penalty (a negative score) if the text ends in this state."""
    if state.base is Part.HEADLINE and not state.texts and state.part is Part.HEADLINE:
        return GRAMMAR["标题下没有正文"]
    if state.base is Part.SUBHEAD and state.part is Part.SUBHEAD:
        return GRAMMAR["小标题下没有正文"]
    return 0.0


def forced(page: LineTable, at: int) -> State:
    """The state after a line for which the grammar has no reading: it is taken as a paragraph that opens an item."""
    return text_state(page, fresh(at, Part.OPENING), at, Part.OPENING)
