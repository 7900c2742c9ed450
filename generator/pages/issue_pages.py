"""An issue's own pages: its table of contents by 版, and a page for each of its articles."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model import BEING_MENDED, Article, Issue
from generator.pages import cards, urls
from generator.pages.edition import Neighbourhood, page
from generator.pages.issue_summary import Outline, number_of
from generator.pages.page import Page
from generator.pages.shares import ISSUE
from generator.pages.site import SiteCard

TEMPLATES = ("issue.html", "article.html", "withdrawn.html", "qr.svg")
"""The templates that these pages are made with."""


def pages(issue: Issue, own: Outline, around: Neighbourhood, site: SiteCard) -> Iterator[Page]:
    """Every page of an issue. ``issue`` still has its withdrawn articles.

    ``own`` is the issue's outline, which has the cards of its stories.
    """
    published = issue.published()
    head = own.issue()
    yield page(
        site,
        urls.issue(issue.id),
        "issue.html",
        "issue",
        issue=head,
        folios=own.folios(),
        previous=around.steps.previous,
        next=around.steps.next,
        extras=around.steps.extras,
        paper=around.steps.paper,
        epub=urls.link(urls.epub(issue.id), site.base) if published.articles else "",
        share=around.shares.get(ISSUE, site.share),
    )
    for article in published.articles:
        number = number_of(article)
        story, related = own.story(number), around.related.get(number)
        card = cards.article(article, story, head, published, site.base, around.topics, around.tags, related)
        card = replace(card, published=_published(article, issue, around), modified=_modified(article, around))
        code = urls.link(urls.qr(article.id), site.base) if site.address else ""
        share = around.shares.get(number) or around.shares.get(ISSUE, site.share)
        yield page(site, urls.article(article.id), "article.html", "article", article=card, qr=code, share=share)
        if site.address:  # a QR code needs the full address
            yield Page(urls.qr(article.id), "qr.svg", {"address": site.address + urls.article(article.id)})
    yield from _withdrawn(issue, head, site)


def _published(article: Article, issue: Issue, around: Neighbourhood) -> str:
    """When an article was published first: the moment, or the day of print where it came to the site later."""
    first = around.moments[number_of(article)].first
    return first.isoformat() if article.embargo or first.date() <= issue.date else issue.date.isoformat()


def _modified(article: Article, around: Neighbourhood) -> str:
    return around.moments[number_of(article)].changed.isoformat()


def _withdrawn(issue: Issue, card: cards.IssueCard, site: SiteCard) -> Iterator[Page]:
    """A notice at the address of each withdrawn article, without any of its text."""
    for article in issue.articles:
        if article.withdrawn:
            word, is_final = article.withdrawal, article.withdrawal != BEING_MENDED
            path = urls.article(article.id)
            yield page(site, path, "withdrawn.html", "article", issue=card, word=word, is_final=is_final)
