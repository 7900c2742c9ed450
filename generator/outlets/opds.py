"""The catalogue of all issues as EPUBs, which readers' programs leaf through: OPDS 1.2, an Atom feed in parts.

``opds/index.xml`` holds the newest issues. Older ones stand in full parts, numbered from the oldest on, each of which
leads to the next older one. A full part names no newer one, so that it never changes when an issue is added; all lead
back to the beginning.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from generator.outlets.epub import identity
from generator.outlets.epub.book import issue_name
from generator.outlets.xml_text import clean
from generator.pages import urls
from generator.pages.edition import TO_A_PAGE, Edition
from generator.pages.issue_summary import IssueFacts

KIND = "application/atom+xml;profile=opds-catalog;kind=acquisition"
"""The media type of every part."""
ENTRY_HEADLINES = 5


class Part(NamedTuple):
    """A document of the catalogue: its number, counted from the oldest (``None`` for the newest), and its issues."""

    number: int | None
    issues: Sequence[IssueFacts]


def catalogue(edition: Edition, key: str) -> Iterator[tuple[str, bytes]]:
    """Every document of the catalogue by its path; ``key`` is the paper's. There is none without issues."""
    found = parts([issue for issue in edition.issues if issue.articles])
    for at, part in enumerate(found):
        older = found[at + 1] if at + 1 < len(found) else None
        yield urls.opds(part.number), _document(edition, key, part, older)


def parts(issues: Sequence[IssueFacts]) -> list[Part]:
    """The issues cut into parts, the newest first: full ones of ``TO_A_PAGE``, and up to twice that in the newest."""
    if not issues:
        return []
    full = max(len(issues) // TO_A_PAGE - 1, 0)
    older = (Part(at, issues[(at - 1) * TO_A_PAGE : at * TO_A_PAGE]) for at in range(full, 0, -1))
    return [Part(None, issues[full * TO_A_PAGE :]), *older]


def _document(edition: Edition, key: str, part: Part, older: Part | None) -> bytes:
    site = edition.site
    links = [("self", part.number), ("start", None), ("first", None)]
    links += [("next", older.number)] if older else []
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/" xml:lang="zh-CN">',
        f"<id>{identity.urn(key, site.name, urls.OPDS)}</id>",
        f"<title>{_text(site.name)}</title>",
        f"<updated>{max(map(edition.changed, part.issues)).isoformat()}</updated>",
        f"<author><name>{_text(site.name)}</name><uri>{_text(site.address)}</uri></author>",
        *(f'<link rel="{rel}" href="{_whole(edition, urls.opds(number))}" type="{KIND}"/>' for rel, number in links),
    ]
    for issue in reversed(part.issues):
        lines += _entry(edition, key, issue)
    return "\n".join((*lines, "</feed>", "")).encode()


def _entry(edition: Edition, key: str, issue: IssueFacts) -> Iterator[str]:
    site = edition.site
    titles = [article.title for article in issue.articles if article.title][:ENTRY_HEADLINES]
    yield "<entry>"
    yield f"<id>{identity.urn(key, site.name, issue.id)}</id>"
    yield f"<title>{_text(f'{site.name} {issue_name(issue.card)}')}</title>"
    yield f"<updated>{edition.changed(issue).isoformat()}</updated>"
    yield f"<dc:issued>{issue.card.date}</dc:issued>"
    yield "<dc:language>zh-CN</dc:language>"
    if titles:
        yield f'<summary type="text">{_text("；".join(titles))}</summary>'
    rel = "http://opds-spec.org/acquisition/open-access"
    yield f'<link rel="{rel}" href="{_whole(edition, urls.epub(issue.id))}" type="application/epub+zip"/>'
    yield f'<link rel="alternate" href="{_whole(edition, urls.issue(issue.id))}" type="text/html"/>'
    yield "</entry>"


def _whole(edition: Edition, path: str) -> Markup:
    return _text(edition.site.address + urls.link(path, ""))


def _text(text: str) -> Markup:
    return escape(clean(text))
