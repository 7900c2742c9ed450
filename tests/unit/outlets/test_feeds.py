"""Feeds: which items they have, what they say, and when."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from xml.etree import ElementTree as ET

import pytest

import edition
from generator.content.addresses import Public, Record
from generator.kinds import Ai
from generator.model import CHINA, Catalogue, Issue, Special, Topic
from generator.outlets import feeds
from generator.outlets.feeds import Feed
from generator.pages import cards, urls
from generator.pages.edition import Edition
from generator.pages.issue_summary import describe
from generator.pages.site import site_card
from generator.settings import FeedsTable, Paper, Settings

ADDRESS = "https://news.example.org/paper/"
TOPICS = (Topic("economy", "经济"), Topic("livelihood", "民生"))
KEY = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"
PUBLIC = Settings(paper=Paper(name="青川晚报", address=ADDRESS, key=KEY))
ATOM = "{http://www.w3.org/2005/Atom}"


def paper(
    *issues: Issue,
    settings: Settings = PUBLIC,
    record: Record | None = None,
    catalogue: Catalogue | None = None,
) -> Edition:
    """The edition of a paper that has these issues."""
    site = site_card(settings)
    facts = tuple(describe(issue, site.base, lambda text: (text,))[0] for issue in issues)
    return Edition(facts, TOPICS, site, catalogue or Catalogue(), record or Record(), time(6))


def planned(of: Edition, settings: Settings = PUBLIC) -> dict[str, Feed]:
    """The feeds by their paths."""
    return {feed.path: feed for feed in feeds.feeds(of, settings)}


def test_a_paper_without_key_or_address_has_no_feeds() -> None:
    """Without either there is nothing that an item's id, or its address, could follow from."""
    for missing in ({"address": ""}, {"key": ""}):
        settings = PUBLIC.model_copy(update={"paper": PUBLIC.paper.model_copy(update=missing)})
        assert planned(paper(edition.issue(), settings=settings), settings) == {}


def test_a_list_without_articles_has_no_feed() -> None:
    """The paper, a topic with articles and the corrections have one; the topic without articles has none."""
    found = planned(paper(edition.issue()))
    used = {slug for article in edition.issue().articles for slug in article.topics}
    topics = {urls.feed(urls.topic(topic.slug)) for topic in TOPICS if topic.slug in used}
    assert set(found) == {urls.FEED, urls.feed(urls.CORRECTIONS), *topics}
    assert planned(paper()) == {}


def test_tags_have_feeds_by_setting_from_twenty_articles_on() -> None:
    """A tag of nineteen articles has none, and none has one unless the paper wants them."""
    wanted = PUBLIC.model_copy(update={"feeds": FeedsTable(tags=True)})
    for count, settings, expected in ((20, wanted, 1), (19, wanted, 0), (20, PUBLIC, 0)):
        days = [f"2026-02-{day:02d}" for day in range(1, count + 1)]
        of = paper(*(replace(one, articles=one.articles[:1]) for one in map(edition.issue, days)), settings=settings)
        assert len([path for path in planned(of, settings) if path.startswith("tags/")]) == expected


def test_an_id_follows_from_the_key_and_the_first_id_alone() -> None:
    """Another title, domain or place, or an article merged into it, leaves it; another key gives another."""
    issue = edition.issue()
    first, *rest = issue.articles
    moved = replace(issue, articles=(replace(first, id="2026-03-25-09", was=("2026-03-25-01",), title="改了题"), *rest))
    joined = replace(issue, articles=(replace(first, joined=("2026-03-11-07",)), *rest))
    elsewhere = Settings(paper=Paper(name="新名", address="https://other.example.org/", key=KEY))
    other = Settings(paper=Paper(name="青川晚报", address=ADDRESS, key="00000000-7a55-4d2a-9a8c-5a4e7ce2b1c9"))

    def id_of(of: Issue, settings: Settings = PUBLIC) -> str:
        return next(item.id for item in planned(paper(of, settings=settings), settings)[urls.FEED].items)

    assert id_of(issue) == id_of(moved) == id_of(joined) == id_of(issue, elsewhere)
    assert id_of(issue) != id_of(issue, other)
    assert id_of(issue).startswith("urn:uuid:")


def test_moments_come_from_the_record_and_from_corrections() -> None:
    """Without a record an article is as old as its issue's hour; a correction changes it on its own day."""
    out, sent = datetime(2026, 3, 25, 6, tzinfo=CHINA), datetime(2026, 4, 1, 9, 30, tzinfo=CHINA)
    record = Record({"2026-03-25/02.html": Public("2026-03-25/02.html", out, sent, "x")})
    corrected, edited = planned(paper(edition.issue(), record=record))[urls.FEED].items[:2]
    assert (corrected.first, corrected.changed) == (out.isoformat(), "2026-03-26T06:00:00+08:00")
    assert (edited.first, edited.changed) == (out.isoformat(), sent.isoformat())


