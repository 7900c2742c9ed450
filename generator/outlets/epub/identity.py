"""What names a book for ever: its identifier, and when it last changed. Both follow from the content alone."""

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID, uuid5

from generator.model import Article
from generator.pages.moments import released

_NO_KEY = UUID("6f1c0d52-7f0e-5c0b-9d0a-3f6c4b7a9e21")
"""Stands in for ``[paper] key`` where the paper has none; the paper's name is then part of what is named."""


def urn(key: str, paper: str, what: str) -> str:
    """The identifier of an issue (``what`` is its id) or of another book of the paper, as a ``urn:uuid:``.

    It follows from the paper's key, so that neither another name nor another domain changes it. A paper without a key
    has identifiers that follow from its name.
    """
    found = uuid5(UUID(key), what) if key else uuid5(_NO_KEY, f"{paper}\n{what}")
    return f"urn:uuid:{found}"


def last_changed(issue: str, articles: Iterable[Article], hour: time) -> datetime:
    """When an issue, by its id, last changed: it came out, or a correction was made."""
    found = [released(issue, hour)]
    for article in articles:
        found += [released(correction.date.isoformat(), hour) for correction in article.corrections]
    return max(found)
