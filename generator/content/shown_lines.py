"""The lines of an article that readers see, each with its field, so that one of them can be named, read and changed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.content import body, fields, frontmatter, quick, texts
from generator.model import Article

BODY = "body"
_NAMED = ("kicker", "title", "subtitle", "byline", "source", "summary")
_OF_PHOTOS = ("caption", "credit", "credit_line", "alt")
_NUMBERED = frozenset((BODY, "author", "tag", *_OF_PHOTOS))
_WRITTEN = re.compile(r"(?P<field>[a-z_]*)(?P<number>[1-9][0-9]{0,5})?")

Path = tuple[str | int, ...]
"""Where a value stands in the front matter: keys, and places in lists from 0."""


class Place(NamedTuple):
    """The name of a line: its field, and its number from 1 where a field has several, else 0.

    The lines of a body are counted as ``body.to_text`` gives them: 正文第3段 is ``Place("body", 3)``.
    """

    field: str
    number: int = 0

    def __str__(self) -> str:
        return f"{'' if self.field == BODY else self.field}{self.number or ''}"

    @staticmethod
    def of(written: str) -> "Place":
        """The place that ``str`` wrote: ``title``, ``caption2``, ``3`` for the body. Raises ``ValueError``."""
        found = _WRITTEN.fullmatch(written)
        place = Place(found["field"] or BODY, int(found["number"] or 0)) if found else None
        if place is None or str(place) != written or (place.number > 0) != (place.field in _NUMBERED):
            raise ValueError(written)
        return place

    @property
    def path(self) -> Path:
        """Where its text stands in the front matter; ``()`` for a line of the body."""
        if self.field == BODY:
            return ()
        if self.field in _OF_PHOTOS:
            return ("photos", self.number - 1, self.field)
        return {"author": ("authors", self.number - 1, "name"), "tag": ("tags", self.number - 1)}.get(
            self.field, (self.field,)
        )

    @property
    def word(self) -> str:
        """Its name in Chinese."""
        if self.field == BODY:
            return f"正文第{self.number}段"
        return f"{_WORDS.get(self.field, self.field)}{self.number if self.field in _OF_PHOTOS else ''}"


_WORDS = {
    "kicker": "引题",
    "title": "标题",
    "subtitle": "副题",
    "byline": "署名",
    "source": "来源",
    "summary": "摘要",
    "author": "作者",
    "tag": "标签",
    "caption": "图片说明",
    "credit": "图片作者",
    "credit_line": "图片署名",
    "alt": "图片替代文字",
}


class Line(NamedTuple):
    """A line with its place."""

    place: Place
    text: str


def read(text: str, source: str) -> Article:
    """The article in a file's text. Raises ``ContentError`` naming ``source``."""
    plain = texts.plain_lines(text)
    return quick.article(plain) or fields.read_article(frontmatter.parse(plain, source), source)


def lines(article: Article) -> Iterator[Line]:
    """Every line of an article that is not empty, in the order of the page."""
    yield from (Line(Place(name), text) for name in _NAMED[:4] if (text := getattr(article, name)))
    yield from (Line(Place("author", number), author.name) for number, author in enumerate(article.authors, 1))
    yield from (
        Line(Place(BODY, number), text) for number, text in enumerate(body.to_text(article.body, article.kind), 1)
    )
    for number, photo in enumerate(article.photos, 1):
        yield from (Line(Place(name, number), text) for name in _OF_PHOTOS if (text := getattr(photo, name)))
    yield from (Line(Place(name), text) for name in _NAMED[4:] if (text := getattr(article, name)))
    yield from (Line(Place("tag", number), tag) for number, tag in enumerate(article.tags, 1))
