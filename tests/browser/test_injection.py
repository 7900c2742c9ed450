"""Texts that would run as scripts, in every place of a paper. ``python -m benchmarks.injection`` tries all of them."""

import pytest
from playwright.sync_api import Browser

from benchmarks import injection
from payloads import PAYLOADS
from support import Site

pytestmark = pytest.mark.browser

SOME = PAYLOADS[::42]


def test_no_payload_runs_in_an_article(chromium: Browser) -> None:
    """In fields, bodies, tags, lists and special topics, in the search and as words to mark: it is text."""
    assert injection.try_articles(chromium, SOME, turn=0).wrong == []


def test_no_payload_runs_in_the_settings(chromium: Browser) -> None:
    """In every line of ``newspaper.toml``, too."""
    assert [judge.wrong for judge in injection.try_settings(chromium, SOME[:1])] == [[], []]


def test_a_payload_that_gets_through_is_seen(chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a template puts a title on the page as it is, the script that ran and the element that it made are told."""
    usual = injection.in_articles

    def careless(site: Site, texts: list[str], turn: int) -> None:
        usual(site, texts, turn)
        as_it_is = "{% block main %}{{ story.title | safe }}{{ super() }}{% endblock %}"
        site.write("templates/article.html", '{% extends "builtin/article.html" %}' + as_it_is)

    monkeypatch.setattr(injection, "in_articles", careless)
    wrong = "\n".join(injection.try_articles(chromium, ["<img src=x onerror=alert(1)>", "码头"], turn=0).wrong)
    assert "01.html: a script ran" in wrong
    assert "01.html: <img onerror>" in wrong
