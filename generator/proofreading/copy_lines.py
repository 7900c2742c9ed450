"""An article as copy for proofreading: divided into lines, each with the name of its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.content import body
from generator.model import Article

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article, the day of its issue, its paragraphs, and every line of it with its place.

    ``plain`` are the same lines with digits of half width; a character keeps its position.
    """

    article: Article
    issue_date: date | None
    paragraphs: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    plain: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(text for _, text in self.lines)

    def place(self, number: int) -> str:
        """The name of the place of a paragraph of the body, counted from 1."""
        return _place(self.article, len(self.paragraphs), number)


def take(article: Article, issue_date: date | None = None) -> Copy:
    """An article as copy."""
    paragraphs = body.to_text(article.body, article.kind)
    lines = tuple(_lines(article, paragraphs))
    return Copy(article, issue_date, paragraphs, lines, tuple(text.translate(DIGITS) for _, text in lines))


def _lines(article: Article, paragraphs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    named = (("引题", article.kicker), ("标题", article.title), ("副题", article.subtitle), ("署名", article.byline))
    yield from ((place, text) for place, text in named if text)
    for number, text in enumerate(paragraphs, 1):
        yield _place(article, len(paragraphs), number), text
    for number, photo in enumerate(article.photos, 1):
        if photo.caption:
            yield f"图片说明{number}", photo.caption


def _place(article: Article, count: int, number: int) -> str:
    # In a body of verses or rows, places are named by lines and not by paragraphs.
    return line(number) if count > article.body.count("\n\n") + 1 else paragraph(number)


def paragraph(number: int) -> str:
    """The name of the place of a paragraph."""
    return f"正文第{number}段"


def line(number: int) -> str:
    """The name of the place of a line, in a body of verses or rows."""
    return f"正文第{number}行"


def around(text: str, start: int, end: int, margin: int = 4) -> str:
    """The words from ``start`` to ``end`` with a few on either side, so that an editor finds them."""
    return text[max(0, start - margin) : end + margin].strip()
