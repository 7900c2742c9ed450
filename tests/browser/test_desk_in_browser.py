"""The desk in Chromium, as an editor has it: nothing bars the way, keys do all, what is typed is never lost."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, expect

from benchmarks.preview_process import Served
from open_desk import DAY, PERSON, RAW, RAW_TEXT, SIGNED, Desk, body, file, furnish, tab_of, text
from previewed import article, edit, put_back, serving, until
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

TYPED = "刚打的字"
IS_LONG = "BANMIAN_LONG" in os.environ
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SEEN = [
    (scheme, width)
    for at, width in enumerate((390, 820, 1280))
    for scheme in (SCHEMES if IS_LONG else SCHEMES[at % 2 :][:1])
]
"""Each width, by day or by night; in the long form by day and by night."""

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


def barriers(desk: Desk, part: str = "html") -> list[str]:
    """What axe finds on a part of the page as people see it, and what sticks out."""
    found = []
    for scheme, width in SEEN:
        desk.tab.emulate_media(color_scheme=scheme)
        desk.tab.set_viewport_size({"width": width, "height": 900})
        rules = Axe().run(desk.tab, part).response["violations"]
        found += [f"{scheme} {width} {rule['id']} {node['target']}" for rule in rules for node in rule["nodes"]]
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


@pytest.mark.parametrize("action", ["correct", "role", "special"])
def test_no_dialog_has_barriers(desk: Desk, action: str) -> None:
    """Whether it asks for words, lets choose one of several things, or both."""
    desk.article()
    desk.tab.locator(f'[data-action="{action}"]').first.click()
    desk.tab.wait_for_selector("dialog[open]")
    assert barriers(desk, "dialog[open]") == []


def test_what_is_published_is_shown_without_barriers(desk: Desk) -> None:
    """The dialog with what a command says."""
    desk.open(f"issue/{DAY}/")
    desk.tab.locator('[data-action="publish"]').first.click()
    expect(desk.tab.locator("dialog[open] button[value=yes]")).to_be_enabled(timeout=60_000)
    assert barriers(desk, "dialog[open]") == []


def test_text_being_edited_has_no_barriers(desk: Desk) -> None:
    """A table as its source, and a paragraph that is typed."""
    desk.article(3)
    desk.paragraph(2).locator('[data-action="source"]').click()
    desk.go_to(1)
    desk.tab.keyboard.type("打的。")
    assert barriers(desk) == []


def test_what_is_told_has_no_barriers(served: Served, desk: Desk) -> None:
    """Two versions of a paragraph, why something cannot be done, and that readers do not see it yet."""
    desk.article()
    desk.tab.evaluate("localStorage.setItem('banmian.desk.unsent', '1')")
    desk.article()
    desk.tab.locator('[data-action="undo"]').click()
    desk.tab.wait_for_selector(".desk-told p")
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
  const isInSight = Boolean(at && (one.contains(at) || at.contains(one)));
  return {
    name: [one.dataset.action, paragraph ?? one.closest("[data-article]")?.dataset.article].join(" "),
    action: one.dataset.action,
    isBody: one === document.body,
    seen: isInSight && style.outlineStyle !== "none" && style.outlineWidth !== "0px",
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
    wanted = desk.tab.evaluate(SHOWN)
    stops(desk)  # the proof begins at its first doubt
    forth = stops(desk)
    assert [stop["html"] for stop in forth if not stop["seen"]] == []
    assert not set(wanted) - {stop["action"] for stop in forth}
    assert len([stop for stop in forth if stop["action"]]) >= len(wanted)
    assert len(stops(desk, "Shift+Tab")) >= len(wanted)


def tab_to(desk: Desk, what: str) -> None:
    """Presses Tab until this has the focus."""
    for _ in range(MOST_STOPS):
        desk.tab.keyboard.press("Tab")
        if desk.tab.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(what)


@pytest.mark.parametrize(
    ("path", "asking"),
    [
        (f"issue/{DAY}/", ("extra", "folio")),
        (f"article/{DAY}/02/", ("move", "role", "correct", "withdraw", "embargo", "special")),
        (f"article/{SIGNED}/02/", ("withdraw-back",)),
    ],
)
def test_a_dialog_opens_and_closes_by_keys(desk: Desk, path: str, asking: tuple[str, ...]) -> None:
    """Enter or Space opens it, Escape closes it, and the focus is where it was."""
    desk.open(path)
    for at, action in enumerate(asking):
        tab_to(desk, f'[data-action="{action}"]')
        desk.tab.keyboard.press("Enter" if at % 2 else "Space")
        desk.tab.wait_for_selector("dialog[open]")
        assert desk.tab.evaluate("document.querySelector('dialog').contains(document.activeElement)")
        desk.tab.keyboard.press("Escape")
        expect(desk.tab.locator("dialog[open]")).to_have_count(0)
        assert desk.tab.evaluate("document.activeElement.dataset.action") == action
    desk.saved()


@pytest.mark.parametrize(("path", "action"), [(f"issue/{DAY}/", "import"), (f"article/{DAY}/01/", "photo")])
def test_files_are_chosen_by_keys(desk: Desk, path: str, action: str) -> None:
    """The button opens the browser's own dialog."""
    desk.open(path)
    with desk.tab.expect_file_chooser():
        tab_to(desk, f'[data-action="{action}"]')
        desk.tab.keyboard.press("Enter")


