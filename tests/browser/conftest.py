"""A real Chromium and a small web server, for every test in this folder.

``chromium_page`` is a fresh page of the size of a telephone; ``serve_folder(path, headers)`` puts a folder on
127.0.0.1 and returns its address. Nothing here knows what is tested.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.audit.served import chromium as installed
from support import ServeFolder


class FolderHandler(SimpleHTTPRequestHandler):
    """Files of one folder, with the same headers on each answer."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".webmanifest": "application/manifest+json",
    }

    def __init__(self, *arguments: Any, headers: Mapping[str, str], **options: Any) -> None:
        self.extra_headers = headers
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        """Close the headers, ours among them."""
        for name, value in self.extra_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing: a browser asks for hundreds of files."""


class QuietServer(ThreadingHTTPServer):
    """A server that does not report connections which a closing browser drops."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore what went wrong with one connection; a test sees it in the browser."""


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[ServeFolder]:
    """Serve a folder with these headers on every answer; returns the address without a final slash."""
    servers: list[QuietServer] = []

    def serve(path: Path, headers: Mapping[str, str]) -> str:
        server = QuietServer(("127.0.0.1", 0), partial(FolderHandler, directory=str(path), headers=headers))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed() or None, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: Browser) -> Iterator[Page]:
    """A page in a context of its own, 390 × 844 CSS pixels."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
