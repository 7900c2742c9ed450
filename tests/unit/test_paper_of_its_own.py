"""A paper of its own, made from what docs/templates.md says and from nothing else."""

import re
from pathlib import Path

import pytest

from generator.press.build import build
from support import NEWSPAPER, PROJECT, Site

pytestmark = pytest.mark.slow

DOCUMENT = (PROJECT / "docs/templates.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL))
"""The examples of the document by the files that they are called after."""
(EXTRA,) = re.findall(r"^```yaml\n(extra:.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A paper into which every example was put just as it stands in the document, built."""
    site = Site(tmp_path_factory.mktemp("paper"))
    site.write("newspaper.toml", NEWSPAPER)
    site.issue()
    site.article(number=2)
    file = site.article()
    front, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
    file.write_text(f"---\n{front}\n{EXTRA}---\n{body}", "utf-8")
    for name, text in EXAMPLES.items():
        if name == "newspaper.toml":
            site.write(name, f"{NEWSPAPER}\n{text}")
        else:
            site.write(name, text)
    for name in ("seal.png", "own-song.woff2"):
        assert f"`{name}`" in DOCUMENT
        site.write(f"templates/static/{name}", name)
    build(site.root)
    return site


def html(site: Site, path: str) -> str:
    """A built page."""
    return Path(site.root, "output", path).read_text("utf-8")


def test_a_block_is_overridden_and_shows_a_value(paper: Site) -> None:
    """The article's own values stand in the block that the paper wrote, and the rest of the page as before."""
    page = html(paper, "2026-03-25/01.html")
    assert '<p class="ticket">票价：50元，老人免费　2026年4月12日</p>' in page
    assert "码头昨日启用。" in page
    assert "<h1" in page


def test_an_article_without_the_value_shows_nothing_of_it(paper: Site) -> None:
    """A key that is not there is empty and no mistake."""
    assert "ticket" not in html(paper, "2026-03-25/02.html")


@pytest.mark.parametrize("path", ["index.html", "2026-03-25/01.html", "404.html", "search/index.html"])
def test_the_style_sheet_is_on_every_page(paper: Site, path: str) -> None:
    """Behind banmian's own, and with leave for fonts of the site."""
    page = html(paper, path)
    (sheet,) = re.findall(r'<link rel="stylesheet" href="/(static/[0-9a-f]{12}/own\.css)">', page)
    assert page.index("/style.css") < page.index(sheet) < page.index("</head>")
    assert "form-action 'self'; font-src 'self'\">" in page
    assert html(paper, sheet) == EXAMPLES["templates/static/own.css"]
    assert Path(paper.root, "output", sheet).with_name("own-song.woff2").read_text("utf-8") == "own-song.woff2"


def test_a_page_of_its_own_is_linked_in_the_footer(paper: Site) -> None:
    """It stands at its address with its text, its own value and its picture, and each page's foot leads there."""
    page = html(paper, "subscribe/index.html")
    assert "<h1>订报</h1>" in page
    assert "<strong>180 元</strong>" in page
    assert "<p>热线：12345</p>" in page
    (seal,) = re.findall(r'<img class="seal" src="/(\S+seal\.png)"', page)
    assert html(paper, seal) == "seal.png"
    for path in ("index.html", "2026-03-25/01.html"):
        assert '<a href="/subscribe/">订报</a>' in html(paper, path).split("<footer")[-1]


def test_every_example_is_used() -> None:
    """The document has an example of each thing that it tells of."""
    assert set(EXAMPLES) == {
        "templates/article.html",
        "templates/base.html",
        "templates/page.html",
        "templates/static/own.css",
        "content/pages/subscribe.md",
        "newspaper.toml",
    }
