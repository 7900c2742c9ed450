"""Phrases: where a headline's line may end."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.phrases import phrases
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


@given(st.text(st.sampled_from("新区的在一二14%.A“”《》，、—· ") | st.characters(codec="utf-8")), st.integers(1, 4))
def test_the_parts_are_the_line(text: str, size: int) -> None:
    """Joined again the parts are the line, whatever the dictionary says."""
    assert "".join(phrases(text, lambda run: [run[at : at + size] for at in range(0, len(run), size)])) == text


@given(st.text(st.sampled_from("新区的在一二14%“”，、"), min_size=2), st.integers(1, 4))
def test_no_part_is_a_single_character(text: str, size: int) -> None:
    """No part but a whole line has fewer than two characters that are no marks."""
    parts = phrases(text, lambda run: [run[at : at + size] for at in range(0, len(run), size)])
    assert len(parts) == 1 or all(sum(char not in "“”，、" for char in part) > 1 for part in parts)
