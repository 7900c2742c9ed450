"""PDF files: columns come out in reading order, paragraphs and headlines as they were set."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

import broken
from documents import Sheet, pdf, write
from generator.errors import ImportRefused
from generator.newsroom import convert
from generator.sources import pdf as reader
from generator.sources import radicals, raw, readers

pytestmark = pytest.mark.slow

# Lines of fifteen characters; a full-width space is the indent of a paragraph.
FIRST = [
    "\u3000\u3000本报讯(记者周采薇)新港码头",
    "昨日启用，第一条班船载着二十",
    "三位乘客开往云湖对岸。码头设",
    "有候船厅和自行车棚，冬天也不",
]
SECOND = [
    "冷。下一班船每隔二十分钟到。",
    "\u3000\u3000市民说，等了三年，船总算",
    "来了。管理处提醒，遇到大雾会",
    "停航，出门前请看告示。",
]
THIRD = ["\u3000\u3000船票每张两元，可以刷卡，也", "可以扫码；七十岁以上的老人和", "学生免票。"]
STORY = [
    "本报讯(记者周采薇)新港码头昨日启用，第一条班船载着二十三位乘客开往云湖对岸。码头设有候船厅和自行车棚，冬天也不",
    "冷。下一班船每隔二十分钟到。",
    "市民说，等了三年，船总算来了。管理处提醒，遇到大雾会停航，出门前请看告示。",
    "船票每张两元，可以刷卡，也可以扫码；七十岁以上的老人和学生免票。",
]


def read(tmp_path: Path, *sheets: Sheet, by_rows: bool = False) -> tuple[list[str], tuple[str, ...]]:
    """The blocks and the remarks for a file with these pages."""
    read = reader.read(write(tmp_path / "a.pdf", pdf(*sheets, by_rows=by_rows)))
    return read.text.split("\n\n"), read.remarks


by_rows = pytest.mark.parametrize("by_rows", [False, True], ids=["by column", "by row"])


@by_rows
def test_columns_below_a_headline_that_spans_them(tmp_path: Path, *, by_rows: bool) -> None:
    """The headline first, then column by column, however the file holds its text; a cut paragraph stays cut."""
    sheet = Sheet().put(120, 40, "新港码头启用", 26)
    sheet.column(40, 100, FIRST).column(220, 100, SECOND).column(400, 100, THIRD)
    assert read(tmp_path, sheet, by_rows=by_rows) == (["## 新港码头启用", *STORY], ())


@by_rows
def test_a_short_headline_over_several_columns(tmp_path: Path, *, by_rows: bool) -> None:
    """A headline at the left ends the columns above it, though it is no wider than one of them."""
    sheet = Sheet().put(40, 40, "新港码头启用", 22).column(40, 90, FIRST).column(220, 90, SECOND)
    sheet.put(40, 190, "船票两元一张", 22).column(40, 240, THIRD[:2]).column(220, 240, THIRD[2:])
    blocks, remarks = read(tmp_path, sheet, by_rows=by_rows)
    assert blocks == [
        "## 新港码头启用",
        *STORY[:3],
        "## 船票两元一张",
        "船票每张两元，可以刷卡，也可以扫码；七十岁以上的老人和",
        "学生免票。",
    ]
    assert not remarks


@by_rows
def test_stories_side_by_side(tmp_path: Path, *, by_rows: bool) -> None:
    """Each headline stays with the column below it."""
    sheet = Sheet().put(40, 40, "码头昨日启用", 18).column(40, 80, FIRST).put(320, 44, "船票两元一张", 18)
    sheet.column(320, 84, THIRD)
    blocks, _ = read(tmp_path, sheet, by_rows=by_rows)
    assert blocks == ["## 码头昨日启用", STORY[0], "## 船票两元一张", STORY[3]]


@by_rows
def test_a_tall_column_beside_stories(tmp_path: Path, *, by_rows: bool) -> None:
    """A story down the whole side of the page is not read across by the headlines beside it."""
    sheet = Sheet().put(40, 40, "码头昨日启用", 22).column(40, 80, FIRST).column(210, 80, SECOND)
    sheet.put(40, 180, "图书馆的灯亮到十点钟以后才关", 22).column(40, 220, THIRD)
    sheet.column(420, 40, [*FIRST, *SECOND, *THIRD])
    blocks, _ = read(tmp_path, sheet, by_rows=by_rows)
    assert blocks == [
        "## 码头昨日启用",
        *STORY[:3],
        "## 图书馆的灯亮到十点钟以后才关",
        STORY[3],
        STORY[0] + STORY[1],
        *STORY[2:],
    ]


def test_items_in_columns_below_one_another(tmp_path: Path) -> None:
    """White space right across the columns ends an item, though no headline stands there."""
    sheet = Sheet().column(40, 40, FIRST[:3]).column(220, 40, SECOND[:3])
    sheet.column(40, 120, THIRD[:2]).column(220, 120, THIRD[2:])
    assert [block[:4] for block in read(tmp_path, sheet)[0]] == [
        "本报讯(",
        "冷。下一",
        "市民说，",
        "船票每张",
        "学生免票",
    ]


def test_a_headline_in_two_lines(tmp_path: Path) -> None:
    """Its lines stay lines, as in a text that was exported."""
    sheet = Sheet().put(40, 40, "三年等来一条船", 20).put(40, 68, "新港码头启用", 20).column(40, 110, FIRST)
    assert read(tmp_path, sheet)[0][0] == "## 三年等来一条船  \n新港码头启用"


def test_the_largest_line_above_a_story_is_its_headline(tmp_path: Path) -> None:
    """Kicker and subtitle are large as well; the paper's own name stands over the date."""
    sheet = Sheet().put(200, 20, "青川晚报", 40).put(200, 70, "2026年3月25日 星期三")
    sheet.put(40, 110, "三年等来一条船", 14).put(40, 134, "新港码头启用", 24).put(40, 168, "——写在开航之际", 14)
    sheet.column(40, 200, FIRST)
    assert read(tmp_path, sheet)[0][:5] == [
        "青川晚报",
        "2026年3月25日 星期三",
        "三年等来一条船",
        "## 新港码头启用",
        "——写在开航之际",
    ]


