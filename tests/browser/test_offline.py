"""The paper without a network: what is kept, what is never stale, how it is updated, and how it goes."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.audit.served import PROJECT, Server, copied, serving
from benchmarks.hosts.reading import AT_REST, NAMES
from generator.pages.urls import OUTPUT
from generator.press.build import build

pytestmark = pytest.mark.browser

NEWEST = "2026-03-25"
UNREAD = f"{NEWEST}/05.html"  # of the newest issue, never opened
OLDER = "2026-03-11/02.html"  # of an earlier one
PHOTO = f"{NEWEST}/10.html"
WITHDRAWN = "2026-03-11/04.html"

STORED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is edited and published while readers read it."""

    root: Path
    server: Server
    address: str

    def publish(self) -> None:
        """Builds it anew."""
        build(self.root)

    def edit(self, path: str, old: str, new: str) -> None:
        """Changes a file of the paper."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def version(self) -> str:
        """The version of the newest issue that the published worker would keep."""
        found = re.search(r'"version": "(\w+)"', (self.root / OUTPUT / "sw.js").read_text("utf-8"))
        assert found is not None
        return found[1]


BASES = {"own host": "/", "a folder of a host": "/paper/"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition under each base, built once: pictures take their time."""
    folder = tmp_path_factory.mktemp("printed")
    for base in BASES.values():
        root = folder / (base.strip("/") or "root")
        root.mkdir()
        copied(PROJECT, root, "" if base == "/" else f"https://news.example.org{base}")
        build(root)
    return folder


@pytest.fixture
def paper(request: pytest.FixtureRequest, printed: Path, tmp_path: Path) -> Iterator[Paper]:
    """The sample, published at the root of a host, or where a test says so in a folder of one."""
    base = BASES[getattr(request, "param", "own host")]
    root = tmp_path / "site"
    shutil.copytree(printed / (base.strip("/") or "root"), root)
    public = root / OUTPUT
    if base != "/":
        public = tmp_path / "host"
        public.mkdir()
        (public / base.strip("/")).symlink_to(root / OUTPUT)
    with serving(public) as (server, host):
        yield Paper(root, server, host.rstrip("/") + base)


