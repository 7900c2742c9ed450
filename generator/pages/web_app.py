"""The newspaper as an app: its manifest, and the service worker that keeps it readable without a network."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model import PhotoFile
from generator.pages import former, urls
from generator.pages.edition import Edition
from generator.pages.issue_summary import IssueFacts
from generator.pages.page import Page

ICONS = {"192": 192, "512": 512, "mask-512": 512, "180": 180}
"""The side of each icon in pixels, by name. A ``mask`` may be cut to a circle; 180 is the size for Apple's devices."""

LISTS = (urls.HOME, urls.LATEST, urls.SHELF, urls.TOPICS, urls.ARCHIVE)
"""Pages that link to the newest issue; a device keeps them for reading offline, as it does the issue."""


def manifest(edition: Edition) -> Iterator[Page]:
    """The web app manifest, which lets a phone put the paper on its home screen."""
    site = edition.site
    app = {
        "id": site.base,
        "start_url": site.base,
        "scope": site.base,
        "name": f"{site.name} {site.zone}".strip(),
        "short_name": site.name,
        "description": site.description,
        "lang": "zh-CN",
        "display": "minimal-ui",
        "background_color": site.day,
        "theme_color": site.day,
        "icons": [
            {
                "src": urls.link(urls.icon(name), site.base),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "maskable" if name.startswith("mask") else "any",
            }
            for name, size in ICONS.items()
        ],
    }
    yield Page(urls.APP, "app.webmanifest", {"app": app})


def kept(edition: Edition) -> Iterator[str]:
    """The paths of the pages that a device keeps for reading offline: lists, the newest issue and its articles.

    The paper's own pages that the navigation leads to are kept like lists.
    """
    newest = edition.latest
    yield from LISTS
    places = {link.href for link in edition.site.navigation}
    own = (urls.own_page(page.address) for page in edition.catalogue.pages)
    yield from (path for path in own if urls.link(path, edition.base) in places)
    if newest:
        yield urls.issue(newest.id)
        yield from _articles(newest)


def gone(edition: Edition, others: Mapping[str, str]) -> Iterator[str]:
    """The paths of pages that may not be read any more, wherever a device keeps them; ``others`` are those in use."""
    yield from (urls.article(f"{issue.id}-{number}") for issue in edition.issues for number in issue.withdrawn_numbers)
    yield from former.gone(edition, others, former.moved(edition, others))


def short_digest(link: str) -> int:
    """A digest of 32 bits of an address (FNV-1a), which ``worker.js`` computes as well.

    The worker compares digests, because its text is public and must not list the articles that may not be read. Another
    address may have the same digest, once in four thousand million pairs; a device then does not keep its page.
    """
    found = 0x811C9DC5
    for byte in link.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def worker(edition: Edition, assets: Mapping[str, str], others: Mapping[str, str]) -> Iterator[Page]:
    """The service worker's script, or one that removes itself if the paper is not to be read offline.

    ``assets`` maps the names of static files to their paths, ``others`` the paths of all files to the digests of their
    bytes. The script contains two digests: that of the static files which pages need, and, as its version, that of
    everything else that a device keeps. When the version changes, devices fetch the newest issue again.
    """
    site, newest = edition.site, edition.latest
    if not site.offline:
        yield Page(urls.WORKER, "worker_off.js", {"site": site})
        return
    needed = {name: path for name, path in sorted(assets.items()) if not name.startswith("search")}
    held = [f"{path} {others[path]}" for path in kept(edition)]
    held += [f"{photo}" for photo in newest.photos] if newest else []

    def links(paths: Iterable[str]) -> list[str]:
        return [urls.link(path, site.base) for path in paths]

    articles = list(_articles(newest)) if newest else []
    context = {
        "base": site.base,
        "version": _short("\n".join(held)),
        "static": _short(repr(needed)),
        "assets": {name: urls.link(path, site.base) for name, path in needed.items()},
        "pages": links(path for path in kept(edition) if path not in articles),
        "articles": links(articles),
        "pictures": links(_pictures(newest)) if newest else [],
        "gone": sorted({short_digest(link) for link in links(gone(edition, others))}),
    }
    yield Page(urls.WORKER, "worker.js", {"worker": context})


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _articles(issue: IssueFacts) -> Iterator[str]:
    return (urls.article(f"{issue.id}-{article.number}") for article in issue.articles)


def _pictures(issue: IssueFacts) -> Iterator[str]:
    """Each picture of an issue in its smallest size; offline, the worker shows it in place of the larger ones."""
    for name, digest, width, height in issue.photos:
        yield urls.photo(issue.id, name, PhotoFile(name, Path(), digest, width, height).widths[0], "webp")
