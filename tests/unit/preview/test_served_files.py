"""Which files below a folder are served."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.preview import served_files
from support import examples

IN, OUT = b"in", b"out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files, and others around it."""
    root = tmp_path_factory.mktemp("served")
    for path, data in {
        "site/index.html": IN,
        "site/a/报 1.html": IN,
        "site/.well-known/a": IN,
        "site/.well-known/.b": OUT,
        "site/.hidden": OUT,
        "site/a/.git/config": OUT,
        "site/a/.well-known/c": OUT,
        "secret": OUT,
        "siteb/index.html": OUT,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    site = root / "site"
    (site / "out").symlink_to("../secret")
    (site / "whole").symlink_to(root / "secret")
    (site / "up").symlink_to("..")
    (site / "back").symlink_to(site)
    (site / "again").symlink_to("index.html")
    (site / "circle").symlink_to("circle")
    os.mkfifo(site / "pipe")
    return site


@pytest.fixture(params=[True, False], ids=["below", "checked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of opening a file: that of most systems, and that of Windows."""
    monkeypatch.setattr(served_files, "_BELOW", request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("path", ["index.html", "a/报 1.html", ".well-known/a"])
def test_files_of_the_folder(folder: Path, path: str) -> None:
    """Ordinary files at any depth, and the hidden folder that is meant to be public."""
    assert served_files.read(folder, path) == IN


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            "/",
            ".",
            "..",
            "a",
            "a/",
            "nowhere",
            "index.html/",
            "index.html/a",
            "/index.html",
            "a//报 1.html",
            "./index.html",
        ),
        *("../secret", "a/../../secret", "../siteb/index.html", "a/../index.html", "index.html\0", "a\\..\\secret"),
        *(".hidden", ".well-known", ".well-known/", ".well-known/.b", ".well-known/../index.html", "a/.git/config"),
        *("a/.well-known/c", "pipe", "out", "whole", "up/secret", "up/site/index.html", "back/index.html", "again"),
        *("circle", "circle/a", "index.html:stream" * 40),
    ],
)
def test_all_else_is_no_file(folder: Path, path: str) -> None:
    """Ways up, hidden names, folders, pipes, and whatever is or lies behind a link, also one that leads back in."""
    assert served_files.read(folder, path) is None


def test_the_whole_path_is_no_file(folder: Path) -> None:
    """An address that spells a path of the machine."""
    assert served_files.read(folder, str(folder / "index.html")) is None
    assert served_files.read(folder, str(folder / "index.html")[1:]) is None


@pytest.mark.usefixtures("way")
def test_the_folder_may_be_reached_through_a_link(folder: Path, tmp_path: Path) -> None:
    """A newsroom may keep ``photos/`` on another disk."""
    (tmp_path / "link").symlink_to(folder)
    assert served_files.read(tmp_path / "link", "index.html") == IN
    assert served_files.read(tmp_path / "nothing", "index.html") is None


def test_a_link_put_in_between_is_not_followed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that becomes a link after it was opened: the file is that of the folder that was."""
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/a/secret").write_bytes(IN)
    (tmp_path / "secret").write_bytes(OUT)
    opened = os.open

    def swap(path: str | Path, flags: int, *, dir_fd: int | None = None) -> int:
        if path == "secret":
            (tmp_path / "site/a").rename(tmp_path / "site/b")
            (tmp_path / "site/a").symlink_to(tmp_path)
        return opened(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swap)
    assert served_files.read(tmp_path / "site", "a/secret") == IN
    assert (tmp_path / "site/a/secret").read_bytes() == OUT


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="NOT TESTED: this system does not list open files")
def test_no_handle_is_left_open(folder: Path) -> None:
    """Whether a file is served or not."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ("index.html", "a/报 1.html", "a/nowhere", "out", "up/secret", "pipe", "a"):
        served_files.read(folder, path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@settings(max_examples=examples(300), deadline=None)
@given(
    path=st.lists(st.sampled_from(["..", ".", "", "a", "up", "back", "site", "secret", "index.html", "\0"])).map(
        "/".join
    )
)
def test_no_path_leads_out(folder: Path, path: str) -> None:
    """Whatever is put together of names, links and ways up, nothing from outside is read."""
    assert served_files.read(folder, path) in (IN, None)
