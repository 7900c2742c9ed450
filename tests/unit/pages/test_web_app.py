"""The paper as an app: manifest, worker, icons."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from edition import describe, issue, site_card
from generator.errors import ConfigError
from generator.model import Issue, Photo
from generator.pages import web_app
from generator.pages.edition import Edition
from generator.pages.site import SiteCard
from generator.press import icons
from generator.press.build import build
from generator.settings import Colours
from support import NEWSPAPER, Site, record_of

pytestmark = pytest.mark.slow

ISSUES = (issue("2026-03-18"), issue())
ASSETS = {"style.css": "static/0/style.css"}


def edition(issues: tuple[Issue, ...], site: SiteCard) -> Edition:
    """The paper as the worker is planned from it."""
    return Edition(tuple(describe(issue, site.base)[0] for issue in issues), (), site)


def context(address: str = "", issues: tuple[Issue, ...] = ISSUES) -> dict[str, Any]:
    """What the worker is told."""
    found = edition(issues, site_card(address))
    (page,) = web_app.worker(found, ASSETS, dict.fromkeys(web_app.kept(found), "0"))
    made: dict[str, Any] = page.context["worker"]
    return made


def test_the_worker_keeps_the_newest_issue() -> None:
    """Its articles, the lists that lead there and one size of its pictures, under the base of the site."""
    kept = context("https://example.org/paper/")
    assert kept["base"] == "/paper/"
    assert {"/paper/", "/paper/latest/", "/paper/shelf/"} <= set(kept["pages"])
    assert kept["articles"][0] == "/paper/2026-03-25/01.html"
    assert not [path for path in kept["articles"] if "03-18" in path]
    assert kept["pictures"] == ["/paper/2026-03-25/photos/dock-png-40.webp"]
    assert kept["assets"] == {"style.css": "/paper/static/0/style.css"}


def test_the_worker_hears_what_was_withdrawn() -> None:
    """A withdrawn article of any issue leaves the devices that keep it; the worker's text does not name it."""
    old, new = ISSUES
    gone = tuple(replace(article, withdrawal="来源有误" if article.order == 1 else "") for article in new.articles)
    kept = context(issues=(old, replace(new, articles=gone)))
    assert kept["gone"] == [web_app.short_digest("/2026-03-25/01.html")]
    assert "2026-03-25/01" not in repr(kept)


def test_a_paper_without_an_issue_has_a_worker_too() -> None:
    """Before the first issue it keeps the lists, which are there already."""
    kept = context(issues=())
    assert (kept["articles"], kept["pictures"]) == ([], [])
    assert kept["pages"] == ["/", "/latest/", "/shelf/", "/topics/", "/archive/"]


def test_switched_off_the_worker_is_one_that_removes_itself() -> None:
    """With ``offline = false`` the script under the same address is the one that empties caches and leaves."""
    found = edition(ISSUES, replace(site_card(), offline=False))
    (page,) = web_app.worker(found, ASSETS, {})
    assert (page.path, page.template) == ("sw.js", "worker_off.js")


def _worker(site: Site) -> bytes:
    build(site.root)
    return (site.root / "output/sw.js").read_bytes()


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper of two issues, with a picture in the newest."""
    site.write("newspaper.toml", NEWSPAPER)
    for day in ("2026-03-18", "2026-03-25"):
        site.issue(day)
        site.article(day)
    site.article(number=2, photos=(Photo("江上日出。", "dock.png"),))
    site.picture("dock.png")
    return site


@pytest.mark.parametrize(
    "change",
    [
        lambda paper: paper.article(body="改过了。"),
        lambda paper: paper.picture("dock.png", size=(8, 6)),
        lambda paper: paper.write("templates/static/style.css", "p{}"),
        lambda paper: paper.article("2026-03-18", withdrawal="来源有误"),
    ],
    ids=["article", "picture", "style", "withdrawn"],
)
def test_the_worker_changes_with_what_it_keeps(paper: Site, change: Callable[[Site], object]) -> None:
    """An article or picture of the newest issue, a style, a withdrawal: each makes another worker."""
    before = _worker(paper)
    change(paper)
    assert _worker(paper) != before


def test_the_worker_changes_with_nothing_else(paper: Site) -> None:
    """An older issue's article, a comment in the settings and a build from scratch leave it as it is, byte for byte."""
    before = _worker(paper)
    paper.article("2026-03-18", body="改过了。")
    paper.write("newspaper.toml", NEWSPAPER + "# 附注\n")
    assert _worker(paper) == before
    record_of(paper.root).unlink()
    assert _worker(paper) == before


