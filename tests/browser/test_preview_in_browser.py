"""What an editor sees of ``banmian serve`` in a browser, on a telephone's screen: a real process, a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from benchmarks.audit.views import VIEWS, axe_violations
from benchmarks.audit.views import context as in_view
from benchmarks.preview_process import Served
from generator.pages.theme_files import builtin_folder
from previewed import ISSUE, article, edit, furnish, got, page, put_back, serving, until
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

FIRST_LINE = "第1段。"
NEWS = "新添的一句。"
STAYED = "window.stayed"
NO_LOCKS = "delete Navigator.prototype.locks;"
CAN_HIDE = "Object.defineProperty(document, 'hidden', { get: () => Boolean(window.isAway) });"
HIDE, SHOW = (
    f"window.isAway = {is_away}; document.dispatchEvent(new Event('visibilitychange'))" for is_away in ("true", "false")
)
OUTLINE = "getComputedStyle(document.body).outlineColor"


expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of the small paper."""
    with serving(furnish(Site(tmp_path_factory.mktemp("preview")))) as served:
        yield served


@pytest.fixture
def served(running: Served) -> Iterator[Served]:
    """The preview; what a test does to the paper is undone."""
    with put_back(running):
        yield running


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    made = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    made.set_default_timeout(20_000)
    yield made
    made.close()


def opened(context: BrowserContext, address: str) -> Page:
    """A tab with a page on which the preview's script has begun; ``window.stayed`` is set until it loads again."""
    tab = context.new_page()
    tab.goto(address)
    tab.evaluate(f"{STAYED} = true")
    return tab


def overlay(tab: Page) -> Locator:
    """The overlay with the mistakes."""
    return tab.locator("banmian-preview .overlay")


def mistake(served: Served, number: int = 1) -> None:
    """Makes one in an article."""
    edit(served, article(number), "\ntitle:", "\ntitel: 第一篇\ntitle:")


def save(served: Served, number: int = 1, words: str = NEWS) -> None:
    """Adds words to an article."""
    file = served.site / article(number)
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{words}\n", "utf-8")


def styled(served: Served, colour: str, name: str = "style.css") -> None:
    """Writes a style sheet into the paper's templates."""
    builtin = builtin_folder() / "static" / name
    text = builtin.read_text("utf-8") if builtin.exists() else ""
    sheet = served.site / "templates/static" / name
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(f"{text}\nbody {{ outline-color: {colour}; }}\n", "utf-8")


def has_style(tab: Page, colour: str) -> None:
    """Waits for it."""
    tab.wait_for_function(f"colour => {OUTLINE} === colour", arg=colour)


# Pages as the files are


def test_a_saved_article_is_shown(served: Served, context: BrowserContext) -> None:
    """Without the reader doing anything."""
    tab = opened(context, page(served, 1))
    save(served)
    expect(tab.get_by_text(NEWS)).to_be_attached()
    assert tab.evaluate(STAYED) is None


def test_the_place_on_the_page_stays(served: Served, context: BrowserContext) -> None:
    """A page that loads again is scrolled to where it was."""
    tab = opened(context, page(served, 1))
    tab.evaluate("scrollTo(0, 900)")
    save(served)
    expect(tab.get_by_text(NEWS)).to_be_attached()
    tab.wait_for_function("() => scrollY === 900")


def test_a_page_that_did_not_change_is_not_loaded_again(served: Served, context: BrowserContext) -> None:
    """It asks whether it is new, and stays."""
    changed, same = opened(context, page(served, 1)), opened(context, page(served, 2))
    for words in (NEWS, "又添的一句。"):
        with same.expect_response(lambda answer: answer.request.method == "HEAD"):
            save(served, 1, words)
        expect(changed.get_by_text(words)).to_be_attached()
    assert same.evaluate(STAYED) is True


