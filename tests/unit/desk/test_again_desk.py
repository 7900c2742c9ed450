"""The page of import again: rows that differ, told as an editor reads them, each with the two choices."""

from datetime import date
from pathlib import Path

import pytest

from generator.desk import again_desk
from generator.newsroom import importer
from support import Site

ISSUE = "2026-03-25"
RAW = """\
## 新港码头启用<b>

本报讯(记者周采薇)昨日，新港码头启用，首艘货轮满载春茶离港。

岸上的人看得很高兴，说明年还要再来一次。
"""
MORE = "\n## 北街菜市场搬家\n\n本报讯(记者郑明)北街的菜市场昨日搬家，一百二十个摊位全部安上电子秤。\n"


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with an imported issue, edited in one paragraph."""
    raw = site.write("../raw.txt", RAW)
    importer.import_issue(site.root, raw, date.fromisoformat(ISSUE), propose=lambda article: article)
    path = site.root / "content/issues" / ISSUE / "01.md"
    path.write_text(path.read_text("utf-8").replace("看得很高兴", "看得高高兴兴"), "utf-8")
    return site


def _page(site: Site, sent: list[Path]) -> str:
    return again_desk.page(site.root, ISSUE, sent, "batch", "")


def test_without_a_file_the_page_asks_for_one(paper: Site) -> None:
    """Before anything was sent there is nothing to decide."""
    html = _page(paper, [])
    assert 'data-action="import"' in html
    assert "data-row" not in html
    assert "take-over" not in html


def test_what_differs_is_a_row_with_two_choices(paper: Site) -> None:
    """Only rows that are to be decided have buttons; a further article has its headline, and values no keys."""
    raw = paper.write("../corrected/raw.txt", RAW.replace("启用<b>", "开港<b>") + MORE)
    html = _page(paper, [raw])
    assert html.count('data-change="source"') == 2
    assert html.count('data-change="editor"') == 1
    for action in ("take", "keep"):
        assert html.count(f'data-action="{action}"') == 2
    assert "<p>新港码头开港&lt;b&gt;</p>" in html
    assert 'aria-label="北街菜市场搬家"' in html
    assert "title:" not in html
    assert "看得高高兴兴" in html


def test_the_same_file_again_has_nothing_to_decide(paper: Site) -> None:
    """Against the source of the last import only the editor's own changes are shown."""
    html = _page(paper, [paper.root.parent / "raw.txt"])
    assert "这里都已经有了" in html
    assert 'data-action="take"' not in html