def test_a_withdrawn_article_is_an_item_that_says_so() -> None:
    """It keeps its id and its place among the topic's items, and nothing of its words is left."""
    issue = edition.issue()
    first, *rest = issue.articles
    gone = replace(issue, articles=(replace(first, withdrawal="来源有误"), *rest))
    topic = urls.feed(urls.topic("economy"))
    before, after = (planned(paper(edition.issue("2026-03-11"), one))[topic] for one in (issue, gone))
    found = next(item for item in after.items if item.id == before.items[0].id)
    assert (found.heading, found.words) == ("已撤下：2026年3月25日的一篇文章", "来源有误")
    assert first.title not in repr(found)


def test_a_feed_is_bounded_and_newest_first() -> None:
    """It has the newest issues' articles, as many as are allowed."""
    days = [f"2026-02-{day:02d}" for day in range(1, 15)]
    items = planned(paper(*map(edition.issue, days)))[urls.FEED].items
    assert len(items) == feeds.MOST
    assert [item.issue for item in items] == sorted((item.issue for item in items), reverse=True)


def test_a_special_topic_has_a_feed_in_atom_alone() -> None:
    """As tags and corrections have; the paper and its topics have one in JSON too."""
    special = Special("lao-cheng", "老城", articles=("2026-03-25-01",))
    found = planned(paper(edition.issue(), catalogue=Catalogue(specials=(special,))))
    assert {path for path, feed in found.items() if feed.json} == {urls.FEED, urls.feed(urls.topic("economy"))}
    assert found[urls.feed(urls.topic("lao-cheng"))].name == "青川晚报 老城"


@pytest.fixture
def told() -> tuple[Feed, dict[feeds.Place, cards.ArticleCard]]:
    """A feed, and the cards of its articles; the first has two authors, was corrected, and was made by AI."""
    issue = edition.issue()
    first, *rest = issue.articles
    issue = replace(
        issue, articles=(replace(first, ai=Ai.COMPOSED, title="码头\ufffe启用 <b>", body="一\x0b二"), *rest)
    )
    facts, outline = describe(issue, "/paper/", lambda text: (text,))
    of = Edition((facts,), TOPICS, site_card(PUBLIC))
    made = {
        (issue.id, article.id[-2:]): cards.article(
            article, outline.story(article.id[-2:]), outline.issue(), issue, "/paper/", {}, {}
        )
        for article in issue.articles
    }
    return planned(of)[urls.FEED], made


def texts(made: dict[feeds.Place, cards.ArticleCard]) -> dict[feeds.Place, str]:
    """The texts of articles as a template would give them."""
    return {place: f"<p>{card.body}</p>" for place, card in made.items()}


def test_both_formats_say_the_same(told: tuple[Feed, dict[feeds.Place, cards.ArticleCard]]) -> None:
    """Ids, addresses, titles, moments, authors and texts; XML leaves out what it may not hold."""
    feed, made = told
    site = site_card(PUBLIC)
    atom = ET.fromstring(feeds.atom(feed, made, texts(made), site))  # noqa: S314 - our own
    json_feed = json.loads(feeds.json_feed(feed, made, texts(made), site))

    def rows() -> Iterator[tuple[str, ...]]:
        for entry in atom.iter(f"{ATOM}entry"):
            link = entry.find(f"{ATOM}link")
            assert link is not None
            names = "、".join(author.findtext(f"{ATOM}name", "") for author in entry.iter(f"{ATOM}author"))
            parts = ("id", "title", "published", "updated", "content")
            yield (*(entry.findtext(f"{ATOM}{part}", "") for part in parts), link.get("href", ""), names)

    plain = [
        (
            *(item["id"], item["title"].replace("\ufffe", ""), item["date_published"], item["date_modified"]),
            item["content_html"].replace("\x0b", ""),
            item["url"],
            "、".join(author["name"] for author in item.get("authors", ())),
        )
        for item in json_feed["items"]
    ]
    assert list(rows()) == plain
    assert plain[0][5:] == (f"{ADDRESS}2026-03-25/01.html", "周采薇、郑明、林望舒")


def test_what_a_reader_must_know_first_leads_the_summary(
    told: tuple[Feed, dict[feeds.Place, cards.ArticleCard]],
) -> None:
    """The label of AI and corrections stand before the summary, where a feed has no more than that."""
    feed, made = told
    item = json.loads(feeds.json_feed(feed, made, {}, site_card(PUBLIC)))["items"][0]
    assert item["content_text"].startswith("【含人工智能合成内容】 更正：印为“昨日”，应为“前日”。")
    assert "content_html" not in item
