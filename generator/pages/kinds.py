"""Every kind of page the site has: one table, kind → (newspaper, site) → pages.

A page is ``(path, template, context)``; its bytes are a pure function of the template and the context.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from generator.model import Article, Issue, Newspaper
from generator.pages import cards, urls

EARLIER_ISSUES = 6


class Page(NamedTuple):
    """An output file to be: its path below ``output/``, its template, and all that the template sees."""

    path: str
    template: str
    context: dict[str, Any]


class Placed(NamedTuple):
    """An article with the issue it stands in."""

    article: Article
    issue: Issue


@dataclass(frozen=True)
class Edition:
    """What is published of a newspaper, with the look-ups that several kinds of pages share."""

    newspaper: Newspaper
    site: cards.SiteCard
    withdrawn: tuple[tuple[Article, Issue], ...] = ()

    @property
    def base(self) -> str:
        """What every link starts with."""
        return self.site.base

    @property
    def latest(self) -> Issue | None:
        """The newest issue."""
        return self.newspaper.issues[-1] if self.newspaper.issues else None

    @cached_property
    def topic_names(self) -> dict[str, str]:
        """Topic slug → name, in the paper's order."""
        return {topic.slug: topic.name for topic in self.newspaper.topics}

    @cached_property
    def by_topic(self) -> dict[str, list[Placed]]:
        """Topic slug → its articles, oldest first."""
        found = defaultdict(list)
        for placed in self._articles():
            for slug in placed.article.topics:
                found[slug].append(placed)
        return dict(found)

    @cached_property
    def by_tag(self) -> dict[str, list[Placed]]:
        """Tag → its articles, oldest first; tags in order of first appearance."""
        found = defaultdict(list)
        for placed in self._articles():
            for name in placed.article.tags:
                found[name].append(placed)
        return dict(found)

    @cached_property
    def tag_slugs(self) -> dict[str, str]:
        """Tag → slug."""
        return urls.tag_slugs(self.by_tag)

    def _articles(self) -> Iterator[Placed]:
        for issue in self.newspaper.issues:
            for article in issue.articles:
                yield Placed(article, issue)

    def page(self, path: str, template: str, place: str, **context: Any) -> Page:
        """A page with what every page has: the paper, and which of the five places it belongs to."""
        common = {"site": self.site, "place": place, "here": urls.link(path, self.base)}
        return Page(path, template, common | context)

    def listed(self, articles: list[Placed]) -> tuple[cards.IssueStories, ...]:
        """Articles grouped by issue, newest issue first."""
        newest_first = sorted(articles, key=lambda placed: (placed.issue.date, placed.issue.id), reverse=True)
        return tuple(
            cards.IssueStories(
                cards.issue(issue, self.base),
                tuple(cards.story(p.article, issue, self.base) for p in sorted(group, key=lambda p: p.article.order)),
            )
            for issue, group in groupby(newest_first, key=lambda placed: placed.issue)
        )


def home(edition: Edition) -> Iterator[Page]:
    """The front page: the newest issue, or a word to the editor where there is none yet."""
    newest = edition.latest
    earlier = edition.newspaper.issues[-2 : -2 - EARLIER_ISSUES : -1]
    yield edition.page(
        urls.HOME,
        "home.html",
        "home",
        issue=cards.issue(newest, edition.base) if newest else None,
        folios=cards.folios(newest, edition.base) if newest else (),
        earlier=tuple(cards.issue(issue, edition.base) for issue in earlier),
    )


def issues(edition: Edition) -> Iterator[Page]:
    """A page for each issue by 版, and the newest again under an address that never changes."""
    everything = edition.newspaper.issues
    for at, issue in enumerate(everything):
        context = {
            "issue": cards.issue(issue, edition.base),
            "folios": cards.folios(issue, edition.base),
            "previous": cards.issue(everything[at - 1], edition.base) if at else None,
            "next": cards.issue(everything[at + 1], edition.base) if at + 1 < len(everything) else None,
        }
        yield edition.page(urls.issue(issue.id), "issue.html", "issue", **context)
        if issue is edition.latest:
            yield edition.page(urls.LATEST, "issue.html", "latest", **context)


def articles(edition: Edition) -> Iterator[Page]:
    """A page for each article."""
    for issue in edition.newspaper.issues:
        for article in issue.articles:
            card = cards.article(article, issue, edition.base, edition.topic_names, edition.tag_slugs)
            yield edition.page(urls.article(article.id), "article.html", "article", article=card)


