"""Feeds: what programs of readers are given of the paper, its topics, special topics and tags, and of its corrections.

``feeds`` plans them from facts. ``atom`` (RFC 4287) and ``json_feed`` (JSON Feed 1.1) write one, once each item has
its text. An item's id follows from the paper's key and from the first id that its article had, so that neither a
moved article nor another domain makes readers' programs show it a second time.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from feedgenerator import Atom1Feed
from markupsafe import escape

from generator.model import Special
from generator.outlets.xml_text import clean
from generator.pages import corrections_page, tag_pages, urls
from generator.pages.cards import ArticleCard
from generator.pages.correction_card import CorrectionCard
from generator.pages.edition import Edition, Placed
from generator.pages.issue_summary import IssueFacts, WithdrawnFacts
from generator.pages.moments import Moments, released
from generator.pages.site import SiteCard, has_feeds
from generator.pages.typography import full_width, unbroken
from generator.settings import FeedsTable, Settings

MOST = 20
"""The most items of a feed."""
LANGUAGE = "zh-CN"


class Item(NamedTuple):
    """An item of a feed, as it is planned. ``path`` is that of the page it leads to, and moments are ISO.

    An article's text is looked up by ``issue`` and ``number``. A withdrawn article and a correction have none: what is
    to be said of them stands in ``heading`` and ``words``.
    """

    id: str
    path: str
    first: str
    changed: str
    issue: str = ""
    number: str = ""
    heading: str = ""
    words: str = ""
    categories: tuple[str, ...] = ()


Place = tuple[str, str]
"""An article, by its issue and its number."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, as it is planned. ``json`` is the path of the same as JSON, or ``""``; ``page`` that of its page."""

    path: str
    json: str
    page: str
    id: str
    name: str
    description: str
    items: tuple[Item, ...]

    @property
    def articles(self) -> list[tuple[str, tuple[str, ...]]]:
        """The articles whose texts it shows, as issues with numbers."""
        found: dict[str, list[str]] = {}
        for item in self.items:
            if item.issue:
                found.setdefault(item.issue, []).append(item.number)
        return [(issue, tuple(numbers)) for issue, numbers in found.items()]


def feeds(edition: Edition, settings: Settings) -> Iterator[Feed]:
    """All feeds that have items; none for a paper without an address or a key."""
    if not has_feeds(settings):
        return
    made = _Maker(edition, UUID(settings.paper.key))
    name, wanted = settings.paper.name, settings.feeds
    for path, as_json, page, title, description, items in _planned(made, edition, wanted):
        shown = tuple(islice(items, MOST))
        if shown:
            full = f"{name} {title}".strip()
            yield Feed(path, as_json, page, made.id(path), full, description or settings.paper.description, shown)


_Planned = tuple[str, str, str, str, str, Iterator[Item]]


def _planned(made: "_Maker", edition: Edition, wanted: FeedsTable) -> Iterator[_Planned]:
    yield urls.FEED, urls.JSON_FEED, urls.HOME, "", "", made.newest(made.all_articles(), is_here=_anywhere)
    for topic in edition.topics:
        page = urls.topic(topic.slug)
        items = made.newest(edition.by_topic.get(topic.slug, []), partial(_has_topic, topic.slug))
        yield urls.feed(page), urls.json_feed(page), page, topic.name, topic.description, items
    for special in edition.specials:
        page = urls.topic(special.slug)
        items = made.newest(edition.by_special[special.slug], partial(_is_of, special))
        yield urls.feed(page), "", page, special.title, special.description, items
    for tag, slug in edition.tag_slugs.items() if wanted.tags else ():
        if tag_pages.has_feed(edition, tag):
            page = urls.tag(slug)
            items = made.newest(edition.by_tag[tag], partial(_has_tag, tag))
            yield urls.feed(page), "", page, tag, "", items
    yield urls.feed(urls.CORRECTIONS), "", urls.CORRECTIONS, "更正", "", made.corrections()


def _anywhere(_gone: WithdrawnFacts) -> bool:
    return True


def _has_topic(slug: str, gone: WithdrawnFacts) -> bool:
    return slug in gone.topics


def _has_tag(tag: str, gone: WithdrawnFacts) -> bool:
    return tag in gone.tags


def _is_of(special: Special, gone: WithdrawnFacts) -> bool:
    return not set(special.tags).isdisjoint(gone.tags)


