"""The parts that a line can be: of an item, beside one, or furniture."""

from dataclasses import dataclass
from enum import StrEnum

from generator.understanding.manuscript import Block


class Part(StrEnum):
    """What a line is."""

    HEADLINE = "标题"
    BYLINE = "署名"
    OPENING = "开头"
    BODY = "正文"
    REST = "接上段"
    SUBHEAD = "小标题"
    VERSE = "诗行"
    ROW = "表行"
    SIGNATURE = "落款"
    TAIL = "文末署名"
    CAPTION = "图说"
    CREDIT = "图署"
    FURNITURE = "版面"


TEXT = frozenset({Part.OPENING, Part.BODY, Part.REST, Part.SUBHEAD, Part.VERSE, Part.ROW, Part.SIGNATURE})
"""The parts that make up an item's body."""
ASIDE = frozenset({Part.CAPTION, Part.CREDIT, Part.FURNITURE})
"""The parts that may interrupt a story without belonging to its text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a piece of one, with its part and the reasons.

    ``opens`` says that an item begins here. ``margin`` is by how much this reading is better than the best one that
    differs in this, and ``runner_up`` is the line's part in that reading. ``joined`` is, for the continuation of a
    paragraph, the strength of the evidence for joining.
    """

    block: Block
    text: str
    part: Part
    why: str
    opens: bool = False
    margin: float = 99.0
    runner_up: str = ""
    joined: float = 99.0
