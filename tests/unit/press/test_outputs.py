"""The table of outputs: what a row is, and that a new kind of output is one module, one row and its template."""

import json
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from generator.errors import BanmianError
from generator.pages import page
from generator.press import outputs
from generator.press.build import build
from generator.press.output import Scope
from more_outputs import issue_json, topic_feed
from support import PROJECT, Site

pytestmark = pytest.mark.slow

MakeSite: TypeAlias = Callable[..., Site]
FOLDER = PROJECT / "tests/more_outputs"
ONE, TWO = "content/issues/2026-03-18/01.md", "content/issues/2026-03-25/01.md"


@pytest.fixture
def paper(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two issues of a paper with two kinds of output more: a feed for each topic, a JSON file for each issue."""
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, topic_feed.ROW, issue_json.ROW))
    for name in ("feed.xml", "issue.json"):
        site.write(f"templates/{name}", (FOLDER / name).read_text("utf-8"))
    for day, said in ("2026-03-18", "十八日"), ("2026-03-25", "二十五日"):
        site.issue(day)
        site.article(day, 1, f"码头{said}启用，<首艘> & 货轮离港。", topics=("economy",), tags=("码头",))
        site.article(day, 2, "菜市场搬了新家。", tags=("市场",))
    build(site.root)
    return site


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items()}


def afresh(site: Site, make_site: MakeSite) -> dict[str, bytes]:
    """What a build of the same paper into an empty folder gives."""
    clean = make_site("clean")
    shutil.rmtree(clean.root)
    shutil.copytree(site.root, clean.root, ignore=shutil.ignore_patterns("output", ".banmian"))
    build(clean.root)
    return files(clean.root / "output")


def test_rows_have_names_of_their_own_and_every_scope_is_used() -> None:
    """No two rows share a name; the four scopes all have outputs."""
    assert set(Counter(row.name for row in outputs.OUTPUTS).values()) == {1}
    assert {row.scope for row in outputs.OUTPUTS} == set(Scope)


def test_a_list_may_show_whole_articles(paper: Site) -> None:
    """The feed of a topic holds the full text of its articles, newest first."""
    feed = ET.fromstring((paper.root / "output/topics/economy/feed.xml").read_text("utf-8"))  # noqa: S314 - our own
    texts = [item.findtext("description") or "" for item in feed.iter("item")]
    assert ["二十五日" in texts[0], "十八日" in texts[1], len(texts)] == [True, True, 2]
    assert "&lt;首艘&gt; &amp; 货轮离港" in texts[0]


def test_an_issue_may_have_a_file_of_any_kind(paper: Site) -> None:
    """The JSON file of an issue holds its articles."""
    found = json.loads((paper.root / "output/2026-03-18/issue.json").read_text("utf-8"))
    assert [article["body"] for article in found["articles"]][1] == "菜市场搬了新家。"


def test_new_outputs_follow_their_articles_as_ours_do(paper: Site, make_site: MakeSite) -> None:
    """A changed text changes the feed and the JSON file that show it, and no others; all is as in a clean build."""
    before = files(paper.root / "output")
    paper.article("2026-03-18", 1, "码头的吊机换了新的。", topics=("economy",), tags=("码头",))
    build(paper.root)
    after = files(paper.root / "output")
    changed = {name for name in after if after[name] != before.get(name) and name.endswith((".xml", ".json"))}
    assert {"topics/economy/feed.xml", "2026-03-18/issue.json"} <= changed
    assert "2026-03-25/issue.json" not in changed
    assert not [name for name in afresh(paper, make_site).items() - after.items() if not name[0].startswith("pagefind")]


def test_what_shows_a_withdrawn_article_whole_goes_with_it_where_a_build_stops(paper: Site) -> None:
    """A feed and a JSON file with the text of a withdrawn article leave at once, though a template stops the build."""
    paper.article("2026-03-18", 1, "码头启用。", topics=("economy",), tags=("码头",), withdrawal="来源有误")
    paper.write("templates/404.html", "{{ nothing }}")
    with pytest.raises(BanmianError):
        build(paper.root)
    found = files(paper.root / "output")
    assert {"topics/economy/feed.xml", "2026-03-18/issue.json"}.isdisjoint(found)
    assert "2026-03-25/issue.json" in found


def test_a_build_without_a_change_makes_none_of_them(paper: Site) -> None:
    """New outputs are kept like ours where nothing changed."""
    report = build(paper.root, now=datetime.now(UTC))
    assert (report.rendered, report.written) == (0, ())


def test_a_page_shows_a_bounded_number_of_texts() -> None:
    """A list that asks for more whole articles than a page may show is a mistake of whoever wrote it."""
    with pytest.raises(ValueError, match="100"):
        page.Bodies((("2026-03-18", tuple(map(str, range(page.MOST_BODIES + 1)))),))
