"""The whole paper as a build plans its lists: facts of every issue, and articles by topic, tag and special topic."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from generator.content.addresses import Record
from generator.content.slugs import tag_slugs
from generator.kinds import TagKind
from generator.model import Catalogue, Special, Topic
from generator.pages import cards, urls
from generator.pages import related as reading
from generator.pages.comparing import Basis
from generator.pages.days import Days, Steps
from generator.pages.gathering import Gathering
from generator.pages.issue_summary import ArticleFacts, IssueFacts, WithdrawnFacts
from generator.pages.moments import Moments, issue_changed, of_article
from generator.pages.page import Bodies, Page, Stories
from generator.pages.relations import Relations
from generator.pages.shares import Shares
from generator.pages.site import SiteCard

TO_A_PAGE = 60


class Placed(NamedTuple):
    """An article with the issue it stands in."""

    article: ArticleFacts
    issue: IssueFacts

    @property
    def id(self) -> str:
        """The article's id."""
        return f"{self.issue.id}-{self.article.number}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Everything that an issue's own pages show of the rest of the paper.

    ``topics`` maps slugs to names and ``tags`` maps tags to links, for the topics and tags of its articles; ``related``
    is related reading, and ``moments`` when it became public and last changed, by an article's number.
    """

    steps: Steps
    topics: Mapping[str, str]
    tags: Mapping[str, cards.LinkCard]
    related: Mapping[str, reading.RelatedCard]
    moments: Mapping[str, Moments]
    shares: Mapping[str, str] = field(default_factory=dict)
    """The addresses of share pictures: that of the issue under ``""``, those of articles by number."""


class Part(NamedTuple):
    """One page of a long list: its number, counted from the oldest (``None`` for the newest page), and its articles."""

    number: int | None
    articles: list[Placed]


@dataclass(frozen=True)
class Edition:
    """What is published of a newspaper; issues come oldest first."""

    issues: tuple[IssueFacts, ...]
    topics: tuple[Topic, ...]
    site: SiteCard
    catalogue: Catalogue = field(default_factory=Catalogue)
    record: Record = field(default_factory=Record)
    hour: time = time(6)
    """When an issue comes out on its day."""
    shares: Shares = field(default_factory=Shares)
    relations: Relations = field(default_factory=Relations, compare=False, repr=False)
    """Related reading. An edition can take on that of the one that it replaces, of which none is wanted any more."""

    @property
    def base(self) -> str:
        """The beginning of every link."""
        return self.site.base

    @cached_property
    def days(self) -> Days:
        """The issues by day: the papers, and the 号外 beside them."""
        return Days(self.issues)

    @property
    def latest(self) -> IssueFacts | None:
        """The newest paper."""
        return self.days.papers[-1] if self.days.papers else None

    @cached_property
    def topic_names(self) -> dict[str, str]:
        """Topic slug → name, in the paper's order."""
        return {topic.slug: topic.name for topic in self.topics}

    @cached_property
    def by_topic(self) -> dict[str, list[Placed]]:
        """Topic slug → its articles, oldest first."""
        found = defaultdict(list)
        for placed in self._articles:
            for slug in placed.article.topics:
                found[slug].append(placed)
        return dict(found)

    @cached_property
    def by_tag(self) -> dict[str, list[Placed]]:
        """Tag → its articles, oldest first; tags in order of first appearance."""
        found = defaultdict(list)
        for placed in self._articles:
            for name in self.tags_of(placed.article):
                found[name].append(placed)
        return dict(found)

    @cached_property
    def by_special(self) -> dict[str, list[Placed]]:
        """Special topic's slug → its articles, oldest first."""
        found: dict[str, list[Placed]] = {special.slug: [] for special in self.specials}
        for placed in self._articles if found else ():
            for special in self._gathering.gathered(placed.issue.id, placed.article):
                found[special.slug].append(placed)
        return found

    @cached_property
    def _gathering(self) -> Gathering:
        return Gathering.of(self.catalogue)

    @property
    def specials(self) -> tuple[Special, ...]:
        """The special topics, by address."""
        return self.catalogue.specials

    def tags_of(self, article: ArticleFacts) -> tuple[str, ...]:
        """An article's tags, each under the name that the paper uses for it."""
        return self._gathering.tags(article)

    @cached_property
    def tag_slugs(self) -> dict[str, str]:
        """Tag → slug, for tags that have a page: those that enough articles carry."""
        frozen = {name: tag.slug for name, tag in self.catalogue.register.items() if tag.slug}
        few = self.catalogue.min_articles
        return tag_slugs((name for name, count in self._tag_counts.items() if count >= few), frozen)

    @cached_property
    def _tag_counts(self) -> Counter[str]:
        """How many articles each tag has; tags in order of first appearance."""
        tags = self._gathering.tags if self.catalogue.synonyms else attrgetter("tags")
        articles = chain.from_iterable(issue.articles for issue in self.issues)
        return Counter(chain.from_iterable(map(tags, articles)))

    def tag_link(self, name: str) -> cards.LinkCard:
        """A tag with its link; the address is ``""`` for a tag that has no page."""
        if name not in self._tag_links:
            slug = self.tag_slugs.get(name)
            self._tag_links[name] = cards.LinkCard(name, urls.link(urls.tag(slug), self.base) if slug else "")
        return self._tag_links[name]

    def counted(self, name: str) -> cards.LinkCard:
        """A tag with its link and the number of its articles."""
        return cards.LinkCard(name, self.tag_link(name).href, self._tag_counts[name])

    @cached_property
    def _tag_links(self) -> dict[str, cards.LinkCard]:
        """Those that were asked for."""
        return {}

    def kind_of(self, tag: str) -> TagKind:
        """What a tag names."""
        entry = self.catalogue.register.get(tag)
        return entry.kind if entry else TagKind.SUBJECT

    def find_related(self) -> None:
        """Finds related reading in advance, so that it can be done while other work goes on."""
        self.relations.renew(self.issues, self._basis)

    @cached_property
    def _basis(self) -> Basis:
        return Basis.of(self.catalogue, self._gathering, self.site)

    def related(self, issue: IssueFacts) -> Iterator[tuple[ArticleFacts, reading.Related]]:
        """Each article of an issue with its related reading."""
        self.find_related()
        return zip(issue.articles, self.relations.of(issue.id), strict=True)

    def _related_card(self, issue: IssueFacts, of: reading.Related) -> reading.RelatedCard:
        earlier = [(key, self._hint(self.at(key), why)) for key, why in of.earlier]
        later = [(key, self._hint(self.at(key), why)) for key, why in of.later]
        return reading.RelatedCard(
            tuple(hint for key, hint in earlier if key[0] != issue.id),
            tuple(hint for key, hint in (*earlier, *later) if key[0] == issue.id),
            tuple(hint for key, hint in later if key[0] != issue.id),
        )

    def _hint(self, placed: Placed, why: str) -> reading.HintCard:
        card, href = placed.issue.card, urls.link(urls.article(placed.id), self.base)
        return reading.HintCard(placed.article.title, href, card.date, card.date_text, why)

    def at(self, key: reading.Key) -> Placed:
        """The article that stands there."""
        issue = self._by_id[key[0]]
        return Placed(issue.articles[key[1]], issue)

    @cached_property
    def _by_id(self) -> dict[str, IssueFacts]:
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def public(self) -> frozenset[str]:
        """The ids of all articles."""
        return frozenset(placed.id for placed in self._articles)

    @cached_property
    def _articles(self) -> tuple[Placed, ...]:
        return tuple(Placed(article, issue) for issue in self.issues for article in issue.articles)

    def around(self, at: int) -> Neighbourhood:
        """What the pages of the issue at this place show of the rest of the paper."""
        issue = self.issues[at]
        articles = issue.articles
        return Neighbourhood(
            steps=self.days.steps(issue),
            topics={slug: self.topic_names[slug] for article in articles for slug in article.topics},
            tags={
                name: self.tag_link(self.catalogue.synonyms.get(name, name))
                for article in articles
                for name in article.tags
            },
            related={
                article.number: self._related_card(issue, found)
                for article, found in self.related(issue)
                if found.earlier or found.later
            },
            moments={article.number: self.moments(issue, article) for article in articles},
            shares=self.shares.links(self.site, issue),
        )

    def moments(self, issue: IssueFacts, article: ArticleFacts | WithdrawnFacts) -> Moments:
        """When an article became public, and when it last changed for readers."""
        return of_article(issue.id, article, self.record, self.hour)

    def changed(self, issue: IssueFacts) -> datetime:
        """When an issue last changed for readers."""
        return issue_changed(issue, self.record, self.hour)

    def page(self, path: str, template: str, place: str, **context: Any) -> Page:
        """A page with what every page has: the paper, and the place in the navigation that it belongs to."""
        return page(self.site, path, template, place, **context)