def order(desk: Desk) -> list[str | None]:
    """The articles of the issue's page."""
    return [row.get_attribute("data-number") for row in desk.tab.locator("li[data-article]").all()]


def test_order_and_folio_are_changed_by_keys(served: Served, desk: Desk) -> None:
    """One article down, up again, and to another 版; each step of it is taken back by Ctrl-Z."""
    desk.open(f"issue/{DAY}/")
    for action, expected in (("down", ["01", "03", "02", "04"]), ("up", ["01", "02", "03", "04"])):
        tab_to(desk, f'[data-number="02"] [data-action="{action}"]')
        with desk.tab.expect_navigation():
            desk.tab.keyboard.press("Enter")
        desk.saved()
        assert order(desk) == expected
    tab_to(desk, '[data-number="02"] [data-action="folio"]')
    desk.tab.keyboard.press("Enter")
    desk.tab.locator("dialog[open] [name=folio]").press("1")
    with desk.tab.expect_navigation():
        tab_to(desk, "dialog [value=yes]")
        desk.tab.keyboard.press("Enter")
    desk.saved()
    assert 'folio: "01"' in text(served, 2)
    for _ in range(3):
        with desk.tab.expect_navigation():
            desk.tab.keyboard.press("Control+z")
        desk.saved()
    assert 'folio: "02"' in text(served, 2)
    assert order(desk) == ["01", "02", "03", "04"]


def test_structure_is_changed_by_keys(served: Served, desk: Desk) -> None:
    """An article is split and joined again, a paragraph put in, made a subhead, and deleted, without a mouse."""
    before = body(served)
    desk.article()
    tab_to(desk, '[data-paragraph="2"] [data-action="split"]')
    desk.tab.keyboard.press("Enter")
    desk.tab.wait_for_url("**/05/")
    desk.saved()
    assert body(served) == before[:1]
    tab_to(desk, '[data-paragraph="1"] [data-action="join"]')
    desk.tab.keyboard.press("Space")
    desk.tab.wait_for_url("**/01/")
    desk.saved()
    assert body(served) == before
    tab_to(desk, '[data-paragraph="1"] [data-action="insert"]')
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.type("插进来的")
    tab_to(desk, '[data-paragraph="2"] [data-action="subhead"]')
    desk.tab.keyboard.press("Enter")
    desk.saved()
    assert body(served) == [before[0], "## 插进来的", *before[1:]]
    tab_to(desk, '[data-paragraph="2"] [data-action="delete"]')
    desk.tab.keyboard.press("Enter")
    until(lambda: body(served) == before)
    desk.saved()


