"""Recognizes the running head and foot of a page, and the 版 that they name."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.language import furniture
from generator.model import Folio
from generator.sources.glyph_sheet import Column, Run, rows

_BORDER = re.compile(r"(?<=[0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Z]?[0-9])")
_NUMBER = re.compile(r"[A-Z]?\d{1,2}")


def is_margin(band: list[Run]) -> bool:
    """Whether a band is a page's head or foot.

    Some fonts leave no visible gap in A4 要闻. If the band is furniture only with spaces added there, they are added.
    """
    if _is_all_furniture(band):
        return True
    spaced = [replace(run, text=_spaced(run.text)) for run in band]
    if spaced == band or not _is_all_furniture(spaced):
        return False
    for run, apart in zip(band, spaced, strict=True):
        run.text = apart.text
    return True


def _is_all_furniture(band: list[Run]) -> bool:
    parts = [" ".join(run.text for run in row) for row in rows(band)]
    return len(parts) == 1 and (bool(furniture.reason(parts[0])) or all(furniture.reason(run.text) for run in band))


def _spaced(text: str) -> str:
    return text if furniture.reason(text) else _BORDER.sub(" ", text)


def turns(column: Column) -> bool:
    """Whether a page's foot names its 版."""
    line = " ".join(run.text for run in sorted(column.runs, key=lambda run: run.left))
    return any(furniture.folio(text) for text in [line, *(run.text for run in column.runs)])


def folio(columns: Iterable[Column]) -> Folio | None:
    """The 版 of a page whose margins have only its number; ``None`` if a line names it in full, or nothing does."""
    margins = [run for column in columns if column.is_margin for run in column.runs]
    lines = [" ".join(run.text for run in row) for row in rows(margins)]
    if any(furniture.folio(text) for text in [*lines, *(run.text for run in margins)]):
        return None
    numbers = [run.text for run in margins if _NUMBER.fullmatch(run.text)]
    names = [run.text for run in margins if furniture.is_section(run.text)]
    if len(set(numbers)) != 1:
        return None
    number = numbers[0]
    return Folio(number.zfill(2) if number.isdigit() else number, names[0] if len(names) == 1 else "")
