"""What the tests of import share: one raw text in, one converted issue out."""

from datetime import date

from generator.content import body
from generator.model import Article
from generator.newsroom.convert import Converted, convert
from generator.sources.raw import Raw

DAY = date(2026, 3, 25)


def converted(text: str) -> Converted:
    """The issue in one raw text."""
    return convert([Raw(text, "raw.txt")], issue_id="2026-03-25", issue_date=DAY)


def printed(article: Article) -> str:
    """Every word of an article that the paper printed."""
    photos = (text for photo in article.photos for text in (photo.caption, photo.credit_line))
    return "".join(
        (
            article.kicker,
            article.title,
            article.subtitle,
            article.byline,
            *body.to_text(article.body, article.kind),
            *photos,
        )
    )