# Typing


def half_typed(desk: Desk, text: str) -> CDPSession:
    """An input method that has this to choose from."""
    method = desk.tab.context.new_cdp_session(desk.tab)
    method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    return method


def test_enter_makes_a_paragraph_and_backspace_joins(served: Served, desk: Desk) -> None:
    """Also where a paragraph was joined or made only just now, and Delete at its end joins the next one."""
    before = body(served)
    desk.article()
    desk.go_to(1, 4)
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.press("ArrowRight")
    desk.tab.keyboard.press("Enter")
    assert desk.shown()[:3] == ["码头昨日", "启", "用，首艘货轮满载春茶离港。"]
    desk.saved()
    assert body(served) == ["码头昨日", "启", "用，首艘货轮满载春茶离港。", *before[1:]]
    desk.tab.keyboard.press("Backspace")
    desk.tab.keyboard.press("Home")
    desk.tab.keyboard.press("Backspace")
    assert desk.shown()[0] == before[0]
    desk.saved()
    assert body(served) == before
    desk.go_to(1, 4)
    desk.tab.keyboard.press("Enter")
    desk.go_to(1)
    desk.tab.keyboard.press("Delete")
    desk.saved()
    assert body(served) == before


def test_enter_at_both_ends_makes_room(served: Served, desk: Desk) -> None:
    """At the head of the first paragraph above it, at its end below it; what stays empty is stored nowhere."""
    before = body(served)
    desk.article()
    desk.go_to(1, 0)
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.type("最前面的")
    desk.saved()
    assert body(served) == ["最前面的", *before]
    desk.go_to(5)
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.type("最后的")
    desk.tab.keyboard.press("Enter")
    desk.saved()
    assert body(served) == ["最前面的", *before, "最后的"]


def test_an_emptied_paragraph_can_be_typed_in_again(served: Served, desk: Desk) -> None:
    """While it is empty the file does not have it."""
    before = body(served)
    desk.article()
    desk.go_to(1, 0)
    desk.tab.keyboard.press("Shift+End")
    desk.tab.keyboard.press("Delete")
    desk.saved()
    assert body(served) == before[1:]
    desk.tab.keyboard.type("另写的一段")
    desk.saved()
    assert body(served) == ["另写的一段", *before[1:]]


def test_an_empty_article_can_be_written_in(served: Served, desk: Desk) -> None:
    """One that was just made has room for its first paragraph, and so has one whose last paragraph was deleted."""
    desk.open(f"issue/{DAY}/")
    desk.tab.locator('[data-action="new"]').click()
    desk.tab.wait_for_url("**/05/")
    for words in ("第一段", "又一段"):
        desk.saved()
        desk.go_to(1)
        desk.tab.keyboard.type(words)
        desk.saved()
        assert body(served, 5) == [words]
        desk.paragraph(1).locator('[data-action="delete"]').click()
        until(lambda: body(served, 5) == [""])


def test_enter_makes_a_line_in_verse(served: Served, desk: Desk) -> None:
    """And on an empty line a stanza."""
    desk.article(2)
    desk.go_to(1)
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.type("灯还亮着")
    desk.saved()
    lines = ["码头的灯一盏一盏灭了", "灯还亮着", "水从石阶上退下去"]
    assert body(served, 2)[0].split("\n") == lines
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.press("Enter")
    desk.saved()
    assert body(served, 2)[:2] == ["\n".join(lines[:2]), lines[2]]


def begins(served: Served, at: int, words: str) -> bool:
    """Whether a paragraph of the file begins so."""
    return body(served)[at].startswith(words)


