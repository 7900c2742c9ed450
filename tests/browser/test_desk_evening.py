"""An editor's whole evening at the desk: from a raw file to a published issue, without a command or a hand edit."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from benchmarks.preview_process import Served
from previewed import serving
from support import NEWSPAPER, PROJECT, Site

pytestmark = pytest.mark.browser

DAY = "2026-04-01"
HOME = f"/_desk/issue/{DAY}/"
REASON = "数字有误，正在核对"
MOST_ACTIONS = 60
REVIEW = """
[review]
steps = ["初审", "终审"]
people = ["林初：初审", "周终：终审"]
since = 2026-04-01

[publish]
commands = ["cp -r output published"]
"""
SAVED = 'body[data-state="saved"]'

expect.set_options(timeout=20_000)


class Editor:
    """A person at a browser, whose actions are counted: a click, a key, a run of typing into one field."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.address = served.url.rstrip("/")
        self.actions = 0

    def click(self, what: Locator | str, **how: object) -> None:
        """One click, when the page's scripts have begun."""
        self.actions += 1
        self.page.wait_for_selector("body[data-state]")
        place = self.page.locator(what).first if isinstance(what, str) else what
        place.click(**how)  # type: ignore[arg-type]
        self.page.wait_for_timeout(60)

    def type(self, what: str, text: str) -> None:
        """One run of typing into a field."""
        self.actions += 1
        self.page.locator(what).first.fill(text)

    def key(self, key: str) -> None:
        """One key."""
        self.actions += 1
        self.page.keyboard.press(key)

    def choose(self, what: str, value: str) -> None:
        """One choice in a list."""
        self.actions += 1
        self.page.locator(what).first.select_option(value)

    def yes(self) -> None:
        """The dialog's own button."""
        self.click("dialog[open] button[value=yes]")

    def open(self, path: str) -> None:
        """The address of a page, typed or clicked."""
        self.actions += 1
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector(SAVED)

    def stored(self) -> None:
        """Waits until everything is stored."""
        self.page.wait_for_timeout(120)
        self.page.wait_for_selector(SAVED)

    def files(self, act: Callable[[], None], path: Path) -> None:
        """Gives a file to the browser's own dialog."""
        with self.page.expect_file_chooser() as chooser:
            act()
        chooser.value.set_files(path)


@pytest.fixture
def editors(chromium: Browser) -> Iterator[Callable[[Served], Editor]]:
    """People in browsers of their own."""
    made: list[Editor] = []

    def sit_down(served: Served) -> Editor:
        made.append(Editor(chromium, served))
        return made[-1]

    yield sit_down
    for each in made:
        each.context.close()


def paper(root: Path) -> Site:
    """A paper with two steps of sign-off, and a command that takes the place of a host."""
    site = Site(root)
    site.write("newspaper.toml", NEWSPAPER + REVIEW)
    return site


def numbers(root: Path) -> list[str]:
    """The articles of the issue."""
    return sorted(path.stem for path in (root / f"content/issues/{DAY}").glob("[0-9]*.md"))


def article(root: Path, number: str) -> str:
    """The file of an article."""
    return (root / f"content/issues/{DAY}/{number}.md").read_text("utf-8")


def begins(first: Editor, raw: Path) -> None:
    """The raw file is imported; all articles get a 版, and the second goes to the top."""
    first.open("/_desk/")
    first.files(lambda: first.click('[data-action="import"]'), raw)
    first.page.wait_for_selector("dialog[open] [name=day]")
    first.type("dialog[open] [name=day]", DAY)
    first.yes()
    first.page.wait_for_url(f"**{HOME}", timeout=60_000)
    first.click(".desk-all")
    first.click('.desk-chosen-acts [data-action="folio"]')
    first.type("dialog[open] [name=number]", "01")
    first.yes()
    expect(first.page.locator('[data-folio]:not([data-folio="01"])')).to_have_count(0)
    second = first.page.locator("li[data-article]").nth(1)
    name = second.get_attribute("data-article")
    first.click(second.locator('[data-action="up"]'))
    expect(first.page.locator("li[data-article]").first).to_have_attribute("data-article", str(name))


def answers(first: Editor) -> None:
    """Up to six doubts, one key each."""
    first.open(f"/_desk/proof/{DAY}/")
    for _ in range(6):
        waiting = first.page.locator("[data-doubt]")
        left = waiting.count()
        if not left:
            return
        waiting.first.focus()
        first.key("r")
        expect(waiting).to_have_count(left - 1)


def restructures(first: Editor, root: Path) -> None:
    """The longest article is split, and joined again."""
    before = numbers(root)
    long = max(before, key=lambda number: len(article(root, number)))
    first.open(f"/_desk/article/{DAY}/{long}/")
    first.click('[data-paragraph="2"] [data-action="split"]')
    first.page.wait_for_url(lambda url: f"/article/{DAY}/" in url and not url.endswith(f"/{long}/"))
    first.page.wait_for_selector(SAVED)
    assert len(numbers(root)) == len(before) + 1
    first.click('[data-paragraph="1"] [data-action="join"]')
    first.page.wait_for_url(f"**/article/{DAY}/{long}/")
    first.page.wait_for_selector(SAVED)
    assert numbers(root) == before


