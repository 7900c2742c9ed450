"""What the rest of the paper may know of an issue, in two sizes.

- ``IssueFacts`` are known of every issue in every build: who stands where under which tags. Keep them small.
- ``Outline`` holds the cards that lists show. It is looked up for the pages that are made, and only for those.

An issue's own pages see the whole ``Issue``; every other page sees these.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.model import Article, Issue
from generator.pages import cards
from generator.pages.packing import pack, unpack


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """A published article as lists and links are planned from it. ``number`` counts within its issue: ``03``."""

    number: str
    title: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    people: tuple[str, ...]
    words: tuple[str, ...] = ()
    """Those words of special topics that stand in its headline or text."""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """An issue as the rest of the paper is planned from it; ``digest`` is that of its outline."""

    id: str
    card: cards.IssueCard
    articles: tuple[ArticleFacts, ...]
    digest: str = ""

    @property
    def year(self) -> int:
        """The year it came out."""
        return int(self.id[:4])

    @property
    def month(self) -> int:
        """The month it came out, from 1."""
        return int(self.id[5:7])


class Outline(NamedTuple):
    """An issue's cards, packed: its head, and each published article's story by its number."""

    head: bytes
    stories: Mapping[str, bytes]

    def only(self, numbers: Iterable[str]) -> "Outline":
        """The outline with these stories alone, which is less to send."""
        return Outline(self.head, {number: self.stories[number] for number in numbers})

    def issue(self) -> cards.IssueCard:
        """The issue's card."""
        return unpack(cards.IssueCard, self._head()[0])

    def story(self, number: str) -> cards.StoryCard:
        """An article's card."""
        return unpack(cards.StoryCard, json.loads(self.stories[number]))

    def folios(self) -> tuple[cards.FolioCard, ...]:
        """The issue's 版 with all their stories."""
        return tuple(
            cards.FolioCard(number, name, anchor, tuple(map(self.story, inside)))
            for number, name, anchor, inside in self._head()[1]
        )

    def _head(self) -> list[Any]:
        head: list[Any] = json.loads(self.head)
        return head


def number_of(article: Article) -> str:
    """An article's number in its issue, as its id has it."""
    return article.id.rpartition("-")[2]


def describe(issue: Issue, base: str, words: Iterable[str] = ()) -> tuple[IssueFacts, Outline]:
    """Facts and outline of an issue's published articles; links start with ``base``, ``words`` are looked for."""
    published = issue.published()
    card = cards.issue(published, base)
    numbers = {id(article): number_of(article) for article in published.articles}
    by_folio = [
        [folio.number, folio.name, anchor, [numbers[id(article)] for article in inside]]
        for folio, anchor, inside in cards.by_folio(published)
    ]
    stories = {numbers[id(article)]: _json(cards.story(article, published, base)) for article in published.articles}
    outline = Outline(json.dumps([pack(card), by_folio], ensure_ascii=False).encode("utf-8", "surrogatepass"), stories)
    articles = tuple(_facts(article, words) for article in published.articles)
    return IssueFacts(issue.id, card, articles, _digest(outline)), outline


def _facts(article: Article, words: Iterable[str]) -> ArticleFacts:
    people = tuple(author.name for author in article.authors)
    captions = (photo.caption for photo in article.photos)
    text = "\n".join((article.kicker, article.title, article.subtitle, article.body, *captions))
    held = tuple(word for word in words if word in text)
    return ArticleFacts(number_of(article), article.title, article.topics, article.tags, people, held)


def _json(card: cards.StoryCard) -> bytes:
    return json.dumps(pack(card), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _digest(outline: Outline) -> str:
    return hashlib.blake2b(b"\0".join((outline.head, *outline.stories.values())), digest_size=16).hexdigest()
