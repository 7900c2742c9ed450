"""Newspaper → what the search index holds of it."""

from generator.content import body
from generator.model import Article, Issue, Newspaper
from generator.pages import cards, urls
from generator.press.search import SearchEntry


def entries(newspaper: Newspaper, base: str) -> tuple[SearchEntry, ...]:
    """One entry an article, oldest first. Everything a reader can see of an article can be found."""
    names = {topic.slug: topic.name for topic in newspaper.topics}
    return tuple(_entry(article, issue, base, names) for issue in newspaper.issues for article in issue.articles)


def _entry(article: Article, issue: Issue, base: str, topics: dict[str, str]) -> SearchEntry:
    photos = (text for photo in article.photos for text in (photo.caption, photo.credit_line or photo.credit))
    fields = (article.kicker, article.title, article.subtitle, article.byline)
    names = (author.name for author in article.authors)
    sections = (*fields, *body.to_text(article.body), *photos, *names)
    return SearchEntry(
        url=urls.link(urls.article(article.id), base),
        title=article.title,
        date=issue.date.isoformat(),
        kind=article.kind.value,
        folio=cards.folio_label(article.folio, issue),
        sections=tuple(text for text in sections if text),
        filters=(
            ("kind", (cards.KIND_LABELS[article.kind],)),
            ("topic", tuple(topics[slug] for slug in article.topics)),
            ("year", (str(issue.date.year),)),
        ),
    )