def test_a_style_sheet_is_exchanged_on_the_page(served: Served, context: BrowserContext) -> None:
    """The page stays, and each sheet stands on it once, however many saves there were."""
    tab = opened(context, page(served, 1))
    sheets = tab.locator("link[rel=stylesheet]").count()
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        styled(served, colour)
        has_style(tab, colour)
    expect(tab.locator("link[rel=stylesheet]")).to_have_count(sheets)
    assert tab.evaluate(STAYED) is True


def test_the_new_style_stays_when_the_page_loads_again(served: Served, context: BrowserContext) -> None:
    """Of a style sheet of the paper's own as well."""
    styled(served, "rgb(1, 2, 3)", "own.css")
    template = served.site / "templates/article.html"
    block = '{% block styles %}{{ super() }}<link rel="stylesheet" href="{{ asset("own.css") }}">{% endblock %}'
    template.write_text(f'{{% extends "builtin/article.html" %}}\n{block}\n', "utf-8")
    until(lambda: "own.css" in got(page(served, 1))[1])
    tab = opened(context, page(served, 1))
    styled(served, "rgb(7, 8, 9)", "own.css")
    has_style(tab, "rgb(7, 8, 9)")
    assert tab.evaluate(STAYED) is True
    save(served)
    expect(tab.get_by_text(NEWS)).to_be_attached()
    has_style(tab, "rgb(7, 8, 9)")


def test_a_style_sheet_that_changed_while_the_page_was_hidden(served: Served, context: BrowserContext) -> None:
    """It is exchanged when the page is seen, also where it was never seen before."""
    context.add_init_script(f"{CAN_HIDE} window.isAway = true;")
    tab = opened(context, page(served, 1))
    styled(served, "rgb(1, 2, 3)")
    until(lambda: "rgb(1, 2, 3)" in got(f"{served.url}static/preview/style.css")[1])
    tab.evaluate(SHOW)
    has_style(tab, "rgb(1, 2, 3)")


@pytest.mark.parametrize("path", ["static/reader.js", "article.html"])
def test_a_changed_script_or_template_loads_the_page_again(path: str, served: Served, context: BrowserContext) -> None:
    """Neither can be exchanged on a page."""
    tab = opened(context, page(served, 1))
    file = served.site / "templates" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    script = (builtin_folder() / "static/reader.js").read_text("utf-8")
    template = '{% extends "builtin/article.html" %}{% block main %}{{ super() }}<p>新的一行</p>{% endblock %}'
    file.write_text(f"{script}\n// new\n" if path.endswith(".js") else template, "utf-8")
    tab.wait_for_function(f"() => !{STAYED}")


def test_twelve_tabs_share_one_stream(served: Served, context: BrowserContext) -> None:
    """A browser opens six connections to a server at most; all tabs load, and all load again after a save."""
    begun, ended = streams(context)
    tabs = [opened(context, page(served, 1)) for _ in range(12)]
    assert len(begun) == 1
    save(served)
    for tab in tabs:
        expect(tab.get_by_text(NEWS)).to_be_attached()
    until_told(tabs[0], lambda: len(begun) - len(ended) == 1)


def streams(context: BrowserContext) -> tuple[list[Request], list[Request]]:
    """The event streams that its tabs begin, and those that have ended, as they do so."""
    begun: list[Request] = []
    ended: list[Request] = []

    def noting(among: list[Request]) -> Callable[[Request], None]:
        return lambda request: among.append(request) if request.url.endswith("/_banmian/events") else None

    context.on("request", noting(begun))
    context.on("requestfailed", noting(ended))
    context.on("requestfinished", noting(ended))
    return begun, ended


def until_told(tab: Page, is_so: Callable[[], bool]) -> None:
    """Waits for something that the browser tells of."""
    for _ in range(400):
        if is_so():
            return
        tab.wait_for_timeout(50)
    pytest.fail("never")