@pytest.fixture
def device(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone, or where a test says so a computer."""
    options: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    if getattr(request, "param", "phone") == "desktop":
        options = {"viewport": {"width": 1280, "height": 900}}
    context = chromium.new_context(locale="zh-CN", **options)
    context.set_default_timeout(15_000)
    yield context
    context.close()


everywhere = pytest.mark.parametrize(
    ("paper", "device"),
    [("own host", "phone"), ("own host", "desktop"), ("a folder of a host", "phone")],
    indirect=True,
)
"""On both kinds of devices, and below a folder of a host."""


@pytest.fixture
def page(device: BrowserContext) -> Page:
    """A page."""
    return device.new_page()


def _visit(page: Page, paper: Paper, path: str = "") -> None:
    """Opens a page and waits until the worker has put the newest issue away."""
    page.goto(paper.address + path)
    page.evaluate(AT_REST, paper.version())


def _is_shelf(page: Page) -> bool:
    expect(page.locator("[data-shelf][data-state=done]")).to_be_visible()
    return page.locator("[data-shelf-offline]").is_visible()


@everywhere
def test_the_newest_issue_is_read_without_a_network(page: Page, paper: Paper) -> None:
    """After one visit front page, issue and articles never opened can be read, dressed, with their pictures."""
    _visit(page, paper)
    paper.server.is_down = True
    page.goto(paper.address)
    page.get_by_role("link", name="第一铲土之后").first.click()
    expect(page.locator("h1")).to_have_text("第一铲土之后")
    assert page.locator(".masthead-slim").evaluate("e => getComputedStyle(e).display") == "flex"
    page.goto(paper.address + PHOTO)
    picture = page.locator("article img").first
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth > 0; }")
    page.goto(paper.address + "latest/")
    expect(page.locator(".contents").first).to_be_visible()


def test_an_articles_date_leads_to_its_issue_without_a_network(page: Page, paper: Paper) -> None:
    """Of the newest issue, and of the issue of an article that was kept."""
    _visit(page, paper)
    page.goto(paper.address + OLDER)
    page.get_by_role("button", name="稍后读").click()
    _visit(page, paper)
    paper.server.is_down = True
    for path in (UNREAD, OLDER):
        page.goto(paper.address + path)
        page.locator(".article-meta a").click()
        expect(page.locator(".contents").first).to_be_visible()


@everywhere
def test_what_was_read_or_kept_stays_and_the_rest_leads_to_the_shelf(page: Page, paper: Paper) -> None:
    """An article of an earlier issue stays once read; for one never read, the shelf says so and offers others."""
    _visit(page, paper)
    page.goto(paper.address + OLDER)
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name="稍后读").click()
    _visit(page, paper)
    paper.server.is_down = True
    page.goto(paper.address + OLDER)
    assert page.locator("h1").inner_text() == title
    page.goto(paper.address + "2026-03-11/03.html")
    assert _is_shelf(page)
    base = paper.address.split("/", 3)[3]
    assert page.locator("[data-shelf-kept] a").get_attribute("href") == f"/{base}{OLDER}"
    offered = [str(link.get_attribute("href")) for link in page.locator("[data-shelf-stored] a").all()]
    assert f"/{base}{UNREAD}" in offered
    page.locator("[data-shelf-stored] a").first.click()
    expect(page.locator("article")).to_be_visible()


def test_the_reader_is_told_that_there_is_no_network(page: Page, device: BrowserContext, paper: Paper) -> None:
    """Without a network the strip says so; with one again it says nothing."""
    _visit(page, paper)
    note = page.locator("[data-reader-network]")
    expect(note).to_have_text("")
    device.set_offline(True)
    expect(note).to_contain_text("没有网络")
    device.set_offline(False)
    expect(note).to_have_text("")


def test_with_a_network_nothing_is_stale(page: Page, paper: Paper) -> None:
    """What was published a moment ago is what a reader sees, on the front page and on an article read before."""
    _visit(page, paper)
    _visit(page, paper, f"{NEWEST}/01.html")
    paper.edit(f"content/issues/{NEWEST}/01.md", "首批14个项目集中开工", "首批十四个项目昨日开工")
    paper.publish()
    for path in ("", f"{NEWEST}/01.html"):
        page.goto(paper.address + path)
        expect(page.locator(".headline").filter(has_text="首批十四个项目昨日开工").first).to_be_visible()


@everywhere
def test_an_update_comes_by_itself_and_takes_the_old_with_it(page: Page, paper: Paper) -> None:
    """After a new publication the next visit brings the new issue onto the device, and old static files go."""
    _visit(page, paper)
    before = {path for path in page.evaluate(STORED) if "/static/" in path}
    paper.edit(f"content/issues/{NEWEST}/05.md", 'title: "', 'title: "新写的')
    (paper.root / "templates").mkdir(exist_ok=True)
    (paper.root / "templates/static").mkdir(exist_ok=True)
    (paper.root / "templates/static/own.css").write_text("p{}", "utf-8")
    paper.publish()
    _visit(page, paper)
    stored = [path for path in page.evaluate(STORED) if "/static/" in path]
    assert not before & set(stored)
    assert len({path.split("/static/")[1].split("/")[0] for path in stored}) == 1
    paper.server.is_down = True
    page.goto(paper.address + UNREAD)
    expect(page.locator("h1")).to_contain_text("新写的")


def test_a_page_stored_under_an_older_dress_is_dressed(page: Page, paper: Paper) -> None:
    """A page that was stored before the static files were renamed is shown in today's."""
    _visit(page, paper)
    page.goto(paper.address + OLDER)
    (paper.root / "templates/static").mkdir(parents=True, exist_ok=True)
    (paper.root / "templates/static/own.css").write_text("p{}", "utf-8")
    paper.publish()
    _visit(page, paper)
    paper.server.is_down = True
    page.goto(paper.address + OLDER)
    assert page.locator(".masthead-slim").evaluate("e => getComputedStyle(e).display") == "flex"
    page.get_by_role("button", name="长辈版").click()
    expect(page.get_by_role("button", name="普通版")).to_be_visible()


def test_a_withdrawn_article_leaves_the_device(page: Page, paper: Paper) -> None:
    """Once the device hears of it, an article that was withdrawn is in no cache, nor is a page that names it."""
    _visit(page, paper, WITHDRAWN)
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name="稍后读").click()
    _visit(page, paper, "2026-03-11/")
    _visit(page, paper)
    assert page.evaluate(NAMES, title)
    paper.edit("content/issues/2026-03-11/04.md", "---\n", "---\nwithdrawn: 来源有误\n")
    paper.edit(f"content/issues/{NEWEST}/05.md", 'title: "', 'title: "新写的')
    paper.publish()
    _visit(page, paper)
    assert not page.evaluate(NAMES, title)
    paper.server.is_down = True
    page.goto(paper.address + WITHDRAWN)
    assert _is_shelf(page)
    assert page.locator("main").get_by_text(title).count() == 0


