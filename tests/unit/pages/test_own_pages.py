"""Pages of the paper's own on the site: where they stand, what leads to them, and what does not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.press.build import build
from support import NEWSPAPER, Site, tree

pytestmark = pytest.mark.slow

SUBSCRIBE = "---\ntitle: 订报<1>\nsummary: 怎样订\n---\n\n## 电话\n\n拨打**12345**。\n"
CONTACT = "---\ntitle: 联系\naddress: contact\n---\n\n*邮箱*\n"
SETTINGS = NEWSPAPER + '\n[pages]\nfooter = ["subscribe"]\nnavigation = ["联系"]\n'


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A paper with an issue and two pages of its own, built."""
    site = Site(tmp_path_factory.mktemp("paper"))
    site.write("newspaper.toml", SETTINGS.replace("[paper]", '[paper]\naddress = "https://example.org/x/"'))
    site.issue()
    site.article(tags=("码头",), topics=("economy",), extra=(("票价", "五十元整"),))
    site.write("content/pages/subscribe.md", SUBSCRIBE)
    site.write("content/pages/联系.md", CONTACT)
    build(site.root)
    return site


def html(site: Site, path: str) -> str:
    """A built page."""
    return Path(site.root, "output", path).read_text("utf-8")


def test_what_the_page_says(paper: Site) -> None:
    """Title, summary and body, by the grammar of articles."""
    page = html(paper, "subscribe/index.html")
    assert "<h1>订报&lt;1&gt;</h1>" in page
    assert '<p class="deck">怎样订</p>' in page
    assert "<strong>12345</strong>" in page
    assert '<link rel="canonical" href="https://example.org/x/subscribe/">' in page


def total(site: Site, words: str) -> int:
    """How many articles a search finds."""
    result = CliRunner().invoke(main, ["--site", str(site.root), "search", words])
    return int(json.loads(result.output)["total"])


@pytest.mark.parametrize("path", ["index.html", "2026-03-25/01.html", "topics/index.html", "subscribe/index.html"])
def test_every_page_leads_to_it(paper: Site, path: str) -> None:
    """From the foot of the page, or from the navigation, as newspaper.toml says."""
    body = html(paper, path)
    navigation, footer = body.split('<nav class="places"')[1].split("</nav>")[0], body.split("<footer")[-1]
    assert '<a href="/x/subscribe/">订报&lt;1&gt;</a>' in footer
    assert "subscribe" not in navigation
    assert '<a href="/x/contact/">联系</a>' in navigation
    assert "contact" not in footer


def test_the_navigation_says_where_one_is(paper: Site) -> None:
    """On the page itself its link is marked, and no other."""
    page = html(paper, "contact/index.html")
    assert page.count("aria-current") == 1
    assert '<a href="/x/contact/" aria-current="page">联系</a>' in page


def test_it_is_no_article(paper: Site) -> None:
    """Search, lists and tags know nothing of it."""
    files = tree(paper.root / "output")
    assert [path for path, data in files.items() if b"12345" in data] == ["subscribe/index.html"]
    assert [total(paper, words) for words in ("拨打", "码头")] == [0, 1]


def test_values_of_the_papers_own_are_shown_by_its_own_templates_alone(paper: Site) -> None:
    """Without one of those, no page and no search tells of them."""
    assert [path for path, data in tree(paper.root / "output").items() if "五十元整".encode() in data] == []
    assert total(paper, "五十元整") == 0


def test_it_is_kept_where_the_navigation_leads_to_it(paper: Site) -> None:
    """Without a network one reads what the navigation names, and not each page of the foot."""
    worker = html(paper, "sw.js")
    assert '"/x/contact/"' in worker
    assert '"/x/subscribe/"' not in worker


def test_check_counts_it_and_looks_at_its_marks(paper: Site) -> None:
    """What looks like a mark and is none is named with file and line."""
    result = CliRunner().invoke(main, ["--site", str(paper.root), "check", "--no-update"])
    assert "content/pages/联系.md:6: “*邮箱*”像斜体" in result.output
    assert "1 期 1 篇 2 个自己的网页：" in result.output


def test_old_marks_are_rewritten(tmp_path: Path) -> None:
    """``check --migrate`` brings a page to today's grammar with the issues."""
    site = Site(tmp_path)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue(format=1)
    path = site.write("content/pages/contact.md", CONTACT)
    assert CliRunner().invoke(main, ["--site", str(site.root), "check", "--migrate"]).exit_code == 0
    assert path.read_text("utf-8").endswith("\n**邮箱**\n")
