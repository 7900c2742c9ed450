"""Writes the paper's key into ``newspaper.toml``: a random UUID, once, from which the ids of feeds' items follow."""

import tomllib
from uuid import uuid4

from generator import toml_places


def with_key(text: str) -> str | None:
    """The settings with a key below the line ``[paper]``, or instead of an empty one; ``None`` where neither is there.

    All other lines stay as they are.
    """
    lines = text.split("\n")
    line = f'key = "{uuid4()}"' + ("\r" if lines[0].endswith("\r") else "")
    table, key = (toml_places.line_of(text, place) for place in (("paper", ""), ("paper", "key")))
    for at, count in ((key, 1), (table, 0)):
        if at is None:
            continue
        new = "\n".join((*lines[: at - count], line, *lines[at:]))
        if _is_only_keyed(text, new):
            return new
    return None


def _is_only_keyed(text: str, new: str) -> bool:
    """Whether two texts say the same, but for the paper's key, which only the new one has."""
    try:
        before, after = tomllib.loads(text), tomllib.loads(new)
        key = after["paper"].pop("key")
        before["paper"].pop("key", None)
    except (tomllib.TOMLDecodeError, KeyError):
        return False
    return bool(key) and before == after
