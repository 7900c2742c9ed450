"""The paper's own values (``extra:``) of an article or a page, as the paper's own templates see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias

from generator.model import Extra, ExtraPlain


@dataclass(frozen=True, slots=True, order=True)
class DayCard:
    """A day; printed in a template, it is ``2026-03-25``."""

    date: Annotated[str, "2026-03-25"]
    date_text: Annotated[str, "2026年3月25日"]
    year: Annotated[int, "年"]
    month: Annotated[int, "月"]
    day: Annotated[int, "日"]

    def __str__(self) -> str:
        return self.date


Plain: TypeAlias = str | int | float | bool | DayCard


@dataclass(frozen=True, slots=True)
class ExtraCard(Mapping[str, Plain | tuple[Plain, ...]]):
    """Values by their keys, in the order in which they were written. A key that is not there is ``""``."""

    _values: tuple[tuple[str, Plain | tuple[Plain, ...]], ...] = ()

    def __getitem__(self, key: str) -> Plain | tuple[Plain, ...]:
        return next((value for name, value in self._values if name == key), "")

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        return any(name == key for name, _ in self._values)


def extra_card(source: Extra) -> ExtraCard:
    """The card of the values that front matter holds."""
    return ExtraCard(
        tuple((key, tuple(map(_shown, value)) if isinstance(value, tuple) else _shown(value)) for key, value in source)
    )


def date_text(day: date) -> str:
    """2026年3月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _shown(value: ExtraPlain) -> Plain:
    if isinstance(value, date):
        return DayCard(value.isoformat(), date_text(value), value.year, value.month, value.day)
    return value