def test_running_head_and_foot(tmp_path: Path) -> None:
    """The 版 and its name belong together and come first; the editors at the foot of the page come last."""
    sheet = Sheet().put(40, 20, "第02版").put(120, 20, "要闻").put(420, 20, "2026年3月25日 星期三")
    sheet.column(40, 60, FIRST).column(220, 60, SECOND).put(40, 150, "责任编辑：周采薇").put(300, 150, "校对：郑明")
    blocks, _ = read(tmp_path, sheet)
    assert blocks[:2] == ["第02版 要闻", "2026年3月25日 星期三"]
    assert blocks[-2:] == ["责任编辑：周采薇", "校对：郑明"]


FOUR = [[line[:11] for line in part] for part in (FIRST, SECOND, THIRD, FIRST)]


@pytest.mark.parametrize(
    ("lines", "block"),
    [
        (
            ["云湖市新港码头推进举", "行工作会谈并部署下月", "加开班船"],
            "## 云湖市新港码头推进举行工作会谈并部署下月加开班船",
        ),
        (["菜市场下月搬到新址方", "便市民买菜"], "## 菜市场下月搬到新址方便市民买菜"),
        (["从湖心到对岸要走多久", "新港码头启用"], "## 从湖心到对岸要走多久  \n新港码头启用"),
        (["新港码头", "举行工作会谈并部署下", "月加开班船"], "## 新港码头  \n举行工作会谈并部署下  \n月加开班船"),
    ],
)
@pytest.mark.parametrize("leading", [26, 40])
def test_a_headline_that_a_program_wrapped(tmp_path: Path, lines: list[str], block: str, leading: int) -> None:
    """Where full lines tear a word they are one line; a person's lines stay lines. None is a headline of its own."""
    sheet = Sheet()
    for at, line in enumerate(lines):
        sheet.put(20, 40 + at * leading, line, 20)
    for at, column in enumerate(FOUR):
        sheet.column(20 + at * 140, 60 + len(lines) * leading, column)
    assert read(tmp_path, sheet)[0][0] == block


@pytest.mark.parametrize(
    ("margin", "folio"),
    [
        ([(40, 20, "第3版"), (500, 20, "民生")], "03"),
        ([(40, 20, "03"), (500, 20, "2026年3月25日 星期三")], "03"),
        ([(40, 20, "A4要闻"), (500, 20, "2026年3月25日")], "A4"),
        ([(40, 20, "A4 要闻")], "A4"),
        ([(300, 800, "5")], "05"),
        ([(300, 800, "第3版 民生")], "03"),
        ([(40, 20, "2026年3月25日 星期三"), (300, 800, "12")], "12"),
        ([(40, 20, "2026年3月25日 星期三")], "02"),
    ],
)
def test_the_folio_in_a_pages_margin(tmp_path: Path, margin: list[tuple[float, float, str]], folio: str) -> None:
    """All that begins on a page is on the 版 that its running head or foot names; else on that of the page before."""
    before = Sheet().put(40, 20, "第2版").put(40, 60, "船票两元一张", 22).column(40, 110, THIRD)
    sheet = Sheet().put(40, 60, "新港码头启用", 22).column(40, 110, FIRST).column(220, 110, SECOND)
    for left, top, text in margin:
        sheet.put(left, top, text)
    raws = readers.read(write(tmp_path / "a.pdf", pdf(before, sheet)))
    issue = convert.convert(raws, issue_id="2026-03-25", issue_date=date(2026, 3, 25)).issue
    assert [(article.title, article.folio) for article in issue.articles] == [
        ("船票两元一张", "02"),
        ("新港码头启用", folio),
    ]
    assert folio in {one.number for one in issue.folios}


