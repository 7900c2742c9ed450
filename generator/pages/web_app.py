"""The newspaper as an app: its manifest, and the service worker that keeps it readable without a network."""

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


def worker(edition: Edition, assets: Mapping[str, str], version: str, static: str) -> Page:
    """The service worker's script; where the paper is not to be kept, one that removes itself.

    ``assets`` are the static files that pages need, name → path, and ``static`` their digest; ``version`` is that
    of everything else that a device keeps: when it changes, the newest issue is fetched anew.
    """
    site, newest = edition.site, edition.latest
    if not site.offline:
        return Page(urls.WORKER, "worker_off.js", {"site": site})

    def links(paths: Iterable[str]) -> list[str]:
        return [urls.link(path, site.base) for path in paths]

    articles = list(_articles(newest)) if newest else []
    gone = [urls.article(f"{issue.id}-{number}") for issue in edition.issues for number in issue.withdrawn]
    context = {
        "base": site.base,
        "version": version,
        "static": static,
        "assets": {name: urls.link(path, site.base) for name, path in assets.items()},
        "pages": links(path for path in kept(edition) if path not in articles),
        "articles": links(articles),
        "pictures": links(_pictures(newest)) if newest else [],
        "withdrawn": links(gone),
    }
    return Page(urls.WORKER, "worker.js", {"worker": context})


def _articles(issue: IssueFacts) -> Iterator[str]:
    return (urls.article(f"{issue.id}-{article.number}") for article in issue.articles)


def _pictures(issue: IssueFacts) -> Iterator[str]:
    """Each picture of an issue once, in its smallest size; the worker shows it where a larger one is missing."""
    for name, digest, width, height in issue.photos:
        yield urls.photo(issue.id, name, PhotoFile(name, Path(), digest, width, height).widths[0], "webp")
