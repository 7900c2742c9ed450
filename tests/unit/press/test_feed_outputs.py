"""Feeds as files of a build."""

import json
from datetime import datetime

import pytest

from generator.errors import TemplateProblem
from generator.model import CHINA
from generator.press.build import build
from support import NEWSPAPER, Site, tree

NOW = datetime(2026, 4, 1, 12, tzinfo=CHINA)
PUBLIC = '[paper]\naddress = "https://example.org/wan/"\nkey = "3f0e2d46-7a55-4d2a-9a8c-5a4e7ce2b1c9"'
FEEDS = {"feed.xml", "feed.json", "topics/economy/feed.xml", "topics/economy/feed.json"}


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with feeds; its article belongs to a topic."""
    site.write("newspaper.toml", NEWSPAPER.replace("[paper]", PUBLIC))
    site.issue()
    site.article(title="码头启用", body="昨日启用，见[公告](/2026-03-25/02.html)。", topics=("economy",))
    return site


def made(site: Site) -> dict[str, bytes]:
    """The feeds of a build."""
    build(site.root, now=NOW, index=False)
    return {path: data for path, data in tree(site.root / "output").items() if "feed." in path}


def test_feeds_hold_whole_texts_with_whole_addresses(paper: Site) -> None:
    """An item can be read anywhere: links inside the site begin with its host."""
    feeds = made(paper)
    assert feeds.keys() == FEEDS
    (item,) = json.loads(feeds["feed.json"])["items"]
    assert item["url"] == "https://example.org/wan/2026-03-25/01.html"
    assert '<a href="https://example.org/2026-03-25/02.html"' in item["content_html"]


def test_summaries_by_setting(paper: Site) -> None:
    """A paper may keep whole texts for its pages."""
    text = (paper.root / "newspaper.toml").read_text("utf-8")
    paper.write("newspaper.toml", text + '[feeds]\ntext = "summary"\n')
    feeds = made(paper)
    (item,) = json.loads(feeds["feed.json"])["items"]
    assert (item["content_text"], "content_html" in item) == ("码头启用", False)
    assert b"<content" not in feeds["feed.xml"]


def test_what_is_withdrawn_leaves_feeds_at_once(paper: Site) -> None:
    """Feeds that hold the text of a withdrawn article go even where the build then stops; the next says so in them."""
    made(paper)
    paper.article(title="码头启用", topics=("economy",), withdrawal="内容有误")
    paper.write("templates/404.html", "{{ nothing }}")
    with pytest.raises(TemplateProblem):
        made(paper)
    assert not FEEDS & tree(paper.root / "output").keys()
    (paper.root / "templates/404.html").unlink()
    paper.article(number=2, title="菜市场搬家", summary="搬家", topics=("economy",))
    for path, data in made(paper).items():
        assert "已撤下".encode() in data, path
        assert "码头启用".encode() not in data, path


def test_a_build_without_a_change_writes_no_feed(paper: Site) -> None:
    """The same paper gives the same bytes, whatever the hour."""
    before = made(paper)
    report = build(paper.root, now=datetime(2026, 5, 1, tzinfo=CHINA), index=False)
    assert not [path for path in report.written if "feed." in path]
    assert made(paper) == before
