"""Pages of tags, people and special topics."""

from dataclasses import replace
from typing import Any

import pytest

from edition import describe, issue, pages, site_card
from generator import config
from generator.content import catalogue, store
from generator.kinds import TagKind
from generator.model import Catalogue, Issue, Newspaper, Post, Special, Tag, Topic
from generator.pages import tag_pages, urls
from generator.pages.edition import TO_A_PAGE, Edition
from support import PROJECT

TOPICS = (Topic("economy", "经济"), Topic("livelihood", "民生"))


def tagged(issue_id: str, *tags: tuple[str, ...]) -> Issue:
    """An issue whose articles carry these tags."""
    made = issue(issue_id)
    articles = (replace(article, tags=own) for article, own in zip(made.articles, tags, strict=False))
    return replace(made, articles=tuple(articles))


PAPER = Newspaper(
    (
        tagged("2026-02-25", ("何映秋", "高新区"), ("路灯",)),
        tagged("2026-03-11", ("何映秋", "高新技术产业开发区"), ("路灯", "稀见")),
    ),
    TOPICS,
)
CATALOGUE = Catalogue(
    register={
        "何映秋": Tag("何映秋", TagKind.PERSON, "he-ying-qiu"),
        "路灯": Tag("路灯", TagKind.SUBJECT, "deng"),
        "高新区": Tag("高新区", TagKind.PLACE, "gao-xin-qu"),
        "高新技术产业开发区": Tag("高新技术产业开发区", TagKind.PLACE, "gao-xin-ji-shu"),
    },
    synonyms={"高新技术产业开发区": "高新区"},
    posts={"何映秋": (Post("管委会主任"),)},
    specials=(
        Special("deng", "点灯记", "说明", tags=("路灯",), body="**导语**"),
        Special("ming", "点名", articles=("2026-02-25-01",), tags=("路灯",), without=("2026-02-25-02",)),
        Special("ci", "按词", words=("菜市场",), since=issue("2026-03-01").date),
    ),
    min_articles=2,
)


def made() -> dict[str, dict[str, Any]]:
    """The contexts of all pages, by path."""
    return {page.path: page.context for page in pages(PAPER, site_card(), CATALOGUE)}


def stories(context: dict[str, Any]) -> list[str]:
    """The links of the stories that a page lists."""
    return [story.href for group in context["issues"] for story in group.stories]


@pytest.mark.parametrize("least", [1, 2, 3])
def test_a_tag_has_a_page_from_the_least_number_on(least: int) -> None:
    """A tag has a page if just so many articles carry it as the paper asks for, or more; else it has none."""
    edition = Edition(
        tuple(describe(of)[0] for of in PAPER.issues), TOPICS, site_card(), replace(CATALOGUE, min_articles=least)
    )
    counts = {name: len(articles) for name, articles in edition.by_tag.items()}
    assert set(counts.values()) == {1, 2}
    assert edition.tag_slugs.keys() == {name for name, count in counts.items() if count >= least}


def edition_of(paper: Newspaper, kept: Catalogue) -> Edition:
    """A paper as a build plans its lists."""
    return Edition(tuple(describe(of)[0] for of in paper.issues), paper.topics, site_card(), kept)


def sample() -> Edition:
    """The sample edition."""
    read = config.load(PROJECT)
    return edition_of(store.load(PROJECT, read.topic_list()), catalogue.read(PROJECT, read.tags.min_articles))


