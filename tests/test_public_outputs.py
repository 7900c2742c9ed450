"""What programs are given, checked by what their standards say: feeds, sitemaps."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

import public_papers
from public_papers import ADDRESS

SCHEMAS = Path(__file__).parent / "schemas"
MOST_BYTES = 50 * 1024 * 1024
"""The largest sitemap that the protocol allows."""


@pytest.fixture(scope="module", params=["sample", "seeds"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of a paper."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sample":
        return public_papers.sample(folder)
    return public_papers.seeds(folder, request.getfixturevalue("shared"))


def documents(output: Path, *patterns: str) -> dict[str, Any]:
    """The XML files of a site that match one of the patterns, parsed."""
    paths = [path for pattern in patterns for path in sorted(output.rglob(pattern))]
    assert paths
    return {path.relative_to(output).as_posix(): etree.parse(path) for path in paths}


@pytest.mark.slow
def test_feeds_follow_their_grammar(output: Path) -> None:
    """Every Atom feed is what RFC 4287 asks for, and a reader's parser finds nothing to mend."""
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    for path, found in documents(output, "feed.xml").items():
        assert grammar.validate(found), f"{path}: {grammar.error_log}"
        read = feedparser.parse((output / path).read_bytes())
        assert not read.bozo, f"{path}: {read.get('bozo_exception')}"
        assert read.version == "atom10"
        assert len({entry.id for entry in read.entries}) == len(read.entries) > 0
        assert max(entry.updated for entry in read.entries) == read.feed.updated


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _address(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[!-~]+", value) is not None


def _moment(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def _authors(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_text(author["name"]) for author in value)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


FEED: dict[str, Callable[[object], bool]] = {
    "version": lambda value: value == "https://jsonfeed.org/version/1.1",
    "title": _text,
    "home_page_url": _address,
    "feed_url": _address,
    "description": _text,
    "authors": _authors,
    "language": lambda value: value == "zh-CN",
    "items": lambda value: isinstance(value, list),
}
ITEM: dict[str, Callable[[object], bool]] = {
    "id": _text,
    "url": _address,
    "title": _text,
    "content_html": _text,
    "content_text": _text,
    "summary": _text,
    "image": _address,
    "date_published": _moment,
    "date_modified": _moment,
    "authors": _authors,
    "tags": _texts,
}
"""What the text of JSON Feed 1.1 says of each key that we use."""


@pytest.mark.slow
def test_json_feeds_hold_what_the_specification_says(output: Path) -> None:
    """Each key is known and of its kind; what must be there is there, and ids stand once."""
    paths = sorted(output.rglob("feed.json"))
    assert paths
    for path in paths:
        feed = json.loads(path.read_text("utf-8"))
        assert {"version", "title", "items"} <= feed.keys() <= FEED.keys()
        assert [key for key, value in feed.items() if not FEED[key](value)] == []
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) > 0
        for item in feed["items"]:
            assert item.keys() <= ITEM.keys()
            assert {"content_html", "content_text"} & item.keys()
            assert [key for key, value in item.items() if not ITEM[key](value)] == []


@pytest.mark.slow
def test_sitemaps_follow_their_schema(output: Path) -> None:
    """They are small enough, name every page once and nothing else, and the index names each of them."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    named: list[str] = []
    found = documents(output, "sitemap.xml", "sitemaps/*.xml")
    for path, document in found.items():
        assert schema.validate(document), f"{path}: {schema.error_log}"
        assert (output / path).stat().st_size <= MOST_BYTES
        places = [place.text.removeprefix(ADDRESS) for place in document.iter("{*}loc")]
        assert all((output / _file(place)).is_file() for place in places), path
        if path == "sitemap.xml":
            assert sorted(places) == sorted(found.keys() - {path})
        elif path != "sitemaps/news.xml":
            named += [place for place in places if "/photos/" not in place]
    assert len(named) == len(set(named))
    pages = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    left = pages - {_file(place) for place in named}
    assert left == {"404.html", "search/index.html", "shelf/index.html", "latest/index.html"}


def _file(place: str) -> str:
    return f"{place}index.html" if not place or place.endswith("/") else place