def test_bold_and_subhead(served: Served, desk: Desk) -> None:
    """By button or by key, on and off."""
    desk.article()
    for by_key in (True, False):
        for expected in ("**码头**昨日启用", "码头昨日启用"):
            part = desk.go_to(1, 0)
            for _ in range(2):
                desk.tab.keyboard.press("Shift+ArrowRight")
            if by_key:
                desk.tab.keyboard.press("Control+b")
            else:
                part.locator('[data-action="bold"]').click()
            until(partial(begins, served, 0, expected))
            desk.saved()
    for expected in ("## 岸上", "岸上"):
        desk.paragraph(2).click()
        desk.paragraph(2).locator('[data-action="subhead"]').click()
        until(partial(begins, served, 1, expected))
        desk.saved()


def test_pasted_paragraphs_are_paragraphs(served: Served, desk: Desk) -> None:
    """Of a page's plain text with its own line ends; its HTML is never taken."""
    before = body(served)
    desk.article()
    copied = """navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob(["甲\\r\\n\\r\\n  乙 \\r\\n丙"], { type: "text/plain" }),
        "text/html": new Blob(["<p><b>甲</b></p><p>乙</p><img src=x onerror=alert(1)>"], { type: "text/html" }),
    })])"""
    desk.tab.evaluate(copied)
    desk.go_to(1, 4)
    desk.tab.keyboard.press("Control+v")
    until(lambda: body(served) == ["码头昨日甲", "乙", "丙启用，首艘货轮满载春茶离港。", *before[1:]])
    desk.saved()


def test_half_typed_words_are_nobodys(served: Served, desk: Desk) -> None:
    """While an input method has letters to choose from nothing is sent, and Enter belongs to it."""
    before = body(served)
    sent: list[str] = []
    desk.article()
    desk.tab.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    for select, at in (('[data-paragraph="1"]', 0), ('desk-field[data-field="title"]', 1)):
        desk.tab.evaluate("select => document.querySelector(select).focus()", select)
        desk.tab.keyboard.press("End")
        method = half_typed(desk, "nihao")
        method.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
        )
        desk.tab.wait_for_timeout(1_300)  # longer than what is typed waits
        assert sent[at:] == []
        assert len(desk.shown()) == len(before)
        method.send("Input.insertText", {"text": "你好"})
        desk.saved()
        assert len(sent) == at + 1
    assert body(served) == [f"{before[0]}你好", *before[1:]]
    assert 'title: "第1篇你好"' in text(served)


def test_what_is_typed_is_stored_after_a_second_or_on_leaving(served: Served, desk: Desk) -> None:
    """The page says all the while how it stands."""
    desk.article()
    desk.go_to(1)
    desk.tab.keyboard.type("一")
    expect(desk.tab.locator("body")).to_have_attribute("data-state", "saving")
    desk.saved()
    assert body(served)[0].endswith("一")
    desk.tab.clock.install()  # time stands still
    desk.article()
    desk.tab.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    desk.go_to(1)
    desk.tab.keyboard.type("二")
    desk.go_to(2)
    desk.saved()
    assert body(served)[0].endswith("一二")
    byline = desk.tab.locator('.desk-side [data-field="byline"]')
    byline.fill("署名")
    expect(desk.tab.locator("body")).to_have_attribute("data-state", "saving")
    byline.press("Tab")
    desk.saved()
    assert 'byline: "署名"' in text(served)


# What is typed is never lost


@pytest.mark.parametrize("where", ["paragraph", "title", "byline"])
def test_what_is_typed_outlives_a_closed_tab(served: Served, desk: Desk, where: str) -> None:
    """Closed right after the key: the next tab shows it and stores it."""
    desk.article()
    typed(desk, where)
    desk.tab.close()
    again = desk._replace(tab=desk.tab.context.new_page())
    again.article()
    until(lambda: TYPED in text(served))
    again.saved()


