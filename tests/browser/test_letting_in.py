"""How a browser comes into the preview from the network, and what another site's page gets of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.preview_refusals import ENTER, NETWORK, PHONE, Running
from small_preview import small
from support import ServeFolder

pytestmark = pytest.mark.browser

PAPER = "未登的稿子"
PROBES = """\
<!doctype html><title>other</title>
<form method="post" action="{near}{phone}"><button>send</button></form>
<a href="{link}">link</a>
<script>
const tried = [];
for (const mode of ["cors", "no-cors", "same-origin"]) {{
  tried.push(fetch("{near}/", {{ mode }}).then((answer) => answer.text(), () => "failed"));
}}
const image = new Image();
tried.push(new Promise((done) => {{ image.onload = () => done("shown"); image.onerror = () => done("failed"); }}));
image.src = "{near}/photos/index.html";
window.found = Promise.all(tried);
</script>
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A small preview, on two addresses of this machine."""
    with small(tmp_path) as preview:
        yield preview


@pytest.fixture
def link(chromium: Browser, running: Running) -> str:
    """The address that the page on this machine shows, after its button."""
    page = chromium.new_page()
    page.goto(f"http://localhost:{running.port}{PHONE}")
    assert ENTER not in page.inner_text("body")
    page.click("button")
    assert page.locator("svg").is_visible()
    shown = page.inner_text("strong")
    page.close()
    return shown


def test_one_button_and_the_paper_is_there(chromium: Browser, running: Running, link: str) -> None:
    """The cookie is sent with the very request that the button's answer leads to, and with all later ones."""
    device = chromium.new_context(viewport={"width": 390, "height": 780}, java_script_enabled=False)
    page = device.new_page()
    page.goto(link)
    assert page.locator("button").count() == 1
    with page.expect_navigation(url=f"http://{NETWORK}:{running.port}/") as arrived:
        page.click("button")
    assert arrived.value.status == 200
    assert PAPER in page.inner_text("body")
    assert PAPER in (page.goto(f"http://{NETWORK}:{running.port}/2026-03-25/01.html") or arrived.value).text()
    assert [(cookie["httpOnly"], cookie["sameSite"]) for cookie in device.cookies()] == [(True, "Strict")]
    device.close()


def test_the_next_device_needs_another(chromium: Browser, running: Running, link: str) -> None:
    """It is told that the address was used; and without one it sees nothing."""
    first, second = chromium.new_context(), chromium.new_context()
    page = first.new_page()
    page.goto(link)
    page.click("button")
    other = second.new_page()
    other.goto(link)
    assert "用过了" in other.inner_text("h1")
    other.goto(f"http://{NETWORK}:{running.port}/")
    assert PAPER not in other.inner_text("body")
    for context in (first, second):
        context.close()


def test_a_page_of_another_port_gets_nothing(
    chromium_page: Page, running: Running, link: str, tmp_path: Path, serve_folder: ServeFolder
) -> None:
    """No text, no picture, no token; but the address of a token opens from it, as from a message."""
    near = f"http://127.0.0.1:{running.port}"
    site = tmp_path / "other"
    site.mkdir()
    (site / "index.html").write_text(PROBES.format(near=near, phone=PHONE, link=link))
    other = serve_folder(site, {})
    chromium_page.goto(f"{other}/index.html")
    assert not any(PAPER in found or found == "shown" for found in chromium_page.evaluate("found"))
    chromium_page.click("button")
    assert "预览不回答" in chromium_page.inner_text("body")
    chromium_page.goto(f"{other}/index.html")
    chromium_page.click("a")
    assert chromium_page.locator("button").is_visible()
