"""Accessibility, as axe-core sees it: every kind of page, in every view a reader can choose and at three widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from benchmarks.audit import pages
from benchmarks.audit.served import PROJECT, Served, served
from benchmarks.audit.views import SEEN, VIEWS, axe_violations, context

pytestmark = pytest.mark.browser

KINDS = (*pages.GOAL_KINDS, "topics", "special", "corrections", "tag-kind", "about", "shelf", "missing")


@pytest.fixture(scope="module")
def sample() -> Iterator[Served]:
    """The sample edition, built and served."""
    with served(PROJECT) as site:
        yield site


@pytest.fixture(scope="module")
def kinds(sample: Served) -> dict[str, str]:
    """The largest page of each kind."""
    return pages.kinds(sample.output)


def test_every_kind_of_page_is_looked_at(kinds: dict[str, str]) -> None:
    """No kind of page that the site has is missing from the list that is looked at."""
    assert set(kinds) == set(KINDS)


@pytest.mark.parametrize(("view", "width"), SEEN)
def test_axe_finds_nothing(chromium: Browser, sample: Served, kinds: dict[str, str], view: str, width: int) -> None:
    """Contrast, names, roles, landmarks: nothing is wrong on any kind of page, by day, by night, in 长辈版."""
    made = context(chromium, VIEWS[view], width)
    page = made.new_page()
    for kind, path in kinds.items():
        page.goto(sample.address + path)
        assert axe_violations(page) == [], kind
    made.close()


# How far, up and down and to both sides of its middle, a finger still meets the same control; a box and its label are
# one. Links in running text are as tall as their line, as WCAG 2.5.8 allows.
REACHED = """() => {
  const controls = "a, button, summary, label:not([for]), input:not(label input)";
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  return [...document.querySelectorAll(controls)].flatMap((control) => {
    control.scrollIntoView({ block: "center", behavior: "instant" });
    const box = control.getClientRects()[0];
    if (!box || box.width < 2 || control.closest(".prose, .skip, .unseen, [hidden]")) return [];
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const meets = (dx, dy) => document.elementFromPoint(x + dx, y + dy)?.closest(controls) === control;
    const reach = (dx, dy) => { let far = 0; while (far < 60 && meets(dx * far, dy * far)) far += .25; return far; };
    const wide = reach(1, 0) + reach(-1, 0), tall = reach(0, 1) + reach(0, -1);
    return [[Math.min(wide, tall), `${control.outerHTML.slice(0, 90)} ${wide} × ${tall}`]];
  });
}"""


def test_every_link_is_large_enough_for_a_finger(chromium: Browser, sample: Served, kinds: dict[str, str]) -> None:
    """On a telephone every control of every page can be met within 44 by 44 pixels, and none lies under another."""
    made = context(chromium, VIEWS["浅色"], 390)
    page = made.new_page()
    small = {}
    for kind, path in kinds.items():
        page.goto(sample.address + path)
        reached = page.evaluate(REACHED)
        assert len(reached) >= 5, kind  # the five places are on every page
        small[kind] = [told for extent, told in reached if extent < 44]
    made.close()
    assert not any(small.values()), small


def test_a_headlines_lines_stand_below_each_other(chromium: Browser, sample: Served, kinds: dict[str, str]) -> None:
    """The printed lines of a headline run on as text, never as columns of a box that lays its children out."""
    made = context(chromium, VIEWS["浅色"], 390)
    page = made.new_page()
    looked_at = 0
    for kind, path in kinds.items():
        page.goto(sample.address + path)
        around = page.evaluate(
            "[...document.querySelectorAll('.line')].map(line => getComputedStyle(line.parentElement).display)"
        )
        looked_at += len(around)
        assert set(around) <= {"block", "inline", "list-item"}, kind
    made.close()
    assert looked_at


def test_forced_colours_keep_what_colour_said(chromium: Browser, sample: Served, kinds: dict[str, str]) -> None:
    """Where the system takes all colours over, nothing is wrong on any page, and the place one is at stays marked."""
    made = chromium.new_context(forced_colors="active", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = made.new_page()
    for kind, path in kinds.items():
        page.goto(sample.address + path)
        # The contrast is the system's; what a page would have without it is measured elsewhere.
        assert [found for found in axe_violations(page) if not found.startswith("color-contrast")] == [], kind
    page.goto(sample.address)
    borders = "a => getComputedStyle(a).borderTopColor"
    here, there = (page.locator(f".places a{which}").first for which in ("[aria-current]", ":not([aria-current])"))
    assert here.evaluate(borders) != there.evaluate(borders)
    made.close()
