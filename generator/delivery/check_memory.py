"""What earlier runs of ``banmian check`` found out about single issues. It can be deleted at any time.

A row holds for the bytes of an issue's files, which its stamp or its digest identifies, and for one ``key``: a digest
of all lists and settings that matter. The file as a whole holds for one version of banmian's own code. It contains JSON
and digests, no code. A file that is damaged or in use counts as empty, and what it said is found out again.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

FILE = "check.sqlite"
SECONDS = 1.0
"""How long to wait for another check that writes its rows; then this one does without."""

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (version TEXT);
CREATE TABLE IF NOT EXISTS issues
    (id TEXT PRIMARY KEY, stamp TEXT, digest TEXT, pictures TEXT, key TEXT, found TEXT, seal BLOB) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """An issue as it was last checked.

    ``stamp`` and ``digest`` identify its files, ``pictures`` describes its pictures as JSON, and ``found`` is what was
    found in it, as JSON.
    """

    stamp: str
    digest: str
    pictures: str
    key: str
    found: str


def read(state: Path, version: str) -> dict[str, Row]:
    """The rows that this version of banmian wrote, by the id of their issue, without damaged ones."""
    if not (state / FILE).is_file():
        return {}
    try:
        rows = sqlite3.connect(f"file:{(state / FILE).absolute().as_posix()}?mode=ro", uri=True, timeout=SECONDS)
        try:
            if rows.execute("SELECT version FROM meta").fetchall() != [(version,)]:
                return {}
            listed = rows.execute("SELECT id, stamp, digest, pictures, key, found, seal FROM issues").fetchall()
        finally:
            rows.close()
        return {name: Row(*row) for name, *row, seal in listed if _seal(name, *row) == seal}
    except (sqlite3.Error, UnicodeDecodeError, TypeError, ValueError):
        return {}


def write(state: Path, version: str, changed: Mapping[str, Row], gone: Iterable[str]) -> None:
    """Stores rows, and drops those of issues that are gone. What cannot be stored is found out again next time."""
    try:
        if not _written(state, version, changed, gone):
            (state / FILE).unlink(missing_ok=True)
            _written(state, version, changed, ())
    except (sqlite3.OperationalError, OSError):
        return


def _written(state: Path, version: str, changed: Mapping[str, Row], gone: Iterable[str]) -> bool:
    """Whether the rows were stored; ``False`` where the file is damaged."""
    state.mkdir(exist_ok=True)
    rows = sqlite3.connect(state / FILE, timeout=SECONDS)
    try:
        # The file need not survive a power cut, so it is not synced to disk.
        rows.executescript(f"PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; {_TABLES}")
        if rows.execute("SELECT version FROM meta").fetchall() != [(version,)]:
            rows.executescript(f"DROP TABLE meta; DROP TABLE issues; {_TABLES}")
            rows.execute("INSERT INTO meta VALUES (?)", (version,))
        values = ((name, *row, _seal(name, *row)) for name, row in changed.items())
        rows.executemany("REPLACE INTO issues VALUES (?,?,?,?,?,?,?)", values)
        rows.executemany("DELETE FROM issues WHERE id=?", [(name,) for name in gone])
        rows.commit()
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    finally:
        rows.close()
    return True


def _seal(*row: str) -> bytes:
    return hashlib.blake2b("\0".join(row).encode("utf-8", "surrogatepass"), digest_size=8).digest()
