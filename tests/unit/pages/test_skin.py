"""A paper's own colours."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.colours import READABLE, contrast
from generator.config import Colours
from generator.pages.skin import css

SHADES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_our_own_colours_add_nothing() -> None:
    """A paper that keeps banmian's colours keeps its style sheet byte for byte."""
    assert css(Colours()) == ""


@given(SHADES, SHADES)
def test_soft_text_can_be_read_where_ink_can(ink: str, paper: str) -> None:
    """Whatever colours a paper has, soft text is as readable as text must be, or as ink itself."""
    day = css(Colours(ink=ink, paper=paper)).partition("}")[0]
    tokens = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", day))
    if day:
        assert contrast(tokens["soft"], paper) >= min(READABLE, contrast(ink, paper))
