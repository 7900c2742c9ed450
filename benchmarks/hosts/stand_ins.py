"""The hosts that cannot be run here: their answers, as their documentation and their own parsers tell them."""

import csv
import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.hosts import npm
from benchmarks.hosts.host import Answer, StandIn, moved

PARSERS = ("@netlify/headers-parser@10.1.1", "@netlify/redirect-parser@16.1.1")
"""Netlify's own readers of ``_headers`` and ``_redirects``."""

TYPES = {
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "application/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "xml": "application/xml",
    "epub": "application/epub+zip",
    "ico": "image/x-icon",
}
"""What Netlify and GitHub Pages call files by themselves; of others they know nothing."""


class Folder:
    """The files of a site as most hosts look them up: ``/x`` is also ``x.html``, and ``/x/`` is ``x/index.html``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def file(self, path: str) -> Path | None:
        """The file that is served at a path, if there is one."""
        names = (f"{path}index.html",) if path.endswith("/") or not path else (path, f"{path}.html")
        return next((self._root / name for name in names if (self._root / name).is_file()), None)

    def is_folder(self, path: str) -> bool:
        """Whether a path is that of a folder with a page, less its slash."""
        return not path.endswith("/") and (self._root / path / "index.html").is_file()

    def not_found(self) -> bytes:
        """The site's own page for what is not there."""
        return (self._root / "404.html").read_bytes()


def kind(file: Path) -> str:
    """The content type that a host gives by itself."""
    return TYPES.get(file.suffix.removeprefix("."), "application/octet-stream")


class Netlify(StandIn):
    """Netlify: ``_headers`` and ``_redirects`` as its own parsers read them, files, and ``404.html``."""

    name, base, has_rules, has_headers = "netlify", "/", True, True

    def __init__(self) -> None:
        super().__init__()
        self._parsers = npm.installed("netlify-parsers", *PARSERS)
        self._folder = Folder(Path())
        self._headers: list[tuple[re.Pattern[str], dict[str, str]]] = []
        self._rules: list[tuple[re.Pattern[str], dict[str, Any]]] = []

    def start(self, paper: Path) -> str:
        """Reads the rules of the site and serves it."""
        output = paper / "output"
        command = ["node", str(npm.PROJECT / "tests/netlify_reads.mjs"), str(self._parsers), str(output)]
        read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        if read["errors"]:
            raise AssertionError(read["errors"])
        self._folder = Folder(output)
        self._headers = [(_pattern(rule["for"]), rule["values"]) for rule in read["headers"]]
        self._rules = [(_pattern(rule["from"]), rule) for rule in read["redirects"]]
        self.open()
        return f"http://127.0.0.1:{self.port}/"

    def answer(self, path: str) -> Answer:
        """A forced rule, a file, another rule, or the page for what is not there; headers of all rules that fit."""
        found = self._ruled(path, force=True) or self._served(path) or self._ruled(path, force=False)
        status, headers, body = found or Answer(404, {"Content-Type": TYPES["html"]}, self._folder.not_found())
        common = {"Cache-Control": "public,max-age=0,must-revalidate"}
        given = {key: value for fits, values in self._headers if fits.fullmatch(path) for key, value in values.items()}
        return Answer(status, common | headers | given, body)

    def _served(self, path: str) -> Answer | None:
        file = self._folder.file(path[1:])
        if file is not None:
            return Answer(200, {"Content-Type": kind(file)}, file.read_bytes())
        return moved(f"{quote(path)}/") if self._folder.is_folder(path[1:]) else None

    def _ruled(self, path: str, *, force: bool) -> Answer | None:
        for fits, rule in self._rules:
            found = fits.fullmatch(path) or fits.fullmatch(path.rstrip("/"))
            if found and rule["force"] == force:
                target = rule["to"].replace(":splat", found["splat"] if "splat" in found.groupdict() else "")
                return moved(target, rule["status"])
        return None


class Pages(StandIn):
    """GitHub Pages in the folder of a repository: files, its own types and ten minutes; it reads nothing of ours."""

    name, base, has_rules, has_headers = "github", "/paper/", False, False

    def __init__(self) -> None:
        super().__init__()
        self._folder = Folder(Path())

    def start(self, paper: Path) -> str:
        """Serves the site in its folder of the domain."""
        self._folder = Folder(paper / "output")
        self.open()
        return f"http://127.0.0.1:{self.port}{self.base}"

    def answer(self, path: str) -> Answer:
        """A file, a redirect to a folder, or ``404.html``; outside of the site GitHub's own page."""
        if path == self.base[:-1]:
            return moved(self.base)
        if not path.startswith(self.base):
            return Answer(404, {"Content-Type": TYPES["html"]}, b"<!DOCTYPE html><title>Site not found</title>")
        inside = path.removeprefix(self.base)
        file = self._folder.file(inside)
        common = {"Cache-Control": "max-age=600", "Access-Control-Allow-Origin": "*"}
        if file is not None:
            return Answer(200, common | {"Content-Type": kind(file)}, file.read_bytes())
        if self._folder.is_folder(inside):
            return moved(f"{quote(path)}/")
        return Answer(404, common | {"Content-Type": TYPES["html"]}, self._folder.not_found())


class Bucket(StandIn):
    """Object storage: keys with a type and a caching, as ``_uploads.csv`` says; index pages of folders are on."""

    name, base, has_rules, has_headers = "oss", "/", False, False

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, tuple[str, str, bytes]] = {}
        """Key → content type, caching, bytes."""
        self.log: list[tuple[str, str, int]] = []
        """What the last upload did: ``put`` or ``delete``, the key, the turn."""

    def start(self, paper: Path) -> str:
        """Uploads the site and serves it."""
        for _ in self.uploading(paper / "output"):
            pass
        self.open()
        return f"http://127.0.0.1:{self.port}/"

    def uploading(self, output: Path) -> Any:
        """Uploads the files turn by turn, and then deletes keys that the list does not name; yields after each step."""
        self.log = []
        with (output / "_uploads.csv").open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: int(row["turn"]))
        for row in rows:
            key, turn = row["path"], int(row["turn"])
            value = (row["content-type"], row["cache-control"], (output / key).read_bytes())
            if self.keys.get(key) != value:
                self.keys[key] = value
                self.log.append(("put", key, turn))
                yield "put", key, turn
        for key in sorted(self.keys.keys() - {row["path"] for row in rows}):
            del self.keys[key]
            self.log.append(("delete", key, 0))
            yield "delete", key, 0

    def answer(self, path: str) -> Answer:
        """The object of a key, or the index page of a folder."""
        key = path[1:]
        tried = (f"{key}index.html",) if key.endswith("/") or not key else (key, f"{key}/index.html")
        for name in tried:
            if name in self.keys:
                kind_, cache, body = self.keys[name]
                return Answer(200, {"Content-Type": kind_, "Cache-Control": cache}, body)
        return Answer(404, {"Content-Type": TYPES["html"]}, self.keys["404.html"][2])


def _pattern(written: str) -> re.Pattern[str]:
    """An address of a rule, in which ``*`` at the end stands for anything, and ``:name`` for a part."""
    whole = re.escape(written.removesuffix("*").rstrip("/") if not written.endswith("/*") else written[:-1])
    whole = re.sub(r":(\w+)", r"(?P<\1>[^/]+)", whole)
    return re.compile(f"{whole}(?P<splat>.*)" if written.endswith("*") else f"{whole}/?")
