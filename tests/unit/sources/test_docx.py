"""Word files: what stands on the printed page comes out, once and in order; what cannot is told."""

import io
import zipfile
from pathlib import Path

import pytest

from documents import W, docx, paragraph, write
from generator.errors import ImportRefused
from generator.sources import docx as word
from generator.sources import docx_parts, raw


def read(tmp_path: Path, body: str) -> tuple[str, tuple[str, ...]]:
    """The text and the remarks for a file with this body."""
    given = word.read(write(tmp_path / "a.docx", docx(body)))
    return given.text, given.remarks


def test_a_paragraph_is_a_line(tmp_path: Path) -> None:
    """As in the plain text that Word itself saves; line breaks and tabs stay."""
    body = (
        paragraph("码头昨日启用。") + paragraph("甲\n乙") + "<w:p><w:r><w:t>丙</w:t><w:tab/><w:t>丁</w:t></w:r></w:p>"
    )
    assert read(tmp_path, body) == ("码头昨日启用。\n甲\n乙\n丙\t丁", ())


def test_a_column_break_inside_a_paragraph_leaves_the_break(tmp_path: Path) -> None:
    """As in a text that was extracted: mending is for those who know what a sentence is."""
    body = '<w:p><w:r><w:t>各方</w:t><w:br w:type="column"/><w:t>面都来了。</w:t></w:r></w:p>'
    assert read(tmp_path, body)[0] == "各方\n\n面都来了。"


def test_the_style_of_a_headline_is_a_mark(tmp_path: Path) -> None:
    """Of the headings that stand over several stories the highest is marked; a masthead and subheads are not."""
    body = "".join(
        paragraph(text, style)
        for text, style in [
            ("青川晚报", "a3"),
            ("码头昨日\n正式启用", "1"),
            ("一、缘起", "2"),
            ("正文。", ""),
            ("二、经过", "2"),
            ("图书馆延时开放", "1"),
            ("", "1"),
        ]
    )
    lines = ["青川晚报", "## 码头昨日  ", "正式启用", "一、缘起", "正文。", "二、经过", "## 图书馆延时开放"]
    assert read(tmp_path, body)[0].split("\n") == lines


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    """Word keeps a box twice, for itself and for older readers."""
    box = f"<w:txbxContent>{paragraph('框里的字。')}{paragraph('又一段。')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>框外，</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r><w:r><w:t>接着。</w:t></w:r></w:p>"
    )
    assert read(tmp_path, body)[0] == "框外，接着。\n\n框里的字。\n又一段。"


def test_what_is_not_printed_is_not_read(tmp_path: Path) -> None:
    """Deleted and moved words, pinyin above a word and tab stops are no text of the page."""
    body = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:ruby><w:rt><w:r><w:t>gǎng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase></w:ruby>"
        "<w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read(tmp_path, body) == ("新港", ())


def test_what_is_printed_but_not_read_is_told(tmp_path: Path) -> None:
    """Numbers that Word makes itself, notes, and signs of symbol fonts are counted for the editor."""
    body = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>甲</w:t>'
        '<w:footnoteReference w:id="1"/></w:r></w:p>'
        '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r>'
        '<w:sym w:font="Wingdings" w:char="F06E"/><w:t>沈立言</w:t></w:r></w:p>'
    )
    text, remarks = read(tmp_path, body)
    assert text == "甲\n□沈立言"
    assert [one for remark in remarks for one in ("自动编号", "脚注", "符号") if one in remark] == [
        "自动编号",
        "脚注",
        "符号",
    ]


def table(*rows: list[str]) -> str:
    """A table as XML; a line feed in a cell begins a new paragraph."""
    cells = [["".join(map(paragraph, cell.split("\n"))) for cell in row] for row in rows]
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in cells)
    return f"<w:tbl>{lines}</w:tbl>"


def test_a_row_of_a_table_is_a_line(tmp_path: Path) -> None:
    """Its cells are parted by tabs; lines within a cell are one, and a row without words is none."""
    body = paragraph("成绩单") + table(["姓名", "成绩"], ["周采薇", "9\n分"], ["", ""], ["", "8"]) + paragraph("完。")
    assert read(tmp_path, body)[0] == "成绩单\n姓名\t成绩\n周采薇\t9 分\n\t8\n完。"


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell(tmp_path: Path) -> None:
    """A frame around a story, and columns that hold stories, are no rows; a table within one is neither."""
    story = "码头启用\n本报讯 昨日启用。\n市民说好。\n票价两元。"
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('外')}{table(['甲', '乙'])}</w:tc></w:tr></w:tbl>"
    assert read(tmp_path, table([story]))[0] == story
    assert read(tmp_path, table(["左", story]))[0] == "左\n\n" + story
    assert read(tmp_path, inner)[0] == "外\n甲\n乙"


def look(text: str, size: int = 0, *, bold: bool = False) -> str:
    """A paragraph set by hand, without a style: in half points, bold or not."""
    set_so = (f'<w:sz w:val="{size}"/>' if size else "") + ("<w:b/>" if bold else "")
    return paragraph(text).replace("<w:r>", f"<w:r><w:rPr>{set_so}</w:rPr>")


