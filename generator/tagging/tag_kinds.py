"""Guesses the kind of a tag from its word alone, for tags that a person wrote."""

from collections.abc import Container

from generator.kinds import TagKind
from generator.tagging import themes
from generator.tagging.dictionary import endings, vocabulary


def guess(tag: str, people: Container[str]) -> TagKind:
    """The kind of a tag; ``people`` are the names in the ledger."""
    if tag in people:
        return TagKind.PERSON
    if tag in vocabulary("organs.txt"):
        return TagKind.BODY
    if tag in vocabulary("gazetteer.txt"):
        return TagKind.PLACE
    if tag in themes.all_headings():
        return TagKind.SUBJECT
    if len(tag) > 2 and tag not in vocabulary("generic.txt"):
        if tag.endswith(endings("places.txt")):
            return TagKind.PLACE
        if tag.endswith(endings("bodies.txt")):
            return TagKind.BODY
    return TagKind.SUBJECT
