"""Reads and changes the newsroom's CSV tables: a head row, one row a line, and lines of notes that begin with ``#``.

Excel and WPS save CSV in GB18030 or UTF-8 with a byte order mark, and write dates with slashes; all this is accepted.
"""

import codecs
import csv
import difflib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import system
from generator.content import store, texts
from generator.errors import ContentError, Problem

LISTS = "lists"
_ENDS = ("\r", "\n")
MOST_ROWS = 200_000
"""The most rows of one table; reading 300,000 takes five seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by the names of their columns, its file and its line."""

    cells: Mapping[str, str]
    source: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, message: str, hint: str) -> Problem:
        """A problem with this row."""
        return Problem(message, hint, self.source, self.line)

    def number(self, column: str, hint: str) -> int:
        """The whole number in a cell. Raises ``ContentError``."""
        if not re.fullmatch(r"[0-9]{1,9}", self[column]):
            raise ContentError(self.problem(f"“{column}”一栏的 “{self[column][:20]}” 不是数字", hint))
        return int(self[column])

    def day(self, column: str) -> date | None:
        """The date in a cell, ``None`` for an empty one. Raises ``ContentError``."""
        text = self[column]
        if not text:
            return None
        found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text, re.ASCII)
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass  # a date that does not exist, such as 2026-02-30
        raise ContentError(self.problem(f"“{column}”一栏的 “{text}” 不是日期", "写成 2026-03-25，不知道就空着"))


def folder(root: Path) -> Path:
    """The folder of a site's tables."""
    return root / "content" / LISTS


Read = Callable[[str], "bytes | None"]
"""Reads a file by its path relative to the paper's folder; returns ``None`` where there is none."""


def read(
    path: Path, root: Path, columns: tuple[str, ...], required: tuple[str, ...], data: Read | None = None
) -> tuple[Row, ...]:
    """The rows of a table; none if the file is missing.

    ``columns`` are the names that the head row may have, ``required`` those it must have. ``data`` reads the file, if
    another version than that on disk is wanted. Raises ``ContentError``.
    """
    source = store.shown(path, root)
    try:
        held = system.bytes_of(path) if data is None else data(path.relative_to(root).as_posix())
        text = decode(held or b"")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise ContentError(not_text(source)) from None
    except OSError as error:
        raise ContentError(Problem(f"读不了：{system.why(error)}", "删掉它，或换成读得了的 CSV 文件", source)) from None
    return parse(text, source, columns, required)


def not_text(source: str) -> Problem:
    """The problem that a table is in no known encoding."""
    return Problem("不是 UTF-8 也不是 GB18030 文本", "另存为 UTF-8 的 CSV", source)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for changing: its lines with their line ends, and the encoding and line ends of its file."""

    lines: list[str]
    encoding: str
    newline: str

    def to_bytes(self) -> bytes:
        """The bytes of the file, in its encoding."""
        return "".join(self.lines).encode(self.encoding)

    def add(self, row: str) -> None:
        """Adds a row after the last line."""
        if self.lines and not self.lines[-1].endswith(_ENDS):
            self.lines[-1] += self.newline
        self.lines.append(row + self.newline)

    def set(self, at: int, row: str) -> None:
        """Replaces a line, but keeps its line end."""
        line = self.lines[at]
        self.lines[at] = row + line[len(line.rstrip("".join(_ENDS))) :]


def opened(data: bytes | None, head: str) -> Sheet:
    """A table for changing, from the bytes of its file; a new one gets ``head``, and a byte order mark for Excel.

    Raises ``UnicodeDecodeError``.
    """
    if not data:
        return Sheet(texts.lines(head), "utf-8-sig", "\n")
    text = decode(data)
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = "gb18030"
    sheet = Sheet(texts.lines(text), encoding, "\r\n" if "\r\n" in text else "\n")
    if all(map(is_note, sheet.lines)):  # somebody emptied the table and removed its head row as well
        sheet.add(texts.lines(head)[-1].rstrip())
    return sheet


def line(cells: Iterable[str]) -> str:
    """One row as a line of CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(list(cells))
    return out.getvalue()


def head(lines: Iterable[str]) -> list[str]:
    """The names of a table's columns, from the first line that is no note."""
    first = next(line for line in lines if not is_note(line))
    return [cell.strip() for cell in next(csv.reader([first]))]


def decode(data: bytes) -> str:
    """The text of a table in UTF-8 or GB18030. Raises ``UnicodeDecodeError``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030").removeprefix("\ufeff")


def parse(text: str, source: str, columns: tuple[str, ...], required: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a table's text. Raises ``ContentError`` with every mistake and its line."""
    problems: list[Problem] = []
    rows = []
    head: list[str] = []
    if text.count("\n") > MOST_ROWS:
        raise ContentError(Problem("表太长", f"最多 {MOST_ROWS} 行；不用的行删掉", source, MOST_ROWS + 1))
    for line, written in enumerate(texts.lines(text), 1):
        if is_note(written):
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([written], strict=True))]
        except csv.Error:
            problems.append(Problem("引号不成对", '一格里有逗号或引号时，整格放进英文双引号 "…"', source, line))
            continue
        if not head:
            head = cells
            problems += _head_problems(head, Problem("", "", source, line), columns, required)
            continue
        while cells and not cells[-1]:
            cells.pop()
        row = Row(dict(zip(head, cells, strict=False)), source, line)
        if len(cells) > len(head):
            problems.append(row.problem(f"这一行有 {len(cells)} 栏，表头只有 {len(head)} 栏", "多出的逗号用引号括起来"))
        empty = [column for column in required if not row[column]]
        if empty:
            hint = "栏与栏之间用英文逗号 ," if "，" in written else "补上这一栏，或在行首加 # 停用这一行"
            problems.append(row.problem(f"“{'”“'.join(empty)}”一栏空着", hint))
        rows.append(row)
    if problems:
        raise ContentError(*problems)
    return tuple(rows)


def is_note(line: str) -> bool:
    """Whether a line of a table is empty or a note."""
    return not line.strip(" ,\t\r\n") or line.lstrip(' "').startswith("#")


def _head_problems(head: list[str], at: Problem, columns: tuple[str, ...], required: tuple[str, ...]) -> list[Problem]:
    problems = []
    for name in head:
        if name and name not in columns:
            near = difflib.get_close_matches(name, columns, n=1, cutoff=0.5)
            hint = f"是不是 {near[0]}？" if near else f"可用的栏：{'、'.join(columns)}"
            problems.append(Problem(f"表头里有不认识的栏 “{name}”", hint, at.source, at.line))
    for name in required:
        if name not in head:
            hint = f"第一行写成：{','.join(columns)}"
            problems.append(Problem(f"表头里没有“{name}”一栏", hint, at.source, at.line))
    return problems