def test_a_tab_without_locks_listens_as_long_as_it_is_seen(served: Served, context: BrowserContext) -> None:
    """As on plain HTTP in the network: hidden, it ends its stream; seen again, it is new."""
    context.add_init_script(NO_LOCKS + CAN_HIDE)
    _, ended = streams(context)
    tab = opened(context, page(served, 1))
    tab.evaluate(HIDE)
    until_told(tab, lambda: len(ended) == 1)
    save(served)
    until(lambda: NEWS in got(page(served, 1))[1])
    assert tab.evaluate(STAYED) is True
    tab.evaluate(SHOW)
    expect(tab.get_by_text(NEWS)).to_be_attached()


def test_a_hidden_tab_catches_up(served: Served, context: BrowserContext) -> None:
    """With locks, it leaves the stream to others, and asks when it is seen."""
    context.add_init_script(CAN_HIDE)
    tab, other = opened(context, page(served, 1)), opened(context, page(served, 1))
    tab.evaluate(HIDE)
    save(served)
    expect(other.get_by_text(NEWS)).to_be_attached()
    assert tab.evaluate(STAYED) is True
    tab.evaluate(SHOW)
    expect(tab.get_by_text(NEWS)).to_be_attached()


# Mistakes


def test_a_mistake_is_shown_with_its_place_and_remedy(served: Served, context: BrowserContext) -> None:
    """File and line, the lines around it, and what to do, in Chinese."""
    tab = opened(context, page(served, 2))
    mistake(served)
    shown = overlay(tab)
    expect(shown).to_be_visible()
    expect(shown).to_have_attribute("role", "alert")
    expect(shown.locator(".place")).to_have_text(f"{article(1)}:3")
    expect(shown.locator(".wrong")).to_have_text("titel: 第一篇")
    expect(shown.locator(".message")).to_contain_text("不认识的键 “titel”")
    expect(shown.locator(".hint")).to_contain_text("title")
    assert tab.evaluate(STAYED) is True


def test_the_overlay_goes_when_the_mistake_does(served: Served, context: BrowserContext) -> None:
    """By itself."""
    tab = opened(context, page(served, 1))
    mistake(served)
    expect(overlay(tab)).to_be_visible()
    edit(served, article(1), "titel: 第一篇\n", "")
    expect(overlay(tab)).to_have_count(0)


def test_the_overlay_can_be_folded_away(served: Served, context: BrowserContext) -> None:
    """It stays so, also when the page loads again, and comes with the next mistake."""
    tab = opened(context, page(served, 2))
    mistake(served)
    overlay(tab).get_by_role("button", name="收起").click()
    expect(overlay(tab)).to_have_count(0)
    save(served, 2)
    expect(tab.get_by_text(NEWS)).to_be_attached()
    expect(tab.locator("banmian-preview .folded")).to_be_visible()
    expect(overlay(tab)).to_have_count(0)
    mistake(served, 2)
    expect(overlay(tab).locator(".problem")).to_have_count(2)


def test_the_overlay_is_folded_and_unfolded_by_keyboard(served: Served, context: BrowserContext) -> None:
    """It is the first thing that a keyboard comes to, and the focus is not lost."""
    tab = opened(context, page(served, 2))
    mistake(served)
    expect(overlay(tab)).to_be_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(overlay(tab)).to_have_count(0)
    tab.keyboard.press("Enter")
    expect(overlay(tab)).to_be_visible()
    tab.keyboard.press("Enter")
    expect(overlay(tab)).to_have_count(0)


@pytest.mark.parametrize("view", ["浅色", "深色"])
def test_axe_finds_nothing_on_what_the_preview_adds(view: str, served: Served, chromium: Browser) -> None:
    """Overlay, folded overlay, bands and the list, by day and by night; nothing is wider than a telephone."""
    made = in_view(chromium, VIEWS[view], 390)
    tab = made.new_page()
    for number in (3, 5):
        tab.goto(page(served, number))
        expect(tab.locator("banmian-band .band")).to_be_visible()
        assert audited(tab) == []
    tab.goto(f"{served.url}_banmian/held")
    assert audited(tab) == []
    tab.goto(page(served, 2))
    mistake(served)
    expect(overlay(tab)).to_be_visible()
    assert audited(tab) == []
    overlay(tab).get_by_role("button").click()
    assert audited(tab) == []
    made.close()


