"""A page to be made, and the placeholders in its context that are replaced by cards only when it is made.

A list is planned from facts alone. The articles that it shows are named by the placeholders ``Stories``, ``Folios`` and
``Bodies``. Only if the page must be made are they looked up in the outlines of their issues, or in their files.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from generator.pages import cards
from generator.pages.issue_summary import Outline

MARK = b"<!--banmian-->\n"
"""Added to the end of every page and drawing that banmian makes, also with the paper's own templates."""

MOST_BODIES = 100
"""How many whole articles a page that belongs to no issue may show."""

Outlines: TypeAlias = Mapping[str, Outline]
"""Outlines by their issue's id."""

Texts: TypeAlias = Mapping[tuple[str, str], cards.ArticleCard]
"""Articles with their texts, by their issue's id and their number."""


class Page(NamedTuple):
    """A page to be made: its path below ``output/``, its template, and everything that the template sees."""

    path: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stories:
    """A placeholder for ``IssueStories``: issue ids, each with the numbers of the articles to show, in this order."""

    of: tuple[tuple[str, tuple[str, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.of)

    def wants(self) -> dict[str, tuple[str, ...] | None]:
        """The stories that are shown, by issue."""
        return dict(self.of)

    def filled(self, outlines: Outlines) -> tuple[cards.IssueStories, ...]:
        """The cards."""
        return tuple(
            cards.IssueStories(outlines[issue].issue(), tuple(map(outlines[issue].story, numbers)))
            for issue, numbers in self.of
        )


@dataclass(frozen=True, slots=True)
class Folios:
    """A placeholder for the 版 of an issue with all their stories."""

    issue: str

    def wants(self) -> dict[str, tuple[str, ...] | None]:
        """The whole outline of the issue."""
        return {self.issue: None}

    def filled(self, outlines: Outlines) -> tuple[cards.FolioCard, ...]:
        """The cards."""
        return outlines[self.issue].folios()


@dataclass(frozen=True, slots=True)
class Bodies:
    """A placeholder for ``ArticleCard``s, which hold whole texts: issue ids, each with the numbers of its articles.

    These cards have no links to tags, because the worker that fills them in does not know which tags have a page.

    Raises ``ValueError`` for more than ``MOST_BODIES`` articles, because every issue named here must be read to make
    the page.
    """

    of: tuple[tuple[str, tuple[str, ...]], ...]

    def __post_init__(self) -> None:
        if sum(len(numbers) for _, numbers in self.of) > MOST_BODIES:
            raise ValueError(f"a page shows the texts of {MOST_BODIES} articles at most")

    def wants(self) -> dict[str, tuple[str, ...] | None]:
        """The stories that are shown, by issue."""
        return dict(self.of)

    def filled(self, texts: Texts) -> tuple[cards.ArticleCard, ...]:
        """The cards."""
        return tuple(texts[issue, number] for issue, numbers in self.of for number in numbers)


_PLACES = (Stories, Folios, Bodies)


def filled(page: Page, outlines: Outlines, texts: Texts | None = None) -> Page:
    """The page with all placeholders of its context replaced by cards, from the outlines and from ``texts``."""

    def fill(place: Stories | Folios | Bodies) -> object:
        return place.filled(texts or {}) if isinstance(place, Bodies) else place.filled(outlines)

    return page._replace(context=_mapped(page.context, fill))


def texts_wanted(page: Page) -> set[str]:
    """The issues of which the page shows whole articles."""
    return {issue for place in _places(page.context) if isinstance(place, Bodies) for issue, _ in place.of}


def wanted(page: Page, outlines: Callable[[str], Outline]) -> dict[str, Outline]:
    """Those parts of the outlines that the page shows."""
    shown: dict[str, set[str] | None] = {}
    for place in _places(page.context):
        for issue, numbers in place.wants().items():
            known = shown.setdefault(issue, set())
            shown[issue] = None if numbers is None or known is None else known | set(numbers)
    return {
        issue: outlines(issue) if numbers is None else outlines(issue).only(sorted(numbers))
        for issue, numbers in shown.items()
    }


def marked(path: str, data: bytes) -> bytes:
    """A page with the mark that shows that banmian made it; formats other than HTML and SVG get no mark."""
    return data + MARK if path.endswith((".html", ".svg")) else data


def canonical(value: Any, digests: Mapping[str, str], files: Mapping[str, str]) -> str:
    """A context as text, for comparing: equal texts mean equal pages.

    ``digests`` are those of the issues' outlines, ``files`` those of all their files.

    Raises ``TypeError`` for a value that has no fixed text form.
    """

    def plain(item: object) -> Any:
        # Converts one level; json.dumps calls this again for values in the fields that it cannot write itself.
        kind = type(item).__name__
        if isinstance(item, Stories):
            return [kind, item.of, [digests[issue] for issue, _ in item.of]]
        if isinstance(item, Folios):
            return [kind, item.issue, digests[item.issue]]
        if isinstance(item, Bodies):
            return [kind, item.of, [files[issue] for issue, _ in item.of]]
        if is_dataclass(item) and not isinstance(item, type):
            return [kind, *(getattr(item, name) for name in _names(type(item)))]
        raise TypeError(f"a page's context cannot hold {kind}")

    return json.dumps(value, default=plain, sort_keys=True, ensure_ascii=False)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, _PLACES):
        return change(value)
    if type(value) is dict:
        return {key: _mapped(item, change) for key, item in value.items()}
    if type(value) is tuple:
        return tuple(_mapped(item, change) for item in value)
    return value


def _places(value: Any) -> Iterator[Stories | Folios | Bodies]:
    if isinstance(value, _PLACES):
        yield value
    elif type(value) is dict or type(value) is tuple:
        for item in value.values() if type(value) is dict else value:
            yield from _places(item)
