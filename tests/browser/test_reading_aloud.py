"""朗读: what is handed to the voice, sentence by sentence, and what is marked meanwhile."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.audit.served import Served, served
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parents[1] / "cases/spoken.json").read_text("utf-8"))
LONG = "、".join(["货轮靠岸卸货"] * 40) + "。"
BODY = "\n\n".join(case["printed"] for case in CASES)
TEXT = f"第一句说码头。第二句说**菜市场**和[公园](/about/)。\n\n{LONG}\n\n最后一段没有句号"

VOICE = """
window.heard = [];
window.now = null;
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
  getVoices: () => [{ lang: "zh-CN", localService: true, name: "voice" }],
  speak: (said) => { window.heard.push(said.text); window.now = said; },
  cancel: () => { window.now = null; },
}) });
window.SpeechSynthesisUtterance = function SpeechSynthesisUtterance(text) { this.text = text; };
"""
MARKED = "[...(CSS.highlights.get('spoken') || [])].map(String).join('|')"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A paper of two articles."""
    site = Site(tmp_path_factory.mktemp("aloud"))
    site.write("newspaper.toml", NEWSPAPER)
    site.issue()
    site.article(number=1, title="读数", body=BODY)
    site.article(number=2, title="读句", body=TEXT)
    with served(site.root) as built:
        yield built


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A telephone with a Chinese voice that speaks when the test says so."""
    context: BrowserContext = chromium.new_context(
        locale="zh-CN", service_workers="block", viewport={"width": 390, "height": 844}, has_touch=True
    )
    page = context.new_page()
    page.add_init_script(VOICE)
    yield page
    context.close()


def _begin(page: Page, paper: Served, number: int) -> None:
    page.goto(f"{paper.address}2026-03-25/0{number}.html")
    page.locator('[data-reader="speech"]').click()
    page.wait_for_selector(".reader-player")


def _heard(page: Page) -> list[str]:
    """All that is read, to the end."""
    while page.evaluate("window.now !== null"):
        page.evaluate("window.now.onend({})")
    return list(page.evaluate("window.heard"))


def test_numbers_are_read_as_a_person_reads_them(page: Page, paper: Served) -> None:
    """Dates, hours, 版次, per cent, units and telephone numbers; a score stays as it is printed."""
    _begin(page, paper, 1)
    heard = _heard(page)
    assert heard[1:] == [case["said"] for case in CASES]


def test_the_sentence_that_is_read_is_marked(page: Page, paper: Served) -> None:
    """Sentence by sentence, through bold words and links; a long one is cut at a comma, and nothing is left out."""
    _begin(page, paper, 2)
    seen = []
    while page.evaluate("window.now !== null"):
        marked, said = page.evaluate(MARKED), page.evaluate("window.now.text")
        assert marked.strip() == said
        seen.append(said)
        page.evaluate("window.now.onend({})")
    assert seen[:3] == ["读句", "第一句说码头。", "第二句说菜市场和公园。"]
    assert max(map(len, seen)) <= 120
    assert "".join(seen[3:]) == f"{LONG}最后一段没有句号"
    assert page.evaluate(MARKED) == ""


def test_a_touch_on_a_paragraph_reads_on_from_there(page: Page, paper: Served) -> None:
    """Also while it pauses; a link stays a link."""
    _begin(page, paper, 2)
    page.locator(".prose p").last.click()
    assert page.evaluate("window.now.text") == "最后一段没有句号"
    page.get_by_role("button", name="暂停", exact=True).click()
    page.locator(".prose p").first.click(position={"x": 60, "y": 10})
    assert page.evaluate("window.now.text") == "第一句说码头。"


def test_without_marked_ranges_the_paragraph_is_marked(page: Page, paper: Served) -> None:
    """A browser before 2023 reads as well, and marks the paragraph."""
    page.add_init_script("delete window.Highlight")
    _begin(page, paper, 2)
    assert page.locator(".is-spoken").inner_text() == "读句"
    assert _heard(page)[-1] == "最后一段没有句号"
