"""What a reader can do on a page: type, colours, 长辈版, 朗读, 分享, 稍后读, print, strokes and keys."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from benchmarks.audit import pages
from benchmarks.audit.served import PROJECT, Served, served
from benchmarks.audit.views import axe_violations

pytestmark = pytest.mark.browser

ARTICLE = "2026-03-25/01.html"
NEXT = "2026-03-25/02.html"
LAST = "2026-03-25/12.html"
PROFILES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
BLOCKED = "Service Worker registration blocked by Playwright"
TARGET = 44  # CSS pixels that a finger needs

# A voice that speaks when the test says so: nothing here waits for time.
VOICE = """
(() => {
  const heard = [];
  let now = null;
  const end = (handler, event) => { const said = now; now = null; if (said && said[handler]) said[handler](event); };
  Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => [{ lang: "en-US", localService: true }, { lang: "zh-CN", localService: true, name: "voice" }],
    speak: (utterance) => { now = utterance; heard.push({ text: utterance.text, rate: utterance.rate }); },
    cancel: () => end("onerror", { error: "canceled" }),
  }) });
  window.SpeechSynthesisUtterance = function SpeechSynthesisUtterance(text) { this.text = text; };
  window.voice = { heard, isSpeaking: () => now !== null, finish: () => end("onend", {}) };
})();
"""
REFUSING = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused", "SecurityError"); } });
"""
SHARING = """
window.shared = [];
Object.defineProperty(navigator, "share", { value: (page) => { window.shared.push(page); return Promise.resolve(); } });
"""
# A page that still glides takes the next touch as the one that stops it.
SETTLED = """new Promise(done => {
  let at = -1, still = 0;
  const look = () => {
    still = scrollY === at ? still + 1 : 0;
    at = scrollY;
    if (still > 20) done();
    else requestAnimationFrame(look);
  };
  look();
})"""
OLD_COPYING = """
delete Navigator.prototype.clipboard;
document.execCommand = () => { window.was = String(getSelection()); return true; };
"""
UNSHARING = 'Object.defineProperty(navigator, "share", { value: undefined });'


@pytest.fixture(scope="module")
def sample() -> Iterator[Served]:
    """The sample edition, built and served."""
    with served(PROJECT) as site:
        yield site


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest) -> str:
    """A telephone, or a computer."""
    return str(request.param)


@pytest.fixture
def device(chromium: Browser, profile: str) -> Iterator[BrowserContext]:
    """A browser of its own, without a service worker: what is tested here needs none."""
    context = chromium.new_context(locale="zh-CN", color_scheme="light", service_workers="block", **PROFILES[profile])
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(device: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen."""
    page = device.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert [text for text in wrong if text != BLOCKED] == []


def _control(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def _type_size(page: Page) -> float:
    return float(page.locator(".prose p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))


def _choose(page: Page, name: str) -> None:
    page.locator('.reader-bar [data-reader="panel"]').click()
    page.get_by_role("radio", name=name, exact=True).check()
    _control(page, "好了").click()
    expect(page.locator("#reader-panel")).to_be_hidden()


def _paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def _voice(page: Page, expression: str) -> Any:
    return page.evaluate(f"window.voice.{expression}")


def test_nothing_is_offered_without_javascript(chromium: Browser, sample: Served) -> None:
    """Where scripts are off, no control is shown that would do nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample.address + ARTICLE)
    assert page.locator(".reader-bar, .reader-tools, .reader-panel").count() > 0
    for control in page.locator(".reader-bar, .reader-tools, .reader-panel, .citation .reader-row").all():
        expect(control).to_be_hidden()
    page.get_by_text("引用本文").click()
    expect(page.locator(".citation p").first).to_be_visible()
    context.close()


def test_choices_hold_before_the_first_paint(sample: Served) -> None:
    """The script that dresses a page runs where it stands, before any stylesheet is asked for: nothing flashes."""
    for file in sample.output.rglob("*.html"):
        head = file.read_text("utf-8").partition("</head>")[0]
        assert head.index("<script>") < head.index("window.reader =") < head.index('rel="stylesheet"'), file
        assert head.index('rel="stylesheet"') < head.index("<script defer"), file


