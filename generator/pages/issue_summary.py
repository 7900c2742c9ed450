"""The two summaries of an issue that pages outside of it are made from.

- ``IssueFacts``: titles, topics, tags, names and the like. Every build loads those of all issues, so keep them small.
- ``Outline``: the cards that lists show. A build loads it only for the pages that must be made.

Only an issue's own pages see the whole ``Issue``.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from generator.model import Article, Issue
from generator.pages import cards, phrases
from generator.pages.correction_card import CorrectionCard, corrections
from generator.pages.packing import pack, unpack
from generator.pages.phrases import Cut


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What planning lists and links needs to know of a published article. ``number`` counts within its issue: ``03``.

    ``length`` is roughly how many characters it adds to the search index, its names and a fixed share included.
    """

    number: str
    title: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    people: tuple[str, ...]
    length: int
    words: tuple[str, ...] = ()
    """Those words of special topics that occur in its headline or text."""
    shown: str = ""
    """A digest of what readers see of the article itself."""
    first_id: str = ""
    """The first id that it had, where that is not its present one."""
    photos: tuple[str, ...] = ()
    """Its picture files."""
    corrections: tuple[CorrectionCard, ...] = ()
    until: str = ""
    """When its embargo ended, as an ISO date and time; ``""`` where it had none."""
    opening: str = ""
    """What an article without a headline is called."""
    kicker: str = ""
    folio: str = ""
    """The number of its 版."""


@dataclass(frozen=True, slots=True)
class WithdrawnFacts:
    """What may be known of a withdrawn article: number, reason, first id as above, and the lists that it was in."""

    number: str
    word: str
    first_id: str = ""
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What planning the rest of the paper needs to know of an issue; ``digest`` is that of its outline.

    ``folios`` are number and label of each 版, ``photos`` the published picture files (name, digest, width, height),
    ``former`` are ids that its articles had before, and those of
    articles joined with them, each with the number of the article that it leads to, withdrawn ones included.
    """

    id: str
    card: cards.IssueCard
    folios: tuple[tuple[str, str], ...]
    photos: tuple[tuple[str, str, int, int], ...]
    articles: tuple[ArticleFacts, ...]
    digest: str = ""
    withdrawn: tuple[WithdrawnFacts, ...] = ()
    former: tuple[tuple[str, str], ...] = ()

    @property
    def withdrawn_numbers(self) -> tuple[str, ...]:
        """The numbers of its withdrawn articles."""
        return tuple(gone.number for gone in self.withdrawn)

    @property
    def year(self) -> int:
        """The year it came out."""
        return int(self.id[:4])

    @property
    def month(self) -> int:
        """The month it came out, from 1."""
        return int(self.id[5:7])


class Story(NamedTuple):
    """An article's card, packed, and its headlines cut into words: runs separated by tabs, words by spaces."""

    card: bytes
    words: bytes


class Outline(NamedTuple):
    """An issue's cards, packed: its head, and each published article's story by its number."""

    head: bytes
    stories: Mapping[str, Story]

    def pack(self) -> bytes:
        """The outline as bytes: a line for the head, then two lines for each story, in the order of the facts."""
        return b"\n".join((self.head, *chain.from_iterable(self.stories.values())))

    @staticmethod
    def unpack(packed: bytes, facts: IssueFacts) -> "Outline":
        """The outline that ``pack`` made bytes of."""
        head, *lines = packed.split(b"\n")
        stories = map(Story, lines[::2], lines[1::2])
        return Outline(head, dict(zip((article.number for article in facts.articles), stories, strict=True)))

    def cuts(self) -> Iterator[tuple[str, ...]]:
        """The words of every headline, run by run."""
        for story in self.stories.values():
            if story.words:
                yield from (tuple(run.split(" ")) for run in story.words.decode().split("\t"))

    def only(self, numbers: Iterable[str]) -> "Outline":
        """The outline with these stories alone, so that less has to be sent to a worker."""
        return Outline(self.head, {number: self.stories[number] for number in numbers})

    def issue(self) -> cards.IssueCard:
        """The issue's card."""
        return _issue(self.head)

    def story(self, number: str) -> cards.StoryCard:
        """An article's card."""
        return _story(self.stories[number].card)

    def folios(self) -> tuple[cards.FolioCard, ...]:
        """The issue's 版 with all their stories."""
        return tuple(
            cards.FolioCard(number, name, anchor, tuple(map(self.story, inside)), tuple(map(tuple, staff)))
            for number, name, anchor, inside, staff in json.loads(self.head)[1]
        )


