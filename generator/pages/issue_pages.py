"""An issue's own pages: made from the whole issue, and from little else."""

from collections.abc import Iterator

from generator.model import Issue
from generator.pages import cards, outline, urls
from generator.pages.edition import Around, page
from generator.pages.page import Page
from generator.pages.site import SiteCard

TEMPLATES = ("issue.html", "article.html", "withdrawn.html", "qr.svg")
"""The templates that these pages are made with."""


def pages(issue: Issue, around: Around, site: SiteCard) -> Iterator[Page]:
    """Every page of an issue: by 版, and one for each article; ``issue`` has its withdrawn articles still."""
    published = issue.published()
    yield page(
        site,
        urls.issue(issue.id),
        "issue.html",
        "issue",
        issue=cards.issue(published, site.base),
        folios=cards.folios(published, site.base),
        previous=around.previous,
        next=around.next,
    )
    for article in published.articles:
        related = around.related.get(outline.number_of(article))
        card = cards.article(article, published, site.base, around.topics, around.tags, related)
        code = urls.link(urls.qr(article.id), site.base) if site.address else ""
        yield page(site, urls.article(article.id), "article.html", "article", article=card, qr=code)
        if site.address:  # without it nobody knows where the code should lead
            yield Page(urls.qr(article.id), "qr.svg", {"address": site.address + urls.article(article.id)})
    yield from _withdrawn(issue, cards.issue(published, site.base), site)


def _withdrawn(issue: Issue, card: cards.IssueCard, site: SiteCard) -> Iterator[Page]:
    """In place of each withdrawn article, at its address, the word that it was withdrawn; nothing of it is shown."""
    for article in issue.articles:
        if article.withdrawn:
            yield page(site, urls.article(article.id), "withdrawn.html", "article", issue=card, word=article.withdrawal)