def test_a_picture_between_columns_of_text(tmp_path: Path) -> None:
    """Text below a picture belongs to the columns it stands in; a caption of another size is a block of its own."""
    sheet = Sheet(pictures=[(40, 40, 330, 100)]).put(40, 146, "3月25日，新港码头的第一条班船。", 8)
    sheet.column(40, 180, FIRST).column(220, 180, SECOND)
    assert [block[:5] for block in read(tmp_path, sheet)[0]] == ["3月25日", "本报讯(记", "冷。下一班", "市民说，等"]


def test_pages_follow_one_another(tmp_path: Path) -> None:
    """One page after the other; one without text is told."""
    blocks, remarks = read(tmp_path, Sheet().column(40, 40, FIRST), Sheet(), Sheet().column(40, 40, THIRD))
    assert blocks == [STORY[0], "", STORY[3]]
    assert "第 2 页" in remarks[0]


def test_a_spaced_name_stays_spaced(tmp_path: Path) -> None:
    """刘 昆 is two characters set to the width of three."""
    sheet = Sheet().column(40, 40, FIRST).put(40, 110, "周\u3000薇\u3000摄", 10)
    assert read(tmp_path, sheet)[0][-1] == "周 薇 摄"


def test_bold_by_printing_twice_is_one_word(tmp_path: Path) -> None:
    """A word that is set again a hair's breadth away is the same word; a doubled character is two."""
    sheet = Sheet().put(40, 40, "码头昨日启用方便市民出行", 20).put(40.3, 40, "码头昨日启用方便市民出行", 20)
    sheet.put(40, 80, "人人都说好，111路公交llama也到。")
    assert read(tmp_path, sheet)[0] == ["## 码头昨日启用方便市民出行", "人人都说好，111路公交llama也到。"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side(tmp_path: Path, turned: int) -> None:
    """It is turned upright before anything is read."""
    sheet = Sheet(turned=turned).put(120, 40, "新港码头启用", 26).column(40, 100, FIRST).column(220, 100, SECOND)
    assert read(tmp_path, sheet) == (["## 新港码头启用", *STORY[:3]], ())


def test_columns_that_cannot_be_told_apart_are_told(tmp_path: Path) -> None:
    """Text set around text has no order that the page shows: the file's own is taken, and a person must look."""
    sheet = Sheet()
    for at in range(12):
        sheet.put(40, 40 + 16 * at, "左边的文字一行一行排下去总是不停"[: 10 + at % 6])
    for at in range(12):
        sheet.put(60 + 10 * (10 + at % 6), 40 + 16 * at, "右边的文字绕着左边参差不齐地排着"[: 16 - at % 6])
    blocks, remarks = read(tmp_path, sheet)
    assert remarks[0].startswith(raw.UNRELIABLE)
    assert "".join(blocks).index("右") > "".join(blocks).rindex("左边的文字一")


@pytest.mark.parametrize("cut", [9, 200, 700, -40])
def test_a_truncated_file_is_refused_or_whole(tmp_path: Path, cut: int) -> None:
    """What is left of a file either still holds its text or is refused with what to do."""
    path = write(tmp_path / "a.pdf", pdf(Sheet().column(40, 40, FIRST))[:cut])
    with suppress(ImportRefused):
        assert reader.read(path).text == STORY[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"no pdf at all", "坏了"),
        (pdf(Sheet().column(40, 40, FIRST), password="x"), "密码"),  # noqa: S106
        (pdf(Sheet(pictures=[(40, 40, 500, 700)])), "没有文字层"),
    ],
)
def test_what_holds_no_text_to_read(tmp_path: Path, data: bytes, word: str) -> None:
    """A locked file, a scan and a file that is none: refused, each with its own way out."""
    path = write(tmp_path / "a.pdf", data)
    with pytest.raises(ImportRefused) as caught:
        reader.read(path)
    (problem,) = caught.value.problems
    assert problem.source == str(path)
    assert word in problem.message
    assert problem.hint


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time runs out for a page that does not end; the editor learns how to go on without it."""
    monkeypatch.setattr(reader, "SECONDS", 1)
    path = write(tmp_path / "a.pdf", broken.pdf_of_lines(60_000_000))
    with pytest.raises(ImportRefused, match="按版拆成"):
        reader.read(path)


def test_look_alikes_are_read_before_lines_are(tmp_path: Path) -> None:
    """Where a font calls 月 by the name of the radical ⽉, a date is a date, and what was read for what is told."""
    sheet = Sheet().put(200, 20, "青川晚报", 40).put(200, 70, "2026年3⽉25日 星期三").column(40, 110, FIRST)
    read = reader.read(write(tmp_path / "a.pdf", pdf(sheet, sheet)))
    assert read.text.split("\n\n")[:2] == ["青川晚报", "2026年3月25日 星期三"]
    assert read.changes == (raw.Change(radicals.KIND, "⽉", "月", 2),)


def test_a_folder_named_like_our_package_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of PDF files is ours even where the newspaper's folder holds a program of that name."""
    write(tmp_path / "generator" / "__init__.py", "raise SystemExit(3)")
    path = write(tmp_path / "a.pdf", pdf(Sheet().column(40, 40, FIRST)))
    monkeypatch.chdir(tmp_path)
    assert reader.read(path).text == STORY[0]