def adds(first: Editor, picture: Path) -> None:
    """A photo with its alternative text, a tag, a special topic, and a name replaced everywhere."""
    first.files(lambda: first.click('[data-action="photo"]'), picture)
    first.type("dialog[open] [name=caption]", "现场")
    first.type("dialog[open] [name=alt]", "几台机器在工地上")
    first.yes()
    expect(first.page.locator('[data-photo="0"]').first).to_be_visible()
    first.page.wait_for_selector(SAVED)
    first.type('[name="tag"]', "试印")
    first.click('[data-action="tag"]')
    first.stored()
    first.click('[data-action="special"]')
    first.type("dialog[open] [name=title]", "试印专题")
    first.yes()
    first.stored()
    first.open(f"/_desk/replace/?issue={DAY}&word=新区")
    first.type("#desk-replace [name=new]", "老区")
    first.click('#desk-replace [data-action="replace"]')
    expect(first.page.locator("#desk-replace")).to_contain_text("改为")


def tells_readers(first: Editor, root: Path) -> None:
    """更正, 撤稿, 禁发, one each, and a 号外."""
    corrected, withdrawn, held = numbers(root)[:3]
    first.open(f"/_desk/article/{DAY}/{corrected}/")
    first.click('.desk-side [data-action="correct"]')
    first.type("dialog[open] [name=printed]", "三台")
    first.type("dialog[open] [name=correct]", "四台")
    first.click("dialog[open] [name=in_text]")
    first.yes()
    expect(first.page.locator(".desk-unsent")).to_contain_text("读者那边还没变")
    first.page.wait_for_selector(SAVED)
    first.open(f"/_desk/article/{DAY}/{withdrawn}/")
    first.click('.desk-side [data-action="withdraw"]')
    first.type("dialog[open] [name=reason]", REASON)
    first.yes()
    expect(first.page.locator('[data-action="withdraw-back"]')).to_be_visible()
    first.open(f"/_desk/article/{DAY}/{held}/")
    first.click('.desk-side [data-action="embargo"]')
    first.type("dialog[open] [name=day]", "2096-12-31")
    first.yes()
    expect(first.page.locator(".desk-notices")).to_contain_text("禁发到")
    first.open(HOME)
    first.click('[data-action="extra"]')
    first.yes()
    first.page.wait_for_url(f"**/_desk/issue/{DAY}-b/")


def sign_and_publish(first: Editor, last: Editor) -> None:
    """Two steps by two people in two browsers, all articles at once; 签发, and to readers."""
    for editor, name, step in ((first, "林初", "初审"), (last, "周终", "终审")):
        editor.open(HOME)
        editor.choose("[data-persons]", name)
        if not editor.page.locator(".desk-all").is_checked():
            editor.click(".desk-all")
        editor.click('.desk-chosen-acts [data-action="signoff"]')
        expect(editor.page.locator(".is-missing", has_text=step)).to_have_count(0)
    last.click('.desk-chosen-acts [data-action="release"]')
    expect(last.page.locator("dialog[open] button[value=yes]")).to_be_enabled()
    last.yes()
    expect(last.page.locator('li[data-draft="yes"]')).to_have_count(0)
    last.click('.desk-unsent [data-action="publish"]')
    expect(last.page.locator("dialog[open] button[value=yes]")).to_be_enabled(timeout=60_000)
    last.yes()
    expect(last.page.locator("dialog[open]")).to_contain_text("发布好了", timeout=90_000)


def evening(root: Path, raw: Path, sit_down: Callable[[Served], Editor]) -> int:
    """All of it; returns how many actions the two people needed."""
    picture = next((PROJECT / "content/issues").glob("*/photos/*.*"))
    with serving(Site(root)) as served:
        first, last = sit_down(served), sit_down(served)
        begins(first, raw)
        answers(first)
        restructures(first, root)
        adds(first, picture)
        tells_readers(first, root)
        sign_and_publish(first, last)
        return first.actions + last.actions


def check(root: Path) -> None:
    """What readers have afterwards."""
    sent = root / "published"
    corrected, withdrawn, held = numbers(root)[:3]
    assert "三台" in (sent / f"{DAY}/{corrected}.html").read_text("utf-8")
    assert REASON in (sent / f"{DAY}/{withdrawn}.html").read_text("utf-8")
    assert not (sent / f"{DAY}/{held}.html").exists()
    assert not (sent / "_desk").exists()
    assert not any("draft: true" in article(root, number) for number in numbers(root))


def test_the_evening_on_the_sample(tmp_path: Path, editors: Callable[[Served], Editor]) -> None:
    """Everything between raw text and publication, by two people, in at most sixty actions."""
    root = paper(tmp_path).root
    raw = tmp_path / "raw" / "2026-03-25.txt"
    raw.parent.mkdir()
    shutil.copy(PROJECT / "content/issues/2026-03-25/source/2026-03-25.txt", raw)
    assert evening(root, raw, editors) <= MOST_ACTIONS
    check(root)


def test_the_evening_on_a_real_issue(tmp_path: Path, shared: Path, editors: Callable[[Served], Editor]) -> None:
    """The same on raw text as extraction leaves it."""
    raw = min((shared / "seeds").glob("*.txt"))
    assert evening(paper(tmp_path).root, raw, editors) <= MOST_ACTIONS
    check(tmp_path)
