"""A folder with one file per 版, imported as one issue."""

import json
from datetime import date
from pathlib import Path

import pytest

from documents import Sheet, docx, paragraph, pdf, write
from generator.content import store
from generator.errors import ImportRefused
from generator.model import Folio
from generator.newsroom import convert, importer
from generator.sources import raw
from support import Site

DAY = date(2026, 3, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pages in three formats; only the last says in print which it is."""
    folder = tmp_path / "稿子"
    write(folder / "02民生.docx", docx(paragraph("夜校开课", "1") + paragraph("本报讯(记者周采薇)夜校昨晚开课。")))
    write(folder / "1.txt", "新港码头启用\n\n本报讯(记者郑明)码头昨日启用。".encode("gb18030"))
    sheet = Sheet().put(40, 20, "第03版").put(120, 20, "副刊").put(40, 60, "云湖的船", 22)
    sheet.column(40, 110, ["\u3000\u3000湖上起了雾，船便慢下来，听", "得见桨声。"])
    write(folder / "03.pdf", pdf(sheet))
    return folder


def imported(site: Site, path: Path) -> importer.Imported:
    """The issue of that folder, in the site."""
    return importer.import_issue(site.root, path, DAY, propose=lambda article: article)


def test_every_article_is_on_its_folio(site: Site, folder: Path) -> None:
    """The number comes from the file's name; a name that is printed but not in the file's name is kept."""
    made = imported(site, folder)
    issue = store.load_issue(made.folder, site.root, ())
    assert [(article.title, article.folio) for article in issue.articles] == [
        ("新港码头启用", "01"),
        ("夜校开课", "02"),
        ("云湖的船", "03"),
    ]
    assert issue.folios == (Folio("01"), Folio("02", "民生"), Folio("03", "副刊"))
    assert issue.furniture == ("第03版 副刊",)


@pytest.mark.slow
def test_the_originals_are_kept_and_known_again(site: Site, folder: Path) -> None:
    """source/ holds every file under its own name, and the same folder is not a second issue of the day."""
    source = imported(site, folder).folder / "source"
    for path in folder.iterdir():
        assert (source / path.name).read_bytes() == path.read_bytes()
    assert not importer.import_issue(site.root, folder, DAY, extra=True, propose=lambda article: article).entry


@pytest.mark.slow
def test_what_had_to_be_guessed_is_told(site: Site, folder: Path) -> None:
    """Remarks of all files come with the file they are about."""
    (remark,) = imported(site, folder).remarks
    assert str(folder / "1.txt") in remark
    assert "GB18030" in remark


def test_an_order_that_is_not_to_be_trusted_is_a_doubt(site: Site, tmp_path: Path) -> None:
    """It stands in the issue's doubts until an editor has looked at the page."""
    line = "码头昨日启用市民说好        二栏的文字在这里接着\n"
    made = imported(site, write(tmp_path / "raw.txt", line * 8))
    (doubt,) = json.loads((made.folder / "issue.doubts.json").read_text("utf-8"))
    assert (doubt["rule"], doubt["place"]) == ("layout", "raw.txt")
    assert doubt["reason"].startswith(raw.UNRELIABLE)


@pytest.mark.slow
def test_more_articles_than_a_paper_has() -> None:
    """Thousands of briefs are no issue, and would be thousands of files."""
    text = "".join(f"本报讯(记者郑明)第{number}座码头昨日启用。\n\n" for number in range(convert.MAX_ARTICLES + 1))
    with pytest.raises(ImportRefused, match="不像一期报纸"):
        convert.convert([raw.Raw(text, "raw.txt")], issue_id="2026-03-25", issue_date=DAY)
