"""Bodies of the first grammar, rewritten so that a page shows what it showed, and what it had swallowed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import body
from generator.kinds import Kind
from generator.newsroom import format1, rewriting
from strategies import line, sentence
from support import each_case


@each_case("rewriting")
def test_how_a_body_is_rewritten(case: dict[str, Any]) -> None:
    """A mark that meant something is said in today's way; text that was swallowed is left as it was typed."""
    kind = Kind(case.get("kind", "news"))
    made = rewriting.rewritten(case["body"], kind)
    assert made.body == case["rewritten"]
    assert (list(made.comments), made.differs) == (case.get("comments", []), case.get("differs", False))
    assert rewriting.rewritten(made.body, kind).body == made.body or made.body == case["body"]


@given(st.lists(st.one_of(line, sentence), max_size=4))
def test_what_import_wrote_is_never_rewritten(texts: list[str]) -> None:
    """A body as import writes it says the same by both grammars."""
    written = "\n\n".join(body.from_text(" ".join(text.split())) for text in texts)
    assert rewriting.rewritten(written, Kind.NEWS) == rewriting.Rewritten(written)


PIECES = st.sampled_from(
    "甲 乙丙 3*4 *丁* **戊** _己_ `庚` <b>辛</b> <br> <i> ## # > >> - 1. 3. --- ===".split()
    + "&copy; &amp; \\\\* ![a](b) [c](/d) | * ** < \u3000".split(" ")
)


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.LITERATURE])
@given(st.lists(st.one_of(PIECES, st.sampled_from(["\n", "\n\n", " ", "    "])), max_size=14).map("".join))
def test_a_rewritten_body_shows_all_that_was_shown(kind: Kind, text: str) -> None:
    """Whatever the old page showed stands on the new one in the same order, or the body is named for a person."""
    made = rewriting.rewritten(text, kind)
    before = format1.to_html(text, kind)
    assert before is not None
    if made.differs:
        assert made.body == text
    else:
        rest = iter("".join(format1.shown(body.to_html(made.body, kind)).blocks))
        assert all(char in rest for char in "".join(format1.shown(before).blocks))


@pytest.mark.parametrize("sign", ["-", "*", "_", "- ", "=", "> ", "`"])
def test_a_row_of_signs_is_read_in_one_pass(sign: str) -> None:
    """Signs without end, and something behind them that makes the row no rule, are no more work than their number."""
    text = sign * 500 + "\\甲"
    assert "甲" in rewriting.rewritten(text, Kind.NEWS).body
