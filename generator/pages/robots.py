"""``robots.txt``: what search engines may read, which is everything. A file of the paper's own takes its place."""

from collections.abc import Iterator

from generator.pages import urls
from generator.pages.edition import Edition
from generator.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """The file at the root of the site; in a sub-folder of a host nobody reads it, and it does no harm."""
    yield Page(urls.ROBOTS, "robots.txt", {"site": edition.site})
