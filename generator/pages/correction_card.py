"""The cards of corrections: what was printed, and what is right."""

from dataclasses import dataclass
from typing import Annotated

from generator.model import Article
from generator.pages.extra_card import date_text


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """A 更正; ``printed`` and ``correct`` are both given or both ``""``."""

    date: Annotated[str, "登更正的日期，2026-03-27"]
    date_text: Annotated[str, "登更正的日期，2026年3月27日"]
    printed: Annotated[str, "印成的；可能是空的"]
    correct: Annotated[str, "应有的；可能是空的"]
    note: Annotated[str, "另外的说明；可能是空的"]


def corrections(source: Article) -> tuple[CorrectionCard, ...]:
    """The cards of an article's corrections."""
    return tuple(
        CorrectionCard(c.date.isoformat(), date_text(c.date), c.printed, c.correct, c.note) for c in source.corrections
    )
