"""A page to be made, and the places in its context that are filled in only when it is made.

A list is planned from facts alone; the stories it shows are named by ``Stories`` and ``Folios`` and looked up
in the outlines of their issues once it is known that the page must be made.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from generator.pages import cards
from generator.pages.issue_summary import Outline

MARK = b"<!--banmian-->\n"
"""Ends every page and drawing that banmian makes, whatever the paper's own templates are like."""

Outlines: TypeAlias = Mapping[str, Outline]
"""Outlines by their issue's id."""


class Page(NamedTuple):
    """An output file to be: its path below ``output/``, its template, and all that the template sees."""

    path: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stories:
    """A place for ``IssueStories``: issue ids, each with the numbers of the articles to show, in this order."""

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
    """A place for the 版 of an issue with all their stories."""

    issue: str

    def wants(self) -> dict[str, tuple[str, ...] | None]:
        """The whole outline of the issue."""
        return {self.issue: None}

    def filled(self, outlines: Outlines) -> tuple[cards.FolioCard, ...]:
        """The cards."""
        return outlines[self.issue].folios()


_PLACES = (Stories, Folios)


def filled(page: Page, outlines: Outlines) -> Page:
    """The page with every place of its context filled in from the outlines."""
    return page._replace(context=_mapped(page.context, lambda place: place.filled(outlines)))


def wanted(page: Page, outlines: Callable[[str], Outline]) -> dict[str, Outline]:
    """As much of the outlines as the page shows."""
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
    """A page with the mark that tells it from other people's files; formats that have no comments go without."""
    return data + MARK if path.endswith((".html", ".svg")) else data


def canonical(value: Any, digests: Mapping[str, str]) -> str:
    """A context as text: equal texts mean equal pages. ``digests`` are those of the issues' outlines.

    Raises ``TypeError`` for a value that has no fixed text form.
    """

    def plain(item: object) -> Any:
        # One level at a time: what stands in its fields comes here again if it must.
        kind = type(item).__name__
        if isinstance(item, Stories):
            return [kind, item.of, [digests[issue] for issue, _ in item.of]]
        if isinstance(item, Folios):
            return [kind, item.issue, digests[item.issue]]
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


def _places(value: Any) -> Iterator[Stories | Folios]:
    if isinstance(value, _PLACES):
        yield value
    elif type(value) is dict or type(value) is tuple:
        for item in value.values() if type(value) is dict else value:
            yield from _places(item)
