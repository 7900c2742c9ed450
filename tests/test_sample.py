"""The sample edition: its raw texts are imported afresh, and what stands in content/ is what an editor made of them."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import config
from generator.content import body, store
from generator.model import Article, Newspaper
from generator.newsroom import convert
from generator.sources.raw import Raw

ROOT = Path(__file__).parent.parent
DAYS = ("2026-03-11", "2026-03-18", "2026-03-25")


def _truth(day: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((Path(__file__).parent / "sample" / f"{day}.json").read_text("utf-8"))
    return truth


def _converted(day: str) -> convert.Converted:
    raw = (ROOT / "content" / "issues" / day / "source" / f"{day}.txt").read_text("utf-8")
    return convert.convert([Raw(raw, day)], issue_id=day, issue_date=date.fromisoformat(day))


@pytest.fixture(scope="module")
def edited() -> Newspaper:
    """The sample as it stands in content/."""
    return store.load(ROOT, config.load(ROOT).topic_list())


def _as_truth(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "kind": article.kind.value,
        "authors": [{"name": author.name, "role": author.role.value} for author in article.authors],
        "byline": article.byline,
        "event_date": article.event_date.isoformat() if article.event_date else None,
        "folio": article.folio,
        "paragraphs": list(body.to_text(article.body, article.kind)),
        "photos": [{"caption": p.caption, "credit": p.credit, "credit_line": p.credit_line} for p in article.photos],
        "truncated": article.truncated,
        "untitled": article.untitled,
    }


def _expected(article: dict[str, Any]) -> dict[str, Any]:
    photos = [{key: photo[key] for key in ("caption", "credit", "credit_line")} for photo in article["photos"]]
    return article | {"photos": photos}


@pytest.mark.parametrize("day", DAYS)
def test_a_raw_issue_becomes_the_articles_its_writers_meant(day: str) -> None:
    """Every field of every article, and the furniture, come out of the noisy raw text as they were written."""
    truth, converted = _truth(day), _converted(day)
    assert [_as_truth(article) for article in converted.issue.articles] == [_expected(a) for a in truth["articles"]]
    assert list(converted.issue.furniture) == truth["furniture"]


@pytest.mark.parametrize("day", DAYS)
def test_the_number_of_the_issue_is_the_printed_one(day: str) -> None:
    """第N期 in the masthead of the page gives the issue its number."""
    assert _converted(day).issue.number == 1284 + DAYS.index(day)


@pytest.mark.parametrize("day", DAYS)
def test_editing_changed_only_what_the_editor_had_to_mend(day: str, edited: Newspaper) -> None:
    """content/ holds the imported words; what differs are the misprints that were planted in the raw text."""
    issue = next(issue for issue in edited.issues if issue.id == day)
    misprints = {doubt["span"] for doubt in _truth(day)["doubts"]}
    for fresh, kept in zip(_converted(day).issue.articles, issue.articles, strict=True):
        assert kept.id == fresh.id
        for was, now in _changed(fresh, kept):
            assert any(span in was and span not in now for span in misprints), now


def _changed(fresh: Article, kept: Article) -> Iterator[tuple[str, str]]:
    pairs = zip(body.to_text(fresh.body, fresh.kind), body.to_text(kept.body, kept.kind), strict=True)
    yield from ((was, now) for was, now in pairs if was != now)
    for name in ("title", "kicker", "subtitle", "byline"):
        assert getattr(fresh, name) == getattr(kept, name)


def test_the_sample_has_what_its_pages_are_to_show(edited: Newspaper) -> None:
    """Every topic gathers articles of more than one issue, so that lists and timelines have substance."""
    places = [(slug, issue.id) for issue in edited.issues for article in issue.articles for slug in article.topics]
    issues_by_topic = Counter(slug for slug, _ in set(places))
    assert all(issues_by_topic[topic.slug] > 1 for topic in edited.topics)
    kinds = {article.kind for issue in edited.issues for article in issue.articles}
    assert len(kinds) == 4