def long_edition() -> Edition:
    """One with tags whose lists have several pages, and one with a slug that begins as another's."""
    days = [f"{year}-{month:02d}-11" for year in range(2000, 2000 + TO_A_PAGE // 4) for month in range(1, 13)]
    issues = tuple(tagged(day, ("何映秋", "路灯"), ("路灯下", "稀见" if day == days[0] else "高新区")) for day in days)
    return edition_of(Newspaper(issues, TOPICS), CATALOGUE)


@pytest.mark.parametrize("edition", [sample(), edition_of(PAPER, CATALOGUE), long_edition()])
def test_a_single_page_is_the_one_among_all(edition: Edition) -> None:
    """A page that is planned alone is the same as when all are planned; at other addresses there is none."""
    every = list(tag_pages.pages(edition))
    assert [tag_pages.find(edition, page.path) for page in every] == every
    others = {urls.tag("nobody"), urls.tag("deng", 99), "tags/", "tags/deng/feed.xml", urls.HOME, ""}
    others |= set(urls.TAG_KINDS.values()) - {page.path for page in every}
    assert [tag_pages.find(edition, path) for path in others] == [None] * len(others)


def test_a_rare_tag_has_no_page_and_no_link() -> None:
    """A tag below the least number of articles is shown at its article, leads nowhere, and is in no index."""
    found = made()
    tags = found[urls.article("2026-03-11-02")]["article"].tags
    assert [(link.name, bool(link.href)) for link in tags] == [("路灯", True), ("稀见", False)]
    assert "稀见" not in str(found[urls.TAGS]["letters"])


def test_addresses_are_those_of_the_register() -> None:
    """A tag's page lies where the register says, whatever its pinyin."""
    assert urls.tag("deng") in made()


def test_a_synonym_counts_for_its_tag_and_leads_there() -> None:
    """Articles of both names stand on one page, and the other's address leads there."""
    found = made()
    assert len(stories(found[urls.tag("gao-xin-qu")])) == 2
    assert found[urls.article("2026-03-11-01")]["article"].tags[1].name == "高新区"
    moved = found[urls.tag("gao-xin-ji-shu")]
    assert (moved["target"].name, moved["target"].href) == ("高新区", "/tags/gao-xin-qu/")


def test_an_index_for_each_kind() -> None:
    """Tags stand in the index of all and in that of their kind, with how many articles each has."""
    found = made()
    assert {path for path in urls.TAG_KINDS.values() if path in found} == {
        urls.TAG_KINDS[kind] for kind in (TagKind.PERSON, TagKind.PLACE, TagKind.SUBJECT)
    }
    ((letter, entries),) = found[urls.TAG_KINDS[TagKind.PLACE]]["letters"]
    assert (letter, [(entry.link.name, entry.link.count) for entry in entries]) == ("G", [("高新区", 2)])
    assert found[urls.TAGS]["count"] == 3


def test_places_and_subjects_have_their_latest_stories() -> None:
    """The index of each kind shows under each tag its latest articles, newest first, and posts of people only."""
    found = made()
    for kind, number in ((TagKind.PLACE, "01"), (TagKind.SUBJECT, "02")):
        ((_, (entry,)),) = found[urls.TAG_KINDS[kind]]["letters"]
        assert [link.href for link in entry.latest] == [f"/2026-03-11/{number}.html", f"/2026-02-25/{number}.html"]
        assert entry.posts == ()


def test_people_have_posts_and_appearances() -> None:
    """The index of people shows each one's posts, how many articles there are, and the latest of them first."""
    ((_, (person,)),) = made()[urls.TAG_KINDS[TagKind.PERSON]]["letters"]
    assert (person.link.name, person.link.count, person.posts) == ("何映秋", 2, ("管委会主任",))
    assert [link.href for link in person.latest] == ["/2026-03-11/01.html", "/2026-02-25/01.html"]


def test_a_tags_page_shows_its_neighbours_and_posts() -> None:
    """Beside its articles a tag shows the tags that stand with it, and a person's posts."""
    context = made()[urls.tag("he-ying-qiu")]
    assert [link.name for link in context["neighbours"]] == ["高新区"]
    assert context["posts"] == ("管委会主任",)
    assert context["kind"] == "人物"


def test_special_topics_gather() -> None:
    """By tag, by name less what is left out, and by words within days; the topics' page leads to each."""
    found = made()
    assert stories(found[urls.topic("deng")]) == ["/2026-03-11/02.html", "/2026-02-25/02.html"]
    assert stories(found[urls.topic("ming")]) == ["/2026-03-11/02.html", "/2026-02-25/01.html"]
    assert stories(found[urls.topic("ci")]) == ["/2026-03-11/02.html"]
    assert found[urls.topic("deng")]["introduction"] == "**导语**"
    assert [(link.name, link.count) for link in found[urls.TOPICS]["specials"]] == [
        ("点灯记", 2),
        ("点名", 2),
        ("按词", 1),
    ]


def test_what_stands_in_the_same_issue_is_no_follow_up() -> None:
    """Related reading tells earlier and later reports from those of the same day's issue."""
    paper = Newspaper((tagged("2026-02-25", ("杨家渡",)), tagged("2026-03-11", ("杨家渡",), ("杨家渡",))), TOPICS)
    titled = tuple(
        replace(
            one,
            articles=tuple(replace(a, title=f"杨家渡 {one.id[5:]} {a.order}", untitled=False) for a in one.articles),
        )
        for one in paper.issues
    )
    contexts = {page.path: page.context for page in pages(replace(paper, issues=titled), site_card())}
    related = contexts[urls.article("2026-03-11-01")]["article"].related
    assert [hint.title for hint in related.earlier] == ["杨家渡 02-25 1"]
    assert [hint.title for hint in related.same_issue] == ["杨家渡 03-11 2"]
    assert related.later == ()
