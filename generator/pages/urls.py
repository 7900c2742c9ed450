"""All output paths and links are made here. They are in lowercase ASCII, because some hosts ignore letter case."""

import hashlib
import re
from urllib.parse import quote

from generator.kinds import TagKind

_PLAIN = re.compile(r"[a-z0-9/._-]*")
"""Paths that ``quote`` would not change. Nearly all are, and this test is faster for the many paths of an archive."""

_ADDRESSABLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{,199}")
"""File names of pictures that can be used in an address, and leave room for what is added to them."""
_ASSET = re.compile(
    r"static/[0-9a-f]{12}/.+|pagefind/[^/]+/("
    r"[0-9a-f]{10}\.pf_(table|facets|words)|[0-9a-f]{10}/[0-9a-f]+\.pf_index|fragment/[0-9a-f]{7,}\.pf_fragment)"
)

OUTPUT = "output"
"""The folder of the finished site, in the paper's folder; all other paths here are relative to it."""

HOME = "index.html"
LATEST = "latest/index.html"
TOPICS = "topics/index.html"
TAGS = "tags/index.html"
TAG_KINDS = {
    TagKind.PERSON: "people/index.html",
    TagKind.BODY: "bodies/index.html",
    TagKind.PLACE: "places/index.html",
    TagKind.SUBJECT: "subjects/index.html",
}
ARCHIVE = "archive/index.html"
SEARCH = "search/index.html"
SHELF = "shelf/index.html"
ABOUT = "about/index.html"
OPDS = "opds/index.xml"
CORRECTIONS = "corrections/index.html"
LICENCE = "license.xml"
SITEMAP = "sitemap.xml"
SITEMAPS = "sitemaps/"
FEED = "feed.xml"
JSON_FEED = "feed.json"
WORKER = "sw.js"
APP = "app.webmanifest"
NOT_FOUND = "404.html"
SHARE = "share/paper.png"
SEARCH_INDEX = "pagefind/"
STATIC = "static/"
ROBOTS = "robots.txt"
FAVICON = "favicon.ico"
PAPERS_OWN = (ROBOTS, FAVICON)
"""Paths at which a file of the paper's own, in ``content/root/``, replaces banmian's."""


def issue(issue_id: str) -> str:
    """Path of an issue's page."""
    return f"{issue_id}/index.html"


def epub(issue_id: str) -> str:
    """Path of an issue as an EPUB; its name says what it is where it was downloaded."""
    return f"{issue_id}/{issue_id}.epub"


def opds(part: int | None = None) -> str:
    """Path of the newest part of the catalogue of all issues, or of an older part of it."""
    return OPDS if part is None else f"opds/{part}.xml"


def article(article_id: str) -> str:
    """Path of an article's page: its issue's folder and its number in it."""
    issue_id, _, number = article_id.rpartition("-")
    return f"{issue_id}/{number}.html"


def qr(article_id: str) -> str:
    """Path of the QR code that leads to an article."""
    return article(article_id).removesuffix(".html") + ".svg"


def photo(issue_id: str, file: str, width: int, suffix: str) -> str:
    """Path of a picture file at one width in one format: ``dock.png`` as ``dock-png-480.avif``."""
    return f"{photo_stem(issue_id, file)}-{width}.{suffix}"


def photo_stem(issue_id: str, file: str) -> str:
    """The common beginning of a picture's paths: its name, or a digest if its name cannot be used in an address."""
    name, _, suffix = file.rpartition(".")
    if not _ADDRESSABLE.fullmatch(file):
        name = f"photo-{hashlib.blake2b(name.encode(), digest_size=6).hexdigest()}"
    return f"{issue_id}/photos/{name.lower().replace('.', '-')}-{suffix.lower()}"


def share(issue_id: str, number: str = "") -> str:
    """Path of the share picture of an issue, or of one of its articles."""
    return f"{issue_id}/{number}-share.png" if number else f"{issue_id}/share.png"


def icon(name: str) -> str:
    """Path of an icon for home screens."""
    return f"icons/{name}.png"


def topic(slug: str, part: int | None = None) -> str:
    """Path of a topic's page, or of an older part of its list."""
    return f"topics/{slug}/{_folder(part)}index.html"


def tag(slug: str, part: int | None = None) -> str:
    """Path of a tag's page, or of an older part of its list."""
    return f"tags/{slug}/{_folder(part)}index.html"


def _folder(part: int | None) -> str:
    return "" if part is None else f"{part}/"


def corrections_of(year: str) -> str:
    """Path of the corrections of a year that is not the newest."""
    return f"corrections/{year}/index.html"


def feed(page: str) -> str:
    """Path of the Atom feed that belongs to a page."""
    return page.removesuffix("index.html") + FEED


def json_feed(page: str) -> str:
    """Path of the same as JSON."""
    return page.removesuffix("index.html") + JSON_FEED


def sitemap(name: str) -> str:
    """Path of one of the sitemaps that ``SITEMAP`` names."""
    return f"{SITEMAPS}{name}.xml"


def own_page(address: str) -> str:
    """Path of a page of the paper's own."""
    return f"{address}/index.html"


def archive_year(year: int) -> str:
    """Path of a year's issues."""
    return f"archive/{year}/index.html"


def is_asset(path: str) -> bool:
    """Whether a path is that of a static or index file, recognized by the digest in its name."""
    return _ASSET.fullmatch(path) is not None


def link(path: str, base: str = "/") -> str:
    """The address of an output path as a page links to it; ``base`` starts and ends with a slash."""
    address = path.removesuffix("index.html")
    return base + (address if _PLAIN.fullmatch(address) else quote(address))
