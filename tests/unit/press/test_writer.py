"""Files reach output/ whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from generator.errors import PressError
from generator.press import writer
from support import tree


def test_a_file_in_new_folders(tmp_path: Path) -> None:
    """A file is written with the folders above it, readable for the server, and nothing beside it."""
    writer.write(tmp_path / "output", "a/b/c.html", b"new")
    assert tree(tmp_path) == {"output/a/b/c.html": b"new"}
    assert (tmp_path / "output/a/b/c.html").stat().st_mode & 0o777 == 0o644


def test_a_system_that_knows_no_modes_of_open_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file's mode can be set by its name alone, files are written all the same, and as readable."""
    monkeypatch.delattr(os, "fchmod", raising=False)
    writer.write(tmp_path, "a.html", b"new")
    assert tree(tmp_path) == {"a.html": b"new"}
    assert (tmp_path / "a.html").stat().st_mode & 0o444 == 0o444


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(("owner", "name"), [(os, "fchmod"), (os, "replace")])
def test_a_failing_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    """Where writing fails at any step, the old file stands as it was and no temporary file is left."""
    writer.write(tmp_path, "a.html", b"old")
    monkeypatch.setattr(owner, name, _full, raising=False)
    with pytest.raises(PressError, match="磁盘满了") as caught:
        writer.write(tmp_path, "a.html", b"new")
    monkeypatch.undo()
    assert caught.value.problems[0].source == str(tmp_path / "a.html")
    assert tree(tmp_path) == {"a.html": b"old"}


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    """A folder that stands where a file belongs is told, not removed."""
    (tmp_path / "a.html").mkdir()
    (tmp_path / "a.html/kept").write_bytes(b"mine")
    with pytest.raises(PressError):
        writer.write(tmp_path, "a.html", b"new")
    assert tree(tmp_path) == {"a.html/kept": b"mine"}


def test_deleting_takes_empty_folders_along(tmp_path: Path) -> None:
    """Deleted files go with the folders that they leave empty; other files and the folder itself stay."""
    for path in ("a/b/gone.html", "a/c/gone.html", "a/c/kept.html"):
        writer.write(tmp_path, path, b"x")
    writer.delete(tmp_path, ["a/b/gone.html", "a/c/gone.html", "never/there.html"])
    assert tree(tmp_path) == {"a/c/kept.html": b"x"}
    assert not (tmp_path / "a/b").exists()
    writer.delete(tmp_path, ["a/c/kept.html"])
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    """A folder where a file should be deleted is an error that names it."""
    (tmp_path / "a/b").mkdir(parents=True)
    with pytest.raises(PressError) as caught:
        writer.delete(tmp_path, ["a"])
    assert caught.value.problems[0].source == str(tmp_path / "a")


def test_a_file_laid_aside_is_put_in_place_whole(tmp_path: Path) -> None:
    """What lies in the spool has its bytes until it gets its place; afterwards the spool is gone."""
    with writer.Spool(tmp_path) as spool:
        laid = spool.lay(b"new")
        assert (laid.size, laid.read()) == (3, b"new")
        writer.publish(tmp_path / "output", "a/b.html", laid)
        spool.lay(b"never published")
    assert tree(tmp_path) == {"output/a/b.html": b"new"}
    assert (tmp_path / "output/a/b.html").stat().st_mode & 0o777 == 0o644


def test_what_a_killed_build_laid_aside_is_removed(tmp_path: Path) -> None:
    """A spool begins empty, whatever lies in its folder."""
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool/1-0").write_bytes(b"old")
    with writer.Spool(tmp_path):
        assert tree(tmp_path) == {}


def test_output_on_another_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot get its place by its name alone, it is copied, whole like every other."""
    whole = os.replace

    def across(source: str, target: str) -> None:
        if "spool" in source:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        whole(source, target)

    with writer.Spool(tmp_path) as spool:
        laid = spool.lay(b"new")
        monkeypatch.setattr(os, "replace", across)
        writer.publish(tmp_path / "output", "a/b.html", laid)
    assert tree(tmp_path) == {"output/a/b.html": b"new"}


def test_a_failing_publication_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be put in its place is told by its place."""
    with writer.Spool(tmp_path) as spool:
        laid = spool.lay(b"new")
        monkeypatch.setattr(os, "replace", _full)
        with pytest.raises(PressError) as caught:
            writer.publish(tmp_path, "a.html", laid)
    assert caught.value.problems[0].source == str(tmp_path / "a.html")


def test_how_a_file_ends(tmp_path: Path) -> None:
    """A file is known by its end, however short it is; neither a link nor a pipe is waited for."""
    (tmp_path / "a").write_bytes(b"page and mark")
    assert writer.ends_with(f"{tmp_path}/a", b"mark")
    assert not writer.ends_with(f"{tmp_path}/a", b"page")
    (tmp_path / "short").write_bytes(b"rk")
    assert not writer.ends_with(f"{tmp_path}/short", b"mark")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "nowhere"):
        with pytest.raises(OSError):  # noqa: PT011 - each has a number of its own
            writer.ends_with(f"{tmp_path}/{name}", b"mark")


def test_what_stands_behind_a_link(tmp_path: Path) -> None:
    """A file, or a link in its place, stands there; what lies behind a link in place of a folder does not."""
    (tmp_path / "away").mkdir()
    (tmp_path / "away/a.html").write_bytes(b"x")
    output = tmp_path / "output"
    (output / "b").mkdir(parents=True)
    (output / "a").symlink_to(tmp_path / "away")
    (output / "b/a.html").symlink_to(tmp_path / "away/a.html")
    assert writer.stands(output, "b/a.html")
    assert not writer.stands(output, "a/a.html")
    assert not writer.stands(output, "b/c.html")
