"""The proof view in a browser: every doubt answered by one key, with the raw source beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.audit.views import axe_violations
from benchmarks.preview_process import Served
from generator.content.edits import history
from generator.content.edits.changes import Draft
from generator.newsroom import doubt_renewal, importer
from previewed import serving
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

ISSUE = "2026-03-25"
FOLDER = f"content/issues/{ISSUE}"
RAW = """\
## 新港码头启用

本报讯(记者周采薇)昨日，新港码头的的新泊位启用。首艘货轮满载春茶离港，残废人也上了船。

岸上的人看得很高兴，说明年还要再来一次。

## 北街菜市场搬家

本报讯(记者郑明)北街的的菜市场昨日搬家，一百二十个摊位全部安上电子秤。
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A preview of a paper with an imported issue; an editor took one paragraph out."""
    site = Site(tmp_path / "paper")
    site.write("newspaper.toml", NEWSPAPER)
    site.write("content/lists/禁用词.csv", "错,对\n残废人,残疾人\n")
    raw = site.write("../raw.txt", RAW)
    importer.import_issue(site.root, raw, date.fromisoformat(ISSUE), propose=lambda article: article)
    path = site.root / FOLDER / "01.md"
    path.write_text(path.read_text("utf-8").replace("岸上的人看得很高兴，说明年还要再来一次。\n", ""), "utf-8")
    draft = Draft(site.root)
    doubt_renewal.renew(draft, ISSUE, "01")
    history.commit(draft, "check", "校对")
    with serving(site) as running:
        yield running


@pytest.fixture
def proof(chromium: Browser, served: Served) -> Iterator[Page]:
    """The proof of the whole issue, with its source."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page.set_default_timeout(20_000)
    page.goto(f"{served.url}_desk/proof/{ISSUE}/")
    page.wait_for_selector('.desk-raw pre[aria-busy="false"]')
    yield page
    page.close()


def _text(served: Served, number: str) -> str:
    return (served.site / FOLDER / f"{number}.md").read_text("utf-8")


def test_doubts_are_answered_by_one_key_each(served: Served, proof: Page) -> None:
    """Enter takes what stands in the field, R says right, L leaves it for later, and the next one has the focus."""
    doubts = proof.locator("[data-doubt]")
    expect(doubts).to_have_count(3)
    assert proof.evaluate("document.activeElement.dataset.span") == "码头的的新泊"
    proof.keyboard.press("k")
    assert proof.evaluate("document.activeElement.dataset.span") == "北街的的菜市"
    proof.keyboard.press("j")
    proof.keyboard.press("l")
    assert proof.evaluate("document.activeElement.dataset.doubt") == "banned"
    proof.keyboard.press("Enter")
    expect(doubts).to_have_count(2)
    assert "残疾人也上了船" in _text(served, "01")
    proof.locator('[data-at="1:15"]').focus()
    proof.keyboard.press("e")
    proof.keyboard.type("码头新泊")
    proof.keyboard.press("Enter")
    expect(doubts).to_have_count(1)
    assert "新港码头新泊位启用" in _text(served, "01")
    proof.keyboard.press("r")
    expect(doubts).to_have_count(0)
    assert "北街的的菜市场" in _text(served, "02")
    for left in (1, 2, 3):
        proof.keyboard.press("Control+z")
        expect(doubts).to_have_count(left)
    assert "残废人" in _text(served, "01")


def test_buttons_do_what_keys_do(served: Served, proof: Page) -> None:
    """A finger or a mouse answers with the buttons of the doubt."""
    banned = proof.locator('[data-doubt="banned"]')
    banned.locator('[data-action="answer-fix"]').click()
    expect(banned).to_have_count(0)
    proof.locator("[data-doubt]").first.locator('[data-action="answer-right"]').click()
    expect(proof.locator("[data-doubt]")).to_have_count(1)
    expect(proof.locator("body")).to_have_attribute("data-state", "saved")
    assert "残疾人也上了船" in _text(served, "01")


def test_half_typed_words_answer_nothing(served: Served, proof: Page) -> None:
    """As long as an input method composes, Enter belongs to it."""
    field = proof.locator("[data-doubt] input").first
    before = _text(served, "01")
    field.focus()
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    proof.wait_for_timeout(300)
    expect(proof.locator("[data-doubt]")).to_have_count(3)
    assert _text(served, "01") == before


def test_the_source_shows_what_is_pointed_at(proof: Page) -> None:
    """Pointing at a sentence shows where it stood; what no article has is marked."""
    proof.locator('[data-place="1"] [data-sentence="1"]').first.hover()
    expect(proof.locator(".desk-raw .is-now").first).to_be_visible()
    shown = "".join(proof.locator(".desk-raw .is-now").all_inner_texts())
    assert shown == "首艘货轮满载春茶离港，残废人也上了船。"
    assert proof.locator(".desk-raw .is-left").all_inner_texts() == ["岸上的人看得很高兴，说明年还要再来一次。"]


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_the_proof_has_no_barriers(proof: Page, width: int) -> None:
    """At every width axe finds nothing, and nothing sticks out."""
    proof.set_viewport_size({"width": width, "height": 900})
    assert axe_violations(proof) == []
    assert proof.evaluate("document.documentElement.scrollWidth") <= width
