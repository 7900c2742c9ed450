"""What a page says to programs in the words of schema.org (JSON-LD); only where the paper has an address.

Nothing stands here that the page does not show its readers: who is named is a person, and where nobody is named the
paper stands for its own reports and for nothing else.
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

from markupsafe import Markup

from generator.kinds import Ai, Kind, Role
from generator.pages import urls
from generator.pages.cards import ArticleCard, IssueCard
from generator.pages.citation import plain_title, whole, writers
from generator.pages.correction_card import CorrectionCard
from generator.pages.photo_card import PhotoCard
from generator.pages.site import SiteCard
from generator.pages.typography import full_width, unbroken

Thing: TypeAlias = dict[str, Any]

_CONTEXT = "https://schema.org"
_MADE_BY_AI = {
    Ai.GENERATED.word: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    Ai.COMPOSED.word: "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
"""IPTC's codes for the labels of AI, as schema.org spells them."""

_OWN = frozenset({Kind.NEWS, Kind.FEATURE, Kind.COMMENTARY, Kind.INTERVIEW})
"""What the paper writes itself; notices, letters, poems and pictures without a name are somebody else's."""

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def article(of: ArticleCard, site: SiteCard) -> Markup:
    """An article and the way to it, for the head of its page; ``""`` where the paper has no address."""
    steps = [(of.issue.date_text, of.issue.href)]
    if of.anchor:
        steps.append((of.story.folio, f"{of.issue.href}#{of.anchor}"))
    return _script(news_article(of, site), site) + trail([*steps, (plain_title(of), of.story.href)], site)


def trail(steps: Iterable[tuple[str, str]], site: SiteCard) -> Markup:
    """The way from the front page to a page, each step with its name and its link; ``""`` as above."""
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": whole(href, site)}
        for at, (name, href) in enumerate(((site.name, site.base), *steps), 1)
    ]
    return _script({"@type": "BreadcrumbList", "itemListElement": items}, site)


def news_article(of: ArticleCard, site: SiteCard) -> Thing:
    """An article as a ``NewsArticle`` in its issue, which is a part of the paper. ``genre`` says of what kind it is."""
    story, address = of.story, whole(of.story.href, site)
    photos = [_image(photo, site) for photo in of.photos if photo.src]
    named = writers(of)
    others = [one for one in of.authors if one not in named]
    author = [_person(*one) for one in named]
    if not (author or of.source) and story.kind in _OWN:
        author = [_paper(site)]
    return _told(
        {
            "@type": "NewsArticle",
            "url": address,
            "mainEntityOfPage": address,
            "headline": plain_title(of),
            "alternativeHeadline": [full_width(unbroken(line)) for line in (story.kicker, story.subtitle) if line],
            "description": full_width(story.summary),
            "genre": story.kind_label,
            "inLanguage": "zh-CN",
            "isAccessibleForFree": True,
            "datePublished": of.published or of.issue.date,
            "dateModified": of.modified,
            "author": author,
            "contributor": [_person(*one) for one in others],
            "creditText": "" if of.authors else story.byline,
            "publisher": _publisher(site),
            "image": photos,
            "articleSection": [topic.name for topic in of.topics],
            "printPage": of.folio_number,
            "printSection": of.folio_name,
            "keywords": [tag.name for tag in of.tags],
            "correction": [_correction(one) for one in of.corrections],
            "digitalSourceType": _MADE_BY_AI.get(story.ai, ""),
            "sourceOrganization": {"@type": "Organization", "name": of.source} if of.source else "",
            "isBasedOn": of.original,
            "isPartOf": _issue(of.issue, site),
        }
    )


@lru_cache(maxsize=16)  # the articles of an issue follow each other
def _issue(issue: IssueCard, site: SiteCard) -> Thing:
    return _told(
        {
            "@type": "PublicationIssue",
            "url": whole(issue.href, site),
            "name": f"{issue.date_text}号外" if issue.is_extra else "",
            "issueNumber": issue.number,
            "datePublished": issue.date,
            "isPartOf": _told(
                {
                    "@type": "Newspaper",
                    "name": site.name,
                    "url": site.address,
                    "identifier": _number(site.imprinted("国内统一连续出版物号")),
                }
            ),
        }
    )


def _number(cn: str) -> Thing:
    return {"@type": "PropertyValue", "propertyID": "国内统一连续出版物号", "value": cn} if cn else {}


def _paper(site: SiteCard) -> Thing:
    return {"@type": "Organization", "name": site.name, "url": site.address}


@lru_cache(maxsize=1)
def _publisher(site: SiteCard) -> Thing:
    icon = whole(urls.link(urls.icon("512"), site.base), site)
    return {**_paper(site), "name": site.imprinted("主办") or site.name, "logo": icon}


def _person(name: str, role: str) -> Thing:
    return _told({"@type": "Person", "name": name, "jobTitle": "" if role == Role.AUTHOR else role})


def _image(photo: PhotoCard, site: SiteCard) -> Thing:
    return _told(
        {
            "@type": "ImageObject",
            "url": whole(photo.src, site),
            "width": _pixels(photo.src_width),
            "height": _pixels(photo.src_height),
            "caption": full_width(photo.caption),
            "creditText": photo.credit_line,
            "digitalSourceType": _MADE_BY_AI.get(photo.ai, ""),
        }
    )


def _pixels(count: int) -> Thing:
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}  # UN/CEFACT's code for a pixel


def _correction(one: CorrectionCard) -> Thing:
    changed = f"印为“{one.printed}”，应为“{one.correct}”。" if one.printed else ""
    return {"@type": "CorrectionComment", "datePublished": one.date, "text": changed + one.note}


def _told(thing: Thing) -> Thing:
    """A thing without what is not known of it."""
    return {name: value for name, value in thing.items() if value not in ("", [], {}, None)}


def _script(thing: Thing, site: SiteCard) -> Markup:
    """A thing as data in a page. No text in it can end the element, since it has no ``<``."""
    if not site.address:
        return Markup("")
    data = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", _written({"@context": _CONTEXT, **thing}))
    return Markup(f'<script type="application/ld+json">{data}</script>\n')  # noqa: S704 - made safe above
