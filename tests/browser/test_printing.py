"""打印整期: the button on an issue's page sets all of its articles on paper, or says that it cannot."""

import io
from pathlib import Path
from typing import Any

import pytest

from generator.model import Folio, Photo
from generator.press.build import build
from support import ServeFolder, Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PRINTED = "body[data-printed]"
BUTTON = '[data-reader="print"]'


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue of two 版 with four articles, one of them with a picture."""
    site = Site(tmp_path_factory.mktemp("paper"))
    site.write("newspaper.toml", '[paper]\nname = "青川晚报"\n')
    site.issue(folios=(Folio("01", "要闻", (("责任编辑", "许若川"),)), Folio("02", "副刊")))
    for number in (1, 2, 3, 4):
        photos = (Photo("江上", "dock.png"),) if number == 2 else ()
        body = f"第{number}篇的话。" * 40
        site.article(number=number, body=body, folio="01" if number < 3 else "02", photos=photos)
    site.picture("dock.png", size=(600, 400))
    build(site.root, index=False)
    return site.root / "output"


@pytest.fixture
def issue(output: Path, serve_folder: ServeFolder, chromium_page: Any) -> Any:
    """Its page, on which printing is only counted."""
    chromium_page.add_init_script("window.print = () => { document.body.dataset.printed += '1'; };")
    chromium_page.goto(f"{serve_folder(output, {})}/2026-03-25/")
    return chromium_page


def test_the_whole_issue_is_printed(issue: Any) -> None:
    """All articles in the order of their 版, each once, with the paper's name and the pages' numbers; no controls."""
    pdfium = pytest.importorskip("pypdfium2")
    issue.click(BUTTON)
    issue.wait_for_selector(PRINTED)
    pages = list(pdfium.PdfDocument(io.BytesIO(issue.pdf(prefer_css_page_size=True))))
    assert [round(side) for side in pages[0].get_size()] == [595, 842]
    text = "".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    order = ("青川晚报", "第1篇", "江上", "第2篇的话", "责任编辑", "第3篇", "第4篇的话")
    assert sorted(map(text.index, order)) == list(map(text.index, order))
    assert text.count("第3篇的话。") == 40
    assert f"1/{len(pages)}" in text
    assert not any(words in text for words in ("打印整期", "字号", "上一期", "搜索"))
    assert issue.locator("#issue-print [id]").count() == 0
    assert not issue.locator("#issue-print").is_visible()
    issue.click(BUTTON)
    issue.wait_for_selector('body[data-printed$="11"]')
    assert issue.locator("#issue-print").count() == 1


def test_half_an_issue_is_not_printed(issue: Any) -> None:
    """Where an article cannot be had nothing is printed, and the page says so; the next try begins anew."""
    issue.route("**/03.html", lambda route: route.abort())
    issue.click(BUTTON)
    issue.wait_for_selector(".issue-files :text('没有打印')")
    assert issue.locator(PRINTED).count() == 0
    issue.unroute("**/03.html")
    issue.click(BUTTON)
    issue.wait_for_selector(PRINTED)


def test_without_scripts_there_is_no_button(output: Path, serve_folder: ServeFolder, chromium: Any) -> None:
    """The button stands only where it works; the link to the EPUB always."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{serve_folder(output, {})}/2026-03-25/")
    assert not page.locator(BUTTON).is_visible()
    assert page.locator('a[href$="/2026-03-25.epub"]').is_visible()
    page.close()