def test_the_manifest_names_the_paper(paper: Site) -> None:
    """The manifest is JSON with the paper's name, and where it starts."""
    build(paper.root)
    told = json.loads((paper.root / "output/app.webmanifest").read_text("utf-8"))
    assert (told["short_name"], told["start_url"], told["scope"]) == ("青川晚报", "/", "/")


def _picture(path: Path, size: tuple[int, int]) -> Path:
    Image.new("RGBA", size, "#00f8").save(path)
    return path


@pytest.mark.parametrize("name", web_app.ICONS)
def test_icons_have_their_size_and_the_papers_colours(name: str, tmp_path: Path) -> None:
    """Each icon is square and opaque, the same on every drawing, in the paper's colours or from its own picture."""
    drawn = icons.made(name, Colours(red="#003399"), None)
    assert drawn == icons.made(name, Colours(red="#003399"), None)
    own = icons.made(name, Colours(), _picture(tmp_path / "own.png", (600, 600)))
    for data in (drawn, own):
        with Image.open(BytesIO(data)) as image:
            assert image.size == (web_app.ICONS[name],) * 2
            assert image.mode == "RGB"
    with Image.open(BytesIO(drawn)) as image:
        assert image.getpixel((0, 0)) == (0xFF, 0xFD, 0xF8)
        assert (0x00, 0x33, 0x99) in {colour for _, colour in image.getcolors(1 << 20) or ()}


def test_browsers_find_an_icon_at_the_root(paper: Site, tmp_path: Path) -> None:
    """``favicon.ico`` holds three sizes in the paper's colours or from its own picture; the paper's own file wins."""
    build(paper.root)
    drawn = (paper.root / "output/favicon.ico").read_bytes()
    assert drawn == icons.favicon(Colours(), None)
    own = icons.favicon(Colours(), _picture(tmp_path / "own.png", (600, 600)))
    for data, colour in ((drawn, (0xAD, 0x1F, 0x17)), (own, (0x77, 0x76, 0xFB))):
        with Image.open(BytesIO(data)) as icon:
            sizes = icon.info["sizes"]
            assert sizes == {(16, 16), (32, 32), (48, 48)}
            for size in sizes:
                icon.size = size  # type: ignore[misc]
                shown = icon.convert("RGB")
                assert shown.size == size
                assert any(
                    all(abs(a - b) < 90 for a, b in zip(found, colour, strict=True)) for found in _colours(shown)
                )
    paper.write("content/root/favicon.ico", b"mine")
    build(paper.root)
    assert (paper.root / "output/favicon.ico").read_bytes() == b"mine"


def _colours(image: Image.Image) -> list[tuple[int, int, int]]:
    return [colour for _, colour in image.getcolors(1 << 20) or ()]  # type: ignore[misc]


@pytest.mark.parametrize(
    "write",
    [
        lambda path: _picture(path, (600, 400)),
        lambda path: _picture(path, (300, 300)),
        lambda path: path.write_bytes(b"no picture"),
    ],
)
def test_an_icon_that_cannot_be_one_is_told(write: Callable[[Path], object], tmp_path: Path) -> None:
    """A picture that is not square, too small or broken is refused by name, with what to do."""
    write(tmp_path / "own.png")
    with pytest.raises(ConfigError, match=r"own\.png") as caught:
        icons.made("512", Colours(), tmp_path / "own.png")
    assert caught.value.problems[0].hint
