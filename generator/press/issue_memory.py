"""The ledger: a cache of what earlier builds found out about issues. It can be deleted at any time.

The digest of an issue is taken from here only if the issue's files are the same, and its facts and outline only if
banmian's code and the settings are the same as well. The cache holds digests and JSON, no code.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

FILE = "ledger.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (version TEXT);
CREATE TABLE IF NOT EXISTS seen
    (id TEXT PRIMARY KEY, stamp TEXT, digest TEXT, pictures TEXT, withheld TEXT, rules TEXT, review TEXT, seal BLOB)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (id TEXT PRIMARY KEY, digest TEXT, facts BLOB, outline BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stood (folder TEXT PRIMARY KEY, stamp TEXT) WITHOUT ROWID;
"""


class Seen(NamedTuple):
    """An issue's files as they were last read: their stamp, the digest of their bytes, and values as JSON.

    ``pictures`` describes its pictures; ``withheld`` maps the name of an article's file to the reason why it may not
    be read (``store.Withheld``). ``review`` tells how far its articles are signed (``sign_offs``), by the steps that
    ``rules`` names; both are ``""`` where nothing must be signed.
    """

    stamp: str
    digest: str
    pictures: str
    withheld: str
    rules: str = ""
    review: str = ""


class Known(NamedTuple):
    """The facts and the outline, packed, of an issue; ``digest`` covers its files and what else decides them."""

    digest: str
    facts: bytes
    outline: bytes


class Ledger:
    """The cache in ``folder``. A file of another ``version``, or one that is damaged, is replaced by an empty one.

    Without ``writing`` the file is only read, as may be done while a build writes to it; if it cannot be used, then
    ``sqlite3.DatabaseError`` or ``UnicodeDecodeError`` is raised.
    """

    def __init__(self, folder: Path, version: str, *, writing: bool = True) -> None:
        self._path = folder / FILE
        self._version = version
        self._writing = writing
        try:
            self._rows = self._open() if writing else self._opened()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            if not writing:
                raise
            self._path.unlink(missing_ok=True)
            self._rows = self._open()

    def _open(self) -> sqlite3.Connection:
        rows = sqlite3.connect(self._path)
        try:
            # The cache need not survive a power cut, so it is not synced to disk; a damaged one is begun anew.
            rows.executescript(f"PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; {_TABLES}")
            if rows.execute("SELECT version FROM meta").fetchall() != [(self._version,)]:
                rows.executescript(f"DROP TABLE meta; DROP TABLE seen; DROP TABLE known; DROP TABLE stood; {_TABLES}")
                rows.execute("INSERT INTO meta VALUES (?)", (self._version,))
                rows.commit()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            rows.close()
            raise
        return rows

    def _opened(self) -> sqlite3.Connection:
        rows = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
        is_ours = False
        try:
            is_ours = rows.execute("SELECT version FROM meta").fetchall() == [(self._version,)]
        finally:
            if not is_ours:
                rows.close()
        if not is_ours:
            raise sqlite3.DatabaseError("of another version")
        return rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writing:
            with suppress(sqlite3.DatabaseError):
                self._rows.commit()
        self._rows.close()

    def seen(self) -> dict[str, Seen]:
        """Every issue as it was last read, by id. Raises ``sqlite3.DatabaseError`` where a row is damaged."""
        found = {}
        try:
            for name, *row, seal in self._rows.execute("SELECT * FROM seen"):
                found[name] = Seen(*row)
                if _seal(name, *row) != seal:
                    raise sqlite3.DatabaseError("damaged")
        except (TypeError, ValueError):  # other columns, or bytes that are no text
            raise sqlite3.DatabaseError("damaged") from None
        return found

    def outlines(self) -> dict[str, bytes]:
        """The packed outlines of all issues."""
        return {name: _opened(outline) for name, outline in self._rows.execute("SELECT id, outline FROM known")}

    def see(self, found: Iterable[tuple[str, Seen]]) -> None:
        """Stores what was found out about the files of issues."""
        rows = ((name, *row, _seal(name, *row)) for name, row in found)
        self._rows.executemany("REPLACE INTO seen VALUES (?,?,?,?,?,?,?,?)", rows)

    def facts(self) -> dict[str, tuple[str, bytes]]:
        """The digest and the packed facts of every issue."""
        rows = self._rows.execute("SELECT id, digest, facts FROM known")
        return {name: (digest, _opened(facts)) for name, digest, facts in rows}

    def outline(self, name: str) -> bytes:
        """The packed outline of an issue."""
        row: tuple[bytes] = self._rows.execute("SELECT outline FROM known WHERE id=?", (name,)).fetchone()
        return _opened(row[0])

    def know(self, found: Iterable[tuple[str, Known]]) -> None:
        """Stores the facts and outlines of issues."""
        rows = ((name, known.digest, _sealed(known.facts), _sealed(known.outline)) for name, known in found)
        self._rows.executemany("REPLACE INTO known VALUES (?,?,?,?)", rows)

    def keep(self) -> None:
        """Writes to the file what was stored so far, so that it stays if the process is killed."""
        self._rows.commit()

    def forget(self, names: Iterable[str]) -> None:
        """Drops issues that are gone."""
        rows = [(name,) for name in names]
        self._rows.executemany("DELETE FROM seen WHERE id=?", rows)
        self._rows.executemany("DELETE FROM known WHERE id=?", rows)

    def stood(self) -> dict[str, str]:
        """The stamps of the folders of ``output/`` whose files were as the last build left them (``standing``)."""
        return dict(self._rows.execute("SELECT folder, stamp FROM stood"))

    def stand(self, stamps: Mapping[str, str]) -> None:
        """Stores these stamps and drops all others."""
        before = self.stood()
        gone = [(folder,) for folder in before.keys() - stamps.keys()]
        self._rows.executemany("DELETE FROM stood WHERE folder=?", gone)
        self._rows.executemany("REPLACE INTO stood VALUES (?,?)", stamps.items() - before.items())


def _seal(*row: str) -> bytes:
    """A checksum of a row, so that damage is noticed; a damaged row could hide an embargo."""
    return hashlib.blake2b("\0".join(row).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _sealed(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest() + data


def _opened(sealed: bytes) -> bytes:
    """The data without its checksum. Raises if they do not match: damaged data must never get onto a page."""
    data = bytes(sealed[8:])
    if _sealed(data) != sealed:
        raise sqlite3.DatabaseError("damaged")
    return data


def seen(folder: Path, version: str) -> dict[str, Seen]:
    """Every issue as the last build read it; none where its file cannot be used. A build may write to it meanwhile."""
    with suppress(sqlite3.DatabaseError, ValueError), Ledger(folder, version, writing=False) as ledger:
        return ledger.seen()
    return {}
