"""Phrases: where a headline's line may end."""

from functools import partial
from itertools import accumulate
from typing import Any

import jieba
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.phrases import phrases
from headlines import HEADLINES
from support import each_case


@each_case("phrases")
def test_headlines_break_between_words(case: dict[str, Any]) -> None:
    """Words, names, figures and quotation marks stay whole, and no character stands alone."""
    words = case["words"].split()

    def cut(run: str) -> list[str]:
        found = []
        while run:
            word = next(word for word in words if run.startswith(word))
            found.append(word)
            run = run.removeprefix(word)
        return found

    assert "|".join(phrases(case["text"], cut)) == case["parts"]


MOST_TORN = 7
"""Of 750 places; all are words that the dictionary does not know, or knows wrongly. This only falls."""


def test_a_line_may_end_in_few_words_of_headlines_never_seen() -> None:
    """Of the headlines whose words are marked by hand, with the dictionary's own cuts."""
    torn, places = [], 0
    for headline in HEADLINES:
        at = 0
        for line in headline.title.split():
            ends = list(accumulate(map(len, phrases(line, partial(jieba.cut, HMM=False))), initial=at))
            places += len(ends[1:-1])
            torn += [f"{headline.title} {end}" for end in ends[1:-1] if end not in headline.ends]
            at = ends[-1]
    assert places > 700
    assert len(torn) <= MOST_TORN, torn


@given(st.text(st.sampled_from("新区的在一二14%.A“”《》，、—· ") | st.characters(codec="utf-8")), st.integers(1, 4))
def test_the_parts_are_the_line(text: str, size: int) -> None:
    """Joined again the parts are the line, whatever the dictionary says."""
    assert "".join(phrases(text, lambda run: [run[at : at + size] for at in range(0, len(run), size)])) == text


@given(st.text(st.sampled_from("新区的在一二14%“”，、"), min_size=2), st.integers(1, 4))
def test_no_part_is_a_single_character(text: str, size: int) -> None:
    """No part but a whole line has fewer than two characters that are no marks."""
    parts = phrases(text, lambda run: [run[at : at + size] for at in range(0, len(run), size)])
    assert len(parts) == 1 or all(sum(char not in "“”，、" for char in part) > 1 for part in parts)
