"""Readers during a publish, in short: what ``benchmarks.publishing`` does at length."""

import shutil
from pathlib import Path

import pytest

from benchmarks import publishing
from benchmarks.publishing import Answer

pytestmark = pytest.mark.slow


@pytest.mark.skipif(
    shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists(),
    reason="nginx is not installed: apt-get install nginx",
)
def test_readers_miss_nothing() -> None:
    """While builds publish, every answer is wholly old or wholly new, and nothing that a page names is missing."""
    found = publishing.run(builds=6, requests=200)
    assert (found["torn"], found["missing"]) == ([], [])
    assert found["requests"] >= 200


def test_what_is_wrong_is_found() -> None:
    """A half-written answer and a missing file are told; photos taken away and late readers are counted apart."""
    states = [{"a.html": "1", "p/photos/x.webp": "5"}, {"a.html": "2"}, {"a.html": "3"}]
    answers = [
        Answer("a.html", "1", 0, 0, "", 0),
        Answer("a.html", "2", 0, 0, "", 0),
        Answer("a.html", "3", 0, 0, "", 0),
        Answer("a.html", "cut", 1, 1, "", 0),
        Answer("static/x.css", "", 1, 1, "a.html", 1),
        Answer("static/x.css", "", 1, 1, "a.html", 0),
        Answer("p/photos/x.webp", "", 0, 0, "a.html", 0),
    ]
    found = publishing.judged(answers, states)
    assert found["torn"] == [answers[2], answers[3]]
    assert found["missing"] == [answers[4]]
    assert (found["taken away"], found["asked for a whole build late"]) == ({"webp": 1}, 1)


def test_what_a_page_names() -> None:
    """Styles, scripts, icons and each picture of a set are named; where a page leads to is not."""
    html = (
        '<link rel="stylesheet" href="/a.css"><link rel="canonical" href="https://x/">'
        '<script defer src="/b.js"></script><source srcset="/c-1.avif 1w, /c-2.avif 2w"><img src="/d.jpg"><a href="/e">'
    )
    assert list(publishing.named(html)) == ["/a.css", "/b.js", "/c-1.avif", "/c-2.avif", "/d.jpg"]