def audited(tab: Page) -> list[str]:
    """What is wrong with a page."""
    wide = tab.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    return axe_violations(tab) + (["too wide"] if wide else [])


def test_nothing_is_said_in_the_console(served: Served, context: BrowserContext) -> None:
    """The paper's policy allows all that the preview adds, and so does the policy of the preview's own pages."""
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    for address in ("", f"{ISSUE}/03.html", "_banmian/held", f"_banmian/text/{ISSUE}/05.html", f"{ISSUE}/01.html"):
        opened(context, served.url + address)
    mistake(served)
    tab = context.pages[-1]
    overlay(tab).get_by_role("button").click()
    styled(served, "rgb(1, 2, 3)")
    has_style(tab, "rgb(1, 2, 3)")
    assert said == []


def test_a_page_that_cannot_be_made_stays_as_it_was(served: Served, context: BrowserContext) -> None:
    """Where its template breaks; loaded anew, it is still there, with the mistake on it."""
    tab = opened(context, page(served, 1))
    template = served.site / "templates/article.html"
    template.parent.mkdir(exist_ok=True)
    template.write_text(
        '{% extends "builtin/article.html" %}\n{% block main %}{{ nosuch.thing }}{% endblock %}', "utf-8"
    )
    expect(overlay(tab).locator(".place").first).to_contain_text("templates/article.html:2")
    tab.reload()
    expect(tab.get_by_text(FIRST_LINE)).to_be_attached()
    expect(overlay(tab)).to_be_visible()


# What is not public


@pytest.mark.parametrize(("number", "why"), [(3, "草稿"), (4, "禁发到 2096-12-31 08:00"), (5, "已经撤下")])
def test_a_band_says_why_readers_do_not_see_a_page(
    number: int, why: str, served: Served, context: BrowserContext
) -> None:
    """And the list of all of them is one step away."""
    tab = opened(context, page(served, number))
    expect(tab.locator("banmian-band .band")).to_contain_text(why)
    tab.locator("banmian-band").get_by_role("link", name="还有哪些没登出").click()
    expect(tab.get_by_role("listitem")).to_have_count(3)


def test_a_withdrawn_text_is_one_step_from_its_notice(served: Served, context: BrowserContext) -> None:
    """The notice that readers get does not have it."""
    tab = opened(context, page(served, 5))
    expect(tab.get_by_text("撤下的一篇文字。")).to_have_count(0)
    tab.locator("banmian-band").get_by_role("link", name="看撤下的文字").click()
    expect(tab.get_by_text("撤下的一篇文字。")).to_be_visible()


def test_no_band_hides_the_end_of_a_page(served: Served, context: BrowserContext) -> None:
    """Scrolled to its end, the last of the page stands above the band."""
    tab = opened(context, page(served, 3))
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    band, foot = (tab.locator(which).bounding_box() for which in ("banmian-band", "body > footer"))
    assert band
    assert foot
    assert foot["y"] + foot["height"] <= band["y"] + 1


# Starting


def test_a_paper_that_is_broken_from_the_beginning(tmp_path: Path, context: BrowserContext) -> None:
    """A page with the mistake stands in its place, and the paper comes when it is mended."""
    site = furnish(Site(tmp_path), NEWSPAPER.replace("zone =", "zoen ="))
    with serving(site) as served:
        tab = context.new_page()
        tab.goto(served.url)
        expect(tab.get_by_role("heading", name="这一页现在做不出来")).to_be_visible()
        expect(overlay(tab).locator(".place").first).to_contain_text("newspaper.toml:3")
        edit(served, "newspaper.toml", "zoen =", "zone =")
        expect(tab.get_by_role("link", name="第1篇").first).to_be_visible()
        expect(overlay(tab)).to_have_count(0)


