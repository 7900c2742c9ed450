"""The table of pages: what a newspaper consists of, and what a new issue touches."""

import json
from dataclasses import asdict, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import describe, issue, pages, site_card
from generator.kinds import TagKind
from generator.model import Issue, Newspaper, Topic
from generator.pages import urls
from generator.pages.edition import TO_A_PAGE, Placed, parts
from strategies import TOPICS, newspapers
from support import examples


def contexts(newspaper: Newspaper) -> dict[str, str]:
    """Every page's template and context as text, by path."""
    found = {}
    for page in pages(newspaper, site_card()):
        assert page.path not in found
        context = json.dumps(page.context, default=plain, sort_keys=True, ensure_ascii=False)
        found[page.path] = f"{page.template} {context}"
    return found


def plain(value: object) -> Any:
    """A card as JSON has it; anything else has no business in a context."""
    assert is_dataclass(value)
    assert not isinstance(value, type)
    return asdict(value)


@settings(max_examples=examples(15))
@given(newspapers())
def test_every_page_has_a_path_of_its_own_and_a_plain_context(newspaper: Newspaper) -> None:
    """No two pages share a path, and contexts hold nothing but cards, texts, numbers and lists of them."""
    found = contexts(newspaper)
    assert {urls.HOME, urls.TOPICS, urls.TAGS, urls.ARCHIVE, urls.SEARCH, urls.NOT_FOUND} <= set(found)


@settings(max_examples=examples(15))
@given(newspapers())
def test_everything_published_has_its_page(newspaper: Newspaper) -> None:
    """Each issue, article, topic with articles, used tag and year has a page; a topic without articles has none."""
    found = set(contexts(newspaper))
    issues = newspaper.issues
    articles = [article for of in issues for article in of.articles]
    tags = dict.fromkeys(name for article in articles if not article.withdrawn for name in article.tags)
    assert {urls.issue(of.id) for of in issues} <= found
    assert {urls.article(article.id) for article in articles} <= found
    used = {slug for article in articles if not article.withdrawn for slug in article.topics}
    shown = {urls.topic(topic.slug) for topic in newspaper.topics if topic.slug in used}
    assert {urls.topic(topic.slug) for topic in newspaper.topics} & found == shown
    assert {urls.archive_year(of.date.year) for of in issues} <= found
    assert len([path for path in found if path.startswith("tags/") and path != urls.TAGS]) == len(tags)
    assert urls.LATEST in found


def test_a_new_issue_touches_only_what_shows_it() -> None:
    """A further issue changes the lists that name it and the issue before it, and articles that it follows up."""
    earlier = (issue("2026-03-11"), issue("2026-03-18"))
    before = contexts(Newspaper(earlier, TOPICS))
    after = contexts(Newspaper((*earlier, issue("2026-03-25")), TOPICS))
    changed = {path for path, context in before.items() if after[path] != context}
    assert changed == {
        *(urls.HOME, urls.LATEST, urls.TOPICS, urls.TAGS, urls.TAG_KINDS[TagKind.SUBJECT], urls.ARCHIVE),
        urls.CORRECTIONS,
        urls.issue("2026-03-18"),
        *(urls.article(f"{day}-01") for day in ("2026-03-11", "2026-03-18")),
        urls.archive_year(2026),
        urls.topic("economy"),
        urls.tag("ma-tou"),
        *(path for path in before if path.startswith("tags/ma-tou-")),
    }
    assert {path for path in after if path not in before} == {
        urls.issue("2026-03-25"),
        *(urls.article(f"2026-03-25-0{number}") for number in (1, 2, 3)),
    }


def test_articles_that_were_followed_up_stay_as_they_are() -> None:
    """An article that two later ones follow up is changed by no further issue, however much that shares with it."""
    days = [f"2026-03-{day:02d}" for day in range(1, 8)]
    before = contexts(Newspaper(tuple(map(issue, days[:-1])), TOPICS))
    after = contexts(Newspaper(tuple(map(issue, days)), TOPICS))
    old = [urls.article(f"{day}-01") for day in days[:-1]]
    assert [path for path in old if before[path] != after[path]] == [urls.article(f"{day}-01") for day in days[4:6]]


