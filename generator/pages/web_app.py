"""The newspaper as an app: its manifest, and the service worker that keeps it readable without a network."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model import PhotoFile
from generator.pages import urls
from generator.pages.edition import Edition
from generator.pages.issue_summary import IssueFacts
from generator.pages.page import Page

ICONS = {"192": 192, "512": 512, "mask-512": 512, "180": 180}
"""Name → pixels. A ``mask`` may be cut to a circle by the system; 180 is what Apple's devices take."""

LISTS = (urls.HOME, urls.LATEST, urls.SHELF, urls.TOPICS, urls.ARCHIVE)
"""Pages that lead to the newest issue, kept with it."""


def manifest(edition: Edition) -> Iterator[Page]:
    """What a telephone needs to know to put the paper on its home screen."""
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
    """The paths of the pages that a device keeps whole: the lists, the newest issue and its articles.

    The paper's own pages that the navigation leads to are kept like lists.
    """
    newest = edition.latest
    yield from LISTS if newest else (path for path in LISTS if path != urls.LATEST)
    places = {link.href for link in edition.site.navigation}
    own = (urls.own_page(page.address) for page in edition.catalogue.pages)
    yield from (path for path in own if urls.link(path, edition.base) in places)
    if newest:
        yield urls.issue(newest.id)
        yield from _articles(newest)


def worker(edition: Edition, assets: Mapping[str, str], others: Mapping[str, str]) -> Iterator[Page]:
    """The service worker's script; where the paper is not to be kept, one that removes itself.

    ``assets`` is a static file's name → its path, ``others`` a file's path → the digest of its bytes. The worker names
    two digests: that of the static files which pages need, and, as its version, that of everything else which a device
    keeps. When the version changes, the newest issue is fetched anew.
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
    gone = [urls.article(f"{issue.id}-{number}") for issue in edition.issues for number in issue.withdrawn]
    context = {
        "base": site.base,
        "version": _short("\n".join(held)),
        "static": _short(repr(needed)),
        "assets": {name: urls.link(path, site.base) for name, path in needed.items()},
        "pages": links(path for path in kept(edition) if path not in articles),
        "articles": links(articles),
        "pictures": links(_pictures(newest)) if newest else [],
        "withdrawn": links(gone),
    }
    yield Page(urls.WORKER, "worker.js", {"worker": context})


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _articles(issue: IssueFacts) -> Iterator[str]:
    return (urls.article(f"{issue.id}-{article.number}") for article in issue.articles)


def _pictures(issue: IssueFacts) -> Iterator[str]:
    """Each picture of an issue once, in its smallest size; the worker shows it where a larger one is missing."""
    for name, digest, width, height in issue.photos:
        yield urls.photo(issue.id, name, PhotoFile(name, Path(), digest, width, height).widths[0], "webp")