def test_what_is_typed_outlives_a_killed_server(tmp_path: Path, chromium: Browser) -> None:
    """Killed while people type: the open tab keeps it, and stores it with the token of the server that runs again."""
    site = Site(tmp_path)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue(DAY)
    site.article(DAY)
    with serving(site) as served:
        desk = tab_of(chromium, served)
        port = str(urlsplit(served.url).port)
        desk.article()
        served.process.kill()
        served.process.wait()
        for where in ("paragraph", "byline"):
            typed(desk, where)
        expect(desk.tab.locator("body")).to_have_attribute("data-state", "error")
        assert TYPED not in text(served)
        desk.tab.evaluate("window.stayed = true")
        with serving(site, "--port", port) as once_more:
            until(lambda: text(once_more).count(TYPED) == 2)
            desk.saved()
        assert desk.tab.evaluate("window.stayed")
        desk.tab.context.close()


def typed(desk: Desk, where: str) -> None:
    """Types at the end of the first paragraph, of the headline, or into a field of the form."""
    what = {"paragraph": '[data-paragraph="1"]', "title": 'desk-field[data-field="title"]'}
    desk.tab.evaluate(
        "what => document.querySelector(what).focus()", what.get(where, '.desk-side [data-field="byline"]')
    )
    desk.tab.keyboard.press("End")
    desk.tab.keyboard.type(TYPED)


@pytest.mark.parametrize("answer", ["keep", "take"])
@pytest.mark.parametrize("where", ["paragraph", "title", "byline"])
def test_both_versions_are_shown(served: Served, desk: Desk, where: str, answer: str) -> None:
    """Where a file was changed outside at the place where somebody types: mine is stored, or theirs is shown."""
    old, new = {
        "paragraph": ("首艘货轮满载", "头一艘货轮满载"),
        "title": ('title: "第1篇"', 'title: "外面改的题"'),
        "byline": ('byline: ""', 'byline: "外面写的"'),
    }[where]
    desk.article()
    typed(desk, where)
    edit(served, article(1), old, new)
    box = desk.conflict()
    expect(box).to_contain_text(new.partition('"')[2].strip('"') or new)
    box.locator(f'[data-action="{answer}"]').click()
    expect(box).to_have_count(0)
    desk.saved()
    until(lambda: (TYPED in text(served)) == (answer == "keep"))
    assert (new in text(served)) == (answer == "take")
    expect(desk.tab.locator("body")).to_have_attribute("data-state", "saved")


def test_a_moved_and_changed_paragraph_is_found(served: Served, desk: Desk) -> None:
    """A paragraph that was changed outside below a new one: no other paragraph is written over."""
    before = body(served)
    desk.article()
    typed(desk, "paragraph")
    edit(served, article(1), before[0], f"外面添的一段。\n\n{before[0].replace('首艘', '头一艘')}")
    box = desk.conflict()
    expect(box).to_contain_text("头一艘")
    box.locator('[data-action="keep"]').click()
    until(lambda: TYPED in text(served))
    desk.saved()
    assert [part for part in body(served) if part in before[1:]] == before[1:]
    assert f"{before[0]}{TYPED}" in body(served)


def test_changes_elsewhere_disturb_nobody(served: Served, desk: Desk) -> None:
    """Paragraphs and fields that were changed, added and taken away outside are shown; the caret stays where it is."""
    desk.article()
    desk.tab.evaluate("window.stayed = true")
    typed(desk, "paragraph")
    edit(served, article(1), "船长说，这一趟走得很顺。", "船长又说，走得很顺。\n\n外面添的一段。")
    edit(served, article(1), "岸上的人看得很高兴，说明年还要再来。\n\n", "")
    desk.tab.keyboard.type("又打的字")
    desk.saved()
    desk.tab.keyboard.type("再打的字")
    desk.saved()
    first = f"码头昨日启用，首艘货轮满载春茶离港。{TYPED}又打的字再打的字"
    expected = [first, "船上的人", "船长又说，走得很顺。", "外面添的一段。"]
    assert desk.shown() == expected
    assert body(served) == [first, "## 船上的人", *expected[2:]]
    edit(served, article(1), "外面添的一段。", "外面又改的一段。")
    expect(desk.paragraph(4)).to_contain_text("外面又改的一段。")
    typed(desk, "title")
    edit(served, article(1), "外面又改的一段。", "外面再改的一段。\n\n外面的末段。")
    desk.saved()
    assert body(served)[-1] == "外面的末段。"
    assert f'title: "第1篇{TYPED}"' in text(served)
    assert desk.tab.evaluate("window.stayed")


