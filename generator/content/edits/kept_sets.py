"""The archive of a change set: a zip file with a record of the change and the old files.

``set.json`` says what was done, when and by whom, and lists the files; ``old/`` holds them as they were before.
"""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

HEADER, OLD = "set.json", "old/"
UNDO, REDO, RECORD = "undo", "redo", "record"
"""Kinds of change sets that the history treats specially."""


class Row(NamedTuple):
    """One file of a set: path, digests before and after, permissions, and its name in the pending folder."""

    path: str
    old: str
    new: str
    mode: int
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """The description of a set. ``entry`` is the entry of the history that it belongs to, as part number ``part``.

    ``kind`` is the kind of command; ``what`` says in Chinese what was done; ``of`` names the entry that an undo takes
    back. Sets of the kind ``record`` only note what happened, and undo skips them.
    """

    entry: str
    part: int
    time: str
    author: str
    session: str
    kind: str
    what: str
    of: str = ""


def write(path: Path, header: Header, rows: Iterable[Row], root: Path) -> None:
    """Writes the archive of a set, with the current files of the paper at ``root``. Raises ``OSError``."""
    rows = tuple(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for row in rows:
            if row.old:
                archive.writestr(OLD + row.path, (root / row.path).read_bytes())
        text = json.dumps({"header": asdict(header), "files": [row._asdict() for row in rows]}, ensure_ascii=False)
        archive.writestr(HEADER, text)


def read(path: Path) -> tuple[Header, list[Row]]:
    """The header and the files of a set. Raises ``OSError``, or ``ValueError`` for a damaged archive."""
    try:
        with _opened(path) as archive:
            read: Any = json.loads(archive.read(HEADER))
        return Header(**read["header"]), [Row(**row) for row in read["files"]]
    except (zipfile.BadZipFile, KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def old_bytes(path: Path, file: str) -> bytes:
    """The bytes that a file had before a set. Raises ``OSError``, and ``ValueError`` for a damaged one."""
    try:
        with _opened(path) as archive:
            return archive.read(OLD + file)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(str(error)) from None


def _opened(path: Path) -> zipfile.ZipFile:
    if path.exists() and not path.is_file():
        raise zipfile.BadZipFile(path.name)  # a pipe or a device, which might never end
    return zipfile.ZipFile(path)
