"""A page to be made: what its digest follows from, and what is looked up only when it is made."""

from typing import Any

import pytest

from edition import describe, issue, site_card
from generator.pages import cards
from generator.pages.page import Folios, Page, Stories, canonical, filled, wanted

CONTEXT: dict[str, Any] = {"site": site_card(), "name": "甲", "list": (cards.LinkCard("乙", "/b/"),)}
ISSUE = issue("2026-03-25")
FACTS, OUTLINE = describe(ISSUE, "/")
LISTED = Stories((("2026-03-25", ("01", "03")),))


def text(context: dict[str, Any], digest: str = FACTS.digest, files: str = "0") -> str:
    """The canonical text of a context."""
    return canonical(context, {"2026-03-25": digest}, {"2026-03-25": files})


@pytest.mark.parametrize(
    "change",
    [
        {"name": "丙"},
        {"extra": 1},
        {"site": site_card("https://example.org/x")},
        {"list": ()},
        {"list": LISTED},
        {"list": Stories((("2026-03-25", ("01",)),))},
        {"list": Folios("2026-03-25")},
    ],
)
def test_another_value_is_another_text(change: dict[str, Any]) -> None:
    """Whatever in a context changes, its canonical text changes."""
    assert text(CONTEXT | change) != text(CONTEXT)


@pytest.mark.parametrize("place", [LISTED, Folios("2026-03-25")])
def test_a_changed_outline_is_another_text(place: Any) -> None:
    """A page that shows stories changes with the outline of their issue."""
    assert text({"list": (place,)}) != text({"list": (place,)}, "other")


def test_the_order_of_keys_is_no_change() -> None:
    """The order in which a context was put together does not matter."""
    assert text(dict(reversed(CONTEXT.items()))) == text(CONTEXT)


def test_a_context_holds_only_cards() -> None:
    """A value that has no fixed text form cannot get into a digest by mistake."""
    with pytest.raises(TypeError):
        text({"name": object()})


def test_places_are_filled_from_outlines() -> None:
    """Stories and 版 are the cards that the issue itself would make of them, wherever in a context they stand."""
    page = Page("a.html", "a.html", {"rows": ({"list": LISTED},), "folios": Folios("2026-03-25")})
    context = filled(page, wanted(page, {"2026-03-25": OUTLINE}.__getitem__)).context
    stories = tuple(cards.story(ISSUE.articles[at], ISSUE, "/") for at in (0, 2))
    assert context["rows"] == ({"list": (cards.IssueStories(cards.issue(ISSUE, "/"), stories),)},)
    assert context["folios"] == OUTLINE.folios()


def test_only_what_is_shown_is_looked_up() -> None:
    """A list takes no more of an outline than the stories it shows."""
    page = Page("a.html", "a.html", {"list": LISTED})
    (found,) = wanted(page, {"2026-03-25": OUTLINE}.__getitem__).values()
    assert set(found.stories) == {"01", "03"} < set(OUTLINE.stories)
