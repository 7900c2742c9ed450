"""Colours: contrast as WCAG has it, and mixing."""

import pytest

from generator.colours import contrast, mix


def test_contrast() -> None:
    """From 1 for the same colour to 21 for black on white, whichever is named first."""
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ad1f17", "#AD1F17") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_mixing() -> None:
    """A share of one and the rest of the other, channel by channel."""
    assert mix("#ff0000", "#0000ff", 0.5) == "#800080"
    assert mix("#123456", "#ffffff", 1) == "#123456"
