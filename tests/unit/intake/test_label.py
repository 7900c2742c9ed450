"""What each block of a raw issue is."""

from typing import Any

from hypothesis import given

from generator.intake import label, manuscript
from generator.intake.label import Part
from strategies import raw_issue
from support import each_case


@each_case("labels")
def test_labels(case: dict[str, Any]) -> None:
    """Every block is what an editor would call it."""
    pieces = label.label(manuscript.from_text(case["raw"]).blocks)
    assert [piece.part.value for piece in pieces] == case["parts"]


@given(raw_issue)
def test_every_block_is_labelled_whole(text: str) -> None:
    """The pieces of a text are its blocks in order, each whole and with the reason for its label."""
    blocks = manuscript.from_text(text).blocks
    pieces = label.label(blocks)
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join("".join(b.text.split()) for b in blocks)
    assert list(dict.fromkeys(piece.block.line for piece in pieces)) == [block.line for block in blocks]
    assert all(piece.why for piece in pieces)


def test_a_thousand_pictures_in_a_row() -> None:
    """A page of nothing but captions, below what may be a headline, is labelled to its end."""
    text = "江上春色\n\n" + "3月22日，工人在新港码头装货。周采薇 摄\n\n" * 2000
    pieces = label.label(manuscript.from_text(text).blocks)
    assert [piece.part for piece in pieces[-2:]] == [Part.CAPTION, Part.CREDIT]