def test_a_paragraph_is_added_beside_changes_elsewhere(served: Served, desk: Desk) -> None:
    """What is only added writes over nothing, so that nobody is asked."""
    before = body(served)
    desk.article()
    desk.paragraph(1).locator('[data-action="insert"]').click()
    desk.tab.keyboard.type(TYPED)
    edit(served, article(1), before[0], f"外面添的一段。\n\n{before[0]}")
    desk.saved()
    assert body(served) == ["外面添的一段。", before[0], TYPED, *before[1:]]


@pytest.mark.parametrize("browsers", [1, 2])
def test_two_windows_on_one_paragraph(served: Served, desk: Desk, chromium: Browser, browsers: int) -> None:
    """In one browser or in two: who stores last is shown what the other has stored, and what is kept is both seen."""
    other = desk._replace(tab=desk.tab.context.new_page()) if browsers == 1 else tab_of(chromium, served)
    other.article()
    desk.article()
    desk.go_to(1)
    half_typed(desk, "ni")  # so that it stores last
    typed(other, "paragraph")
    other.saved()
    desk.tab.keyboard.type("第二个窗口")
    box = desk.conflict()
    expect(box).to_contain_text(TYPED)
    box.locator('[data-action="keep"]').click()
    until(lambda: "第二个窗口" in text(served))
    desk.saved()
    expect(other.paragraph(1)).to_contain_text("第二个窗口")
    other.saved()
    if browsers == 2:
        other.tab.context.close()


# One step back


def test_undo_is_the_browsers_own_until_text_is_stored(served: Served, desk: Desk) -> None:
    """Then it takes back what this browser stored last, and Ctrl-Shift-Z brings that again, with the caret in place."""
    before = text(served)
    desk.article()
    desk.go_to(1)
    desk.tab.keyboard.type("一")
    desk.saved()
    half_typed(desk, "ni").send("Input.insertText", {"text": "二"})
    desk.tab.keyboard.press("Control+z")
    assert desk.shown()[0].endswith("离港。一")
    desk.saved()
    assert body(served)[0].endswith("离港。一")
    desk.tab.keyboard.press("Control+z")
    until(lambda: text(served) == before)
    desk.saved()
    desk.tab.keyboard.press("Control+Shift+Z")
    until(lambda: body(served)[0].endswith("离港。一"))
    desk.saved()
    desk.tab.keyboard.type("三")
    desk.saved()
    assert "三" in body(served)[0]


@pytest.mark.parametrize("what", ['.desk-side [data-field="byline"]', '.desk-side [name="tag"]'])
def test_undo_in_a_field_of_the_form(served: Served, desk: Desk, what: str) -> None:
    """What is typed there and not stored is taken back by the browser, and nothing else."""
    before = text(served)
    desk.article()
    sent: list[str] = []
    desk.tab.on("request", lambda request: sent.append(str(request.post_data)) if request.method == "POST" else None)
    field = desk.tab.locator(what)
    field.press_sequentially("字")
    field.press("Control+z")
    expect(field).to_have_value("")
    desk.saved()
    assert not [one for one in sent if "undo" in one]
    assert text(served) == before


