"""Turns an article's Markdown into HTML: full-width marks, the layout of its kind, tables in boxes that scroll."""

import re
from html import unescape

from generator.content import body
from generator.kinds import Kind
from generator.pages import shapes, typography
from generator.pages.shapes import Shape

_BLOCK = re.compile(r"<(blockquote|ul|ol|table)\b.*?</\1>|<h2>.*?</h2>|<p>(?P<inside>.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"<br>\n?")
_SOFT = "<wbr soft>"
"""Marks where a line ended between Chinese characters, until it is known whether the line belongs to a 落款."""
_SOFT_END = re.compile(rf"(?:<br>)?\n|{_SOFT}")
_SPEAKER = re.compile(r"[^<：:]{1,16}[：:]")


def shown(text: str, kind: Kind, *, plain: bool = False) -> str:
    """Safe HTML of a body. One that is ``plain`` is set paragraph by paragraph."""
    if kind in shapes.KINDS and not plain:
        html = _shaped(typography.in_html(body.to_html(text, kind, soft=_SOFT)), kind).replace(_SOFT, "")
    else:
        html = typography.in_html(body.to_html(text, kind))
    return _TABLE.sub(_boxed, html) if "<table>" in html else html


def _shaped(html: str, kind: Kind) -> str:
    blocks = list(_BLOCK.finditer(html))
    found = iter(shapes.of(kind, [_text(block["inside"] or "") for block in blocks]))
    return _BLOCK.sub(lambda block: _set(block, next(found)), html)


def _text(inside: str) -> str:
    return unescape(_TAG.sub("", _LINE_END.sub("\n", inside).replace(_SOFT, "\n")))


def _set(block: re.Match[str], shape: Shape) -> str:
    inside = block["inside"]
    if shape is Shape.PARAGRAPH or not inside:
        return block[0]
    if shape in (Shape.QUESTION, Shape.ANSWER):
        inside = _SPEAKER.sub(lambda speaker: f"<b>{speaker[0]}</b>", inside, count=1) if inside[0] != "<" else inside
    if shape is Shape.SIGNATURE:  # body, name and day are lines, whichever way they were written
        inside = _SOFT_END.sub("<br>\n", inside)
    lines = _LINE_END.split(inside)
    if shape in (Shape.STANZA, Shape.VERSE, Shape.LINES) and all(map(_is_whole, lines)):
        if shape is Shape.LINES:
            return "\n".join(f"<p>{line}</p>" for line in lines)
        # Each verse is a line of its own to a style sheet, and to a browser without one.
        inside = "<br></span>\n".join(f"<span>{line}" for line in lines) + "</span>"
    return f'<p class="{shape.value}">{inside}</p>'


def _is_whole(line: str) -> bool:
    """Whether every tag that begins in a line ends in it."""
    begun = re.findall(r"<(?!/|wbr)", line)
    return len(begun) == line.count("</") and not line.startswith("</")


# ---- tables ----

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])>(.*?)</\1>", re.DOTALL)
_FIGURE = re.compile(r"[-+−－＋±]?[\d０-９][\d０-９,，.．:：/'′″]*[%％‰℃]?|[—–―-]{1,2}|")


_HEADING = frozenset(
    (
        "序号 序號 编号 編號 日期 时间 時間 时段 時段 项目 項目 "
        "姓名 品名 品种 品種 名称 名稱 名次 排名 地点 地點 地区 "
        "地區 站名 车站 車站 种类 種類 类别 類別 类型 级别 等级 "
        "单位 單位 班级 班次 车次 車次 航班 城市 户型 科室 科别 "
        "队伍 隊伍 队名 奖项 獎項 节目 節目 星期"
    ).split()
)


def _has_head(rows: list[list[str]]) -> bool:
    """Whether a table's first row, though printed like the others, is a head row.

    It is one if it begins with a usual word for a column, and some column has figures in all rows below; or if it has
    no figures itself, and at least two columns have figures in all rows below.
    """
    if len(rows) < 3 or any(len(row) != len(rows[0]) for row in rows):
        return False
    top, *below = rows
    told = sum(all(_DIGIT.search(row[at]) for row in below) for at in range(len(top)))
    if not all(top) or not told:
        return False
    return top[0] in _HEADING or (told > 1 and not any(map(_DIGIT.search, top)))


_DIGIT = re.compile(r"\d|[一二三四五六七八九十百]{1,4}月[一二三四五六七八九十]{1,3}日")


def _boxed(table: re.Match[str]) -> str:
    """A table in a box that scrolls where the screen is narrow; columns of figures get a class."""
    rows = [_CELL.findall(row) for row in _ROW.findall(table[0])]
    width = max(map(len, rows), default=0)
    # Cells of the first row are not looked at, because it may be a head row.
    figures = {
        at
        for at in range(width)
        if any(len(row) > at and row[at][1] for row in rows[1:])
        and all(_FIGURE.fullmatch(_text(row[at][1]).strip()) for row in rows[1:] if len(row) > at)
    }

    heads = iter([_has_head([[_text(cell[1]).strip() for cell in row] for row in rows])])

    def row(found: re.Match[str]) -> str:
        places = iter(range(width))
        is_head = next(heads, False)

        def cell(found: re.Match[str]) -> str:
            tag, scope = ("th", ' scope="col"') if is_head else (found[1], "")
            figure = ' class="figure"' if next(places) in figures else ""
            return f"<{tag}{scope}{figure}>{found[2]}</{tag}>"

        return _CELL.sub(cell, found[0])

    inside = _ROW.sub(row, table[0])
    # tabindex makes it possible to scroll the box with the keyboard.
    return f'<div class="table" role="group" aria-label="表格" tabindex="0">{inside}</div>'
