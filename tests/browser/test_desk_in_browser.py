"""The desk in Chromium, as an editor has it: nothing bars the way, keys do all, what is typed is never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.audit.views import axe_violations
from benchmarks.preview_process import Served
from open_desk import DAY, RAW, RAW_TEXT, SIGNED, Desk, furnish, tab_of
from previewed import article, edit, put_back, serving
from support import Site

pytestmark = pytest.mark.browser

WIDTHS = (390, 820, 1280)

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of the paper."""
    with serving(furnish(Site(tmp_path_factory.mktemp("desk")))) as served:
        yield served


@pytest.fixture
def served(running: Served) -> Iterator[Served]:
    """The preview; what a test does to the paper is undone."""
    with put_back(running):
        yield running


@pytest.fixture
def desk(chromium: Browser, served: Served) -> Iterator[Desk]:
    """A tab in a browser of its own."""
    made = tab_of(chromium, served)
    yield made
    made.tab.context.close()


# Nothing bars the way


def barriers(desk: Desk) -> list[str]:
    """What axe finds on the page as it stands, at every width, by day and by night, and what sticks out."""
    found = []
    for scheme in ("light", "dark"):
        desk.tab.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            desk.tab.set_viewport_size({"width": width, "height": 900})
            found += [f"{scheme} {width} {line}" for line in axe_violations(desk.tab)]
            wide = desk.tab.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{scheme} {width}: {wide} px wide")
    return found


@pytest.mark.parametrize(
    "path",
    [
        "",
        f"issue/{DAY}/",
        f"issue/{SIGNED}/",
        *(f"article/{DAY}/{number:02d}/" for number in range(1, 5)),
        f"article/{SIGNED}/01/",
        f"proof/{RAW}/",
        f"proof/{RAW}/01/",
        "replace/?word=码头",
        f"why/{RAW}/",
        f"again/{RAW}/",
    ],
)
def test_no_page_has_barriers(desk: Desk, path: str) -> None:
    """At every width, by day and by night, axe finds nothing, and nothing sticks out."""
    desk.open(path)
    assert barriers(desk) == []


def test_dialogs_and_what_is_told_have_no_barriers(desk: Desk) -> None:
    """A dialog that asks, one that lets choose, and what the desk says when something cannot be done."""
    desk.article()
    desk.tab.evaluate("localStorage.setItem('banmian.desk.unsent', '1')")
    desk.article()
    for action in ('.desk-side [data-action="correct"]', '[data-paragraph="1"] [data-action="role"]'):
        desk.tab.locator(action).click()
        desk.tab.wait_for_selector("dialog[open]")
        assert barriers(desk) == []
        desk.tab.keyboard.press("Escape")
    desk.tab.locator('[data-action="undo"]').click()
    desk.tab.wait_for_selector(".desk-told p")
    assert barriers(desk) == []


def test_what_is_published_is_shown_without_barriers(desk: Desk) -> None:
    """The dialog with what a command says."""
    desk.open(f"issue/{DAY}/")
    desk.tab.locator('[data-action="publish"]').first.click()
    expect(desk.tab.locator("dialog[open] button[value=yes]")).to_be_enabled(timeout=60_000)
    assert barriers(desk) == []


def test_text_being_edited_has_no_barriers(served: Served, desk: Desk) -> None:
    """A paragraph, a table as source, and two versions of a paragraph."""
    desk.article(3)
    desk.paragraph(2).locator('[data-action="source"]').click()
    assert barriers(desk) == []
    desk.article()
    desk.go_to(1)
    desk.tab.keyboard.type("打的。")
    edit(served, article(1), "首艘货轮", "头一艘货轮")
    desk.conflict()
    assert barriers(desk) == []


def test_a_corrected_raw_file_has_no_barriers(desk: Desk, tmp_path: Path) -> None:
    """Three columns, and what was chosen."""
    desk.open(f"again/{RAW}/")
    raw = tmp_path / "raw.txt"
    raw.write_text(RAW_TEXT.replace("春茶", "新茶").replace("很高兴", "很热闹"), "utf-8")
    with desk.tab.expect_file_chooser() as chooser:
        desk.tab.locator('[data-action="import"]').click()
    chooser.value.set_files(raw)
    desk.tab.locator('[data-row] [data-action="take"]').first.click()
    assert barriers(desk) == []


# By keys alone

FOCUSED = """() => {
  const { activeElement: one } = document;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const paragraph = one.closest("[data-paragraph]")?.dataset.paragraph;
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  return {
    name: [one.dataset.action, paragraph ?? one.closest("[data-article]")?.dataset.article].join(" "),
    action: one.dataset.action,
    isBody: one === document.body,
    seen: (style.outlineStyle !== "none" && style.outlineWidth !== "0px") && Boolean(at && (one.contains(at) || at.contains(one))),
    html: one.outerHTML.slice(0, 90),
  };
}"""
SHOWN = """() => [...document.querySelectorAll("button[data-action]")]
  .filter((one) => one.checkVisibility() && !one.disabled).map((one) => one.dataset.action)"""
MOST_STOPS = 250


def stops(desk: Desk, key: str = "Tab") -> list[dict[str, object]]:
    """Where Tab goes on a page, from its beginning to its end."""
    found = []
    for _ in range(MOST_STOPS):
        desk.tab.keyboard.press(key)
        found.append(desk.tab.evaluate(FOCUSED))
        if found[-1]["isBody"]:
            return found[:-1]
    raise AssertionError(f"no end: {found[-1]}")


@pytest.mark.parametrize("path", [f"issue/{DAY}/", f"issue/{SIGNED}/", f"article/{DAY}/02/", f"proof/{RAW}/"])
def test_tab_goes_to_every_action(desk: Desk, path: str) -> None:
    """Every button is reached by Tab, and again from behind; the focus can be seen, and leaves the page at its end."""
    desk.open(path)
    desk.tab.evaluate("document.activeElement.blur()")
    wanted = desk.tab.evaluate(SHOWN)
    forth = stops(desk)
    assert [stop["html"] for stop in forth if not stop["seen"]] == []
    assert not set(wanted) - {stop["action"] for stop in forth}
    assert len([stop for stop in forth if stop["action"]]) >= len(wanted)
    assert len(stops(desk, "Shift+Tab")) >= len(wanted)