def test_a_sign_off_is_not_taken_back(served: Served, desk: Desk) -> None:
    """Ctrl-Z changes nothing, and says how it is revoked."""
    desk.article(1, SIGNED)
    desk.tab.locator("[data-persons]").select_option(PERSON)
    with desk.tab.expect_navigation():
        desk.tab.locator('.desk-side [data-action="signoff"]').click()
    desk.saved()
    signed = (served.site / f"content/issues/{SIGNED}/review.csv").read_bytes()
    desk.tab.keyboard.press("Control+z")
    expect(desk.tab.locator(".desk-told")).to_contain_text("撤签")
    desk.saved()
    assert (served.site / f"content/issues/{SIGNED}/review.csv").read_bytes() == signed


# Random edits


def changed_alone(before: bytes, after: bytes, *, passages: tuple[int, int] | None) -> None:
    """Only the body's passages from the first to before the second number differ, or, for ``None``, one line above."""
    (head, rest), (new_head, new_rest) = ((one[: one.index(END)], one[one.index(END) :]) for one in (before, after))
    if passages is None:
        assert new_rest == rest
        assert len(set(head.split(b"\r\n")) ^ set(new_head.split(b"\r\n"))) <= 2
        return
    assert new_head == head
    first, last = passages
    assert rest.endswith(b"\r\n") == new_rest.endswith(b"\r\n")
    old, new = rest.strip().split(APART), new_rest.strip().split(APART)
    assert new[: first + 1] == old[: first + 1]  # the first part is the end of the front matter
    assert new[len(new) - (len(old) - last - 1) :] == old[last + 1 :]


END, APART = b"\r\n---\r\n", b"\r\n\r\n"
STRANGE = ["甲乙", "<b>丙</b>", "{{ 丁 }}", "*戊*", "# 己", "1. 庚", "𠮷野家", " 辛 ", "&amp;", "| a |"]


def random_edit(desk: Desk, draw: Random, count: int) -> tuple[int, int] | None:
    """Does one thing; returns the passages that it may change, ``None`` for a line of the front matter."""
    at = draw.randrange(1, count + 1)
    keys = desk.tab.keyboard
    act = draw.choice(["type", "enter", "join", "bold", "delete", "field", "insert"])
    if act == "field":
        desk.tab.evaluate("document.querySelector('desk-field[data-field=\"title\"]').focus()")
        keys.press("End")
        keys.type(draw.choice(STRANGE))
        return None
    part = desk.go_to(at, draw.randrange(4))
    if act == "type":
        keys.type(draw.choice(STRANGE))
    elif act == "enter":
        keys.press("Enter")
        keys.type(draw.choice(STRANGE))
    elif act == "join":
        keys.press("Home")
        keys.press("Backspace")
        return max(at - 2, 0), at
    elif act == "bold":
        keys.press("Control+a")
        keys.press("Control+b")
    elif act == "delete" and count > 2:
        part.locator('[data-action="delete"]').click()
    else:
        part.locator('[data-action="insert"]').click()
        keys.type(draw.choice(STRANGE))
        return at, at
    return at - 1, at


def test_random_edits(served: Served, desk: Desk) -> None:
    """Of any edit only the edited bytes differ, and undoing all brings the first bytes back."""
    draw = Random(23)  # noqa: S311 - a dice, not a secret
    path = file(served)
    first = text(served).replace("kind:", "# 一条说明\nkind:").replace("\n", "\r\n").encode("utf-8-sig")
    path.write_bytes(first)
    desk.article()
    for number in range(100 if IS_LONG else 12):
        before = path.read_bytes()
        passages = random_edit(desk, draw, len(desk.shown()))
        desk.tab.evaluate("document.activeElement.blur()")
        desk.saved()
        assert before[:3] == first[:3], number
        changed_alone(before, path.read_bytes(), passages=passages)
    for _ in range(200):
        if path.read_bytes() == first:
            return
        with desk.tab.expect_response("**/_desk/act*") as answer:
            desk.tab.keyboard.press("Control+z")
        assert answer.value.ok
        desk.saved()
    raise AssertionError(path.read_bytes())
