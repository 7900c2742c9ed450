"""A word that may become a tag, with what speaks for it."""

from dataclasses import dataclass

from generator.model import TagKind

# What a place in the text is worth. An article is shown from ``ENOUGH`` on; below it only to reach the least number.
HEADLINE = 6.0
LEAD = 3.0
TEXT = 2.0
ENOUGH = 3.0
SLIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, its kind, its weight, and the reason in an editor's words."""

    tag: str
    kind: TagKind
    weight: float
    reason: str
    is_heading: bool = False
    """Whether it says what the article is about, in the words of the list of themes."""
