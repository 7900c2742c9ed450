"""The weights and the functions that give the evidence for and against a line being each part."""

from collections.abc import Callable, Mapping, Sequence

from generator.understanding import aside_reasons, head_reasons, text_reasons, weights
from generator.understanding.forms import Form
from generator.understanding.parts import Part

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
    Part.HEADLINE: head_reasons.headline,
    Part.BODY: text_reasons.body,
    Part.VERSE: text_reasons.verse,
    Part.ROW: text_reasons.row,
    Part.SIGNATURE: text_reasons.signature,
    Part.BYLINE: head_reasons.byline,
    Part.TAIL: head_reasons.tail,
    Part.CAPTION: aside_reasons.caption,
}
"""For each part, the function that finds evidence in a line and its neighbours. Furniture also needs the whole page."""


def weigh(part: Part, found: Sequence[str]) -> float:
    """The sum of the weights of the evidence that was found."""
    table = TABLES[part]
    return float(sum(table[reason] for reason in found))