def test_a_host_may_shorten_addresses(page: Page, paper: Paper) -> None:
    """Where the host serves ``04.html`` as ``04``, pages are found offline by both, and a withdrawn one goes too."""
    paper.server.is_short = True
    short, title = WITHDRAWN.removesuffix(".html"), ""
    for path in (OLDER, WITHDRAWN):
        _visit(page, paper, path)
        assert page.url == paper.address + path.removesuffix(".html")
        title = page.locator("h1").inner_text()
    page.get_by_role("button", name="稍后读").click()
    _visit(page, paper)
    paper.server.is_down = True
    for path in (OLDER, short, WITHDRAWN):
        page.goto(paper.address + path)
        expect(page.locator("article").first).to_be_visible()
    expect(page.locator("h1")).to_have_text(title)
    paper.server.is_down = False
    paper.edit("content/issues/2026-03-11/04.md", "---\n", "---\nwithdrawn: 来源有误\n")
    paper.publish()
    _visit(page, paper)
    assert not page.evaluate(NAMES, title)
    assert page.evaluate("Object.values(localStorage).join()").count(short) == 0
    paper.server.is_down = True
    for path in (WITHDRAWN, short):
        page.goto(paper.address + path)
        assert _is_shelf(page)


def test_a_page_that_is_gone_leaves_the_device(page: Page, paper: Paper) -> None:
    """An article that the host no longer has is forgotten when it is asked for."""
    _visit(page, paper, OLDER)
    (paper.root / "content/issues" / OLDER.replace(".html", ".md")).unlink()
    paper.publish()
    _visit(page, paper)
    page.goto(paper.address + OLDER)
    _visit(page, paper)
    assert not [path for path in page.evaluate(STORED) if path.endswith(OLDER)]


def test_a_slow_network_does_not_keep_a_stored_article_back(page: Page, paper: Paper) -> None:
    """An article on the device is shown though the host does not answer; the front page is waited for."""
    _visit(page, paper)
    waiting = "/" + (paper.address + UNREAD).split("/", 3)[3]
    paper.server.waits.add(waiting)
    page.goto(paper.address + UNREAD)
    expect(page.locator("article h1")).to_be_visible()
    paper.server.waits.clear()


def test_the_device_is_not_filled(page: Page, paper: Paper) -> None:
    """However much was read, only the last of it stays besides the newest issue."""
    _visit(page, paper)
    page.evaluate(
        """async () => {
          const name = (await caches.keys()).find(name => name.endsWith(" pages"));
          const cache = await caches.open(name);
          for (let at = 0; at < 150; at += 1) await cache.put(`2000-01-01/${at}.html`, new Response("old"));
        }"""
    )
    page.goto(paper.address + OLDER)
    page.evaluate(
        """() => new Promise(done => {
          const ask = async () => {
            const name = (await caches.keys()).find(name => name.endsWith(" pages"));
            const old = (await (await caches.open(name)).keys()).filter(({ url }) => url.includes("2000-01-01"));
            if (old.length < 60) done();
            else setTimeout(ask, 20);
          };
          ask();
        })"""
    )
    assert [path for path in page.evaluate(STORED) if path.endswith(OLDER)]
    assert [path for path in page.evaluate(STORED) if path.endswith(UNREAD)]


@everywhere
def test_switched_off_it_leaves_nothing_behind(page: Page, paper: Paper) -> None:
    """With ``offline = false`` the next visit empties the caches and removes the worker."""
    _visit(page, paper)
    paper.edit("newspaper.toml", "offline = true", "offline = false")
    paper.publish()
    page.goto(paper.address)
    page.evaluate(
        """() => new Promise(done => {
          const ask = async () => {
            const workers = await navigator.serviceWorker.getRegistrations();
            if (workers.length === 0 && (await caches.keys()).length === 0) done();
            else setTimeout(ask, 20);
          };
          ask();
        })"""
    )
    page.goto(paper.address + UNREAD)
    expect(page.locator("article h1")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


@everywhere
def test_it_can_be_put_on_the_home_screen(page: Page, paper: Paper) -> None:
    """The browser finds nothing missing for an installation: name, start, icons of the right sizes."""
    _visit(page, paper)
    session = page.context.new_cdp_session(page)
    told = session.send("Page.getAppManifest")
    assert told["errors"] == []
    errors = [error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [error for error in errors if error != "in-incognito"] == []
    sizes = page.evaluate(
        """async () => {
          const link = document.querySelector("link[rel=manifest]").href;
          const { icons } = await (await fetch(link)).json();
          const found = [];
          for (const icon of icons) {
            const image = new Image();
            image.src = new URL(icon.src, link);
            await image.decode();
            found.push(`${image.naturalWidth}x${image.naturalHeight}` === icon.sizes);
          }
          return found;
        }"""
    )
    assert sizes
    assert all(sizes)
