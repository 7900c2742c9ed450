"""A word that may become a tag, with its weight."""

from dataclasses import dataclass

from generator.kinds import TagKind

# Weights of a word by its place in the text. Candidates below ``ENOUGH`` are used only if there are too few tags.
HEADLINE = 6.0
LEAD = 3.0
TEXT = 2.0
ENOUGH = 3.0
SLIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, its kind, its weight, and the reason in Chinese, for editors."""

    tag: str
    kind: TagKind
    weight: float
    reason: str
    is_heading: bool = False
    """Whether it is a subject heading from the list of themes."""
