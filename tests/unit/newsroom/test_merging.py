"""A three-way merge takes what only one side changed, and keeps the editor's where both did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.newsroom.merging import merge

BASE = "题\n\n一\n\n二\n\n三"
lines = st.lists(st.sampled_from("甲乙丙丁"), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged", "conflicts"),
    [
        (BASE, BASE, BASE, 0),
        (BASE, BASE.replace("二", "贰"), BASE.replace("二", "贰"), 0),
        (BASE.replace("题", "新题"), BASE, BASE.replace("题", "新题"), 0),
        (BASE.replace("题", "新题"), BASE.replace("三", "叁"), BASE.replace("题", "新题").replace("三", "叁"), 0),
        (BASE.replace("二", "两"), BASE.replace("二", "贰"), BASE.replace("二", "两"), 1),
        (BASE.replace("二", "贰"), BASE.replace("二", "贰"), BASE.replace("二", "贰"), 0),
        (BASE.replace("\n\n二", ""), BASE.replace("题", "新题"), "新题\n\n一\n\n三", 0),
        (BASE.replace("题", "新题"), f"{BASE}\n\n四", BASE.replace("题", "新题") + "\n\n四", 0),
        (f"{BASE}\n\n编者按", f"{BASE}\n\n四", f"{BASE}\n\n编者按", 1),
    ],
)
def test_who_changed_what(mine: str, theirs: str, merged: str, conflicts: int) -> None:
    """Each stretch is taken from the side that changed it; where both did, the editor's stays and is told."""
    made = merge(BASE, mine, theirs)
    assert (made.text, len(made.conflicts)) == (merged, conflicts)


@given(lines, lines, lines)
def test_an_editors_text_is_never_lost(base: str, mine: str, theirs: str) -> None:
    """An untouched text becomes the source's, an untouched source leaves the editor's; both alike is that."""
    assert merge(base, base, theirs).text == theirs
    assert merge(base, mine, base).text == mine
    assert merge(base, mine, mine) == (mine, ())
    made = merge(base, mine, theirs)
    for conflict in made.conflicts:
        assert set(conflict.kept) <= set(made.text.split("\n"))
