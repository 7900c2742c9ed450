"""The whole paper as a build plans its lists: facts of every issue, and articles by topic, tag and special topic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import cached_property
from itertools import chain, groupby
from typing import Any, NamedTuple

from generator.content.addresses import Record
from generator.content.slugs import tag_slugs
from generator.kinds import TagKind
from generator.model import Catalogue, Special, Topic
from generator.pages import cards, one_thing, own_district, urls
from generator.pages import related as reading
from generator.pages.days import Days, Steps
from generator.pages.issue_summary import ArticleFacts, IssueFacts, WithdrawnFacts
from generator.pages.moments import Moments, issue_changed, of_article
from generator.pages.page import Bodies, Page, Stories
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
        for placed in self._articles():
            for slug in placed.article.topics:
                found[slug].append(placed)
        return dict(found)

    @cached_property
    def by_tag(self) -> dict[str, list[Placed]]:
        """Tag → its articles, oldest first; tags in order of first appearance."""
        found = defaultdict(list)
        for placed in self._articles():
            for name in self.tags_of(placed.article):
                found[name].append(placed)
        return dict(found)

    @cached_property
    def by_special(self) -> dict[str, list[Placed]]:
        """Special topic's slug → its articles, oldest first."""
        wanted = [(special, frozenset(special.articles), frozenset(special.without)) for special in self.specials]
        found: dict[str, list[Placed]] = {special.slug: [] for special in self.specials}
        for placed in self._articles() if wanted else ():
            for special, named, without in wanted:
                if placed.id in named or (placed.id not in without and self._is_of(placed, special)):
                    found[special.slug].append(placed)
        return found

    def _is_of(self, placed: Placed, special: Special) -> bool:
        day = placed.issue.id[:10]
        if (special.since and day < special.since.isoformat()) or (special.until and day > special.until.isoformat()):
            return False
        tags = {self.catalogue.synonyms.get(name, name) for name in special.tags}
        return not tags.isdisjoint(self.tags_of(placed.article)) or not set(special.words).isdisjoint(
            placed.article.words
        )

    @property
    def specials(self) -> tuple[Special, ...]:
        """The special topics, by address."""
        return self.catalogue.specials

    def tags_of(self, article: ArticleFacts) -> tuple[str, ...]:
        """An article's tags, each under the name that the paper uses for it."""
        synonyms = self.catalogue.synonyms
        if synonyms.keys().isdisjoint(article.tags):
            return article.tags
        return tuple(dict.fromkeys(synonyms.get(name, name) for name in article.tags))

    @cached_property
    def tag_slugs(self) -> dict[str, str]:
        """Tag → slug, for tags that have a page: those that enough articles carry."""
        frozen = {name: tag.slug for name, tag in self.catalogue.register.items() if tag.slug}
        few = self.catalogue.min_articles
        return tag_slugs((name for name, found in self.by_tag.items() if len(found) >= few), frozen)

    @cached_property
    def tag_links(self) -> dict[str, cards.LinkCard]:
        """Every tag with its link; the address is ``""`` for a tag that has no page."""
        slugs, base = self.tag_slugs, self.base
        return {
            name: cards.LinkCard(name, urls.link(urls.tag(slugs[name]), base) if name in slugs else "")
            for name in self.by_tag
        }

    def counted(self, name: str) -> cards.LinkCard:
        """A tag with its link and the number of its articles."""
        return replace(self.tag_links[name], count=len(self.by_tag[name]))

    def kind_of(self, tag: str) -> TagKind:
        """What a tag names."""
        entry = self.catalogue.register.get(tag)
        return entry.kind if entry else TagKind.SUBJECT

    @cached_property
    def related(self) -> dict[str, reading.RelatedCard]:
        """Related reading by article's id."""
        return {article: self._related_card(article, of) for article, of in reading.related(self.items()).items()}

    def find_related(self) -> None:
        """Finds related reading in advance, so that it can be done while other work goes on."""
        _ = self.related

    def _related_card(self, article: str, of: reading.Related) -> reading.RelatedCard:
        issue = article.rpartition("-")[0]
        earlier: list[reading.HintCard] = []
        same_issue: list[reading.HintCard] = []
        later: list[reading.HintCard] = []
        for chosen, others in ((of.earlier, earlier), (of.later, later)):
            for other, why in chosen:
                is_same = other.rpartition("-")[0] == issue
                (same_issue if is_same else others).append(reading.HintCard(*self._hints[other], why))
        return reading.RelatedCard(tuple(earlier), tuple(same_issue), tuple(later))

    @cached_property
    def public(self) -> frozenset[str]:
        """The ids of all articles."""
        return frozenset(placed.id for placed in self._articles())

    @cached_property
    def _hints(self) -> dict[str, tuple[str, str, str, str]]:
        """Title, link, day and the day for reading of every article."""
        return {
            placed.id: (
                placed.article.title,
                urls.link(urls.article(placed.id), self.base),
                placed.issue.card.date,
                placed.issue.card.date_text,
            )
            for placed in self._articles()
        }

    def items(self) -> Iterator[reading.Item]:
        """Every article with what related reading compares.

        Of the words in a headline, those count that an earlier article, or this one, has as a tag.
        """
        gathered: dict[str, dict[str, str]] = defaultdict(dict)
        for special in self.specials:
            for placed in self.by_special[special.slug]:
                gathered[placed.id][f"\0{special.slug}"] = f"同一专题 {special.title}"
        words = reading.Words()
        own = own_district.names(self.site.name, self.site.zone)
        for placed in self._articles():
            tags = self.tags_of(placed.article)
            words.add(tags)
            title = placed.article.title
            names = dict.fromkeys((*tags, *reading.quoted(title), *words.within(title)))
            about = {name: name for name in chain(names, one_thing.short_names(names, own)) if name not in own}
            one = frozenset(name for name in about if self._is_one_thing(name, title))
            many = (
                name
                for name in about
                if name not in one and (self.kind_of(name) is not TagKind.SUBJECT or one_thing.is_storm(name, title))
            )
            things = frozenset(name for name in one if name in title)
            told = one_thing.told(title, (*own, *many))
            words.add(told.runs)
            about |= {run: run for run in told.runs}
            yield reading.Item(placed.id, bool(title), about | gathered.get(placed.id, {}), things, told.pairs)

    def _is_one_thing(self, name: str, title: str) -> bool:
        return one_thing.is_one_thing(name, self.kind_of(name), title, holds_post=name in self.catalogue.posts)

    def _articles(self) -> Iterator[Placed]:
        for issue in self.issues:
            for article in issue.articles:
                yield Placed(article, issue)

    def around(self, at: int) -> Neighbourhood:
        """What the pages of the issue at this place show of the rest of the paper."""
        issue = self.issues[at]
        articles = issue.articles
        return Neighbourhood(
            steps=self.days.steps(issue),
            topics={slug: self.topic_names[slug] for article in articles for slug in article.topics},
            tags={
                name: self.tag_links[self.catalogue.synonyms.get(name, name)]
                for article in articles
                for name in article.tags
            },
            related={
                article.number: self.related[found]
                for article in articles
                if (found := f"{issue.id}-{article.number}") in self.related
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
