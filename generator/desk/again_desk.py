"""Import again: a corrected raw file beside the edited issue in three columns, to be decided row by row."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from generator.content import shown_lines
from generator.content.edits.changes import Draft
from generator.content.store import ISSUE_FILE
from generator.desk import desk_pages
from generator.editing import taking_over
from generator.newsroom.three_columns import Row, State

_KEY = re.compile(r"^[a-z_]+: ?")
_FLAGS = {"true": "是", "false": "否"}
_PRINTED = ("kicker", "title", "subtitle", "byline", shown_lines.BODY, "caption", "credit_line")
_WORDS = {State.SOURCE: "原稿改了", State.EDITOR: "编辑改了", State.BOTH: "两边都改了"}


class Shown(NamedTuple):
    """A row with the words for who changed it, its columns as readers see them, and whether it is to be decided."""

    row: Row
    words: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    is_open: bool


class File(NamedTuple):
    """The rows of a file that are not the same in all columns, and how many are."""

    name: str
    called: str
    rows: tuple[Shown, ...]
    same: int


def page(root: Path, issue: str, sent: list[Path], batch: str, token: str) -> str:
    """The page of an issue's import again; without files it asks for them.

    Raises ``ImportRefused`` for files that cannot be read or are none of the issue's, and ``ContentError``.
    """
    trail = [("这一期", f"{desk_pages.OWN}/issue/{issue}/")]
    told = {"token": token, "trail": trail, "issue": issue, "batch": batch}
    if not sent:
        return desk_pages.filled("again.html", **told, parts=[], stamp="", open=0)
    found = taking_over.compared(Draft(root), issue, sent)
    parts = list(grouped(found.rows))
    waiting = sum(shown.is_open for part in parts for shown in part.rows)
    return desk_pages.filled("again.html", **told, parts=parts, stamp=found.stamp, open=waiting)


def grouped(rows: tuple[Row, ...]) -> Iterator[File]:
    """The rows file by file, without files that are the same everywhere."""
    for name, group in groupby(rows, key=lambda row: row.file):
        held = list(group)
        shown = tuple(
            Shown(row, _WORDS[row.state], tuple(_columns(row)), row.state in (State.SOURCE, State.BOTH))
            for row in held
            if row.state is not State.SAME
        )
        if shown:
            yield File(name, _called(name, held), shown, len(held) - len(shown))


def _columns(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, text in (("原来的原稿", row.then), ("现在的", row.now), ("更正稿", row.new)):
        yield name, tuple(_seen(row, text))


def _seen(row: Row, text: str) -> Iterator[str]:
    """The lines of a column as an editor reads them: values without their keys, of a whole file what readers see."""
    if text and row.is_whole and row.file != ISSUE_FILE:
        lines = shown_lines.lines(shown_lines.read(text, row.file))
        yield from (line.text for line in lines if line.place.field in _PRINTED)
        return
    for line in text.split("\n"):
        value = _KEY.sub("", line) if row.is_field else line
        yield from [_FLAGS.get(value, value.strip('"'))] if value else ()


def _called(name: str, rows: list[Row]) -> str:
    """What a file is called for an editor: its headline, as far as there is one."""
    if name == ISSUE_FILE:
        return "这一期"
    if rows[0].is_whole:
        return next(_seen(rows[0], rows[0].now or rows[0].new or rows[0].then), "")
    title = next((row for row in rows if row.label == "标题"), None)
    return next(_seen(title, title.now), "") if title else name.removesuffix(".md")
