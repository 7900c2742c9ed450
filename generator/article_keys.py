"""The keys of an article's front matter, each declared once: at the attribute of ``model.Article`` that it fills.

The slow reader and the writer (``content/fields``), the quick reader (``content/quick``) and a test of the editors'
handbook follow from these rows.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any, get_type_hints


class Form(Enum):
    """How the value of a key is written."""

    NAME = auto()
    """Text that must say something."""
    TEXT = auto()
    TEXTS = auto()
    KIND = auto()
    FLAG = auto()
    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()
    FOLIO = auto()
    REASON = auto()
    """Why an article is withdrawn, or ``false``."""
    AUTHORS = auto()
    PHOTOS = auto()
    CORRECTIONS = auto()
    EXTRA = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter.

    ``label`` is what it is called in the handbook. ``name`` is the key where the attribute has another name. A key that
    is ``rare`` is added by editors; it is written only where it says something.
    """

    label: str
    form: Form
    name: str = ""
    rare: bool = False


@cache
def keys(table: type) -> dict[str, tuple[str, Key]]:
    """The keys that a class declares, in the order of the file: attribute → its key and what is to be known of it."""
    hints: dict[str, Any] = get_type_hints(table, include_extras=True)
    found = {
        attribute: next((row for row in getattr(hint, "__metadata__", ()) if isinstance(row, Key)), None)
        for attribute, hint in hints.items()
    }
    return {attribute: (row.name or attribute, row) for attribute, row in found.items() if row}
