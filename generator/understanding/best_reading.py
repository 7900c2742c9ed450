"""Finds the best reading of a page, that is the sequence of parts with the highest score, and how certain it is.

It runs the Viterbi algorithm over the lines, with a beam, forward and backward: forward it finds the best path to each
state, backward the best path from there to the end. Both together tell, for each line, by how much the best reading is
better than the best one in which the line belongs to another item.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.language import bylines
from generator.understanding import joins, steps
from generator.understanding.forms import form
from generator.understanding.line_table import LineTable
from generator.understanding.manuscript import Block
from generator.understanding.parts import Part, Piece
from generator.understanding.state import State, Step

BEAM = 14.0
"""States whose score is lower than the best one's by more than this are dropped."""
WIDEST = 20
SURE, NOWHERE = 99.0, -1e9


@dataclass(slots=True)
class _Node:
    """A state after a line, and the best path to it; ``ahead`` is the best score from here to the end."""

    state: State
    total: float
    step: Step | None
    back: "_Node | None"
    ahead: float = NOWHERE


Edge = tuple[_Node, Step, _Node]
"""One reading of a line: the state before it, the step, and the state after it."""


def read(blocks: Sequence[Block]) -> list[Piece]:
    """The pieces of a page with their parts, in order; a caption with its credit in one line becomes two pieces."""
    page = LineTable([form(block) for block in blocks])
    way, edges = _best(page)
    pieces: list[Piece] = []
    for at, node in enumerate(way):
        if node.step is not None:
            pieces += _pieces(page, at, node.step, *_margin(node.step, edges[at]))
    return pieces


def _best(page: LineTable) -> tuple[list[_Node], list[list[Edge]]]:
    """The nodes of the best path, one for each line, and all readings of each line that were considered."""
    beam = [_Node(State(), 0.0, None, None)]
    edges: list[list[Edge]] = []
    for at in range(len(page.lines)):
        reached: dict[tuple[object, ...], _Node] = {}
        here: list[Edge] = []
        for node in beam:
            total = node.total
            for step in steps.follow(page, node.state, at):
                score = total + step.score
                key = step.state.key
                known = reached.get(key)
                if known is None:
                    known = reached[key] = _Node(step.state, score, step, node)
                elif score > known.total:
                    known.state, known.total, known.step, known.back = step.state, score, step, node
                here.append((node, step, known))
        if not reached:
            # The grammar has no reading for this line, so it is taken as body text that opens an item.
            best = max(beam, key=lambda node: node.total)
            step = Step(steps.forced(page, at), -20.0, ("没有合适的读法",), opens=True)
            forced = _Node(step.state, best.total - 20.0, step, best)
            reached[step.state.key] = forced
            here.append((best, step, forced))
        top = max(node.total for node in reached.values())
        near = (node for node in reached.values() if node.total > top - BEAM)
        beam = sorted(near, key=lambda node: -node.total)[:WIDEST]
        edges.append(here)
    for end in beam:
        end.ahead = steps.close(end.state)
    for here in reversed(edges):
        for before, step, behind in here:
            before.ahead = max(before.ahead, step.score + behind.ahead)
    way: list[_Node] = []
    last: _Node | None = max(beam, key=lambda end: end.total + end.ahead)
    while last is not None and last.back is not None:
        way.append(last)
        last = last.back
    return way[::-1], edges


def _margin(chosen: Step, edges: Sequence[Edge]) -> tuple[float, str]:
    """By how much the reading is better than the best other one, and the line's part in that one.

    Another reading is one that differs in whether an item begins with the line, or in whether it is furniture.
    """
    best, other, part = NOWHERE, NOWHERE, ""
    mine = _belongs(chosen)
    for before, step, behind in edges:
        whole = before.total + step.score + behind.ahead
        if _belongs(step) == mine:
            best = max(best, whole)
        elif whole > other:
            other, part = whole, str(step.state.part)
    return min(best - other, SURE), part


def _belongs(step: Step) -> tuple[bool, bool]:
    return step.opens, step.state.part is Part.FURNITURE


def _pieces(page: LineTable, at: int, step: Step, margin: float, other: str) -> list[Piece]:
    line = page.lines[at]
    part = step.state.part or Part.BODY
    block, text = line.block, line.text
    why = "；".join(_why(page, at, part, step))
    joined = joins.score(list(step.reasons)) if part is Part.REST else SURE
    if part is Part.CAPTION and line.glued_credit:
        return [
            Piece(block, text[: line.glued_credit].rstrip(), part, why, step.opens, margin, other),
            Piece(block, text[line.glued_credit :], Part.CREDIT, "连在图片说明末尾"),
        ]
    lede = bylines.glued_lede(text) if part in (Part.BODY, Part.OPENING) else 0
    if lede:
        return [
            Piece(
                block, text[:lede].rstrip(), Part.HEADLINE, "标题与电头连排", opens=True, margin=margin, runner_up=other
            ),
            Piece(block, text[lede:], Part.BODY, "连在标题后面的电头"),
        ]
    return [Piece(block, text, part, why, step.opens, margin, other, joined)]


def _why(page: LineTable, at: int, part: Part, step: Step) -> list[str]:
    if part is Part.REST:
        return list(step.reasons)
    table = Part.BODY if part is Part.OPENING else part
    own = page.reasons[at].get(table, [])
    return [*own, *step.reasons]
