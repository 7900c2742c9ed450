"""The same issue gives the same lines and the same articles, whatever file it came in."""

from datetime import date
from pathlib import Path

import pytest

import one_issue
from generator.content import body
from generator.model import Article
from generator.newsroom.convert import convert
from generator.sources import readers

DAY = date(2026, 3, 25)
every_form = pytest.mark.parametrize("form", one_issue.FORMS)


def lines(path: Path) -> list[str]:
    """The lines that a reader gives, without marks of headlines; cells are parted by one space."""
    text = "\n".join(raw.text for raw in readers.read(path))
    return [" ".join(line.removeprefix("## ").split()) for line in text.split("\n") if line.strip()]


def articles(path: Path) -> list[tuple[object, ...]]:
    """What an editor sees of each article."""
    issue = convert(readers.read(path), issue_id="2026-03-25", issue_date=DAY).issue
    return [_seen(article) for article in issue.articles]


def _seen(article: Article) -> tuple[object, ...]:
    heads = (article.folio, article.kicker, article.title, article.subtitle)
    photos = [(photo.caption, photo.credit_line) for photo in article.photos]
    paragraphs = [" ".join(text.split()) for text in body.to_text(article.body, article.kind)]
    return (*heads, article.authors, article.byline, photos, paragraphs)


@pytest.mark.slow
@every_form
def test_the_same_lines(tmp_path: Path, form: str) -> None:
    """Every reader gives the lines that the plain text has."""
    assert lines(one_issue.FORMS[form](tmp_path / "other")) == lines(one_issue.plain(tmp_path))


@pytest.mark.slow
@every_form
def test_the_same_articles(tmp_path: Path, form: str) -> None:
    """What import makes of them is the same as well: folios, headlines, authors, pictures, paragraphs."""
    assert articles(one_issue.FORMS[form](tmp_path / "other")) == articles(one_issue.plain(tmp_path))
