"""What an editor types stands on the page. ``python -m benchmarks.text_in_out`` tries a hundred thousand of each."""

import pytest

import typed
import typed_values
from generator.content import remarks
from generator.kinds import Kind
from generator.pages import setting
from support import examples


@pytest.mark.slow
def test_no_character_of_a_body_is_lost() -> None:
    """Every visible character of a body stands on its page, in order, or is part of a mark of the closed list."""
    bodies = (typed.body(f"short-{at}") for at in range(examples(1_500)))
    assert [(text, lost) for text, kind in bodies if (lost := typed.lost(text, kind))] == []


@pytest.mark.slow
def test_no_word_of_a_field_is_lost() -> None:
    """Every word of a field stands on the page that it is printed on, or the line is named."""
    values = (typed_values.value(f"short-{at}") for at in range(examples(1_000)))
    assert [(place, text, lost) for place, text in values if (lost := typed_values.lost(place, text))] == []


def test_the_account_of_fields_sees_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that swallows words is found out, and so is a remark that nobody is told of."""
    assert typed_values.lost("title", "码头 # 启用") == ""
    monkeypatch.setattr(remarks, "found", lambda _text, _source: ())
    assert typed_values.lost("title", "码头 # 启用")
    monkeypatch.setattr(typed_values, "_page", lambda *_: "码头")
    assert typed_values.lost("kicker", "码头启用")


def test_the_account_sees_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that finds nothing would always pass: a page that drops or invents a character is found out."""
    assert typed.lost("3*4*5", Kind.NEWS) == ""
    for page in ("<p>3<i>4</i>5</p>", "<p>3*4*55</p>", "<p>3*5*4</p>", "<p>3*4*</p>"):
        monkeypatch.setattr(setting, "shown", lambda _text, _kind, page=page: page)
        assert typed.lost("3*4*5", Kind.NEWS)
