"""Sitemaps: what search engines are told of pages, when each last changed, and of its pictures.

``sitemap.xml`` names one sitemap for each year, one for the pages that belong to no issue, and, for Google News, one of
the articles of the last two days. They follow sitemaps.org's protocol 0.9 and Google's extensions for pictures and
news. A year's sitemap changes only with its own articles.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from generator.model import PhotoFile
from generator.outlets.xml_text import clean
from generator.pages import urls
from generator.pages.edition import Edition
from generator.pages.issue_summary import IssueFacts
from generator.pages.page import Page

MOST = 50_000
"""The most addresses that the protocol allows in one sitemap."""
NEWS_DAYS = timedelta(days=2)
NEWS_MOST = 1_000
"""The most articles that Google allows in a news sitemap."""
_LEFT_OUT = (urls.NOT_FOUND, urls.SEARCH, urls.SHELF, urls.LATEST)
"""Pages that say nothing of their own."""

Row = tuple[str, str, tuple[str, ...]]
"""A page's address, when it last changed (ISO, or ``""``), and the addresses of its pictures."""


def years(edition: Edition) -> Iterator[Page]:
    """A sitemap for each year; for a paper without an address there are none, since they need whole addresses."""
    if not edition.site.address:
        return
    for year, issues in groupby(edition.issues, lambda issue: issue.year):
        rows = [row for issue in issues for row in _issue(edition, issue)]
        yield from _cut(str(year), rows)


def news(edition: Edition) -> Iterator[Page]:
    """The sitemap for Google News: the articles of the two days up to the newest issue, newest issue first."""
    newest = edition.issues[-1:] if edition.site.address else ()
    for last in newest:
        since = (date.fromisoformat(last.id[:10]) - NEWS_DAYS + timedelta(days=1)).isoformat()
        rows = [
            (
                _address(edition, urls.article(f"{issue.id}-{article.number}")),
                edition.moments(issue, article).first.isoformat(),
                clean(article.title),
            )
            for issue in reversed(edition.issues)
            if issue.id >= since
            for article in issue.articles
            if article.title
        ]
        if rows:
            yield Page(
                urls.sitemap("news"), "news_sitemap.xml", {"site": edition.site, "rows": tuple(rows[:NEWS_MOST])}
            )


def rest(edition: Edition, _assets: Mapping[str, str], others: Mapping[str, str]) -> Iterator[Page]:
    """The sitemap of the pages that belong to no issue, and the index of all; ``others`` are all other files."""
    if not edition.site.address:
        return
    issues = {issue.id for issue in edition.issues}
    own = sorted(
        path for path in others if path.endswith(".html") and path not in _LEFT_OUT and path.split("/")[0] not in issues
    )
    pages = list(_cut("pages", [(_address(edition, path), "", ()) for path in own]))
    yield from pages
    changed = {urls.sitemap("news"): ""}
    for year, group in groupby(edition.issues, lambda issue: issue.year):
        newest = max(map(edition.changed, group)).isoformat()
        changed |= {path: newest for path in others if path.startswith(urls.sitemap(str(year)).removesuffix(".xml"))}
    named = (path for path in sorted(others) if path.startswith(urls.SITEMAPS))
    maps = tuple(
        (edition.site.address + path, changed.get(path, "")) for path in (*named, *(page.path for page in pages))
    )
    yield Page(urls.SITEMAP, "sitemap_index.xml", {"maps": maps})


def _cut(name: str, rows: list[Row]) -> Iterator[Page]:
    """A sitemap of these pages, or several where they are more than one may hold."""
    for at in range(0, len(rows), MOST):
        part = f"{name}-{at // MOST + 1}" if at else name
        yield Page(urls.sitemap(part), "sitemap.xml", {"rows": tuple(rows[at : at + MOST])})


def _issue(edition: Edition, issue: IssueFacts) -> Iterator[Row]:
    """An issue's page, which changes with its articles, and the pages of these."""
    yield _address(edition, urls.issue(issue.id)), edition.changed(issue).isoformat(), ()
    files = {name: PhotoFile(name, Path(), digest, width, height) for name, digest, width, height in issue.photos}
    for article in issue.articles:
        shown = (files[name] for name in article.photos if name in files)
        pictures = (urls.photo(issue.id, photo.file, photo.fallback, "jpg") for photo in shown)
        page = _address(edition, urls.article(f"{issue.id}-{article.number}"))
        changed = edition.moments(issue, article).changed.isoformat()
        yield page, changed, tuple(_address(edition, path) for path in pictures)


def _address(edition: Edition, path: str) -> str:
    return edition.site.address + urls.link(path, "")
