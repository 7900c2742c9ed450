"""A paper's own colours."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.colours import READABLE, contrast
from generator.pages.skin import css
from generator.settings import Colours

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


def test_night_has_colours_of_its_own() -> None:
    """By day the paper's day colours hold, by night those for the night, whoever chose it: the reader or the device."""
    ours = Colours(paper="#ffffff", ink="#111111", red="#990000")
    ours = ours.model_copy(update={"night_paper": "#101010", "night_ink": "#eeeeee", "night_red": "#ff8888"})
    day, chosen, by_device = re.findall(r"(?<=\{)--[^}]*", css(ours))
    assert chosen == by_device
    for tokens, kinds in ((day, "#ffffff #111111 #990000"), (chosen, "#101010 #eeeeee #ff8888")):
        found = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", tokens))
        assert [found[name] for name in ("paper", "ink", "red")] == kinds.split()
    for shade in re.findall(r"--(?:soft|rule|wash|mark): (#\w{6})", chosen):
        assert shade not in day
