"""What the preview sends for an address, asked of the application itself."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import html_page
import rendered
from generator import config
from generator.delivery.preview.server import Preview
from generator.model import Catalogue, Newspaper
from support import Site


@pytest.fixture
def built(site: Site) -> Site:
    """A site's folder with the pages that a paper without issues has, for a paper that is kept on readers' devices."""
    made = rendered.rendered(Newspaper(), config.load(site.root), Catalogue())
    for path, text in made.files.items():
        site.write(f"output/{path}", text)
    return site


def sent(root: Path, path: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of the answer to one request."""
    answers: list[dict[str, Any]] = []

    async def ask() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            answers.append(dict(message))

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"127.0.0.1")],
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
        }
        await Preview(root, lambda _: None).application()(scope, receive, send)

    # In a thread of its own: a browser of other tests may have a loop in this one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, ask()).result()
    headers = {name.decode(): value.decode() for name, value in answers[0]["headers"]}
    return answers[0]["status"], headers, b"".join(answer.get("body", b"") for answer in answers[1:]).decode()


@pytest.mark.parametrize("path", ["/", "/search/", "/nowhere"])
def test_no_page_starts_the_offline_worker(built: Site, path: str) -> None:
    """Pages that would install the worker are sent without that word: who stops the preview reads nothing old."""
    assert "data-worker" in (built.root / "output/index.html").read_text("utf-8")
    _, _, text = sent(built.root, path)
    assert not [element for element in html_page.read(text).all("script") if "data-worker" in element.attributes]


@pytest.mark.parametrize("path", ["/", "/search/", "/nowhere"])
def test_a_page_reloads_itself_and_is_else_the_one_that_was_built(built: Site, path: str) -> None:
    """What the preview adds to a page is one script; a dead address gets the paper's own page for it."""
    status, headers, text = sent(built.root, path)
    name = "404.html" if path == "/nowhere" else f"{path[1:]}index.html"
    page = (built.root / "output" / name).read_text("utf-8")
    assert status == (404 if path == "/nowhere" else 200)
    assert headers["cache-control"] == "no-cache"
    assert text.count("/_banmian/reload.js") == 1
    plain = text.replace('<script type="module" src="/_banmian/reload.js"></script>', "")
    assert plain == page.replace(" data-worker>", ">")