STORY = paragraph("本报讯(记者周采薇)新港码头昨日启用，第一条班船载着二十三位乘客开往云湖对岸。")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (paragraph("三年等来一条船\n新港码头启用", "1"), "## 三年等来一条船  \n新港码头启用"),
        (paragraph("三年等来一条船", "1") + paragraph("新港码头启用", "1"), "## 三年等来一条船  \n新港码头启用"),
        (
            paragraph("三年等来一条船", "1") + paragraph("", "1") + paragraph("码头", "1"),
            "## 三年等来一条船\n\n## 码头",
        ),
        (paragraph("码头启用", "1") + paragraph("——写在开航之际", "1"), "## 码头启用\n## ——写在开航之际"),
        (paragraph("三年等来：", "1") + paragraph("码头启用", "1"), "## 三年等来：\n## 码头启用"),
        (look("三年等来一条船\n新港码头启用", 44), "三年等来一条船  \n新港码头启用"),
        (look("三年等来一条船\n新港码头启用", bold=True), "三年等来一条船  \n新港码头启用"),
        (look("三年等来一条船", 44) + look("新港码头启用", 44), "三年等来一条船  \n新港码头启用"),
        (look("三年等来一条船", 32) + look("新港码头启用", 44), "三年等来一条船\n\n新港码头启用"),
        (look("新港码头启用", bold=True) + look("三年等来一条船", bold=True), "新港码头启用\n三年等来一条船"),
        (look("新港码头启用", 44) + look("本报记者 周采薇", 44), "新港码头启用\n本报记者 周采薇"),
    ],
)
def test_the_lines_of_one_headline(tmp_path: Path, body: str, lines: str) -> None:
    """Lines of the same look are one headline, its lines ended by two spaces; kickers, subtitles and names are not."""
    assert read(tmp_path, body + STORY)[0].rpartition("\n")[0] == lines


def test_the_head_of_a_page_is_no_headline(tmp_path: Path) -> None:
    """Where pages have a heading's style as well, the headlines below them are marked, and the pages are not."""
    page = paragraph("第1版 要闻", "1") + paragraph("码头启用", "2") + STORY + paragraph("图书馆延时开放", "2") + STORY
    blocks = read(tmp_path, page + page.replace("第1版", "第2版"))[0].split("\n")
    assert [block for block in blocks if block.startswith("#")] == ["## 码头启用", "## 图书馆延时开放"] * 2


def test_verses_stay_lines(tmp_path: Path) -> None:
    """A line break in running text ends a line, and no headline goes on there."""
    assert read(tmp_path, paragraph("船来了\n灯亮了") + STORY)[0].startswith("船来了\n灯亮了\n")


def test_a_blank_paragraph_is_a_blank_line(tmp_path: Path) -> None:
    """It parts what stands above it from what stands below."""
    assert read(tmp_path, paragraph("甲。") + paragraph("") + paragraph("乙。"))[0] == "甲。\n\n乙。"


def test_the_strict_kind_of_file(tmp_path: Path) -> None:
    """Word can save under other names of the same elements."""
    data = docx(paragraph("码头"), {})
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W[9:-1].encode(), docx_parts.STRICT.strip().encode()))
    assert word.read(write(tmp_path / "a.docx", strict.getvalue())).text == "码头"


def bomb(size: int) -> bytes:
    """A small file whose text is large once unpacked."""
    return docx(f"<w:p><w:r><w:t>{'码' * size}</w:t></w:r></w:p>")


def archive(name: str, data: bytes = b"") -> bytes:
    """A zip file with one entry."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return file.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "word_of_it"),
    [
        (b"", "坏了"),
        (b"PK\5\6", "坏了"),
        (docx(paragraph("码头"))[:300], "坏了"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ".doc"),
        (archive("hello.txt"), "没有正文"),
        (archive("word/document.xml", b"<a>"), "XML 第 1 行"),
        (docx("<w:p>" * (word.MAX_DEPTH + 1) + "</w:p>" * (word.MAX_DEPTH + 1)), "结构"),
        (docx(paragraph("&b;"), head=ENTITIES), "声明"),
        (bomb(word.MAX_PART_BYTES // 2), "大得不正常"),
        (bomb(raw.MAX_CHARACTERS + 1), "万字"),
    ],
)
def test_what_is_broken_or_hostile_is_refused(tmp_path: Path, data: bytes, word_of_it: str) -> None:
    """Truncated, locked, nested without end, or swelling when unpacked: refused, with what to do."""
    path = write(tmp_path / "a.docx", data)
    with pytest.raises(ImportRefused) as caught:
        word.read(path)
    (problem,) = caught.value.problems
    assert problem.source == str(path)
    assert word_of_it in problem.message
    assert ".docx" in problem.hint


def test_a_table_of_contents_without_end_is_not_read(tmp_path: Path) -> None:
    """The list of a zip file's entries is measured before it is read."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for at in range(12_000):
            made.writestr(f"word/part-number-{at:030d}.xml", b"")
    with pytest.raises(ImportRefused, match="部件太多"):
        word.read(write(tmp_path / "a.docx", file.getvalue()))
