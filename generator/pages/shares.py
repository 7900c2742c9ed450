"""Share pictures: what stands in the picture that a messenger shows beside a link to the paper, an issue or an article.

They are planned from facts. Where the paper's font cannot show a character, or a headline is too long for a picture,
there is none, and pages name a wider one: that of the issue, or of the paper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.pages import typography, urls
from generator.pages.issue_summary import ArticleFacts, IssueFacts
from generator.pages.site import SiteCard

MOST_CHARACTERS, MOST_KICKER = 110, 50
"""Kicker and headline together, and the kicker, of what gets a picture of its own; longer ones would be too small."""
MOST_ZONE, MOST_DESCRIPTION = 30, 60
"""Characters of the zone, and of the description, that the paper's picture shows; longer ones it leaves out."""

ISSUE = ""
"""The key of an issue's own picture among those of its articles."""


class ShareText(NamedTuple):
    """What a share picture says beside the paper's name. The paper's own picture has no headline."""

    path: str
    headline: str = ""
    kicker: str = ""
    left: str = ""
    right: str = ""
    zone: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """For what the paper has share pictures: ``paper``, ``issue`` or ``article``; each has those before it as well.

    ``glyphs`` are the characters of its font; there are none where it has no font, and then there are no pictures.
    """

    pictures: str = "paper"
    glyphs: frozenset[str] = frozenset()

    def missing(self, site: SiteCard, text: ShareText) -> tuple[str, ...]:
        """The characters of a picture that the font cannot show, in the order of the text."""
        shown = f"{'' if is_drawn(site.logo) else site.name}{''.join(text[1:])}"
        return tuple(dict.fromkeys(char for char in shown if not char.isspace() and char not in self.glyphs))

    def wanted(self, site: SiteCard, issue: IssueFacts | None = None) -> dict[str, ShareText]:
        """The pictures of the paper, or of an issue and its articles by number, if the font had every character."""
        if not (self.glyphs and site.address):
            return {}
        if issue is None:
            zone = site.zone if len(site.zone) <= MOST_ZONE else ""
            about = site.description if len(site.description) <= MOST_DESCRIPTION else ""
            return {ISSUE: ShareText(urls.SHARE, zone=zone, description=typography.full_width(about))}
        if self.pictures == "paper":
            return {}
        articles = issue.articles if self.pictures == "article" else ()
        own = {found.number: _article(issue, found) for found in articles if found.title and not found.photos}
        whole = {ISSUE: _issue(issue), **own}
        return {key: text for key, text in whole.items() if _is_short(text)}

    def made(self, site: SiteCard, issue: IssueFacts | None = None) -> dict[str, ShareText]:
        """Those of the wanted pictures that the font can show."""
        wanted = self.wanted(site, issue)
        return {key: text for key, text in wanted.items() if not self.missing(site, text)}

    def links(self, site: SiteCard, issue: IssueFacts) -> Mapping[str, str]:
        """The addresses of the pictures of an issue."""
        return {key: urls.link(text.path, site.base) for key, text in self.made(site, issue).items()}

    def told(self, site: SiteCard) -> SiteCard:
        """The paper's card with the address of its picture, if there is one."""
        return replace(site, share=next(iter(urls.link(text.path, site.base) for text in self.made(site).values()), ""))

    def all(self, site: SiteCard, issues: tuple[IssueFacts, ...]) -> Iterator[tuple[str, str, ShareText]]:
        """Every picture that is made, with the id of its issue and its key; the paper's belongs to no issue."""
        yield from (("", key, text) for key, text in self.made(site).items())
        for issue in issues:
            yield from ((issue.id, key, text) for key, text in self.made(site, issue).items())


def _is_short(text: ShareText) -> bool:
    return len(text.kicker) <= MOST_KICKER and len(text.headline + text.kicker) <= MOST_CHARACTERS


def is_drawn(logo: str) -> bool:
    """Whether a picture of the paper's name can stand in share pictures; nothing here can draw an SVG."""
    return logo.endswith((".png", ".webp"))


def _issue(issue: IssueFacts) -> ShareText:
    card = issue.card
    lead = next((article for article in issue.articles if article.title), None)
    number = f"第{card.number}期" if card.number is not None else ""
    count = f"共{card.folio_count}版" if card.folio_count else ""
    return ShareText(
        urls.share(issue.id),
        typography.full_width(lead.title) if lead else card.date_text,
        typography.full_width(lead.kicker) if lead else "",
        "　".join((card.date_text, card.weekday, *(["号外"] if card.is_extra else []))),
        "　".join(filter(None, (number, count))),
    )


def _article(issue: IssueFacts, article: ArticleFacts) -> ShareText:
    folio = dict(issue.folios).get(article.folio) or (f"{article.folio}版" if article.folio else "")
    title, kicker = typography.full_width(article.title), typography.full_width(article.kicker)
    return ShareText(urls.share(issue.id, article.number), title, kicker, issue.card.date_text, folio)
