"""content/ → digests: an unchanged file is not read, a changed one always is."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from generator.content import issue_files
from generator.errors import PressError
from generator.model import CHINA
from generator.press import content_scan, stamps
from generator.press.content_scan import Content, Moment
from generator.press.issue_memory import Seen
from support import Site

NOW = datetime(2026, 3, 25, 6, tzinfo=CHINA)


@pytest.fixture(autouse=True)
def state(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the trial file; files count as at rest as soon as the file system's clock has moved on."""
    monkeypatch.setattr(stamps, "REST", 0)
    site.issue()
    site.article(number=1)
    site.picture("dock.png")
    folder = site.root / ".banmian"
    folder.mkdir()
    return folder


def look(site: Site, seen: dict[str, Seen]) -> Content:
    """One look at the content, once the clock of the file system has left its last change behind."""
    files = [path for path in (site.root / "content").rglob("*") if path.is_file()]
    newest = max((path.stat().st_ctime_ns for path in files), default=0)
    trial = site.root / "trial"
    while True:
        trial.write_bytes(b"")
        if trial.stat().st_ctime_ns > newest:
            return content_scan.scan(site.root, stamps.clock(site.root / ".banmian"), seen, Moment(NOW))


def test_files_at_rest_are_not_read(site: Site) -> None:
    """A second look at files that were left alone reads none of them, and knows the same of them."""
    first = look(site, {})
    second = look(site, first.seen)
    assert (first.read, second.read) == (1, 0)
    assert second.digests == first.digests


def _same_size_and_time(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(path: Path) -> None:
    before = path.stat()
    new = path.with_suffix(".tmp")
    new.write_bytes(path.read_bytes()[::-1])
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(path)


def _gone(path: Path) -> None:
    path.unlink()


def _beside(path: Path) -> None:
    path.with_stem("02").write_bytes(b"more")


@pytest.mark.parametrize("change", [_same_size_and_time, _replaced, _gone, _beside])
@pytest.mark.parametrize("name", ["01.md", "photos/dock.png"])
def test_every_change_is_noticed(site: Site, change: Callable[[Path], None], name: str) -> None:
    """A file of the same size and the same modification time, a new one and a lost one are changes."""
    first = look(site, {})
    change(site.root / "content/issues/2026-03-25" / name)
    second = look(site, first.seen)
    assert second.digests != first.digests
    assert second.digests == content_scan.scan(site.root, stamps.clock(site.root / ".banmian"), {}, Moment(NOW)).digests


@pytest.mark.parametrize("name", ["01.doubts.json", "source/raw.txt", "notes.txt"])
def test_what_no_page_shows_is_no_change(site: Site, name: str) -> None:
    """Doubts, raw texts and notes beside an article are not part of what is published."""
    first = look(site, {})
    site.write(f"content/issues/2026-03-25/{name}", "x")
    assert look(site, first.seen).digests == first.digests


def test_a_file_that_was_just_written_is_read_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writes within one tick of the clock look the same from outside, so a young file is never trusted."""
    monkeypatch.setattr(stamps, "REST", 2_000_000_000)
    first = look(site, {})
    assert first.seen["2026-03-25"].stamp == ""
    assert look(site, first.seen).read == 1


def test_a_file_system_without_change_times_is_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the change time follows the modification time, as on FAT, every file is read every time."""
    whole = Path.stat

    def fat(path: Path, **given: bool) -> os.stat_result:
        found = list(whole(path, **given))
        times = whole(path, **given)
        return os.stat_result(
            found, {"st_mtime_ns": times.st_mtime_ns, "st_ctime_ns": times.st_mtime_ns, "st_atime_ns": 0}
        )

    first = look(site, {})
    monkeypatch.setattr(Path, "stat", fat)
    assert content_scan.scan(site.root, stamps.clock(site.root / ".banmian"), first.seen, Moment(NOW)).read == 1


def test_no_picture_is_opened_twice(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture whose bytes were seen before keeps the size that it was found to have."""
    first = look(site, {})
    (site.root / "content/issues/2026-03-25/01.md").write_bytes(b"changed")
    monkeypatch.setattr(issue_files, "look", lambda _: pytest.fail("opened"))
    assert look(site, first.seen).files("2026-03-25").pictures["dock.png"][1:] == (4, 3, "")


def test_files_that_change_under_way(site: Site) -> None:
    """A file that no longer is what the build began with stops it; two states are never mixed."""
    first = look(site, {})
    second = look(site, first.seen)
    site.article(number=1, body="又改了。")
    with pytest.raises(PressError, match="一直在改"):
        second.files("2026-03-25")


def test_many_issues_are_read_again_when_needed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files beyond those that are kept at hand are read a second time, and are the same."""
    monkeypatch.setattr(content_scan, "KEPT", 0)
    found = look(site, {})
    assert found.files("2026-03-25").digest == found.digests["2026-03-25"]


def test_a_folder_without_an_article_waits(site: Site) -> None:
    """A folder of a day that holds pictures alone is no issue yet, and stops no build."""
    site.picture("ship.jpg", issue_id="2026-03-26")
    found = look(site, {})
    assert "2026-03-26" not in found.digests
    assert found.problems == []
