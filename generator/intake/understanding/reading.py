"""The best reading of a page: the way through the grammar that the evidence speaks for most, and how sure it is.

Viterbi's algorithm over the lines. Where several readings lead to states with the same future, the best is kept and
the others are remembered with what they lack: from that follows, for each place where an item begins or might begin,
how much better the reading is than the best one that differs there (Hagenauer and Hoeher, 1989).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.intake import bylines
from generator.intake.manuscript import Block
from generator.intake.understanding import grammar, joins
from generator.intake.understanding.forms import form
from generator.intake.understanding.grammar import Page, State, Step
from generator.intake.understanding.parts import Part, Piece

BEAM = 14.0
"""States that lack so much of the best one are given up."""
WIDEST = 20
KEPT_RIVALS = 3
SURE = 99.0


@dataclass(slots=True)
class _Node:
    """A state behind a line, the best way to it, and other ways with what they lack."""

    state: State
    total: float
    step: Step | None
    back: "_Node | None"
    rivals: list[tuple[float, "_Node", Step]] = field(default_factory=list)


def read(blocks: Sequence[Block]) -> list[Piece]:
    """What each line of a page is, in order; a line with its credit glued to it becomes two pieces."""
    page = Page([form(block) for block in blocks])
    best, rivals = _best(page)
    margins, others = _margins(best, rivals, len(blocks))
    pieces: list[Piece] = []
    for at, node in enumerate(best):
        step = node.step
        if step is None:
            continue
        pieces += _pieces(page, at, step, margins[at], others[at])
    return pieces


def _best(page: Page) -> tuple[list[_Node], list[tuple[float, _Node]]]:
    """The nodes of the best way, one a line, and the other ways that reach the end."""
    beam = [_Node(State(), 0.0, None, None)]
    for at in range(len(page.lines)):
        reached: dict[tuple[object, ...], _Node] = {}
        for node in beam:
            total = node.total
            for step in grammar.follow(page, node.state, at):
                score = total + step.score
                key = step.state.key
                known = reached.get(key)
                if known is None:
                    reached[key] = _Node(step.state, score, step, node)
                elif score > known.total:
                    if known.back is not None and known.step is not None:
                        known.rivals.append((known.total, known.back, known.step))
                    known.state, known.total, known.step, known.back = step.state, score, step, node
                else:
                    known.rivals.append((score, node, step))
        if not reached:
            # Nothing fits: the line goes on as body text of its own item.
            fallback = max(beam, key=lambda node: node.total)
            step = Step(grammar.forced(page, at), -20.0, True, ("没有合适的读法",))
            reached[step.state.key] = _Node(step.state, fallback.total - 20.0, step, fallback)
        top = max(node.total for node in reached.values())
        beam = sorted((node for node in reached.values() if node.total > top - BEAM), key=lambda node: -node.total)[:WIDEST]
    ends = sorted(((node.total + grammar.close(page, node.state), node) for node in beam), key=lambda end: -end[0])
    way: list[_Node] = []
    node: _Node | None = ends[0][1] if page.lines else None
    while node is not None and node.back is not None:
        way.append(node)
        node = node.back
    way.reverse()
    return way, [(ends[0][0] - total, node) for total, node in ends[1:]]


def _margins(best: list[_Node], ends: list[tuple[float, _Node]], count: int) -> tuple[list[float], list[str]]:
    """For each line by how much the reading is better than the best that differs in where items begin, and what the
    line would be there."""
    margins, others = [SURE] * count, [""] * count
    at_node = {id(node): at for at, node in enumerate(best)}

    def compare(lack: float, at: int, step: Step, node: _Node | None) -> None:
        """Walks back a rival's way from line ``at`` until it meets the best one, and notes where the two differ."""
        rival: _Node | None = node
        here: Step | None = step
        while here is not None:
            mine = best[at].step
            if mine is not None and mine.opens != here.opens and lack < margins[at]:
                margins[at], others[at] = lack, str(here.state.part)
            if rival is None or id(rival) in at_node:
                return
            at -= 1
            here, rival = rival.step, rival.back

    for lack, node in ends:
        if node.step is not None and lack < SURE:
            compare(lack, count - 1, node.step, node.back)
    for at, node in enumerate(best):
        for total, back, step in sorted(node.rivals, key=lambda rival: -rival[0])[:KEPT_RIVALS]:
            compare(node.total - total, at, step, back)
    return margins, others


def _pieces(page: Page, at: int, step: Step, margin: float, other: str) -> list[Piece]:
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
            Piece(block, text[:lede].rstrip(), Part.HEADLINE, "标题与电头连排", True, margin, other),
            Piece(block, text[lede:], Part.BODY, "连在标题后面的电头"),
        ]
    return [Piece(block, text, part, why, step.opens, margin, other, joined)]


def _why(page: Page, at: int, part: Part, step: Step) -> list[str]:
    if part is Part.REST:
        return list(step.reasons)
    table = Part.BODY if part is Part.OPENING else part
    own = page.reasons[at].get(table, [])
    return [*own, *step.reasons]
