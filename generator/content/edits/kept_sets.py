"""What is kept of a change set: an archive that any program for zip files opens.

``set.json`` says what was done, when and by whom, and names the files; ``old/`` holds them as they were before.
"""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

HEADER, OLD = "set.json", "old/"
UNDO, REDO, RECORD = "undo", "redo", "record"
"""Kinds of sets that the history treats in a way of their own."""


class Row(NamedTuple):
    """One file of a set: path, the digests of what it was and became, mode, and the name that it is laid aside by."""

    path: str
    old: str
    new: str
    mode: int
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a set is known by. ``entry`` is the entry of the history that it is part ``part`` of.

    ``kind`` is the command's; ``what`` says in the editor's words what was done; ``of`` names the entry that an undo
    takes back. Sets of the kind ``record`` write down what happened, and undo passes over them.
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
    """Writes a set, with the files of the paper at ``root`` as they stand now. Raises ``OSError``."""
    rows = tuple(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for row in rows:
            if row.old:
                archive.writestr(OLD + row.path, (root / row.path).read_bytes())
        text = json.dumps({"header": asdict(header), "files": [row._asdict() for row in rows]}, ensure_ascii=False)
        archive.writestr(HEADER, text)


def read(path: Path) -> tuple[Header, list[Row]]:
    """What a set says of itself, and its files. Raises ``OSError`` and ``ValueError`` for one that is damaged."""
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