def test_a_paper_below_a_path(tmp_path: Path, context: BrowserContext) -> None:
    """Its pages stand there, the root leads to them, and the preview's own addresses stay at the root."""
    address = 'name = "青川晚报"\naddress = "https://example.org/wanbao/"'
    site = furnish(Site(tmp_path), NEWSPAPER.replace('name = "青川晚报"', address, 1))
    with serving(site) as served:
        assert served.url.endswith("/wanbao/")
        root = served.url.removesuffix("wanbao/")
        tab = context.new_page()
        tab.goto(root)
        assert tab.url == served.url
        tab.goto(page(served, 1))
        save(served)
        expect(tab.get_by_text(NEWS)).to_be_attached()
        assert got(f"{root}_banmian/held")[0] == 200
        assert "看撤下的文字" not in got(f"{served.url}_banmian/held")[1]
        tab.goto(page(served, 3))
        tab.locator("banmian-band").get_by_role("link", name="还有哪些没登出").click()
        tab.get_by_role("link", name="草稿的标题").click()
        assert tab.url == page(served, 3)


def test_a_preview_that_was_started_anew(tmp_path: Path, context: BrowserContext) -> None:
    """An open page learns what changed in between."""
    site = furnish(Site(tmp_path))
    with serving(site) as served:
        tab = opened(context, page(served, 1))
        port = served.url.split(":")[2].strip("/")
    save(served)
    with serving(site, "--port", port) as again:
        assert again.url == served.url
        expect(tab.get_by_text(NEWS)).to_be_attached()


# In the network

NETWORK = "127.0.0.2"


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview that the network may look at."""
    with serving(furnish(Site(tmp_path_factory.mktemp("lan"))), f"--lan={NETWORK}") as served:
        yield served


def test_a_device_is_let_in_by_one_button(open_to_all: Served, context: BrowserContext) -> None:
    """The terminal shows its address, also as a code; the paper comes, and lives as on this machine, without locks."""
    context.add_init_script(NO_LOCKS)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    assert open_to_all.said("▀", 0)
    link = open_to_all.said("/_banmian/enter/", 0).strip()
    tab = context.new_page()
    tab.goto(link)
    assert axe_violations(tab) == []
    expect(tab.get_by_role("button")).to_have_count(1)
    tab.get_by_role("button", name="看预览").click()
    expect(tab.get_by_role("link", name="第1篇").first).to_be_visible()
    tab.goto(f"{network(link)}/{ISSUE}/01.html")
    save(open_to_all)
    expect(tab.get_by_text(NEWS)).to_be_attached()
    assert said == []


def test_a_second_device_is_refused(open_to_all: Served, chromium: Browser, context: BrowserContext) -> None:
    """An address that was used lets in no other, which sees nothing without it."""
    link = invited(open_to_all, context)
    first = context.new_page()
    first.goto(link)
    first.get_by_role("button", name="看预览").click()
    expect(first.get_by_role("link", name="第1篇").first).to_be_visible()
    other = chromium.new_context()
    tab = other.new_page()
    tab.goto(link)
    expect(tab.get_by_role("heading", name="这个网址用过了")).to_be_visible()
    tab.goto(f"{network(link)}/")
    expect(tab.get_by_role("heading", name="这台设备还不能看预览")).to_be_visible()
    other.close()


def invited(served: Served, context: BrowserContext) -> str:
    """A new address, from the page on this machine that makes them."""
    tab = context.new_page()
    tab.goto(f"{served.url}_banmian/phone")
    tab.get_by_role("button", name="要一个新的网址").click()
    return tab.locator("strong").inner_text()


def network(link: str) -> str:
    """The preview's address in the network."""
    return link.split("/_banmian/", maxsplit=1)[0]


def test_a_new_address_is_had_on_this_machine(open_to_all: Served, context: BrowserContext) -> None:
    """As text and as a code to be scanned, on a page with nothing wrong."""
    link = invited(open_to_all, context)
    tab = context.pages[-1]
    expect(tab.get_by_role("img", name="网址的二维码")).to_be_visible()
    assert axe_violations(tab) == []
    tab.goto(link)
    expect(tab.get_by_role("button", name="看预览")).to_be_visible()
