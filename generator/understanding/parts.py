"""What a line can be in its item, or that it belongs to none."""

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
"""What stands in an item's body."""
ASIDE = frozenset({Part.CAPTION, Part.CREDIT, Part.FURNITURE})
"""What may stand inside a story without being a part of its text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a part of one, with what it is and why.

    ``opens`` says that an item begins here. ``margin`` is by how much this reading is better than the best one in
    which that is otherwise, and ``runner_up`` what the line would be there; ``joined`` is, for the rest of a
    paragraph, how strong the evidence for that is.
    """

    block: Block
    text: str
    part: Part
    why: str
    opens: bool = False
    margin: float = 99.0
    runner_up: str = ""
    joined: float = 99.0
