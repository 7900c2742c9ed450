"""A paper with everything that its desk treats differently, and a tab of Chromium with a page of the desk."""

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from benchmarks.preview_process import Served
from generator.kinds import Kind, Role
from generator.model import Author, Folio, Photo
from generator.newsroom import importer
from support import NEWSPAPER, Site

DAY, SIGNED, RAW = "2026-03-25", "2026-04-01", "2026-03-18"
"""An issue of all shapes; one whose articles are signed; one that was imported, with doubts."""
PERSON = "林初"
REVIEW = f"""
[review]
steps = ["初审", "终审"]
people = ["{PERSON}：初审、终审"]
since = {SIGNED}

[publish]
commands = ["cp -r output published"]
"""
PROSE = """码头昨日启用，首艘货轮满载春茶离港。

岸上的人看得很高兴，说明年还要再来。

## 船上的人

船长说，这一趟走得很顺。"""
VERSE = """码头的灯一盏一盏灭了
水从石阶上退下去

卖藕的女人挑着空担子
走过南浦桥"""
TABLE = """各处的船都到了。

| 船 | 货 |
| --- | --- |
| 云湖号 | 春茶 |

- 春茶
- 新米"""
RAW_TEXT = """\
## 新港码头启用

本报讯(记者周采薇)昨日，新港码头的的新泊位启用。首艘货轮满载春茶离港，残废人也上了船。

岸上的人看得很高兴，说明年还要再来一次。

## 北街菜市场搬家

本报讯(记者郑明)北街的的菜市场昨日搬家，一百二十个摊位全部安上电子秤。
"""
SAVED = 'body[data-state="saved"]'


def furnish(site: Site) -> Site:
    """Fills the paper."""
    site.write("newspaper.toml", NEWSPAPER + REVIEW)
    site.write("content/lists/禁用词.csv", "错,对\n残废人,残疾人\n")
    site.issue(DAY, folios=(Folio("01", "要闻"), Folio("02", "副刊")))
    reporter = (Author("周采薇", Role.REPORTER),)
    site.article(DAY, 1, PROSE, folio="01", kicker="新区", subtitle="首艘货轮离港", authors=reporter, tags=("码头",))
    site.article(DAY, 2, VERSE, folio="02", kind=Kind.LITERATURE)
    site.article(DAY, 3, TABLE, folio="02")
    site.picture("码头.jpg", DAY, (400, 300))
    site.article(DAY, 4, PROSE, folio="02", photos=(Photo("首艘货轮", file="码头.jpg", alt="一条船"),))
    site.issue(SIGNED)
    site.article(SIGNED, 1, PROSE, draft=True)
    site.article(SIGNED, 2, withdrawal="数字有误，正在核对")
    raw = site.write("raw/raw.txt", RAW_TEXT)
    importer.import_issue(site.root, raw, date.fromisoformat(RAW), propose=lambda article: article)
    shutil.rmtree(raw.parent)
    return site


def file(served: Served, number: int = 1, issue: str = DAY) -> Path:
    """The file of an article."""
    return served.site / f"content/issues/{issue}/{number:02d}.md"


def text(served: Served, number: int = 1, issue: str = DAY) -> str:
    """What stands in it."""
    return file(served, number, issue).read_bytes().decode()


def body(served: Served, number: int = 1) -> list[str]:
    """The paragraphs of an article's file."""
    return text(served, number).split("---\n", 2)[2].strip().split("\n\n")


class Desk(NamedTuple):
    """A page of the desk in a tab."""

    tab: Page
    address: str

    def open(self, path: str) -> None:
        """Opens a page of the desk, and waits until its scripts have begun."""
        self.tab.goto(f"{self.address}/_desk/{path}")
        self.saved()

    def article(self, number: int = 1, issue: str = DAY) -> None:
        """Opens the desk of an article."""
        self.open(f"article/{issue}/{number:02d}/")

    def saved(self) -> None:
        """Waits until everything is stored."""
        self.tab.wait_for_selector(SAVED)

    def conflict(self) -> Locator:
        """Waits until two versions are shown; the box with both."""
        self.tab.wait_for_selector('body[data-state="conflict"]')
        return self.tab.locator(".desk-conflict")

    def paragraph(self, number: int) -> Locator:
        """A paragraph of the article."""
        return self.tab.locator(f'[data-paragraph="{number}"]')

    def go_to(self, number: int, at: int | None = None) -> Locator:
        """Puts the caret into a paragraph, behind so many characters, at its end by default."""
        part = self.paragraph(number)
        self.tab.evaluate("number => document.querySelector(`[data-paragraph='${number}']`).focus()", number)
        self.tab.keyboard.press("End")
        if at is not None:
            self.tab.keyboard.press("Home")
            for _ in range(at):
                self.tab.keyboard.press("ArrowRight")
        return part

    def shown(self) -> list[str]:
        """The paragraphs as they stand on the page, without their buttons."""
        found: list[str] = self.tab.evaluate(
            """() => [...document.querySelectorAll("[data-paragraph]")].map((part) => {
                const copy = part.cloneNode(true);
                copy.querySelectorAll(".desk-tools").forEach((tools) => tools.remove());
                return copy.textContent;
            })"""
        )
        return found


def tab_of(browser: Browser, served: Served, width: int = 1280) -> Desk:
    """A tab in a browser of its own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Desk(context.new_page(), f"http://{urlsplit(served.url).netloc}")
