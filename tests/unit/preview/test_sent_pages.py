"""What the preview sends for an address, asked of the application itself."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

import html_page
import whole_paper
from generator.model import CHINA
from generator.press.build import build
from generator.press.places import place
from support import Site
from watched_paper import WatchedPaper, built, plain

ISSUE = "2026-03-25"
LATER = datetime(2027, 1, 1, tzinfo=CHINA)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole paper that is built, with a draft, an embargo, a withdrawn article, and addresses that moved."""
    root = tmp_path_factory.mktemp("paper")
    whole_paper.paper(root)
    site = Site(root)
    site.article(ISSUE, 4, "还没有写完的一篇。", title="草稿的标题", extra=(), draft=True)
    site.article(ISSUE, 5, "到时候才登的一篇。", title="禁发的标题", embargo=datetime(2026, 12, 31, 8, tzinfo=CHINA))
    site.article(ISSUE, 6, "撤下的一篇文字。", title="撤下的标题", withdrawal="数字有误，正在核对")
    site.write("content/moved.csv", "旧网址,新网址\n/old.html,/2026-03-25/01.html\n")
    build(root)
    return root


@pytest.fixture
def paper(made: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own."""
    shutil.copytree(made, tmp_path / "paper")
    return tmp_path / "paper"


def _html(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


@pytest.mark.parametrize("ahead", [{}, {"drafts": True}, {"moment": LATER, "drafts": True}])
def test_sent_pages_are_those_that_are_built(paper: Path, ahead: dict[str, object]) -> None:
    """Every page of a build has the same bytes in the preview, marks of the preview aside."""
    moment, drafts = ahead.get("moment"), bool(ahead.get("drafts"))
    assert moment is None or isinstance(moment, datetime)
    build(paper, now=moment, drafts=drafts, ahead=bool(ahead))
    output = place(paper, ahead=bool(ahead)).output
    watched = WatchedPaper(paper, moment, drafts=drafts)
    for path in _html(output):
        answer = watched.get(f"/{path}")
        assert plain(answer.text.encode()) == built((output / path).read_bytes()).replace(b" data-worker>", b">"), path
        assert answer.text.count("/_banmian/preview.js") == 1


def test_pictures_and_own_files_are_sent_before_any_build(paper: Path) -> None:
    """What a page shows is there although nothing was built: photos in all sizes, style sheets, files for the root."""
    expected = {
        path: (paper / "output" / path).read_bytes()
        for path in ("CNAME", f"{ISSUE}/photos/dock-jpg-480.webp")
        if (paper / "output" / path).exists()
    }
    shutil.rmtree(paper / "output")
    watched = WatchedPaper(paper)
    assert expected
    for path, data in expected.items():
        assert watched.session.page(path).data == data
    page = html_page.read(watched.get("/").text)
    sheets = [each.attributes["href"] for each in page.all("link") if each.attributes.get("rel") == "stylesheet"]
    assert sheets
    assert all(watched.get(str(sheet)).status == 200 for sheet in sheets)


def test_no_page_starts_the_offline_worker(paper: Path) -> None:
    """Pages that would install the worker are sent without that word: who stops the preview reads nothing old."""
    watched = WatchedPaper(paper)
    for path in ("/", "/search/", "/nowhere"):
        page = html_page.read(watched.get(path).text)
        assert not [element for element in page.all("script") if "data-worker" in element.attributes]


def test_addresses_are_answered_as_a_host_does(paper: Path) -> None:
    """A folder without its slash is led on, a dead address gets the paper's own page for it, and nothing is kept."""
    watched = WatchedPaper(paper)
    assert watched.get("/topics").headers["location"] == "/topics/"
    dead = watched.get("/nowhere")
    assert (dead.status, dead.headers["cache-control"]) == (404, "no-cache")
    assert plain(dead.text.encode()) == built((paper / "output/404.html").read_bytes()).replace(b" data-worker>", b">")


@pytest.mark.parametrize(
    ("number", "status", "band"),
    [
        ("04", 200, "草稿"),
        ("05", 200, "禁发到 2026-12-31 08:00"),
        ("06", 200, "撤下"),
        ("01", 200, ""),
        ("77", 404, ""),
    ],
)
def test_a_band_says_why_readers_do_not_see_a_page(paper: Path, number: str, status: int, band: str) -> None:
    """What is not public stands at its later address, with a band; lists do not name it."""
    watched = WatchedPaper(paper)
    answer = watched.get(f"/{ISSUE}/{number}.html")
    mark = next(each for each in html_page.read(answer.text).all("script") if "data-stamp" in each.attributes)
    assert answer.status == status
    assert band in str(mark.attributes.get("data-band", ""))
    assert bool(band) == ("data-band" in mark.attributes)
    assert "草稿的标题" not in watched.get(f"/{ISSUE}/").text


def test_the_list_of_what_is_held_leads_to_it(paper: Path) -> None:
    """It names drafts, embargoes and withdrawn articles, each with its later address; of the last also the text."""
    watched = WatchedPaper(paper)
    links = [str(each.attributes["href"]) for each in html_page.read(watched.get("/_banmian/held").text).all("a")]
    assert links == [f"/{ISSUE}/04.html", f"/{ISSUE}/05.html", f"/{ISSUE}/06.html", f"/_banmian/text/{ISSUE}/06.html"]
    assert "撤下的一篇文字" in watched.get(links[-1]).text
    assert "撤下的一篇文字" not in watched.get(links[-2]).text
    assert watched.get("/_banmian/text/2026-03-25/01.html").status == 200
    assert watched.get("/_banmian/elsewhere").status == 404


def test_nothing_that_is_held_gets_into_the_output(paper: Path) -> None:
    """Looking at a draft writes nothing."""
    before = {path: path.stat().st_mtime_ns for path in (paper / "output").rglob("*")}
    watched = WatchedPaper(paper)
    assert watched.get(f"/{ISSUE}/04.html").status == 200
    assert {path: path.stat().st_mtime_ns for path in (paper / "output").rglob("*")} == before
