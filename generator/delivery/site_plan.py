"""All addresses that the site has when it is built from ``content/`` as it now is, and the anchors of its pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.content import root_files
from generator.delivery import links
from generator.delivery.issue_sight import Sight
from generator.model import PhotoFile
from generator.outlets import feeds, opds
from generator.pages import former, skin, theme_files, urls
from generator.pages.edition import Edition
from generator.pages.site import has_feeds
from generator.pages.theme import Theme
from generator.pages.theme_files import ThemeSource
from generator.pages.web_app import ICONS
from generator.press.outputs import OUTPUTS
from generator.press.page_outputs import Pages
from generator.settings import Settings

_TOP = ("", "top")
"""Anchors that every page has."""


@dataclass(frozen=True)
class SitePlan:
    """The plan of one paper. Addresses are paths below ``output/``."""

    root: Path
    settings: Settings
    edition: Edition
    sights: Mapping[str, Sight]
    source: ThemeSource

    def path(self, address: str, page: str) -> str | None:
        """The path below ``output/`` that an address on a page leads to; ``None`` where it leads out of the site.

        ``page`` is the path of the page. Raises ``ValueError`` for what is no address.
        """
        base = self.edition.base
        home = self.settings.paper.address or f"https://site.invalid{base}"
        whole = urlsplit(urljoin(home + page.removesuffix("index.html"), address))
        ours = urlsplit(home)
        if whole.scheme not in ("http", "https") or whole.netloc != ours.netloc or not whole.path.startswith(base):
            return None
        path = unquote(whole.path.removeprefix(base))
        return f"{path}index.html" if not path or path.endswith("/") else path

    def found(self, path: str) -> str | None:
        """The path of the file that a host sends for a path, ``None`` where there is none."""
        for known in (path, f"{path}/index.html"):
            if known in self._issues or known in self._own or known in self._lists or known in self._fixed:
                return known
            if known in self._moved:
                return self._moved[known]
        if path.startswith(urls.STATIC):
            return path if path in self._static else None
        return path if path.startswith(urls.SEARCH_INDEX) else None

    def addresses(self) -> Iterator[str]:
        """Every path."""
        yield from self._issues
        yield from self._own
        yield from self._lists
        yield from self._fixed

    @cached_property
    def _issues(self) -> dict[str, str]:
        """The paths of issues, articles and photos, each with its template, or ``""`` for what is no page."""
        found: dict[str, str] = {}
        for name, sight in self.sights.items():
            facts = sight.facts
            found[urls.issue(name)] = "issue.html"
            if facts.articles:
                found[urls.epub(name)] = ""
            found |= {urls.article(f"{name}-{article.number}"): "article.html" for article in facts.articles}
            found |= {urls.article(f"{name}-{number}"): "withdrawn.html" for number in facts.withdrawn_numbers}
            if self.settings.paper.address:
                found |= {urls.qr(f"{name}-{article.number}"): "" for article in facts.articles}
            for file, digest, width, height in facts.photos:
                photo = PhotoFile(file, Path(), digest, width, height)
                sizes = [(size, suffix) for size in photo.widths for suffix in ("avif", "webp")]
                found |= {urls.photo(name, file, *size): "" for size in (*sizes, (photo.fallback, "jpg"))}
        return found

    @cached_property
    def _own(self) -> Mapping[str, bytes]:
        return root_files.read(self.root)

    @cached_property
    def _lists(self) -> dict[str, str]:
        """The paths of the pages that belong to no issue, each with its template."""
        rows = (row for row in OUTPUTS if isinstance(row, Pages))
        return {page.path: page.template for row in rows for page in row.pages(self.edition)}

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return former.moved(self.edition, dict.fromkeys(self.addresses(), ""))

    @cached_property
    def _fixed(self) -> frozenset[str]:
        edition = self.edition
        shares = (text.path for _, _, text in edition.shares.all(edition.site, edition.issues))
        read = (path for feed in feeds.feeds(edition, self.settings) for path in (feed.path, feed.json) if path)
        books = (urls.opds(part.number) for part in opds.parts([issue for issue in edition.issues if issue.articles]))
        maps = (urls.SITEMAP, urls.sitemap("pages")) if edition.site.address else ()
        files = (*read, *(books if has_feeds(self.settings) else ()), *maps, *shares)
        return frozenset((urls.WORKER, urls.FAVICON, *map(urls.icon, ICONS), *files))

    @cached_property
    def _static(self) -> Mapping[str, bytes]:
        return theme_files.dressed(self.source, skin.css(self.settings.colours))[1]

    @cached_property
    def _theme(self) -> Theme:
        files = theme_files.ThemeFiles(self.source.templates, dict.fromkeys(self.source.static, ""))
        return Theme(files, self.edition.base, lambda text: (text,))

    def has_anchor(self, path: str, anchor: str) -> bool:
        """Whether a page may have an anchor. Anchors that a template computes are compared by their fixed parts.

        The anchors of 版 on an issue's page, and of corrections on an article's page, are known exactly.
        """
        if anchor in _TOP or anchor.startswith(":~:"):
            return True
        template = self._issues.get(path) or self._lists.get(path, "")
        if not template:
            own = links.ids(self._own.get(path, b"").decode("utf-8", "replace"))
            return not path.endswith(".html") or any(pattern.fullmatch(anchor) for pattern in own)
        issue, _, name = path.partition("/")
        newest = self.edition.latest
        sight = self.sights.get(newest.id if newest and path == urls.LATEST else issue)
        if sight and template == "issue.html" and anchor.startswith("folio-"):
            return anchor in sight.anchors
        if sight and template == "article.html" and anchor == "corrections":
            return name.removesuffix(".html") in sight.corrected
        return any(pattern.fullmatch(anchor) for pattern in self.anchors_of(template))

    def anchors_of(self, template: str) -> frozenset[re.Pattern[str]]:
        """Patterns for the anchors of the pages that are made with a template. Raises ``TemplateProblem``."""
        if template not in self._anchors:
            texts = [self.source.templates[name].text or "" for name in self._theme.reachable(template)]
            self._anchors[template] = frozenset(pattern for text in texts for pattern in links.ids(text))
        return self._anchors[template]

    @cached_property
    def _anchors(self) -> dict[str, frozenset[re.Pattern[str]]]:
        return {}
