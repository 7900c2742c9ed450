"""What speaks for and against a line being each part, and the sum of it."""

from collections.abc import Callable, Mapping, Sequence

from generator.intake.understanding import asides, heads, texts, weights
from generator.intake.understanding.forms import Form
from generator.intake.understanding.parts import Part

TABLES: Mapping[Part, dict[str, float]] = {
    Part.HEADLINE: weights.HEADLINE,
    Part.BODY: weights.BODY,
    Part.VERSE: weights.VERSE,
    Part.ROW: weights.ROW,
    Part.SIGNATURE: weights.SIGNATURE,
    Part.BYLINE: weights.BYLINE,
    Part.TAIL: weights.TAIL,
    Part.CAPTION: weights.CAPTION,
    Part.FURNITURE: weights.FURNITURE,
}
FINDERS: Mapping[Part, Callable[[Sequence[Form], int], list[str]]] = {
    Part.HEADLINE: heads.headline,
    Part.BODY: texts.body,
    Part.VERSE: texts.verse,
    Part.ROW: texts.row,
    Part.SIGNATURE: texts.signature,
    Part.BYLINE: heads.byline,
    Part.TAIL: heads.tail,
    Part.CAPTION: asides.caption,
}
"""What is found about a line, by the line and its neighbours alone. Furniture is asked of the page as well."""


def weigh(part: Part, found: Sequence[str]) -> float:
    """The sum of the weights of what was found."""
    table = TABLES[part]
    return float(sum(table[reason] for reason in found))