class _Maker(NamedTuple):
    """Makes the items of one paper's feeds."""

    edition: Edition
    key: UUID

    def id(self, of: str) -> str:
        """The id of what is called ``of`` within the paper."""
        return uuid5(self.key, of).urn

    def all_articles(self) -> list[Placed]:
        """The articles of the newest issues, oldest first, enough for a feed."""
        found: list[list[Placed]] = []
        for issue in reversed(self.edition.issues):
            if sum(map(len, found)) >= MOST:
                break
            found.append([Placed(article, issue) for article in issue.articles])
        return [placed for group in reversed(found) for placed in group]

    def newest(self, articles: Iterable[Placed], is_here: Callable[[WithdrawnFacts], bool]) -> Iterator[Item]:
        """The items of articles and of withdrawn ones among them, newest issue first, as printed within an issue."""
        by_issue: dict[str, list[Placed]] = {}
        for placed in articles:
            by_issue.setdefault(placed.issue.id, []).append(placed)
        oldest = min(by_issue, default="")
        for issue in reversed(self.edition.issues):
            if issue.id < oldest or not by_issue:
                return
            yield from (self._article(placed) for placed in by_issue.get(issue.id, ()))
            yield from (self._gone(gone, issue) for gone in issue.withdrawn if is_here(gone))

    def corrections(self) -> Iterator[Item]:
        """An item for each correction; what it says is a part of its id."""
        for placed, correction in corrections_page.corrected(self.edition):
            said = f"{correction.date}\n{correction.printed}\n{correction.correct}\n{correction.note}"
            day = released(correction.date, self.edition.hour).isoformat()
            name = placed.article.title or placed.article.opening
            title = f"更正：{placed.issue.card.date_text}《{name}》"
            mark = self.id(f"{placed.article.first_id or placed.id}\n{said}")
            yield Item(mark, urls.article(placed.id), day, day, heading=title, words=in_words(correction))

    def _article(self, placed: Placed) -> Item:
        article = placed.article
        moments = self.edition.moments(placed.issue, article)
        topics = (self.edition.topic_names[slug] for slug in article.topics if slug in self.edition.topic_names)
        categories = tuple(dict.fromkeys((*topics, *self.edition.tags_of(article))))
        return self._item(article.first_id or placed.id, placed.id, moments)._replace(
            issue=placed.issue.id, number=article.number, categories=categories
        )

    def _gone(self, gone: WithdrawnFacts, issue: IssueFacts) -> Item:
        place = f"{issue.id}-{gone.number}"
        title = f"已撤下：{issue.card.date_text}的一篇文章"
        return self._item(gone.first_id or place, place, self.edition.moments(issue, gone))._replace(
            heading=title, words=gone.word
        )

    def _item(self, first_id: str, present_id: str, moments: Moments) -> Item:
        first, changed = (moment.isoformat() for moment in moments)
        return Item(self.id(first_id), urls.article(present_id), first, changed)


def in_words(correction: CorrectionCard) -> str:
    """A correction as one sentence."""
    said = f"印为“{correction.printed}”，应为“{correction.correct}”。" if correction.printed else ""
    return f"{said}{correction.note}"


class _Atom(Atom1Feed):  # type: ignore[misc]
    """An Atom feed whose items may have several authors."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


def atom(feed: Feed, articles: Mapping[Place, ArticleCard], texts: Mapping[Place, str], site: SiteCard) -> bytes:
    """The feed as Atom, with the cards of its articles, and with their texts as HTML where feeds hold these."""
    made = _Atom(
        clean(feed.name),
        site.address + urls.link(feed.page, ""),
        None,
        language=LANGUAGE,
        author_name=clean(site.name),
        subtitle=clean(feed.description) or None,
        feed_url=site.address + feed.path,
        feed_guid=feed.id,
    )
    for item in feed.items:
        card = articles.get((item.issue, item.number))
        made.add_item(
            clean(_heading(item, card)),
            site.address + urls.link(item.path, ""),
            str(escape(clean(_summary(item, card)))) or None,
            content=clean(texts.get((item.issue, item.number), "")) or None,
            unique_id=item.id,
            pubdate=datetime.fromisoformat(item.first),
            updateddate=datetime.fromisoformat(item.changed),
            categories=[clean(name) for name in item.categories],
            authors=[clean(name) for name, _ in card.authors] if card else [],
        )
    data = BytesIO()
    made.write(data, "utf-8")
    return data.getvalue() + b"\n"


def json_feed(feed: Feed, articles: Mapping[Place, ArticleCard], texts: Mapping[Place, str], site: SiteCard) -> bytes:
    """The same as JSON Feed 1.1."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.name,
        "home_page_url": site.address + urls.link(feed.page, ""),
        "feed_url": site.address + feed.json,
        "description": feed.description,
        "authors": [{"name": site.name}],
        "language": LANGUAGE,
        "items": [
            _json_item(item, articles.get((item.issue, item.number)), texts.get((item.issue, item.number), ""), site)
            for item in feed.items
        ],
    }
    return json.dumps(_filled(whole), ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(item: Item, card: ArticleCard | None, text: str, site: SiteCard) -> dict[str, Any]:
    summary = _summary(item, card)
    photo = card.story.photo if card else None
    return _filled(
        {
            "id": item.id,
            "url": site.address + urls.link(item.path, ""),
            "title": _heading(item, card),
            "content_html": text,
            "content_text": "" if text else summary,
            "summary": summary if text else "",
            "image": site.address + photo.src[len(site.base) :] if photo and photo.src else "",
            "date_published": item.first,
            "date_modified": item.changed,
            "authors": [{"name": name} for name, _ in card.authors] if card else [],
            "tags": item.categories,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _heading(item: Item, card: ArticleCard | None) -> str:
    return full_width(unbroken(card.story.title or card.story.opening)) if card else item.heading


def _summary(item: Item, card: ArticleCard | None) -> str:
    """A summary in plain text, behind what a reader must know first: what AI made, and what was corrected."""
    if card is None:
        return item.words
    labels = [f"【{card.story.ai}】"] if card.story.ai else []
    labels += [f"更正：{in_words(correction)}" for correction in card.corrections]
    return " ".join((*labels, full_width(card.story.summary)))
