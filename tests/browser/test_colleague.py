"""A colleague at another computer of the network, at the desk of ``banmian serve --lan-edit``."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.audit.views import axe_violations
from generator.content.edits import history
from previewed import ISSUE, article, furnish, serving
from reviewed_paper import PAPER
from support import Site

pytestmark = pytest.mark.browser

NETWORK = "127.0.0.2"
SAVED = 'body[data-state="saved"]'


def test_a_colleague_edits_under_their_own_name(chromium: Browser, tmp_path: Path) -> None:
    """One button lets in; the pages name the person and offer no other; publishing stays where the preview runs."""
    site = furnish(Site(tmp_path), PAPER)
    own, colleague = (chromium.new_context(viewport={"width": 820, "height": 1180}) for _ in range(2))
    with serving(site, f"--lan-edit={NETWORK}") as served:
        assert "张三" in served.said("改稿", 0)
        desk = own.new_page()
        desk.goto(f"{served.url}_banmian/phone")
        assert axe_violations(desk) == []
        desk.get_by_role("button", name="能改：李四").click()
        tab = colleague.new_page()
        tab.goto(desk.locator("strong").inner_text())
        assert axe_violations(tab) == []
        tab.get_by_role("button", name="进编辑台").click()
        tab.get_by_role("link", name=ISSUE).click()
        expect(tab.locator(".desk-bar")).to_contain_text("我是 李四")
        expect(tab.locator("[data-persons]")).to_be_hidden()
        assert axe_violations(tab) == []
        tab.locator("a.desk-headline").first.click()
        tab.wait_for_selector(SAVED)
        tab.locator('[data-paragraph="1"]').click()
        tab.keyboard.press("End")
        tab.keyboard.type("网络上添的字。")
        tab.wait_for_selector('body:not([data-state="saved"])')
        tab.wait_for_selector(SAVED)
        assert "网络上添的字。" in (site.root / article(1)).read_text("utf-8")
        assert next(history.entries(site.root)).header.author == "李四"
        tab.goto(f"{re.split('/_', tab.url)[0]}/_desk/issue/{ISSUE}/")
        tab.locator('[data-action="publish"]').first.click()
        said = tab.locator(".desk-publishing")
        expect(said).to_contain_text("发布要在开着编辑台的那台电脑上点")
        expect(said.locator('[value="yes"]')).to_be_disabled()
    for context in (own, colleague):
        context.close()
