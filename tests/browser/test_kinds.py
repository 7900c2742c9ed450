"""The kinds of newspaper content as a reader has them: a poem, a table, a notice, an interview, a letter, a story."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import kinds_issue
from benchmarks.audit.served import Served, served
from benchmarks.audit.views import SEEN, VIEWS, axe_violations, context
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

PAGES = ("", f"{kinds_issue.ISSUE}/", *(f"{kinds_issue.ISSUE}/{number:02d}.html" for number in range(1, 9)))
NOTICE, INTERVIEW, LETTER, TABLE, POEM, COUPLETS, STORY, PLAIN = PAGES[2:]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The issue of all kinds, built and served."""
    site = Site(Path(tmp_path_factory.mktemp("kinds")))
    site.write("newspaper.toml", NEWSPAPER)
    kinds_issue.write(site)
    with served(site.root) as found:
        yield found


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone by day."""
    made = context(chromium, VIEWS["浅色"], 390)
    yield made
    made.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """A page on it."""
    return phone.new_page()


@pytest.mark.parametrize(("view", "width"), SEEN)
def test_axe_finds_nothing_and_nothing_overflows(chromium: Browser, paper: Served, view: str, width: int) -> None:
    """In every view a reader can choose each kind is accessible, and no page is wider than its screen."""
    made = context(chromium, VIEWS[view], width)
    page = made.new_page()
    for path in PAGES:
        page.goto(paper.address + path)
        assert axe_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    made.close()


def test_a_long_verse_hangs(page: Page, paper: Served) -> None:
    """A verse that is wider than the page runs on further in than it began; stanzas stand further apart than verses."""
    page.goto(paper.address + POEM)
    long = page.locator(".stanza span", has_text=kinds_issue.LONG_VERSE)
    first, second = long.evaluate(
        "verse => { const r = document.createRange(); r.selectNodeContents(verse);"
        " return [...r.getClientRects()].filter(box => box.width > 1).map(box => box.left); }"
    )[:2]
    assert second > first + 16
    tops = page.locator(".stanza span").evaluate_all("all => all.map(verse => verse.getBoundingClientRect())")
    assert tops[3]["top"] - tops[2]["bottom"] > 16 > tops[1]["top"] - tops[0]["bottom"]


def test_couplets_stand_close(page: Page, paper: Served) -> None:
    """Verses that were written a paragraph each are one poem, not paragraphs: no indent, no gaps."""
    page.goto(paper.address + COUPLETS)
    boxes = page.locator(".verse").evaluate_all("all => all.map(verse => verse.getBoundingClientRect())")
    assert len(boxes) == 4
    assert all(below["top"] == pytest.approx(above["bottom"], abs=1) for above, below in itertools.pairwise(boxes))


def test_a_wide_table_scrolls_in_its_own_box(page: Page, paper: Served) -> None:
    """Five columns are wider than a telephone: the table scrolls, the page does not, and figures stand right."""
    page.goto(paper.address + TABLE)
    box = page.locator(".table")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    box.evaluate(
        "box => new Promise(done => { const look = () => box.scrollLeft > 0 ? done() : requestAnimationFrame(look);"
        " look(); })"
    )
    assert page.locator(".table thead").count() == 0
    assert page.locator(".table tr").nth(1).locator(".figure").all_inner_texts() == ["1", "52.34", "-0.41"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_notice_is_signed_on_the_right(chromium: Browser, paper: Served, view: str) -> None:
    """落款 stands on the right, a line each for bodies and day; the plain one is set as it is written."""
    made = context(chromium, VIEWS[view], 390)
    page = made.new_page()
    page.goto(paper.address + NOTICE)
    signed = page.locator(".signature")
    assert signed.all_inner_texts() == ["青川市水务局\n青川市自来水公司", "2026年3月25日"]
    assert {signed.nth(at).evaluate("line => getComputedStyle(line).textAlign") for at in (0, 1)} == {"right"}
    page.goto(paper.address + PLAIN)
    assert page.locator(".prose [class]").count() == 0
    page.goto(paper.address + STORY)
    assert page.locator(".numeral").first.evaluate("line => getComputedStyle(line).textAlign") == "center"
    made.close()


def test_a_notice_and_a_table_do_not_lead(page: Page, paper: Served) -> None:
    """The notice stands first in print; on the front page and on the 版面 the interview leads, and both say so."""
    page.goto(paper.address)
    assert "先听河床说话" in page.locator(".lead .headline").inner_text()
    slight = page.locator(".is-slight .headline")
    assert slight.all_inner_texts() == ["停水公告", "男子四百米栏决赛", "停水公告（照原样）"]
    page.goto(paper.address + PAGES[1])
    assert "先听河床说话" in page.locator(".block.s5").first.inner_text()


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


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (POEM, "码头的灯一盏一盏灭了，水从石阶上退下去，像退回一句没有说完的话"),
        (TABLE, "1，云湖中学，男子四百米栏，52.34，-0.41"),
        (NOTICE, "青川市水务局，青川市自来水公司"),
    ],
)
def test_verses_and_rows_are_read_with_a_pause(page: Page, paper: Served, path: str, said: str) -> None:
    """Read aloud, a verse, a cell and a line of the 落款 end like a clause, and nothing is read twice."""
    page.add_init_script(VOICE)
    page.goto(paper.address + path)
    page.locator('[data-reader="speech"]').click()
    page.wait_for_selector(".reader-player")
    while page.evaluate("window.now !== null"):
        page.evaluate("window.now.onend({})")
    assert page.evaluate("window.heard").count(said) == 1
