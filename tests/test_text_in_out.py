"""What an editor types stands on the page. ``python -m benchmarks.text_in_out`` tries a hundred thousand bodies."""

import pytest

import typed
from generator.model import Kind
from generator.pages import setting
from support import examples


@pytest.mark.slow
def test_no_character_of_a_body_is_lost() -> None:
    """Every visible character of a body stands on its page, in order, or is part of a mark of the closed list."""
    bodies = (typed.body(f"short-{at}") for at in range(examples(1_500)))
    assert [(text, lost) for text, kind in bodies if (lost := typed.lost(text, kind))] == []


def test_the_account_sees_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that finds nothing would always pass: a page that drops or invents a character is found out."""
    assert typed.lost("3*4*5", Kind.NEWS) == ""
    for page in ("<p>3<i>4</i>5</p>", "<p>3*4*55</p>", "<p>3*5*4</p>", "<p>3*4*</p>"):
        monkeypatch.setattr(setting, "shown", lambda _text, _kind, page=page: page)
        assert typed.lost("3*4*5", Kind.NEWS)
