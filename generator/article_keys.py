"""The types with which ``model.Article`` declares the front matter key of each of its attributes.

The reader and writer in ``content/fields``, the fast reader in ``content/quick``, and a test of the editors' handbook
all use these declarations.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any, get_type_hints


class Form(Enum):
    """How the value of a key is written."""

    NAME = auto()
    """Text that must not be empty."""
    TEXT = auto()
    TEXTS = auto()
    KIND = auto()
    FLAG = auto()
    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()
    FOLIO = auto()
    ADDRESS = auto()
    """An address of another site."""
    AI = auto()
    REASON = auto()
    """Why an article is withdrawn, or ``false``."""
    AUTHORS = auto()
    PHOTOS = auto()
    CORRECTIONS = auto()
    EXTRA = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter.

    ``label`` is its name in the handbook. ``name`` is the key, if it differs from the name of the attribute. A ``rare``
    key is added by editors when they need it; it is not written where it would be empty.
    """

    label: str
    form: Form
    name: str = ""
    rare: bool = False


@cache
def keys(table: type) -> dict[str, tuple[str, Key]]:
    """The keys that a class declares, in the order of the file: for each attribute its key and its declaration."""
    hints: dict[str, Any] = get_type_hints(table, include_extras=True)
    found = {
        attribute: next((row for row in getattr(hint, "__metadata__", ()) if isinstance(row, Key)), None)
        for attribute, hint in hints.items()
    }
    return {attribute: (row.name or attribute, row) for attribute, row in found.items() if row}