def topics(edition: Edition) -> Iterator[Page]:
    """The list of topics, and a page for each that the paper declares."""
    declared = edition.newspaper.topics
    found = edition.by_topic
    links = tuple(
        cards.LinkCard(topic.name, urls.link(urls.topic(topic.slug), edition.base), len(found.get(topic.slug, ())))
        for topic in declared
    )
    recent = tuple(edition.listed(found.get(topic.slug, [])[-3:]) for topic in declared)
    yield edition.page(
        urls.TOPICS,
        "topics.html",
        "topics",
        topics=tuple(
            {"link": link, "description": topic.description, "recent": issues_}
            for topic, link, issues_ in zip(declared, links, recent, strict=True)
        ),
    )
    for topic, link in zip(declared, links, strict=True):
        listed = edition.listed(found.get(topic.slug, []))
        yield edition.page(
            urls.topic(topic.slug), "topic.html", "topics", topic=link, description=topic.description, issues=listed
        )


def tags(edition: Edition) -> Iterator[Page]:
    """The tag index by first letter of its pinyin, and a page for each tag."""
    slugs = edition.tag_slugs
    links = {
        name: cards.LinkCard(name, urls.link(urls.tag(slugs[name]), edition.base), len(found))
        for name, found in edition.by_tag.items()
    }
    by_slug = sorted(links.values(), key=lambda link: (not slugs[link.name][:1].isalpha(), slugs[link.name]))
    letters = groupby(by_slug, key=lambda link: _initial(slugs[link.name]))
    yield edition.page(
        urls.TAGS,
        "tags.html",
        "topics",
        letters=tuple((letter, tuple(group)) for letter, group in letters),
        count=len(links),
    )
    for name, found in edition.by_tag.items():
        yield edition.page(urls.tag(slugs[name]), "tag.html", "topics", tag=links[name], issues=edition.listed(found))


def _initial(slug: str) -> str:
    return slug[0].upper() if slug[:1].isalpha() else "0–9"


def archive(edition: Edition) -> Iterator[Page]:
    """The years, and a page for each with its issues by month."""
    by_year: dict[int, list[Issue]] = defaultdict(list)
    for issue in edition.newspaper.issues:
        by_year[issue.date.year].append(issue)
    years = tuple(
        cards.LinkCard(f"{year}年", urls.link(urls.archive_year(year), edition.base), len(found))
        for year, found in sorted(by_year.items(), reverse=True)
    )
    newest = max(by_year, default=None)
    yield edition.page(
        urls.ARCHIVE,
        "archive.html",
        "archive",
        years=years,
        year=newest,
        months=_months(by_year[newest], edition.base) if newest else (),
    )
    for year, found in by_year.items():
        yield edition.page(
            urls.archive_year(year),
            "archive.html",
            "archive",
            years=years,
            year=year,
            months=_months(found, edition.base),
        )


def _months(found: list[Issue], base: str) -> tuple[tuple[int, tuple[dict[str, Any], ...]], ...]:
    """Month → its issues with the first headlines, newest first."""
    newest_first = sorted(found, key=lambda issue: (issue.date, issue.id), reverse=True)
    return tuple(
        (
            month,
            tuple(
                {
                    "issue": cards.issue(issue, base),
                    "headlines": tuple(a.title for a in issue.articles if a.title)[:3],
                    "count": len(issue.articles),
                }
                for issue in group
            ),
        )
        for month, group in groupby(newest_first, key=lambda issue: issue.date.month)
    )


def search(edition: Edition) -> Iterator[Page]:
    """The search page; the engine is loaded in the browser."""
    index = urls.link(urls.SEARCH_INDEX, edition.base)
    yield edition.page(urls.SEARCH, "search.html", "search", search={"index": index})


def withdrawn(edition: Edition) -> Iterator[Page]:
    """In place of each withdrawn article, at its address, the word that it was withdrawn; nothing of it is shown."""
    for article, issue in edition.withdrawn:
        card = cards.issue(issue, edition.base)
        yield edition.page(urls.article(article.id), "withdrawn.html", "article", issue=card)


def not_found(edition: Edition) -> Iterator[Page]:
    """What a host shows for an address that leads nowhere."""
    yield edition.page(urls.NOT_FOUND, "404.html", "")


KINDS: dict[str, Callable[[Edition], Iterator[Page]]] = {
    "home": home,
    "issues": issues,
    "articles": articles,
    "topics": topics,
    "tags": tags,
    "archive": archive,
    "search": search,
    "withdrawn": withdrawn,
    "not_found": not_found,
}


def pages(newspaper: Newspaper, site: cards.SiteCard) -> Iterator[Page]:
    """Every page of the site."""
    edition = Edition(newspaper.published(), site, newspaper.withdrawn())
    for make in KINDS.values():
        yield from make(edition)
