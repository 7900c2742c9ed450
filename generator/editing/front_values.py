"""Reads an article's file, and gives single keys of its front matter other values; no other byte changes."""

import re
from typing import Any

from generator import article_keys
from generator.content import fields, frontmatter, texts
from generator.content.edits import one_value
from generator.model import Article

_KEYS = dict(article_keys.keys(Article).values())

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


def article(text: str, source: str) -> Article:
    """The article in a file's text. Raises ``ContentError`` with every mistake."""
    return fields.read_article(frontmatter.parse(texts.plain_lines(text), source), source)


def one_line(text: str) -> str:
    """A text as it stands in a field: on one line, without control characters and white space around it."""
    return " ".join(part.strip() for part in _INVISIBLE.sub("", text).splitlines() if part.strip())


def with_value(text: str, key: str, value: Any, source: str) -> str:
    """The file's text with a key set. Empty values take a key out that is written only where it is needed.

    Raises ``ContentError`` where the key is written in a way that cannot be changed alone.
    """
    if value not in ("", False, None, []):
        return one_value.changed(text, key, value, source)
    if frontmatter.parse(texts.plain_lines(text), source).fields.get(key) is None:  # not there, or nothing behind it
        return text
    return one_value.changed(text, key, None if _KEYS[key].rare else value, source)
