"""One invented issue in every form that a raw file comes in: what it says is the same, how it is written is not."""

from collections.abc import Callable
from pathlib import Path

from documents import Sheet, docx, paragraph, pdf, write
from generator.understanding.unwrap import width

HEADLINE = ("三年等来一条船", "新港码头启用")
REPORT = (
    "本报讯(记者周采薇 通讯员郑明)3月24日，云湖市召开新港码头启用工作会议，总结三年来的建设，部署下一步的开航。",
    "会议指出，码头设有候船厅和自行车棚，冬天也不冷，第一条班船载着136位乘客开往对岸，湖上气温3～5℃。",
    "会议强调，要抓好雾天的停航告示，七十岁以上的老人和学生免票，让家门口的码头真正方便大家。",
)
NOTICE_TITLE = "关于调整渡船班次的通告"
NOTICE = (
    "为方便市民出行，自4月1日起调整渡船班次，现通告如下：",
    "一、一号线每隔二十分钟一班，末班船延到夜里十点。",
    "二、二号线遇到大雾停航，请市民出门前看告示。",
    "云湖市交通局",
    "2026年3月24日",
)
TABLE_TITLE = "渡船时刻表"
TABLE = (("线路", "首班", "末班"), ("一号线", "6:30", "22:00"), ("二号线", "7:00", "20:30"))
CAPTION, CREDIT = "3月24日，市民在新港码头候船厅里等候第一条班船。", "本报记者 林望舒 摄"
POEM_TITLE, POET = "湖上的灯", "□沈立言"
POEM = ("船来了，灯还亮着", "雾慢慢散开", "桨声在水底", "一下，一下，敲着春天")
PAGES = ("第1版 要闻", "第2版 副刊")

ROWS = tuple("\t".join(row) for row in TABLE)


def text(mark: str = "") -> str:
    """The issue as a plain text, its headlines marked by ``##`` where a mark is given."""
    blocks = [
        PAGES[0],
        mark + "  \n".join(HEADLINE),
        *REPORT,
        CAPTION,
        CREDIT,
        mark + NOTICE_TITLE,
        *NOTICE,
        mark + TABLE_TITLE,
        "\n".join(ROWS),
        PAGES[1],
        mark + POEM_TITLE,
        POET,
        "\n".join(POEM),
    ]
    return "\n\n".join(blocks) + "\n"


def plain(path: Path) -> Path:
    """A ``.txt`` file with the paper's own marks."""
    return write(path / "raw.txt", text("## "))


def crawled(path: Path) -> Path:
    """The same copied from a web page: a byte order mark, CR LF, wide blanks on blank lines, nothing-wide marks."""
    lines = text("## ").replace("\n\n", "\n\u3000\u3000\n").replace("新港", "新\u200b港").replace("第2版", "\f第2版")
    return write(path / "raw.txt", "\ufeff" + lines.replace("\n", "\r\n"))


def copied(path: Path) -> Path:
    """The same copied out of a PDF that names characters by radicals."""
    return write(path / "raw.txt", text("## ").translate(str.maketrans("月日工方人大用行车", "⽉⽇⼯⽅⼈⼤⽤⾏⻋")))


def recognised(path: Path) -> Path:
    """The same as a program for text recognition writes it in Markdown."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    blocks = [
        f"# {PAGES[0]}",
        "# " + "<br>".join(HEADLINE),
        REPORT[0].replace("本报讯", "**本报讯**"),
        REPORT[1].replace("136", " $1 3 6$ ").replace("3～5℃", "$3 \\sim 5 ^ { \\circ } \\mathrm { C }$"),
        REPORT[2],
        f"![](images/0a.jpg)\n{CAPTION}",
        CREDIT,
        f"# {NOTICE_TITLE}",
        *NOTICE,
        f"# {TABLE_TITLE}",
        f"<html><body><table>{rows}</table></body></html>",
        "---",
        f"# {PAGES[1]}",
        f"# {POEM_TITLE}",
        POET,
        "  \n".join(POEM),
    ]
    return write(path / "raw.md", "\n\n".join(blocks) + "\n")


def typed(path: Path) -> Path:
    """The same as a Word file, headlines by style."""
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in TABLE)
    body = [
        paragraph(PAGES[0], "1"),
        *(paragraph(line, "2") for line in HEADLINE),
        *map(paragraph, (*REPORT, CAPTION, CREDIT)),
        paragraph(NOTICE_TITLE, "2"),
        *map(paragraph, NOTICE),
        paragraph(TABLE_TITLE, "2"),
        f"<w:tbl>{rows}</w:tbl>",
        paragraph(PAGES[1], "1"),
        paragraph(POEM_TITLE, "2"),
        paragraph(POET),
        paragraph("\n".join(POEM)),
    ]
    return write(path / "raw.docx", docx("".join(body)))


def pasted(path: Path) -> Path:
    """The plain text as a Word file, a paragraph a line, without any style."""
    return write(path / "raw.docx", docx("".join(map(paragraph, text("## ").split("\n")))))


WIDTH = 24.0


def _set(sheet: Sheet, top: float, paragraphs: tuple[str, ...]) -> float:
    """Paragraphs in one column, each with its indent, lines filled by the width of their characters."""
    lines: list[str] = []
    for one in paragraphs:
        lines.append("\u3000\u3000")
        for character in one:
            if width(lines[-1] + character) > WIDTH and character not in "，。；：）":
                lines.append("")
            lines[-1] += character
    sheet.column(60, top, lines)
    return top + 16 * len(lines)


def printed(path: Path) -> Path:
    """The same as the pages that were printed."""
    first = Sheet().put(60, 20, PAGES[0], 9).put(60, 60, HEADLINE[0], 20).put(60, 88, HEADLINE[1], 20)
    top = _set(first, 130, REPORT) + 10
    top = _set(first, top, (CAPTION,)) + 4
    first.put(60, top, CREDIT)
    first.put(60, top + 40, NOTICE_TITLE, 16)
    top = _set(first, top + 70, NOTICE) + 20
    first.put(60, top, TABLE_TITLE, 16)
    for at, row in enumerate(TABLE):
        for column, cell in enumerate(row):
            first.put(60 + 80 * column, top + 30 + 16 * at, cell)
    second = Sheet().put(60, 20, PAGES[1], 9).put(60, 60, POEM_TITLE, 20).put(60, 100, POET).column(60, 130, POEM)
    return write(path / "raw.pdf", pdf(first, second))


def folder(path: Path) -> Path:
    """The same with a file for each 版."""
    first, second = text("## ").split(PAGES[1])
    write(path / "稿子" / "01要闻.txt", first)
    write(path / "稿子" / "02副刊.txt", PAGES[1] + second)
    return path / "稿子"


FORMS: dict[str, Callable[[Path], Path]] = {
    form.__name__: form for form in (crawled, copied, recognised, typed, pasted, printed, folder)
}
"""Every other form but the plain text."""