def page(site: SiteCard, path: str, template: str, place: str, **context: Any) -> Page:
    """A page with what every page has: the paper, the place in the navigation, its address, and a share picture."""
    every = {"site": site, "place": place, "here": urls.link(path, site.base), "share": site.share}
    return Page(path, template, every | context)


def stories(articles: Iterable[Placed]) -> Stories:
    """A placeholder for the cards of these articles, newest issue first and in printed order within an issue."""
    return Stories(_by_issue(articles))


def bodies(articles: Iterable[Placed]) -> Bodies:
    """A placeholder for these articles with their texts, in the order of ``stories``."""
    return Bodies(_by_issue(articles))


def _by_issue(articles: Iterable[Placed]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    newest_first = sorted(articles, key=lambda placed: placed.issue.id, reverse=True)
    return tuple(
        (issue_id, tuple(placed.article.number for placed in group))
        for issue_id, group in groupby(newest_first, key=lambda placed: placed.issue.id)
    )


def parts(articles: list[Placed]) -> Iterator[Part]:
    """A long list cut into pages, the newest first.

    Full pages hold ``TO_A_PAGE`` articles and are numbered from the oldest on. The newest page, which has no number,
    holds all later articles: at least ``TO_A_PAGE``, if there are so many, and less than twice that. So a new issue
    changes only the newest page, and now and then adds a full one; older pages stay as they are.
    """
    full = max(len(articles) // TO_A_PAGE - 1, 0)
    yield Part(None, articles[full * TO_A_PAGE :])
    for number in range(full, 0, -1):
        yield Part(number, articles[(number - 1) * TO_A_PAGE : number * TO_A_PAGE])
