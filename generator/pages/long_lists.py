"""Long lists of articles, cut into pages so that a new issue does not change the older pages."""

from collections.abc import Callable, Iterator
from typing import Any

from generator.pages import cards, urls
from generator.pages.edition import Edition, Part, Placed, parts, stories


def in_parts(
    edition: Edition, articles: list[Placed], path: Callable[[int | None], str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages of a long list: the path of each, and its stories with the links to the pages beside it.

    Only the newest page says how many articles there are in all, so that older ones do not change.
    """
    found = list(parts(articles))
    for newer, part, older in zip([None, *found], found, [*found[1:], None], strict=False):
        beside = {
            name: cards.LinkCard(_period(other), urls.link(path(other.number), edition.base)) if other else None
            for name, other in (("newer", newer), ("older", older))
        }
        shown = {"issues": stories(part.articles), "is_newest": part.number is None, "period": _period(part)}
        yield path(part.number), shown | beside


def _period(part: Part) -> str:
    """The period that a page of a long list covers: ``2019年3月—2020年1月``; ``2020年1月以来`` for the newest."""
    if not part.articles:
        return ""
    first, last = part.articles[0].issue, part.articles[-1].issue
    begin = f"{first.year}年{first.month}月"
    return f"{begin}以来" if part.number is None else f"{begin}—{last.year}年{last.month}月"
