"""``robots.txt``, which lets search engines read everything. The paper may put its own file in its place."""

from collections.abc import Iterator

from generator.pages import urls
from generator.pages.edition import Edition
from generator.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """The file at the root of the site. If the site is in a sub-folder of a host, search engines do not look for it."""
    yield Page(urls.ROBOTS, "robots.txt", {"site": edition.site})
