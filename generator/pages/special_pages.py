"""Special topics (专题): an introduction, and all articles on the matter along a timeline."""

from collections.abc import Iterator
from functools import partial

from generator.pages import cards, urls
from generator.pages.edition import Edition
from generator.pages.long_lists import in_parts
from generator.pages.page import Page


def links(edition: Edition) -> tuple[cards.LinkCard, ...]:
    """The special topics that have articles, that with the latest article first."""
    shown = [special for special in edition.specials if edition.by_special[special.slug]]
    ordered = sorted(shown, key=lambda special: edition.by_special[special.slug][-1].id, reverse=True)
    return tuple(_link(edition, special.slug, special.title) for special in ordered)


def _link(edition: Edition, slug: str, title: str) -> cards.LinkCard:
    return cards.LinkCard(title, urls.link(urls.topic(slug), edition.base), len(edition.by_special[slug]))


def pages(edition: Edition) -> Iterator[Page]:
    """For each special topic that has articles its introduction and its articles."""
    for special in edition.specials:
        link = _link(edition, special.slug, special.title)
        found = edition.by_special[special.slug]
        for path, part in in_parts(edition, found, partial(urls.topic, special.slug)) if found else ():
            newest = part["is_newest"]
            yield edition.page(
                path,
                "special.html",
                "topics",
                topic=link if newest else cards.LinkCard(link.name, link.href),
                description=special.description,
                introduction=special.body if newest else "",
                **part,
            )
