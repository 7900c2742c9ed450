"""The table of outputs: one row for each kind of file that a build puts into ``output/``.

A new kind of page, list, feed or file is one module with its template, and one row here.
"""

from generator.outlets import sitemaps
from generator.pages import (
    corrections_page,
    former,
    issue_pages,
    list_pages,
    own_pages,
    robots,
    special_pages,
    tag_pages,
    urls,
    web_app,
)
from generator.press import host_outputs
from generator.press.epub_outputs import Epubs, Opds
from generator.press.feed_outputs import Feeds
from generator.press.file_outputs import Icons, Licence, RootFiles, Static
from generator.press.index_outputs import Catalogue, Shards
from generator.press.output import Output, Scope
from generator.press.page_outputs import ISSUE_PAGES, IssuePages, LastPages, Pages
from generator.press.photo_outputs import Photos
from generator.press.share_outputs import SharePictures

OUTPUTS: tuple[Output, ...] = (
    Static(),
    RootFiles(),
    Icons(),
    Pages("front page", Scope.SITE, list_pages.home, (urls.HOME,)),
    Pages("latest issue", Scope.SITE, list_pages.latest, (urls.LATEST,)),
    Pages("search page", Scope.SITE, list_pages.search, (urls.SEARCH,)),
    Pages("shelf", Scope.SITE, list_pages.shelf, (urls.SHELF,)),
    Pages("app manifest", Scope.SITE, web_app.manifest, (urls.APP,)),
    Pages("about", Scope.SITE, list_pages.about, (urls.ABOUT,)),
    Pages("pages of its own", Scope.SITE, own_pages.pages),
    Pages("not found", Scope.SITE, list_pages.not_found, (urls.NOT_FOUND,)),
    Pages("robots", Scope.SITE, robots.pages, (urls.ROBOTS,)),
    Licence(),
    host_outputs.HEADERS,
    Pages("topics", Scope.LIST, list_pages.topics, ("topics/",)),
    Pages("special topics", Scope.LIST, special_pages.pages, ("topics/",)),
    Pages("tags", Scope.LIST, tag_pages.pages, ("tags/", *urls.TAG_KINDS.values()), tag_pages.find),
    Pages("archive", Scope.LIST, list_pages.archive, ("archive/",)),
    Pages("corrections", Scope.LIST, corrections_page.pages, ("corrections/",)),
    Feeds(),
    Pages("sitemaps", Scope.LIST, sitemaps.years, (urls.SITEMAPS,)),
    Pages("news sitemap", Scope.LIST, sitemaps.news, (urls.SITEMAPS,)),
    Opds(),
    SharePictures(),
    Shards(),
    IssuePages(ISSUE_PAGES, issue_pages.pages, issue_pages.TEMPLATES),
    Epubs(),
    Photos(),
    LastPages("offline worker", web_app.worker),
    LastPages("former addresses", former.pages),
    LastPages("sitemap index", sitemaps.rest),
    host_outputs.REDIRECTS,
    host_outputs.NGINX,
    Catalogue(),
    host_outputs.UPLOADS,
)
