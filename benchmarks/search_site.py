"""Builds a searchable site from the archive that ``archive.py`` writes, and serves it, counting the bytes sent."""

import hashlib
import shutil
import time
from collections.abc import Iterable, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from types import MappingProxyType
from typing import Any

import jieba
from jinja2 import Environment, FileSystemLoader

from generator.model import Issue, Newspaper
from generator.outlets.search import entries, shard_index
from generator.outlets.search.shards import Weighed, shards

TEMPLATES = Path(__file__).parents[1] / "templates"
CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'"


def write_index(newspaper: Newspaper, folder: Path, known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The search index of a newspaper below ``folder/pagefind``, shard by shard; returns their digests by name.

    Shards that are ``known`` with the same digest stand there already.
    """
    issues = {issue.id: issue for issue in newspaper.issues}
    digests, tables = {}, {}
    for shard in shards(map(_weighed, newspaper.issues)):
        own, digests[shard.name] = folder / "pagefind" / shard.name, shard.digest()
        if known.get(shard.name) == digests[shard.name]:
            table = next(own.glob(f"*{shard_index.TABLE}")).stem
        else:
            found = [
                entry
                for issue, first, last in shard.spans
                for entry in entries.entries(issues[issue.id], "/", jieba.cut)[first:last]
            ]
            shutil.rmtree(own, ignore_errors=True)
            table, files = shard_index.build_shard(found)
            _write(own, files.items())
        tables[shard.name] = shard_index.Indexed(table, shard.articles)
    labels = {"topic": {topic.slug: topic.name for topic in newspaper.topics}}
    _write(folder / "pagefind", [(shard_index.CATALOGUE, shard_index.catalogue(tables, labels))])
    return digests


def _weighed(issue: Issue) -> Weighed:
    lengths = tuple(len(article.body) for article in issue.articles)
    return Weighed(issue.id, issue.date, lengths, hashlib.blake2b(repr(issue).encode()).hexdigest())


def write_page(folder: Path) -> None:
    """The search page with its scripts; without style, and without the articles it leads to."""
    scripts = ((path.name, path.read_bytes()) for path in (TEMPLATES / "static").glob("*.js"))
    _write(folder / "static", scripts)
    panel = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("partials/search_panel.html")
    head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><title>搜索</title>'
    names = ("client", "facets", "filters", "place", "recent", "results")
    preload = "".join(f'<link rel="modulepreload" href="/static/search-{name}.js">' for name in names)
    script = '<script type="module" src="/static/search.js"></script>'
    page = head + preload + script + panel.render(search={"index": "/pagefind/"})
    _write(folder, [("index.html", page.encode())])


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


class Line:
    """What goes over the line: bytes by address; ``delay`` in seconds, ``rate`` in bytes a second."""

    def __init__(self) -> None:
        self._sent: list[tuple[float, int]] = []  # when the last byte went out, and how many
        self.delay = 0.0
        self.rate = 0.0
        self._free = 0.0
        self._lock = Lock()

    def shape(self, delay: float, rate: float) -> None:
        """Every answer comes later by ``delay``, and all share ``rate``."""
        self.delay, self.rate = delay, rate

    def send(self, size: int) -> None:
        """Waits as long as the line would take."""
        wait = 0.0
        with self._lock:
            now = time.time()
            if self.rate:
                self._free = max(self._free, now + self.delay) + size / self.rate
                wait = self._free - now
            self._sent.append((now + wait, size))
        time.sleep(wait)

    def taken(self, until: float = float("inf")) -> int:
        """Bytes sent up to a time since all were asked for last."""
        with self._lock:
            size = sum(size for sent, size in self._sent if sent <= until)
            if until == float("inf"):
                self._sent.clear()
        return size


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript; charset=utf-8"}

    def __init__(self, *arguments: Any, line: Line, **options: Any) -> None:
        self.line = line
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        if self.path.startswith(("/pagefind/", "/static/")) and not self.path.endswith(".json"):
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        super().end_headers()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.is_file():
            self.line.send(path.stat().st_size + 250)  # the headers' share
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


def serve(folder: Path) -> tuple[str, Line, ThreadingHTTPServer]:
    """Serves a folder on 127.0.0.1: its address, its line, and the server to shut down."""
    line = Line()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, line=line, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}", line, server
