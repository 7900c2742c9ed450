"""Every file of the site is served, byte for byte and as what it is, wherever the host may lead a request for it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "javascript",
    "json": "json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "webmanifest": "json",
    "txt": "text/plain",
    "xml": "/xml",
    "epub": "application/epub+zip",
    "ico": "icon",
}
"""A part of the content type that a browser must be told of these; others may be called anything."""
FOR_HOSTS = ("_headers", "_redirects", "_nginx.conf", "_uploads.csv")
"""Files that are no part of the site."""


def site_files(output: Path) -> dict[str, Path]:
    """The files of a built site by path."""
    files = {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*")) if path.is_file()}
    return {name: path for name, path in files.items() if name not in FOR_HOSTS}


def file_faults(address: str, output: Path, but: frozenset[str]) -> Iterator[str]:
    """What is wrong with the files of a site as they are served at ``address``; ``but`` names exceptions."""
    for name, path in site_files(output).items():
        if name in but or name == "404.html":
            continue
        request = Request(address + quote(name), headers={"Accept-Encoding": "identity"})  # noqa: S310 - of this machine
        try:
            with urlopen(request, timeout=20) as answer:  # noqa: S310 - of this machine
                body, kind = answer.read(), answer.headers.get("Content-Type", "")
        except HTTPError as error:
            yield f"/{name}: answered {error.code}"
            continue
        if body != path.read_bytes():
            yield f"/{name}: another file is served"
        if TYPES.get(name.rpartition(".")[2], "") not in kind:
            yield f"/{name}: is called {kind or 'nothing'}"
