"""The newsroom's tables: read as people's programs save them, mistakes named with their line."""

from datetime import date
from pathlib import Path

import pytest

from generator.content import tables
from generator.errors import ContentError

COLUMNS = ("姓名", "职务", "起")


def _read(text: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in tables.parse(text, "表.csv", COLUMNS, ("姓名",))]


def test_a_table_with_notes() -> None:
    """Notes and empty lines are no rows, also as Excel writes them back; columns may stand in any order."""
    text = '# 备注\n职务,姓名\n\n局长, 程砚 ,\n,,\n"# 停用, 暂时",\n'
    assert _read(text) == [{"职务": "局长", "姓名": "程砚"}]


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", ""), ("utf-8-sig", ""), ("gb18030", ""), ("gb18030", "\ufeff")]
)
def test_encodings_of_office_programs(tmp_path: Path, encoding: str, mark: str) -> None:
    """A table saved by Excel or WPS, in GB18030 or in UTF-8, with a mark or without, is read like any other."""
    path = tables.folder(tmp_path) / "表.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(f"{mark}姓名,职务\r\n程砚,局长\r\n".encode(encoding))
    assert [row["姓名"] for row in tables.read(path, tmp_path, COLUMNS, ("姓名",))] == ["程砚"]


@pytest.mark.parametrize("written", ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日"])
def test_dates_of_office_programs(written: str) -> None:
    """A date is read in the forms in which Excel and people write it."""
    row = tables.parse(f"姓名,起\n程砚,{written}", "表.csv", COLUMNS, ("姓名",))[0]
    assert (row.day("起"), row.day("职务")) == (date(2026, 3, 5), None)


@pytest.mark.parametrize("written", ["2026-02-30", "三月", "2026-3"])
def test_a_date_that_is_none(written: str) -> None:
    """What is no date is an error with its line."""
    row = tables.parse(f"姓名,起\n程砚,{written}", "表.csv", COLUMNS, ("姓名",))[0]
    with pytest.raises(ContentError, match="不是日期"):
        row.day("起")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("姓名,职位\n程砚,局长", 1, "不认识的栏 “职位”"),
        ("职务\n局长", 1, "没有“姓名”一栏"),
        ("姓名,职务\n程砚,局长\n,局长", 3, "“姓名”一栏空着"),
        ("姓名,职务\n程砚,局长,多余", 2, "有 3 栏"),
        ('姓名,职务\n"程砚,局长', 2, "引号不成对"),
    ],
)
def test_mistakes_name_their_line(text: str, line: int, said: str) -> None:
    """A mistake in a table names file and line, and says what to do."""
    with pytest.raises(ContentError) as error:
        _read(text)
    assert any(
        (problem.source, problem.line) == ("表.csv", line) and said in problem.message and problem.hint
        for problem in error.value.problems
    )


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_line_is_what_an_editor_counts(character: str) -> None:
    """A character at which Python ends a line, and no editor's program does, stands in its cell."""
    text = f"姓名,职务\n程砚,局{character}长\r\n周采薇,主任\r,局长\n"
    with pytest.raises(ContentError) as error:
        _read(text)
    assert [problem.line for problem in error.value.problems] == [4]
    assert _read(text.removesuffix(",局长\n"))[0]["职务"] == f"局{character}长"
    assert tables.opened(text.encode(), "姓名").to_bytes() == text.encode()


@pytest.mark.parametrize("emptied", ["# 备注\n", "\n", "# 备注", "\ufeff"])
def test_an_emptied_table_has_a_head_again(emptied: str) -> None:
    """Rows that are put into a table of which only notes are left stand below a head."""
    sheet = tables.opened(emptied.encode(), "# 说明\n姓名,职务\n")
    sheet.add("程砚,局长")
    assert _read(sheet.to_bytes().decode("utf-8-sig")) == [{"姓名": "程砚", "职务": "局长"}]
    assert tables.head(sheet.lines) == ["姓名", "职务"]


def test_full_width_commas() -> None:
    """A row whose commas are Chinese ones is told so."""
    with pytest.raises(ContentError, match="英文逗号"):
        tables.parse("职务,姓名\n程砚，局长", "表.csv", COLUMNS, ("姓名",))


def test_a_missing_table_is_empty(tmp_path: Path) -> None:
    """A newsroom need not have a table."""
    assert tables.read(tmp_path / "表.csv", tmp_path, COLUMNS, ("姓名",)) == ()
