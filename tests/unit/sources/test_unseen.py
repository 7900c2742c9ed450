"""What nobody sees in a text does not part names, dates or headlines; whatever shows stays."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources import unseen

some_text = st.text(
    st.one_of(st.sampled_from("\u200b\ufeff\u00ad\u2060 \n甲。"), st.characters(exclude_categories=["Cs"]))
)


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("周\u200b采\ufeff薇", "周采薇"),
        ("2026\u200e年\u20603月", "2026年3月"),
        ("👩\u200d🌾 葛\U000e0100", "👩\u200d🌾 葛\U000e0100"),
        ("甲\u00a0乙\u3000丙\t丁", "甲\u00a0乙\u3000丙\t丁"),
        ("标题第一行  \n第二行\n\n正文。", "标题第一行  \n第二行\n\n正文。"),
    ],
)
def test_what_is_cleared(text: str, clear: str) -> None:
    """Characters of width zero go; joiners of emoji, variants, spaces and a headline's two spaces stay."""
    assert unseen.cleared(text)[0] == clear


def test_spaces_behind_most_lines_say_nothing() -> None:
    """A program that ends every line in spaces does not mean every line to be a headline's first."""
    lines = ["码头启用", "本报讯 昨日启用。", "市民说好。", "菜市场搬家", "本报讯 昨日搬家。"]
    assert unseen.cleared("  \n".join([*lines, ""])) == ("\n".join([*lines, ""]), ())


@given(some_text)
def test_the_account_is_exact(text: str) -> None:
    """But for white space, the text that was given, less what is told, is the text that is left; once is enough."""
    clear, changes = unseen.cleared(text)
    told = Counter({change.printed: change.times for change in changes})
    assert Counter("".join(text.split())) - told == Counter("".join(clear.split()))
    assert unseen.cleared(clear) == (clear, ())
