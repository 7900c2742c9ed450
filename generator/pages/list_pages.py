"""The pages of the whole paper: front page, newest issue, topics, archive, and pages without articles.

They are planned from facts; ``Stories`` and ``Folios`` are placeholders for the cards of articles.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from generator.pages import cards, special_pages, urls
from generator.pages.edition import Edition, stories
from generator.pages.issue_summary import IssueFacts
from generator.pages.long_lists import in_parts
from generator.pages.page import Folios, Page
from generator.pages.shares import ISSUE

EARLIER_ISSUES = 6
RECENT_STORIES = 3
HEADLINES = 3


def home(edition: Edition) -> Iterator[Page]:
    """The front page: the newest issue, or a message to readers where there is none yet."""
    yield _front(edition, urls.HOME, "home")


def _front(edition: Edition, path: str, place: str) -> Page:
    newest = edition.latest
    earlier = edition.days.papers[-2 : -2 - EARLIER_ISSUES : -1]
    return edition.page(
        path,
        "home.html",
        place,
        issue=newest.card if newest else None,
        folios=Folios(newest.id) if newest else (),
        extras=edition.days.newest_extras(),
        earlier=tuple(issue.card for issue in earlier),
    )


def latest(edition: Edition) -> Iterator[Page]:
    """The newest issue, also published under an address that never changes; before the first one, the front page."""
    newest = edition.latest
    if newest:
        before = edition.days.steps(newest).previous
        steps = {"previous": before, "next": None, "extras": edition.days.newest_extras(), "paper": None}
        epub = urls.link(urls.epub(newest.id), edition.base) if newest.articles else ""
        share = edition.shares.links(edition.site, newest).get(ISSUE, edition.site.share)
        context = {"issue": newest.card, "folios": Folios(newest.id), "epub": epub, "share": share} | steps
        yield edition.page(urls.LATEST, "issue.html", "latest", **context)
    else:
        yield _front(edition, urls.LATEST, "latest")


def topics(edition: Edition) -> Iterator[Page]:
    """The list of topics that have articles, and for each of them the list of its articles."""
    found = edition.by_topic
    declared = tuple(topic for topic in edition.topics if found.get(topic.slug))
    links = tuple(
        cards.LinkCard(topic.name, urls.link(urls.topic(topic.slug), edition.base), len(found[topic.slug]))
        for topic in declared
    )
    recent = tuple(stories(found[topic.slug][-RECENT_STORIES:]) for topic in declared)
    yield edition.page(
        urls.TOPICS,
        "topics.html",
        "topics",
        specials=special_pages.links(edition),
        topics=tuple(
            {"link": link, "description": topic.description, "recent": shown}
            for topic, link, shown in zip(declared, links, recent, strict=True)
        ),
    )
    for topic, link in zip(declared, links, strict=True):
        for path, part in in_parts(edition, found[topic.slug], partial(urls.topic, topic.slug)):
            shown = link if part["is_newest"] else cards.LinkCard(link.name, link.href)
            yield edition.page(path, "topic.html", "topics", topic=shown, description=topic.description, **part)


def archive(edition: Edition) -> Iterator[Page]:
    """The years, and a page for each with its issues by month."""
    by_year: dict[int, list[IssueFacts]] = defaultdict(list)
    for issue in edition.issues:
        by_year[issue.year].append(issue)
    newest = max(by_year, default=None)
    years = tuple(
        cards.LinkCard(f"{year}年", urls.link(urls.archive_year(year), edition.base), len(found))
        for year, found in sorted(by_year.items(), reverse=True)
    )
    yield edition.page(
        urls.ARCHIVE,
        "archive.html",
        "archive",
        years=years,
        year=newest,
        months=_months(by_year[newest]) if newest else (),
    )
    # Pages of past years do not show how many issues the newest year has, so that a new issue does not change them.
    settled = tuple(cards.LinkCard(link.name, link.href) for link in years[:1]) + years[1:]
    for year, found in by_year.items():
        context = {"years": years if year == newest else settled, "year": year, "months": _months(found)}
        yield edition.page(urls.archive_year(year), "archive.html", "archive", **context)


def _months(found: list[IssueFacts]) -> tuple[dict[str, Any], ...]:
    """The months of a year and the issues of each with their first headlines, newest first.

    ``starts`` is the weekday of the month's first day, 0 for Monday; ``days`` its length.
    """
    return tuple(
        {
            "month": month,
            "starts": monthrange(issues[0].year, month)[0],
            "days": monthrange(issues[0].year, month)[1],
            "issues": tuple(
                {
                    "day": int(issue.id[8:10]),
                    "issue": issue.card,
                    "headlines": tuple(article.title for article in issue.articles if article.title)[:HEADLINES],
                    "count": len(issue.articles),
                }
                for issue in issues
            ),
        }
        for month, group in groupby(reversed(found), key=lambda issue: issue.month)
        for issues in [list(group)]
    )


def search(edition: Edition) -> Iterator[Page]:
    """The search page; the engine is loaded in the browser."""
    index = urls.link(urls.SEARCH_INDEX, edition.base)
    yield edition.page(urls.SEARCH, "search.html", "search", search={"index": index})


def shelf(edition: Edition) -> Iterator[Page]:
    """The reader's shelf: articles kept for later, and pages that can be read offline; the browser fills it in."""
    yield edition.page(urls.SHELF, "shelf.html", "")


def about(edition: Edition) -> Iterator[Page]:
    """What the paper says of itself, and its imprint."""
    yield edition.page(urls.ABOUT, "about.html", "", body=edition.catalogue.about)


def not_found(edition: Edition) -> Iterator[Page]:
    """The page that a host shows for an address without a file."""
    yield edition.page(urls.NOT_FOUND, "404.html", "")