# The same issue and the same story are in many lists, so their unpacked cards are kept.
@lru_cache(maxsize=2_000)
def _issue(head: bytes) -> cards.IssueCard:
    return unpack(cards.IssueCard, json.loads(head)[0])


@lru_cache(maxsize=20_000)
def _story(packed: bytes) -> cards.StoryCard:
    return unpack(cards.StoryCard, json.loads(packed))


def number_of(article: Article) -> str:
    """An article's number in its issue, as its id has it."""
    return article.id.rpartition("-")[2]


def describe(issue: Issue, base: str, cut: Cut, words: Iterable[str] = ()) -> tuple[IssueFacts, Outline]:
    """Facts and outline of an issue's published articles.

    Links start with ``base``, ``cut`` gives the words of headlines, ``words`` are looked for in the text.
    """
    published = issue.published()
    card = cards.issue(published, base)
    numbers = {id(article): number_of(article) for article in published.articles}
    by_folio = [
        [folio.number, folio.name, anchor, [numbers[id(article)] for article in inside], folio.staff]
        for folio, anchor, inside in cards.by_folio(published)
    ]
    stories = {
        numbers[id(article)]: Story(_json(cards.story(article, published, base)), _words(article, cut))
        for article in published.articles
    }
    outline = Outline(json.dumps([pack(card), by_folio], ensure_ascii=False).encode("utf-8", "surrogatepass"), stories)
    return facts(issue, base, words, _digest(outline)), outline


def facts(issue: Issue, base: str, words: Iterable[str] = (), digest: str = "") -> IssueFacts:
    """The facts of an issue, as ``describe`` gives them; ``digest`` is that of its outline."""
    published = issue.published()
    digests = {photo.file: photo.digest for photo in published.photo_files}
    articles = tuple(_facts(article, words, digests) for article in published.articles)
    folios = tuple((folio.number, cards.folio_label(folio.number, published)) for folio in issue.folios)
    photos = tuple((photo.file, photo.digest, photo.width, photo.height) for photo in published.photo_files)
    withdrawn = tuple(_withdrawn(article) for article in issue.articles if article.withdrawn)
    former = tuple((was, number_of(article)) for article in issue.articles for was in (*article.was, *article.joined))
    card = cards.issue(published, base)
    return IssueFacts(issue.id, card, folios, photos, articles, digest, withdrawn, former)


def _facts(article: Article, words: Iterable[str], digests: Mapping[str, str]) -> ArticleFacts:
    people = tuple(author.name for author in article.authors)
    captions = [photo.caption for photo in article.photos]
    text = "\n".join((article.kicker, article.title, article.subtitle, article.body, *captions))
    held = tuple(word for word in words if word in text)
    length = len(article.body) + len(article.title) + sum(map(len, captions)) + 100
    number, shown = number_of(article), _shown(article, digests)
    return ArticleFacts(
        number,
        article.title,
        article.topics,
        article.tags,
        people,
        length,
        held,
        shown,
        _first_id(article),
        tuple(photo.file for photo in article.photos if photo.file),
        corrections(article),
        _until(article),
        "" if article.title else cards.headline(article),
        article.kicker,
        article.folio,
    )


def _withdrawn(article: Article) -> WithdrawnFacts:
    return WithdrawnFacts(
        number_of(article), article.withdrawal, _first_id(article), article.topics, article.tags, _until(article)
    )


def _first_id(article: Article) -> str:
    return article.was[0] if article.was else ""


def _until(article: Article) -> str:
    return article.embargo.isoformat() if article.embargo else ""


def _shown(article: Article, digests: Mapping[str, str]) -> str:
    photos = [replace(photo, file=digests.get(photo.file, "")) for photo in article.photos]
    head = (article.kicker, article.title, article.subtitle, article.byline, article.authors)
    seen = repr((head, article.body, photos, article.corrections))
    added = (article.source, article.original, article.ai, *(photo.ai for photo in article.photos))
    if any(added):
        seen += repr(added)  # only then, so that the digests of all other articles stay what they were
    return hashlib.blake2b(seen.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _json(card: cards.StoryCard) -> bytes:
    return json.dumps(pack(card), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _words(article: Article, cut: Cut) -> bytes:
    headlines = (article.title, article.kicker, article.subtitle)
    return "\t".join(" ".join(cut(run)) for headline in headlines for run in phrases.runs(headline)).encode()


def _digest(outline: Outline) -> str:
    return hashlib.blake2b(outline.pack(), digest_size=16).hexdigest()
