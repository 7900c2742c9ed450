"""What stands in output/: only what may have changed is read, and nothing that changed is missed."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.press import stamps, standing, writer
from generator.press.manifest import UNSURE, Cause, Manifest, Printed, digest
from generator.press.standing import Found
from support import Site

FILES = {"index.html": b"home", "2026-03-25/01.html": b"one", "2026-03-25/02.html": b"two"}
RECORD = Manifest(
    {
        "home": Printed(Cause("", ""), {"index.html": digest(b"home")}),
        "2026-03-25": Printed(
            Cause("", ""), {"2026-03-25/01.html": digest(b"one"), "2026-03-25/02.html": digest(b"two")}
        ),
    },
    kept=("static/000000000000/old.css",),
)


@pytest.fixture(autouse=True)
def output(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a build left it; files count as at rest as soon as the file system's clock has moved on."""
    monkeypatch.setattr(stamps, "REST", 0)
    for path, data in FILES.items():
        site.write(f"output/{path}", data)
    return site.root / "output"


def look(output: Path, remembered: Mapping[str, str], record: Manifest = RECORD) -> Found:
    """One look, once the clock of the file system has left the last change behind."""
    newest = max(path.lstat().st_ctime_ns for path in output.rglob("*"))
    while (clock := stamps.clock(output.parent)).now <= newest:
        pass
    return standing.look(output, record, digest(record.to_json()), remembered, clock)


def test_files_at_rest_are_not_read(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look at files that were left alone reads none of them."""
    first = look(output, {})
    assert (first.damaged, first.lost, first.unknown) == (frozenset(), (), ())
    monkeypatch.setattr(writer, "read", lambda _: pytest.fail("read a file"))
    assert look(output, first.stamps) == first


def _same_size(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _linked(path: Path) -> None:
    path.rename(path.parents[1] / "elsewhere" / path.name)
    path.symlink_to(path.parents[1] / "elsewhere" / path.name)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("damage", [Path.unlink, _same_size, _linked, _folder, _pipe])
def test_every_damage_is_noticed(output: Path, damage: Callable[[Path], None]) -> None:
    """A file that is gone, was written over with as many bytes, or gave its place to something else is damaged."""
    first = look(output, {})
    (output.parent / "elsewhere").mkdir()
    (output / "elsewhere").symlink_to(output.parent / "elsewhere")
    damage(output / "2026-03-25/02.html")
    for remembered in (first.stamps, {}):
        found = look(output, remembered)
        assert (found.damaged, found.lost) == (frozenset({"2026-03-25"}), ("2026-03-25/02.html",))
        assert found.stamps["2026-03-25"] == standing.CHANGED


def test_a_lost_folder_is_noticed(output: Path) -> None:
    """Where a whole folder is gone, all that stood in it is lost."""
    first = look(output, {})
    for path in (output / "2026-03-25").iterdir():
        path.unlink()
    (output / "2026-03-25").rmdir()
    found = look(output, first.stamps)
    assert found.damaged == {"2026-03-25"}
    assert look(output, found.stamps).damaged == {"2026-03-25"}, "the build may have stopped in between"


def test_unknown_files_are_found_and_links_not_followed(output: Path) -> None:
    """What the manifest does not name is unknown, wherever it lies; a link is one thing, whatever it leads to."""
    first = look(output, {})
    (output.parent / "elsewhere").mkdir()
    (output.parent / "elsewhere/secret").write_bytes(b"secret")
    (output / "link").symlink_to(output.parent / "elsewhere")
    (output / "deep/er").mkdir(parents=True)
    (output / "deep/er/x").write_bytes(b"x")
    (output / "empty").mkdir()
    assert look(output, first.stamps).unknown == ("link", "deep/er/x")
    assert look(output, {}).unknown == ("link", "deep/er/x")


def test_what_is_none_of_our_business(output: Path) -> None:
    """What deploying keeps at the top of output/, and what is kept of the build before, is not unknown."""
    for path in (".git/config", ".gitignore", ".netlify/state.json", "static/000000000000/old.css", "x/.gitignore"):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(b"")
    assert look(output, {}).unknown == ("x/.gitignore",)


def test_stamps_belong_to_their_manifest(output: Path) -> None:
    """What was proven of files was proven against one manifest; against another they are read again."""
    first = look(output, {})
    bundles = {**RECORD.bundles, "home": Printed(Cause("", ""), {"index.html": digest(b"older")})}
    assert look(output, first.stamps, Manifest(bundles)).damaged == {"home"}


def test_an_unsure_file_is_never_as_it_was(output: Path) -> None:
    """Of a file that a build was cut off over nothing is believed."""
    bundles = {"unsure": Printed(Cause("", ""), {"index.html": UNSURE}), "2026-03-25": RECORD.bundles["2026-03-25"]}
    assert look(output, {}, Manifest(bundles)).damaged == {"unsure"}


def test_young_files_are_read_again(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a folder with a file that was just written only its name is remembered."""
    monkeypatch.setattr(stamps, "REST", 2_000_000_000)
    found = look(output, {}).stamps
    assert [found[folder] for folder in ("", "2026-03-25")] == [standing.CHANGED] * 2


def test_no_output(tmp_path: Path) -> None:
    """Where nothing was built nothing is found."""
    empty = standing.look(tmp_path / "output", Manifest(), "", {}, stamps.NEVER)
    assert (empty.damaged, empty.lost, empty.unknown) == (frozenset(), (), ())