def test_issues_lead_to_their_neighbours() -> None:
    """An issue's page leads to the issue before and the one after; the address of the newest shows the newest."""
    days = ["2026-03-11", "2026-03-18", "2026-03-25"]
    made = pages(Newspaper(tuple(map(issue, days)), TOPICS), site_card())
    found = {page.path: page.context for page in made if page.template == "issue.html"}
    neighbours = {path: [found[path][way] and found[path][way].date for way in ("previous", "next")] for path in found}
    assert neighbours == {
        urls.issue(days[0]): [None, days[1]],
        urls.issue(days[1]): [days[0], days[2]],
        urls.issue(days[2]): [days[1], None],
        urls.LATEST: [days[1], None],
    }
    assert found[urls.LATEST]["issue"] == found[urls.issue(days[2])]["issue"]


def test_an_extra_issue_of_a_year_before_touches_no_other_years_articles() -> None:
    """An issue that joins the archive late leaves alone all article pages but those that it is an earlier report of."""
    newest = issue("2026-03-25")
    before = contexts(Newspaper((newest,), TOPICS))
    after = contexts(Newspaper((issue("2025-12-31"), newest), TOPICS))
    articles = [urls.article(article.id) for article in newest.articles]
    assert [after[path] == before[path] for path in articles] == [False, True, True]
    assert urls.archive_year(2025) in after


@settings(max_examples=examples(15))
@given(newspapers())
def test_lists_come_newest_first_and_count_right(newspaper: Newspaper) -> None:
    """A tag's page lists its articles' issues newest first, and its link says how many articles there are."""
    for page in pages(newspaper, site_card()):
        if page.template == "tag.html":
            listed = page.context["issues"]
            days = [group.issue.date for group in listed]
            assert days == sorted(days, reverse=True)
            assert sum(len(group.stories) for group in listed) == page.context["tag"].count > 0


def test_a_paper_before_its_first_issue() -> None:
    """A paper without issues has all pages that the navigation leads to, and nothing else."""
    found = contexts(Newspaper((), (Topic("economy", "经济"),)))
    assert set(found) == {
        *(urls.HOME, urls.LATEST, urls.TOPICS, urls.TAGS, urls.ARCHIVE, urls.SEARCH),
        *(urls.SHELF, urls.APP, urls.ABOUT, urls.NOT_FOUND, urls.ROBOTS),
        urls.CORRECTIONS,
    }


@pytest.mark.slow
def test_a_long_list_keeps_its_older_pages() -> None:
    """A tag of hundreds of articles has pages numbered from the oldest; a further issue changes the newest alone."""
    days = [f"{year}-{month:02}-{day:02}" for year in (2023, 2024) for month in range(1, 13) for day in range(1, 15)]
    before = contexts(Newspaper(tuple(map(issue, days[:-1])), TOPICS))
    after = contexts(Newspaper(tuple(map(issue, days)), TOPICS))
    parts = {path for path in after if path.startswith("tags/ma-tou/")}
    assert {urls.tag("ma-tou"), urls.tag("ma-tou", 1)} < parts
    assert {path for path in parts if before.get(path) != after[path]} == {urls.tag("ma-tou")}


@given(st.integers(0, 400))
def test_parts_hold_everything_once(length: int) -> None:
    """Newest part first, the parts of a list are the list; only the newest may be longer than a page, or shorter."""
    of = describe(issue(), "/")[0]
    articles = [Placed(replace(of.articles[0], number=str(at)), of) for at in range(length)]
    newest, *older = parts(articles)
    assert newest.number is None
    assert [part.number for part in older] == list(range(len(older), 0, -1))
    assert [placed for part in reversed((newest, *older)) for placed in part.articles] == articles
    assert all(len(part.articles) == TO_A_PAGE for part in older)
    assert min(length, TO_A_PAGE) <= len(newest.articles) < 2 * TO_A_PAGE


def test_the_archive_is_a_calendar() -> None:
    """A month begins on its weekday, has its days, and names each issue's day; a second issue of one day stands too."""
    days = [Issue(name, date.fromisoformat(name[:10])) for name in ("2024-02-29", "2024-02-29-b", "2026-03-25")]
    found = {page.path: page.context for page in pages(Newspaper(tuple(days)), site_card())}
    (leap,), (march,) = (found[urls.archive_year(year)]["months"] for year in (2024, 2026))
    assert (leap["month"], leap["starts"], leap["days"]) == (2, 3, 29)
    assert (march["month"], march["starts"], march["days"]) == (3, 6, 31)
    assert [row["day"] for row in leap["issues"]] == [29, 29]