def test_old_telephones_can_parse_the_scripts() -> None:
    """What every reader loads is written without syntax that browsers before 2020 refuse."""
    for file in (PROJECT / "templates/partials/dress.html", *(PROJECT / "templates/static").glob("reader*.js")):
        assert not re.search(r"\?\.[^\d]|\?\?|\|\|=|&&=|catch \{|#\w+[ =(;]", file.read_text("utf-8")), file.name


def test_type_grows_in_steps_and_stays_so(page: Page, sample: Served) -> None:
    """Every step is larger than the one before; the choice holds on the next page and the next day."""
    page.goto(sample.address + ARTICLE)
    sizes = []
    for name in ("小", "标准", "大", "特大", "最大"):
        _choose(page, name)
        sizes.append(_type_size(page))
    assert sizes == sorted(set(sizes))
    page.goto(sample.address + NEXT)
    assert _type_size(page) == sizes[-1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator('.reader-bar [data-reader="panel"]').click()
    assert page.get_by_label("最大").is_checked()


def test_elders_get_large_type_black_on_white_and_fewer_things(page: Page, sample: Served) -> None:
    """长辈版 is one touch away on every page, stays, leaves nothing of an article out, and one touch brings back."""
    page.goto(sample.address + ARTICLE)
    before = _type_size(page)
    text = page.locator("article .prose").inner_text()
    _control(page, "长辈版").click()
    assert _type_size(page) > before
    assert _paper(page) == "rgb(255, 255, 255)"
    assert page.locator("article .prose").inner_text() == text
    page.goto(sample.address + "latest/")
    expect(page.locator(".sheet").first).to_be_hidden()
    assert page.locator(".contents .headline").first.is_visible()
    _control(page, "普通版").click()
    expect(page.locator(".sheet").first).to_be_visible()
    page.reload()
    assert page.evaluate("'elder' in document.documentElement.dataset") is False


def test_night_follows_the_system_until_the_reader_says_otherwise(page: Page, sample: Served) -> None:
    """The paper darkens with the system; a choice outlives system and reload; 随手机 goes back to the system."""
    page.goto(sample.address + ARTICLE)
    day = _paper(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    night = _paper(page)
    assert night != day
    _choose(page, "白天")
    assert _paper(page) == day
    page.reload()
    assert _paper(page) == day
    theme = page.locator('meta[name="theme-color"]').first
    assert theme.get_attribute("content") == page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    )
    _choose(page, "随手机")
    assert _paper(page) == night
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert _paper(page) == day
    _choose(page, "夜里")
    assert _paper(page) == night


def test_a_browser_that_refuses_to_store_is_served_too(page: Page, sample: Served) -> None:
    """Where localStorage is refused, choices hold for the page, and nothing breaks."""
    page.add_init_script(REFUSING)
    page.goto(sample.address + ARTICLE)
    before = _type_size(page)
    _choose(page, "特大")
    assert _type_size(page) > before
    _control(page, "稍后读").click()
    expect(_control(page, "已留下")).to_be_visible()


def test_the_panel_is_left_by_escape_or_a_touch_beside_it(page: Page, sample: Served) -> None:
    """Escape closes the panel and gives the focus back; so does a touch on the page; its button opens and closes."""
    page.goto(sample.address + ARTICLE)
    button, panel = page.locator('.reader-bar [data-reader="panel"]'), page.locator("#reader-panel")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    page.locator(".kicker").first.click()
    expect(panel).to_be_hidden()
    button.click()
    button.click()
    expect(panel).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_reading_aloud_needs_a_chinese_voice(page: Page, sample: Served) -> None:
    """Without a Chinese voice 朗读 is not offered."""
    page.goto(sample.address + ARTICLE, wait_until="networkidle")
    assert page.evaluate("speechSynthesis.getVoices().every(voice => !/^zh/.test(voice.lang))")
    expect(page.locator('[data-reader="speech"]')).to_be_hidden()


def test_reading_aloud_marks_paragraph_after_paragraph(page: Page, sample: Served) -> None:
    """The voice reads headline and text in order, to the end; what it reads is marked, and nothing is left out."""
    page.add_init_script(VOICE)
    page.goto(sample.address + ARTICLE)
    _control(page, "朗读").click()
    player = page.get_by_role("region", name="朗读", exact=True)
    expect(player).to_be_visible()
    marked = []
    while _voice(page, "isSpeaking()"):
        here = page.locator(".is-spoken")
        assert here.count() == 1
        marked.append(here.inner_text())
        assert re.sub(r"\s", "", _voice(page, "heard.slice(-1)[0].text")) in re.sub(r"\s", "", marked[-1])
        _voice(page, "finish()")
    expect(player).to_be_hidden()
    assert page.locator(".is-spoken").count() == 0
    heard = re.sub(r"\s", "", "".join(item["text"] for item in _voice(page, "heard")))
    shown = [
        *page.locator("article hgroup > *").all_inner_texts(),
        *page.locator("article .prose > *").all_inner_texts(),
    ]
    for text in shown:
        assert re.sub(r"\s", "", text) in heard


def test_reading_aloud_pauses_jumps_hurries_and_stops(page: Page, sample: Served) -> None:
    """Pause keeps the place; the next paragraph can be jumped to; the speed is remembered; stop ends it."""
    page.add_init_script(VOICE)
    page.goto(sample.address + ARTICLE)
    _control(page, "朗读").click()
    _voice(page, "finish()")
    place = page.locator(".is-spoken").inner_text()
    _control(page, "暂停").click()
    assert _voice(page, "isSpeaking()") is False
    assert page.locator(".is-spoken").inner_text() == place
    _control(page, "继续").click()
    assert _voice(page, "isSpeaking()") is True
    assert page.locator(".is-spoken").inner_text() == place
    _control(page, "下一段").click()
    assert page.locator(".is-spoken").inner_text() != place
    _control(page, "上一段").click()
    assert page.locator(".is-spoken").inner_text() == place
    page.get_by_role("button", name="语速").click()
    assert _voice(page, "heard.slice(-1)[0].rate") == 1.25
    _control(page, "停止").click()
    assert _voice(page, "isSpeaking()") is False
    expect(page.locator(".reader-player")).to_have_count(0)
    page.goto(sample.address + NEXT)
    _control(page, "朗读").click()
    expect(page.locator(".reader-player")).to_be_visible()
    assert _voice(page, "heard.slice(-1)[0].rate") == 1.25


def test_a_phone_shares_with_its_own_sheet(page: Page, sample: Served, profile: str) -> None:
    """On a telephone 分享 gives headline and address to the system; on a wide screen the panel comes first."""
    page.add_init_script(SHARING)
    page.goto(f"{sample.address}{ARTICLE}?q=%E5%BC%80%E5%B7%A5#x")
    _control(page, "分享").click()
    if profile == "desktop":
        page.get_by_role("button", name="发给").click()
    shared = page.evaluate("window.shared")
    assert [item["url"] for item in shared] == [sample.address + ARTICLE]
    assert shared[0]["title"] == page.title().split(" · ")[0]


def test_a_link_is_copied(page: Page, device: BrowserContext, sample: Served) -> None:
    """Where the browser cannot share, the address is copied by a button, and that is said."""
    device.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(UNSHARING)
    page.goto(sample.address + ARTICLE)
    _control(page, "分享").click()
    panel = page.get_by_role("dialog", name="分享")
    expect(panel).to_be_visible()
    _control(page, "复制网址").click()
    expect(panel.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == sample.address + ARTICLE
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(_control(page, "分享")).to_be_focused()


def test_a_reference_is_copied(page: Page, device: BrowserContext, sample: Served) -> None:
    """引用本文 opens at a touch; its button copies the whole line, also where only old ways of copying are left."""
    device.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(sample.address + ARTICLE)
    opener = page.get_by_text("引用本文")
    _measured(page, ".citation summary")
    opener.click()
    shown = page.locator(".citation p").first.inner_text()
    assert shown.endswith(f"{sample.address}{ARTICLE}.")
    _control(page, "复制").click()
    expect(page.locator(".citation").get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == shown
    assert axe_violations(page) == []
    _measured(page, ".citation button")
    page.add_init_script(OLD_COPYING)
    page.reload()
    opener.click()
    _control(page, "复制").click()
    expect(page.locator(".citation").get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("window.was") == shown


def test_the_code_to_scan_stands_on_wide_screens(page: Page, sample: Served, profile: str) -> None:
    """The QR code of an article is shown where a telephone can be held before the screen, and only there."""
    page.add_init_script(UNSHARING)
    page.goto(sample.address + ARTICLE)
    _control(page, "分享").click()
    code = page.get_by_alt_text("本文网址的二维码")
    if profile == "phone":
        expect(page.get_by_role("dialog", name="分享")).to_be_visible()
        expect(code).to_be_hidden()
    else:
        expect(code).to_be_visible()
        assert code.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")


def test_what_is_kept_stands_on_the_shelf(page: Page, sample: Served) -> None:
    """稍后读 keeps an article on this device until it is taken back; the shelf lists the newest first."""
    page.goto(sample.address + "shelf/")
    expect(page.locator("[data-shelf-none]")).to_be_visible()
    for path in (ARTICLE, NEXT):
        page.goto(sample.address + path)
        _control(page, "稍后读").click()
        expect(_control(page, "已留下")).to_be_visible()
    page.get_by_role("link", name="报架").click()
    kept = page.locator("[data-shelf-kept] a")
    expect(kept).to_have_count(2)
    hrefs = [str(link.get_attribute("href")) for link in kept.all()]
    assert hrefs == [f"/{NEXT}", f"/{ARTICLE}"]
    expect(page.locator("[data-shelf-none]")).to_be_hidden()
    kept.first.click()
    _control(page, "已留下").click()
    expect(_control(page, "稍后读")).to_be_visible()
    page.goto(sample.address + "shelf/")
    expect(kept).to_have_count(1)


def test_arrow_keys_turn_the_page(page: Page, sample: Served) -> None:
    """Right and left lead to the next and the previous article; not from a field, nor past the last one."""
    page.goto(sample.address + ARTICLE)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(sample.address + NEXT)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(sample.address + ARTICLE)
    page.locator('.reader-bar [data-reader="panel"]').click()
    expect(page.get_by_label("标准", exact=True)).to_be_visible()  # what is hidden takes no key
    page.get_by_label("标准", exact=True).press("ArrowRight")
    expect(page.get_by_label("大", exact=True)).to_be_checked()
    assert page.url == sample.address + ARTICLE


def _stroke(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    page.evaluate(SETTLED)  # a browser drops what is touched before it has painted the page
    session = page.context.new_cdp_session(page)
    points = [start, ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2), end]
    for kind, at in (("touchStart", points[0]), ("touchMove", points[1]), ("touchMove", points[2])):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("profile", ["phone"], indirect=True)
def test_a_stroke_turns_the_page(page: Page, sample: Served) -> None:
    """A stroke to the left leads to the next article, one to the right back to the one before."""
    page.goto(sample.address + NEXT)
    _stroke(page, (330, 600), (60, 610))
    page.wait_for_url(sample.address + "2026-03-25/03.html")
    _stroke(page, (60, 600), (330, 610))
    page.wait_for_url(sample.address + NEXT)


@pytest.mark.parametrize("profile", ["phone"], indirect=True)
@pytest.mark.parametrize(
    ("start", "end"),
    [((300, 600), (280, 300)), ((5, 600), (300, 610)), ((200, 600), (150, 600)), ((300, 600), (180, 400))],
    ids=["down", "from the edge", "short", "slanting"],
)
def test_no_other_movement_turns_the_page(
    page: Page, sample: Served, start: tuple[int, int], end: tuple[int, int]
) -> None:
    """Scrolling, the system's own stroke from the edge and a wavering finger turn nothing; a stroke after them does."""
    visited: list[str] = []
    page.on("framenavigated", lambda frame: visited.append(frame.url.removeprefix(sample.address)))
    page.goto(sample.address + NEXT)
    _stroke(page, start, end)
    page.evaluate(SETTLED)
    _stroke(page, (330, 600), (60, 610))
    page.wait_for_url(sample.address + "2026-03-25/03.html")
    assert visited == [NEXT, "2026-03-25/03.html"]


def test_the_stroke_is_told_of_once(page: Page, sample: Served, profile: str) -> None:
    """On a telephone, below the first article read to its end; whoever has seen it is not told again."""
    page.goto(sample.address + ARTICLE)
    hint = page.get_by_text("左右划一划")
    assert hint.count() == (1 if profile == "phone" else 0)
    page.goto(sample.address + NEXT)
    assert hint.count() == (1 if profile == "phone" else 0)
    if profile == "phone":
        hint.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    page.goto(sample.address + ARTICLE)
    assert hint.count() == 0


def test_an_articles_tools_stand_at_the_thumb(page: Page, sample: Served) -> None:
    """While an article is read its tools stand in the lower half of a screen, above the five places; then below it."""
    page.goto(sample.address + ARTICLE)
    height = page.viewport_size["height"] if page.viewport_size else 0
    tools, end = page.locator(".reader-tools"), page.locator(".article-foot")
    for at in (0, 200):
        page.evaluate(f"scrollTo({{top: {at}, behavior: 'instant'}})")
        box = tools.bounding_box()
        assert box
        assert height / 2 < box["y"] < height - TARGET
    end.scroll_into_view_if_needed()
    assert page.evaluate(
        "document.querySelector('.reader-tools').getBoundingClientRect().bottom"
        " <= document.querySelector('.article .pager').getBoundingClientRect().top"
    )


def test_a_printed_article_is_text_on_white(page: Page, sample: Served) -> None:
    """In print no control stands, even when it was open; night and large type stay on the screen."""
    page.goto(sample.address + ARTICLE)
    _choose(page, "最大")
    _choose(page, "夜里")
    page.locator('.reader-bar [data-reader="panel"]').click()
    page.emulate_media(media="print")
    hidden = ".reader-bar, .reader-tools, .reader-panel, .places, .related, .pager, .citation"
    for control in page.locator(hidden).all():
        expect(control).to_be_hidden()
    assert page.locator(".prose").is_visible()
    assert ARTICLE in page.locator(".printed-at").inner_text()
    assert page.locator(".printed-at img").is_visible()
    assert _paper(page) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert _type_size(page) < 16


def test_axe_finds_nothing_in_what_opens(page: Page, sample: Served) -> None:
    """Panel, share panel and player are as accessible as the page."""
    page.add_init_script(VOICE + UNSHARING)
    page.goto(sample.address + ARTICLE)
    _control(page, "分享").click()
    expect(page.get_by_role("dialog", name="分享")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    _control(page, "朗读").click()
    expect(page.locator(".reader-player")).to_be_visible()
    page.locator('.reader-bar [data-reader="panel"]').click()
    assert axe_violations(page) == []


def test_every_control_is_large_enough_for_a_finger(page: Page, sample: Served) -> None:
    """Whatever the reader may touch of the controls measures 44 by 44 pixels, also in the smallest type but one."""
    page.add_init_script(VOICE + UNSHARING)
    page.goto(sample.address + ARTICLE)
    _measured(page, ".reader-bar a, .reader-bar button, .reader-tools > button")
    _control(page, "分享").click()
    expect(page.get_by_role("dialog", name="分享")).to_be_visible()
    _measured(page, "#reader-share button, #reader-share input")
    page.keyboard.press("Escape")
    _control(page, "朗读").click()
    page.locator('.reader-bar [data-reader="panel"]').click()
    _measured(page, ".reader-panel button, .reader-player button, #reader-panel label")


def _measured(page: Page, selector: str) -> None:
    for control in page.locator(selector).all():
        box = control.bounding_box() if control.is_visible() else None
        if box is not None:
            assert min(box["width"], box["height"]) >= TARGET - 0.5, (control.inner_text(), box)


def test_no_page_of_any_kind_is_cut_with_the_largest_type(page: Page, sample: Served, profile: str) -> None:
    """At 320 pixels with 长辈版 and the largest step, which is near 200 %, no kind of page scrolls sideways."""
    page.add_init_script("localStorage.setItem('banmian.elder', '1'); localStorage.setItem('banmian.size', '4')")
    page.set_viewport_size({"width": 320 if profile == "phone" else 1280, "height": 844})
    for kind, path in pages.kinds(sample.output).items():
        page.goto(sample.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
