"""A raw issue as articles: titles, people, pictures, paragraphs, page by page."""

from typing import Any

from generator.content import body
from generator.model import Article
from raw_texts import converted
from support import each_case


def shown(article: Article) -> dict[str, Any]:
    """An article as the case files write it."""
    return {
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "authors": [author.name for author in article.authors],
        "photos": [[photo.caption, photo.credit, photo.credit_line] for photo in article.photos],
        "body": list(body.to_text(article.body, article.kind)),
        "kind": article.kind.value,
        "folio": article.folio,
        "untitled": article.untitled,
        "truncated": article.truncated,
        "event_date": article.event_date,
    }


@each_case("articles")
def test_articles(case: dict[str, Any]) -> None:
    """A raw text gives the articles that were printed, with what the case says of each."""
    hold(case)


@each_case("printed")
def test_kinds_of_print(case: dict[str, Any]) -> None:
    """What a page prints besides reports is what it is: tables, poems, notices, letters, notes, briefs."""
    hold(case)


def hold(case: dict[str, Any]) -> None:
    """Compares a case with what import makes of its raw text."""
    issue = converted(case["raw"]).issue
    found = [shown(article) for article in issue.articles]
    named = [{key: article[key] for key in wanted} for article, wanted in zip(found, case["articles"], strict=True)]
    assert named == case["articles"]
    assert list(issue.furniture) == case.get("furniture", list(issue.furniture))
    assert [[folio.number, folio.name] for folio in issue.folios] == case.get(
        "folios", [[folio.number, folio.name] for folio in issue.folios]
    )
    assert issue.number == case.get("number", issue.number)


def test_articles_are_numbered_in_reading_order() -> None:
    """Articles count from one in the order of the source, and their ids say so."""
    articles = converted(
        "\n\n".join(f"## {head}\n\n本报讯 {head}，市民来看。" for head in ("码头启用", "菜市场搬家", "夜校开课"))
    ).issue.articles
    assert [(article.id, article.order) for article in articles] == [
        ("2026-03-25-01", 1),
        ("2026-03-25-02", 2),
        ("2026-03-25-03", 3),
    ]
