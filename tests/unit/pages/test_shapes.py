"""How paragraphs are set by the custom of their kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds import Kind
from generator.pages import shapes
from generator.pages.shapes import Shape
from strategies import sentence
from support import each_case


@each_case("shapes")
def test_each_paragraph_has_the_shape_of_its_kind(case: dict[str, Any]) -> None:
    """A form that leaves no doubt is set by custom; whatever might be mere text is set as text."""
    assert [shape.value for shape in shapes.of(Kind(case["kind"]), case["paragraphs"])] == case["shapes"]


@pytest.mark.parametrize("kind", Kind)
@given(paragraphs=st.lists(st.one_of(st.just(""), sentence), max_size=6))
def test_every_paragraph_has_a_shape(kind: Kind, paragraphs: list[str]) -> None:
    """Whatever stands in a body, there are as many shapes as paragraphs, and what is no paragraph has none."""
    found = shapes.of(kind, paragraphs)
    assert len(found) == len(paragraphs)
    assert all(shape is Shape.PARAGRAPH for shape, text in zip(found, paragraphs, strict=True) if not text)


def test_a_line_of_kin_is_read_in_one_pass() -> None:
    """Names that end in a word of kin leave no choice of where the next one begins; there were 2**n of them."""
    kin = "父母：张三" * 40
    assert shapes._signs(Kind.NOTICE, kin)
    assert not shapes._signs(Kind.NOTICE, kin + "，")
