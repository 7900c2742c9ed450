"""The cache of what is known of issues: it remembers, and it is never believed when it is damaged."""

import sqlite3
from pathlib import Path

import pytest

from generator.press.issue_memory import FILE, Known, Ledger, Seen

SEEN = Seen("stamp", "digest", "{}", "{}")
KNOWN = Known("mark", "事实".encode(), "一\n二".encode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ledger that knows one issue."""
    with Ledger(tmp_path, "1") as ledger:
        ledger.see([("2026-03-25", SEEN)])
        ledger.know([("2026-03-25", KNOWN)])
    return tmp_path


def test_it_remembers(folder: Path) -> None:
    """What was kept comes back in the next build."""
    with Ledger(folder, "1") as ledger:
        assert ledger.seen() == {"2026-03-25": SEEN}
        assert ledger.facts() == {"2026-03-25": ("mark", KNOWN.facts)}
        assert ledger.outline("2026-03-25") == KNOWN.outline


def test_another_version_begins_anew(folder: Path) -> None:
    """What another version of the code found out is forgotten."""
    with Ledger(folder, "2") as ledger:
        assert (ledger.seen(), ledger.facts()) == ({}, {})


def test_what_is_gone_is_forgotten(folder: Path) -> None:
    """An issue that is gone leaves the ledger."""
    with Ledger(folder, "1") as ledger:
        ledger.forget(["2026-03-25"])
        assert (ledger.seen(), ledger.facts()) == ({}, {})


@pytest.mark.parametrize("damage", [b"", b"garbage" * 500])
def test_a_file_that_is_no_ledger(folder: Path, damage: bytes) -> None:
    """Whatever lies in the ledger's place, it is begun anew."""
    (folder / FILE).write_bytes(damage)
    with Ledger(folder, "1") as ledger:
        assert ledger.seen() == {}


def test_a_changed_byte_is_noticed(folder: Path) -> None:
    """A row that is not what was kept is not given back."""
    with sqlite3.connect(folder / FILE) as rows:
        rows.execute("UPDATE known SET facts=replace(facts, '实', '真'), outline=replace(outline, '二', '三')")
    rows.close()
    with Ledger(folder, "1") as ledger:
        with pytest.raises(sqlite3.DatabaseError):
            ledger.facts()
        with pytest.raises(sqlite3.DatabaseError):
            ledger.outline("2026-03-25")


def test_a_schema_that_is_no_text_is_begun_anew(tmp_path: Path) -> None:
    """A damaged cache is never an error, whatever is damaged in it."""
    with Ledger(tmp_path, "1") as ledger:
        ledger.see([("2026-03-25", SEEN)])
    path = tmp_path / FILE
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE") + 3
    path.write_bytes(data[:at] + b"\xff\xfe\xfd" + data[at + 3 :])
    with Ledger(tmp_path, "1") as ledger:
        assert ledger.seen() == {}
