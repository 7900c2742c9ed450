"""The content type of a file by the end of its name, for hosts that must be told."""

from pathlib import PurePosixPath

COMPRESSED = (
    *("text/css", "text/csv", "text/javascript", "text/plain", "text/xml"),
    *("application/atom+xml", "application/json", "application/manifest+json", "application/rss+xml"),
    "image/svg+xml",
)
"""The types, besides HTML, that are text: in UTF-8, and a host sends them compressed."""

TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "txt": "text/plain",
    "csv": "text/csv",
    "xml": "text/xml",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "svg": "image/svg+xml",
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "zip": "application/zip",
}
OTHER = "application/octet-stream"


def of(path: str) -> str:
    """The content type of a file, for texts with their encoding."""
    found = TYPES.get(PurePosixPath(path).suffix.lower().removeprefix("."), OTHER)
    return f"{found}; charset=utf-8" if found == TYPES["html"] or found in COMPRESSED else found
