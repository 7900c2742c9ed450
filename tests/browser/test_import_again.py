"""Import again in a browser: a corrected raw file is sent, decided row by row, and taken over in one step."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.audit.views import axe_violations
from benchmarks.preview_process import Served
from generator.newsroom import importer
from previewed import serving
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

ISSUE = "2026-03-25"
RAW = """\
## 新港码头启用

本报讯(记者周采薇)昨日，新港码头启用，首艘货轮满载春茶离港。

岸上的人看得很高兴，说明年还要再来一次。

船长说，这一趟走得很顺，回来的时候要带一船新米。
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A preview of a paper with an imported issue, edited in one paragraph."""
    site = Site(tmp_path / "paper")
    site.write("newspaper.toml", NEWSPAPER)
    raw = site.write("../raw.txt", RAW)
    importer.import_issue(site.root, raw, date.fromisoformat(ISSUE), propose=lambda article: article)
    path = site.root / "content/issues" / ISSUE / "01.md"
    path.write_text(path.read_text("utf-8").replace("看得很高兴", "看得高高兴兴"), "utf-8")
    with serving(site) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, served: Served, tmp_path: Path) -> Iterator[Page]:
    """The three columns of a corrected raw file."""
    corrected = tmp_path / "corrected" / "raw.txt"
    corrected.parent.mkdir()
    corrected.write_text(RAW.replace("春茶", "新茶").replace("很高兴", "很热闹").replace("新米", "白米"), "utf-8")
    tab = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab.set_default_timeout(20_000)
    tab.goto(f"{served.url}_desk/again/{ISSUE}/")
    with tab.expect_file_chooser() as chooser:
        tab.locator('[data-action="import"]').click()
    chooser.value.set_files(corrected)
    tab.wait_for_selector("[data-row]")
    yield tab
    tab.close()


def test_what_is_chosen_is_taken_and_the_rest_waits(served: Served, page: Page) -> None:
    """A taken row is the corrected one, a kept row stays silent, an undecided one is a doubt; undo takes all back."""
    path = served.site / "content/issues" / ISSUE / "01.md"
    before = path.read_bytes()
    rows = page.locator("[data-row]")
    assert [row.get_attribute("data-change") for row in rows.all()] == ["source", "both", "source"]
    rows.nth(0).locator('[data-action="take"]').click()
    rows.nth(2).locator('[data-action="keep"]').click()
    expect(page.locator("output")).to_have_text("用更正稿的 1 处，用现在的 1 处，还有 1 处没有选")
    page.locator('[data-action="take-over"]').click()
    page.wait_for_url(f"**/issue/{ISSUE}/")
    assert path.read_text("utf-8") == before.decode().replace("春茶", "新茶")
    page.goto(f"{served.url}_desk/proof/{ISSUE}/")
    doubt = page.locator('[data-doubt="source"]')
    expect(doubt).to_have_count(1)
    doubt.locator('[data-action="answer-fix"]').click()
    expect(doubt).to_have_count(0)
    assert "看得很热闹" in path.read_text("utf-8")
    for _ in range(2):
        page.locator('[data-action="undo"]').click()
        expect(page.locator("body")).to_have_attribute("data-state", "saved")
        page.wait_for_timeout(300)
    assert path.read_bytes() == before


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_three_columns_have_no_barriers(page: Page, width: int) -> None:
    """At every width axe finds nothing, and nothing sticks out."""
    page.locator('[data-action="take-all"]').click()
    page.set_viewport_size({"width": width, "height": 900})
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
