"""A feed for each topic with the full text of its newest articles: one module, one row, one template."""

from collections.abc import Iterator

from generator.pages import urls
from generator.pages.edition import Edition, bodies
from generator.pages.page import Page
from generator.press.output import Scope
from generator.press.page_outputs import Pages

NEWEST = 5


def feeds(edition: Edition) -> Iterator[Page]:
    """A feed below the address of each topic that has articles."""
    for topic in edition.topics:
        found = edition.by_topic.get(topic.slug)
        if found:
            path = urls.topic(topic.slug).replace("index.html", "feed.xml")
            yield edition.page(path, "feed.xml", "", title=topic.name, stories=bodies(found[-NEWEST:]))


ROW = Pages("topic feeds", Scope.LIST, feeds)
