"""Reads the file of one article, without the others of its issue."""

from generator.content import fields, frontmatter, quick, texts
from generator.errors import ContentError
from generator.model import Article


def read(data: bytes, source: str) -> Article:
    """The article in the bytes of a file; ``source`` names it in messages. Raises ``ContentError``."""
    text = texts.plain_lines(texts.utf8(data, source))
    return quick.article(text) or fields.read_article(frontmatter.parse(text, source), source)


def former_ids(data: bytes, name: str) -> tuple[str, ...]:
    """The ids that an article had before, and those of articles joined with it; none where its file is broken."""
    try:
        found = read(data, name)
    except ContentError:
        return ()
    return (*found.was, *found.joined)
