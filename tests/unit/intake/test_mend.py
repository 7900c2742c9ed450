"""Paragraphs that a column break cut are one again; what ended stays ended."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake import mend
from strategies import sentence
from support import each_case

pieces = st.lists(sentence, max_size=8)


@each_case("paragraphs")
def test_pieces_become_paragraphs(case: dict[str, Any]) -> None:
    """Pieces in reading order give the paragraphs that were printed."""
    assert mend.rejoin(case["pieces"]) == case["paragraphs"]


@given(pieces)
def test_nothing_is_put_in_or_taken_out(found: list[str]) -> None:
    """Rejoining changes where paragraphs end and nothing else."""
    assert "".join(mend.rejoin(found)) == "".join(found)


@given(pieces)
def test_every_paragraph_but_the_last_has_an_end(found: list[str]) -> None:
    """After rejoining, a paragraph that is followed by another is one that may end, or both are items of a list."""
    paragraphs = mend.rejoin(found)
    for one, following in pairwise(paragraphs):
        assert mend.is_complete(one) or (mend.is_item(one) and mend.is_item(following))


@given(pieces)
def test_what_is_mended_stays(found: list[str]) -> None:
    """Mending what is mended changes nothing."""
    once = mend.rejoin(found)
    assert mend.rejoin(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、清晨的码头", True),
        ("（三）听居民说", True),
        ("① 先说交通", True),
        ("3. 修一条路", True),
        ("一、清晨的码头灯还亮着，", False),
        ("一、这是一句完整的话。", False),
        ("3.5公里的堤岸", False),
        ("第一艘船", False),
        ("一、" + "很长的小标题" * 5, False),
    ],
)
def test_numbered_subheads(text: str, expected: bool) -> None:  # noqa: FBT001
    """A short numbered line without a sentence's end is a heading inside a story."""
    assert mend.is_subhead(text) == expected
