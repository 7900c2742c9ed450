"""What ``benchmarks.preview_refusals`` tries, against a small preview that is guarded as the real one is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

import small_preview
from benchmarks import preview_refusals as trial
from generator.preview import served_files
from generator.preview.entrance import Entrance
from generator.preview.guard import Guard
from generator.preview.tokens import Standing, Tokens


def answered(folder: Path, around: Callable[[ASGIApp, Entrance], ASGIApp] | None = None) -> list[trial.Row]:
    """What was not refused, of at least two hundred requests."""
    with small_preview.small(folder, around) as running:
        rows = trial.refusals(running)
    assert len(rows) >= 200
    return [row for row in rows if not row.is_refused]


def test_everything_is_refused(tmp_path: Path) -> None:
    """Over real sockets, byte for byte."""
    assert answered(tmp_path) == []


def test_an_unguarded_preview_is_found_out(tmp_path: Path) -> None:
    """A trial that sees nothing would always pass: without the guard, each of its parts has something to tell."""
    found = answered(tmp_path, lambda _, entrance: entrance)
    assert {row.kind for row in found} >= {"Host", "Origin", "Sec-Fetch", "Method"}


def test_a_preview_that_lets_all_devices_in_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every session is known, and every token open."""
    monkeypatch.setattr(Tokens, "knows", lambda *_: True)
    monkeypatch.setattr(Tokens, "standing", lambda *_: Standing.OPEN)
    assert {row.kind for row in answered(tmp_path)} == {"Session", "Token"}


def test_a_preview_that_follows_links_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files are read by their paths."""

    def read(folder: Path, path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() and file.resolve().stat().st_size < 1_000 else None

    monkeypatch.setattr(served_files, "read", read)
    assert {row.kind for row in answered(tmp_path)} == {"Link"}


def test_a_preview_that_refuses_all_is_found_out(tmp_path: Path) -> None:
    """What is owed is asked for as well."""

    async def deaf(scope: Scope, receive: Receive, send: Send) -> None:
        await Guard(lambda *_: None)({**scope, "server": None}, receive, send)  # type: ignore[arg-type]

    with pytest.raises(trial.NotServed):
        answered(tmp_path, lambda *_: deaf)


@pytest.mark.slow
def test_the_preview_itself_refuses_everything(tmp_path: Path) -> None:
    """``banmian serve --lan``, as a process."""
    with trial.real(tmp_path) as running:
        rows = trial.refusals(running)
    assert len(rows) >= 200
    assert [row for row in rows if not row.is_refused] == []
