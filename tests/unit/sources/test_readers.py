"""Files of a raw issue → text, or a word to the editor. What each format needs is tested beside it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import docx, paragraph, write
from generator.errors import ImportRefused, Problem
from generator.model import Folio
from generator.sources import raw, readers


def read(path: Path, data: bytes) -> str:
    """The text that is read from a file with these bytes."""
    path.write_bytes(data)
    (one,) = readers.read(path)
    assert one.source == str(path)
    return one.text


def refused(path: Path) -> tuple[Problem, ...]:
    """Why a path is refused."""
    with pytest.raises(ImportRefused) as caught:
        readers.read(path)
    assert all(problem.hint for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize("name", ["raw.txt", "raw.md", "RAW.TXT"])
@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("码头".encode(), "码头"),
        ("码头".encode("utf-8-sig"), "码头"),
        ("甲\r\n乙\r丙".encode(), "甲\n乙\n丙"),
        ("甲  \r\r\n乙\f丙".encode(), "甲  \n乙\n丙"),
        ("\ufeff甲\u200b乙\n\ufeff丙".encode("utf-8-sig"), "甲乙\n丙"),
        ("甲\t乙\u3000丙".encode(), "甲\t乙\u3000丙"),
        ("１２３（甲）".encode(), "１２３（甲）"),
    ],
)
def test_plain_text(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    """UTF-8 is read with or without a mark, line ends become one kind, and nothing else is touched."""
    assert read(tmp_path / name, data) == text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "甲\n乙\n\0".encode(), "甲\n\x1b[31m".encode(), b"%PDF-1.7", b"", b" \n"]
)
def test_what_is_not_text(tmp_path: Path, data: bytes) -> None:
    """A binary file, text with control characters and an empty file are refused by name."""
    path = tmp_path / "raw.txt"
    path.write_bytes(data)
    assert {problem.source for problem in refused(path)} == {str(path)}


@given(st.binary(max_size=40))
def test_any_bytes_are_text_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever a file holds, it is read without a control character left in it, or refused."""
    path = tmp_path_factory.mktemp("raw") / "raw.txt"
    try:
        text = read(path, data)
    except ImportRefused:
        return
    assert text.strip()
    assert not {character for character in text if character < " "} - {"\n", "\t"}


def test_paths_that_are_no_raw_issue(tmp_path: Path) -> None:
    """A missing file, one of an unknown format, one of monstrous size and an empty folder are each refused by name."""
    (tmp_path / "issue.wps").write_text("码头", "utf-8")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(readers.READERS[".txt"].max_bytes + 1)
    (tmp_path / "folder").mkdir()
    for name in ("issue.wps", "large.txt", "folder", "missing.txt"):
        (problem,) = refused(tmp_path / name)
        assert problem.source == str(tmp_path / name)


def test_a_folder_with_a_file_for_each_folio(tmp_path: Path) -> None:
    """The files of a folder are read in the order of their folios, each known by the number in its name."""
    for name, text in (("02民生.txt", "菜市场。"), ("01.txt", "码头。"), ("A10 副刊.txt", "诗。"), ("A2.txt", "画。")):
        (tmp_path / name).write_text(text, "utf-8")
    raws = readers.read(tmp_path)
    assert [(one.folio and (one.folio.number, one.folio.name), one.text) for one in raws] == [
        (("01", ""), "码头。"),
        (("02", "民生"), "菜市场。"),
        (("A2", ""), "画。"),
        (("A10", "副刊"), "诗。"),
    ]
    assert [path.name for path in readers.originals(tmp_path)] == ["01.txt", "02民生.txt", "A2.txt", "A10 副刊.txt"]


def test_every_problem_of_a_folder(tmp_path: Path) -> None:
    """A folder with a file that has no folio, one of an unknown format and two of one folio is told all of it."""
    for name in ("01.txt", "第1版.txt", "头版.txt", "02.wps"):
        (tmp_path / name).write_text("码头。", "utf-8")
    assert {Path(problem.source).name for problem in refused(tmp_path)} >= {"头版.txt", "02.wps"}
    assert len(refused(tmp_path)) == 3


@pytest.mark.parametrize(("data", "ending"), [(b"%PDF-1.7\n", ".pdf"), (b"PK\3\4rest", ".docx"), (b"{\\rtf1", ".rtf")])
def test_a_file_behind_anothers_ending(tmp_path: Path, data: bytes, ending: str) -> None:
    """What is plainly another format is told as that, not as a broken text."""
    (tmp_path / "a.txt").write_bytes(data)
    assert ending in refused(tmp_path / "a.txt")[0].hint


