"""Builds a site, and serves it as a good host does: compressed, with the headers that its ``_headers`` asks for."""

import gzip
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, BinaryIO

from generator.pages.theme_files import builtin_folder
from generator.pages.urls import OUTPUT
from generator.press.build import build

PROJECT = Path(__file__).parents[2]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Served:
    """A built site: where its files lie, and the address, with a final slash, it is read at."""

    output: Path
    address: str


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".webmanifest": "application/manifest+json",
        ".avif": "image/avif",
        ".webp": "image/webp",
    }

    def do_GET(self) -> None:
        """Answer, if the host is not made to fail."""
        server = self.server
        if not isinstance(server, Server) or server.is_down:
            self.close_connection = True
            return
        while self.path in server.waits:
            sleep(0.02)
        if server.is_short:
            path, suffix = self.path.removesuffix(".html"), ".html" if self.path.endswith(".html") else ""
            if suffix:
                self.send_response(308)
                self.send_header("Location", path)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if Path(f"{self.translate_path(path)}.html").is_file():
                self.path = f"{path}.html"
        super().do_GET()

    def send_head(self) -> BinaryIO | BytesIO | None:
        """Headers, and the body compressed where that pays."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file() or path.suffix not in COMPRESSED:
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def end_headers(self) -> None:
        """Close the headers, those of ``_headers`` among them."""
        applies, folder = False, Path(self.directory)
        files = [*folder.glob("_headers"), *folder.glob("*/_headers")]  # the site may lie in a folder of the host
        for line in files[0].read_text("utf-8").splitlines() if files else ():
            if line.startswith("/"):
                applies = self.path.startswith(line.rstrip("*"))
            elif applies and line.startswith("  "):
                self.send_header(*line.strip().split(": ", 1))
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing: a browser asks for hundreds of files."""


class Server(ThreadingHTTPServer):
    """A host that can fail: while ``is_down`` no request is answered, and a path in ``waits`` only when it leaves."""

    daemon_threads = True
    is_down = False
    is_short = False
    """Whether pages are served without ``.html``, as Cloudflare serves them."""

    def __init__(self, *arguments: Any) -> None:
        self.waits: set[str] = set()
        super().__init__(*arguments)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a connection that a closing browser drops."""


def chromium() -> str:
    """The system's browser, or ``""``."""
    return next((path for path in map(shutil.which, BROWSERS) if path), "")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Server, str]]:
    """Serves a folder, which need not be there yet; yields the server and its address with a final slash."""
    server = Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.waits.clear()
        server.shutdown()
        server.server_close()


def copied(paper: Path, root: Path, address: str) -> None:
    """Copies a paper into ``root``, with an address in its settings where they have none."""
    shutil.copytree(paper / "content", root / "content")
    # Banmian's own templates are no paper's: copied, they would count as one's changes, and go out with their comments.
    if (paper / "templates").is_dir() and (paper / "templates").resolve() != builtin_folder().resolve():
        shutil.copytree(paper / "templates", root / "templates")
    settings = (paper / "newspaper.toml").read_text("utf-8")
    (root / "newspaper.toml").write_text(settings.replace('address = ""', f'address = "{address}"', 1), "utf-8")


@contextmanager
def served(paper: Path) -> Iterator[Served]:
    """Builds a copy of the paper at ``paper`` with this machine's address in its settings, and serves it."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / OUTPUT) as (_, address):
        copied(paper, Path(folder), address)
        build(Path(folder))
        yield Served(Path(folder) / OUTPUT, address)
