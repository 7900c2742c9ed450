"""What looks like Markdown and is shown as text is named, and nothing else is."""

from typing import Any

import pytest
from hypothesis import given

from generator.content import body
from generator.kinds import Kind
from generator.newsroom import leftovers
from strategies import line, sentence
from support import each_case


@each_case("leftovers")
def test_what_is_named(case: dict[str, Any]) -> None:
    """Each mark that the grammar does not know is named with its line, its words, and what it looks like."""
    kind = Kind(case.get("kind", "news"))
    found = list(leftovers.found(case["body"], kind))
    assert [(each.line, each.words) for each in found] == [(at, words) for at, words, _ in case["found"]]
    assert all(what in each.message and each.hint for each, (_, _, what) in zip(found, case["found"], strict=True))


@given(line | sentence)
def test_what_import_writes_is_never_named(text: str) -> None:
    """Text as import writes it holds nothing that looks like a mark."""
    text = " ".join(text.split())
    assert list(leftovers.found(body.from_text(text), Kind.NEWS)) == []
    assert list(leftovers.found(body.from_table([[text, "甲"], ["乙"]]), Kind.NEWS)) == []


@pytest.mark.parametrize(
    "typed",
    ["![", "[", "[a](", "<b", "*", "* ", "*a", "_a", "`", "`a", "&", "- ", "|", "**", "** a", "<", "[^", "甲\n1. 乙\n"],
)
def test_it_takes_no_longer_than_the_text(typed: str) -> None:
    """However often a mark is repeated, looking for it takes a moment."""
    assert isinstance(list(leftovers.found(typed * 5_000 + " " * 5_000 + "甲", Kind.NEWS)), list)