@pytest.mark.parametrize("ending", sorted(readers.READERS))
def test_a_file_too_large_for_an_issue_is_not_opened(tmp_path: Path, ending: str) -> None:
    """Every format has a bound in bytes, which is asked before anything is read."""
    with (tmp_path / f"large{ending}").open("wb") as file:
        file.truncate(readers.READERS[ending].max_bytes + 1)
    assert "太大" in refused(tmp_path / f"large{ending}")[0].message


@pytest.mark.slow
def test_a_text_too_long_for_an_issue(tmp_path: Path) -> None:
    """More characters or lines than fifty full pages hold are no raw issue, in one file or in all of a folder."""
    assert "万字" in refused(write(tmp_path / "long.txt", "码" * (raw.MAX_CHARACTERS + 1)))[0].message
    assert "万行" in refused(write(tmp_path / "lines.txt", "码\n" * (raw.MAX_LINES + 1)))[0].message
    for name in ("01.txt", "02.txt"):
        write(tmp_path / "folder" / name, "码" * (raw.MAX_CHARACTERS - 1))
    assert "万字" in refused(tmp_path / "folder")[0].message


@pytest.mark.parametrize("gap", ["\n", "\n\n", "  \n \n"])
def test_an_export_stuck_on_one_line_is_refused(tmp_path: Path, gap: str) -> None:
    """A line that follows itself hundreds of times, blank lines aside, is told with the line where it begins."""
    stuck = "第1版" + gap + f"码头启用{gap}" * (raw.MAX_REPEATED + 1)
    told = refused(write(tmp_path / "stuck.txt", stuck))[0]
    assert (told.line, f"{raw.MAX_REPEATED + 1} 次" in told.message) == (1 + gap.count("\n"), True)
    assert readers.read(write(tmp_path / "rows.txt", f"码头启用{gap}" * raw.MAX_REPEATED))


def test_how_a_folio_may_be_named(tmp_path: Path) -> None:
    """A date may stand before the number; 第 and 版 may stand around it; formats may be mixed."""
    for name in ("第1版：头版.txt", "2026-03-25-04_副刊.md", "a03 民生.txt"):
        write(tmp_path / name, "码头昨日启用。")
    write(tmp_path / "10体育.docx", docx(paragraph("体育的文字。")))
    raws = readers.read(tmp_path)
    assert [one.folio for one in raws] == [
        Folio("01", "头版"),
        Folio("04", "副刊"),
        Folio("10", "体育"),
        Folio("A03", "民生"),
    ]
    assert raws[2].text == "体育的文字。"


def test_what_a_folder_may_hold_besides(tmp_path: Path) -> None:
    """Pictures, hidden files and the lock of an open Word file are passed over; a folder within is not."""
    for name in ("01.txt", "02.JPG", ".DS_Store", "~$01.docx"):
        write(tmp_path / name, "码头昨日启用。")
    assert [path.name for path in readers.originals(tmp_path)] == ["01.txt"]
    write(tmp_path / "03" / "04.txt", "码头昨日启用。")
    assert [Path(problem.source).name for problem in refused(tmp_path)] == ["03"]


def test_every_broken_file_of_a_folder_is_named(tmp_path: Path) -> None:
    """One look shows all that must be mended."""
    for name, data in (("01.txt", b"\0\1"), ("02.txt", "码头".encode()), ("03.docx", b"no"), ("04.pdf", b"no")):
        write(tmp_path / name, data)
    assert [Path(problem.source).name for problem in refused(tmp_path)] == ["01.txt", "03.docx", "04.pdf"]


def test_columns_side_by_side_in_a_text_are_a_remark() -> None:
    """Lines with a wide gap at the same place throughout come from two columns that were read across."""
    left, right = "码头昨日启用市民说好", "二栏的文字在这里接着"
    assert raw.side_by_side("\n".join(f"{left}        {right}" for _ in range(8))).startswith(raw.UNRELIABLE)
    assert not raw.side_by_side("\n".join([f"{left}        {right}", *[left] * 8]))


def test_a_table_is_not_two_columns() -> None:
    """Short cells are a list of names or figures, and read across they are right."""
    assert not raw.side_by_side("\n".join("周采薇    林望舒    郑明" for _ in range(8)))
