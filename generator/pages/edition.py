"""The whole paper as its lists are planned from: facts of every issue, and what is found in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from generator.model import Topic
from generator.pages import cards, urls
from generator.pages.outline import ArticleFacts, IssueFacts
from generator.pages.page import Page, Stories
from generator.pages.site import SiteCard

TO_A_PAGE = 60
T = TypeVar("T")


class Placed(NamedTuple):
    """An article with the issue it stands in."""

    article: ArticleFacts
    issue: IssueFacts


@dataclass(frozen=True, slots=True)
class Around:
    """All that an issue's own pages show from outside of it.

    ``topics`` is slug → name and ``tags`` tag → slug, for those that its articles carry.
    """

    previous: cards.IssueCard | None
    next: cards.IssueCard | None
    topics: Mapping[str, str]
    tags: Mapping[str, str]


class Part(NamedTuple):
    """One page of a long list: its number from the oldest, ``None`` for the newest, which has the plain address."""

    number: int | None
    articles: list[Placed]


@dataclass(frozen=True)
class Edition:
    """What is published of a newspaper; issues come oldest first."""

    issues: tuple[IssueFacts, ...]
    topics: tuple[Topic, ...]
    site: SiteCard

    @property
    def base(self) -> str:
        """What every link starts with."""
        return self.site.base

    @property
    def latest(self) -> IssueFacts | None:
        """The newest issue."""
        return self.issues[-1] if self.issues else None

    @cached_property
    def topic_names(self) -> dict[str, str]:
        """Topic slug → name, in the paper's order."""
        return {topic.slug: topic.name for topic in self.topics}

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
        for issue in self.issues:
            for article in issue.articles:
                yield Placed(article, issue)

    def around(self, at: int) -> Around:
        """What the pages of the issue at that place show from outside of it."""
        articles = self.issues[at].articles
        return Around(
            previous=self.issues[at - 1].card if at else None,
            next=self.issues[at + 1].card if at + 1 < len(self.issues) else None,
            topics={slug: self.topic_names[slug] for article in articles for slug in article.topics},
            tags={name: self.tag_slugs[name] for article in articles for name in article.tags},
        )

    def page(self, path: str, template: str, place: str, **context: Any) -> Page:
        """A page with what every page has: the paper, and which of the five places it belongs to."""
        return page(self.site, path, template, place, **context)


def page(site: SiteCard, path: str, template: str, place: str, **context: Any) -> Page:
    """A page with what every page has: the paper, and which of the five places it belongs to."""
    return Page(path, template, {"site": site, "place": place, "here": urls.link(path, site.base)} | context)


def stories(articles: Iterable[Placed]) -> Stories:
    """A place for these articles' cards, newest issue first and in printed order within one."""
    newest_first = sorted(articles, key=lambda placed: placed.issue.id, reverse=True)
    return Stories(
        tuple(
            (issue_id, tuple(placed.article.number for placed in group))
            for issue_id, group in groupby(newest_first, key=lambda placed: placed.issue.id)
        )
    )


def parts(articles: list[Placed]) -> Iterator[Part]:
    """A long list cut into pages, the newest first.

    Full pages are numbered from the oldest article on and hold ``TO_A_PAGE``; the page with the plain address
    holds what is left and one page's worth at least, where there is so much. So a further issue changes that
    page, and once in a while adds another; older ones stay as they are.
    """
    full = max(len(articles) // TO_A_PAGE - 1, 0)
    yield Part(None, articles[full * TO_A_PAGE :])
    for number in range(full, 0, -1):
        yield Part(number, articles[(number - 1) * TO_A_PAGE : number * TO_A_PAGE])
