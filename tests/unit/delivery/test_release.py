"""The wheel that a paper's folder carries: what is in it, and where it may come from."""

import subprocess
import sys
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator.delivery import wheel_source
from generator.delivery.release import Release, numbers, opened, packed, recorded
from generator.errors import ReleaseError
from released import release
from support import PROJECT

MAIN = "from generator.cli.main import main; main()"


def unpacked(made: Release, folder: Path) -> Path:
    """A wheel's files laid into a folder, as an installer lays them."""
    with zipfile.ZipFile(BytesIO(made.data)) as wheel:
        wheel.extractall(folder)
    return folder


def run(installed: Path, *arguments: str | Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Runs the banmian that was laid into ``installed``."""
    lead = f"import sys; sys.path.insert(0, {str(installed)!r}); {MAIN}"
    command = [sys.executable, "-X", "utf8", "-c", lead, *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8")


def test_a_wheel_says_what_is_in_it() -> None:
    """Every file stands in ``RECORD`` with its digest and length, and ``RECORD`` itself without."""
    with zipfile.ZipFile(BytesIO(packed("1.2", {"generator/a.py": b"a", "generator/b": b""}).data)) as wheel:
        names = wheel.namelist()
        rows = wheel.read("banmian-1.2.dist-info/RECORD").decode().splitlines()
    assert [row.split(",")[0] for row in rows] == names
    assert rows[0] == f"generator/a.py,sha256={recorded(b'a')},1"
    assert rows[-1].endswith("RECORD,,")


def test_the_same_files_give_the_same_bytes() -> None:
    """In whatever order the files come, on whichever system: no time, owner or compression depends on the machine."""
    with zipfile.ZipFile(BytesIO(release().data)) as wheel:
        noted = {(e.date_time[0], e.create_system, e.compress_type, e.external_attr) for e in wheel.infolist()}
    assert noted == {(1980, 3, zipfile.ZIP_STORED, 0o100644 << 16)}
    assert packed("1.2", {"generator/a": b"a", "b": b"b"}) == packed("1.2", {"b": b"b", "generator/a": b"a"})


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("other-1.0-py3-none-any.whl", release().data),
        ("banmian.whl", release().data),
        (release().file, b""),
        (release().file, release().data[:-100]),
        (release().file, packed("0.1.0", {"generator/a.py": b""}).data),
    ],
)
def test_what_is_no_wheel_of_ours_is_refused(file: str, data: bytes) -> None:
    """Another program's, a damaged one, and one of before papers carried a wheel are named."""
    with pytest.raises(ReleaseError) as caught:
        opened(file, data)
    assert caught.value.problems[0].source == file


def test_versions_are_compared_by_their_numbers() -> None:
    """0.10 is newer than 0.9."""
    assert numbers("0.9.1") < numbers("0.10.0")


def test_a_folder_that_is_not_there_is_told_in_chinese() -> None:
    """``pip`` is not asked for it."""
    with pytest.raises(ReleaseError) as caught:
        wheel_source.found("/nowhere/banmian")
    assert caught.value.problems[0].message == "没有这个文件或文件夹"


def test_a_folder_is_never_looked_for_in_a_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``pip`` takes a bare name for a package of a registry, so it is given the whole path."""
    (tmp_path / "banmian").mkdir()
    monkeypatch.chdir(tmp_path)
    given: list[str] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        given.append(command[-1])
        return subprocess.CompletedProcess(command, 1, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(ReleaseError):
        wheel_source.found("banmian")
    assert given == [str((tmp_path / "banmian").resolve())]


def test_a_wheel_that_somebody_names_is_taken_as_it_is(tmp_path: Path) -> None:
    """``--from`` a file: the same bytes; a file that is not there is named."""
    file = tmp_path / release().file
    file.write_bytes(release().data)
    assert wheel_source.found(str(file)) == release()
    with pytest.raises(ReleaseError) as caught:
        wheel_source.found(str(tmp_path / "banmian-9-py3-none-any.whl"))
    assert "banmian-9" in caught.value.problems[0].source


@pytest.mark.slow
def test_an_address_that_gives_nothing_is_told(tmp_path: Path) -> None:
    """What ``pip`` cannot make a wheel of is a message with the address, and no traceback."""
    with pytest.raises(ReleaseError) as caught:
        wheel_source.found(str(tmp_path))
    assert caught.value.problems[0].source == str(tmp_path)


@pytest.mark.slow
def test_an_installed_banmian_gives_the_wheel_that_it_came_from(tmp_path: Path) -> None:
    """What installers and Python add is left out, so from one wheel every installation makes the same again."""
    whole = release(whole=True)
    installed = unpacked(whole, tmp_path / "installed")
    about = installed / f"banmian-{whole.version}.dist-info"
    for name in ("INSTALLER", "REQUESTED", "direct_url.json"):
        (about / name).write_text("pip", "utf-8")
    cache = installed / "generator/__pycache__/model.cpython-311.pyc"
    cache.parent.mkdir(exist_ok=True)
    cache.write_bytes(b"compiled")
    with (about / "RECORD").open("a", encoding="utf-8") as record:
        record.write(f"{about.name}/INSTALLER,,\ngenerator/__pycache__/{cache.name},,\n../../bin/banmian,,\n")
    done = run(installed, "new", "paper", "--host", "nginx", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "paper/banmian" / whole.file).read_bytes() == whole.data


@pytest.mark.slow
def test_an_installation_that_was_changed_gives_no_wheel(tmp_path: Path) -> None:
    """A file that is not as it was installed is named, and no paper is made of it."""
    installed = unpacked(release(whole=True), tmp_path / "installed")
    with (installed / "generator/templates/404.html").open("a", encoding="utf-8") as file:
        file.write("changed")
    done = run(installed, "new", "paper", folder=tmp_path)
    assert done.returncode == 1
    assert "404.html" in done.stderr
    assert not (tmp_path / "paper").exists()


@pytest.mark.slow
def test_a_checkout_gives_no_wheel(tmp_path: Path) -> None:
    """Where banmian runs from its sources there is no wheel, and the message says what to write."""
    done = run(PROJECT, "new", "paper", folder=tmp_path)
    assert done.returncode == 1
    assert "--from" in done.stderr
    assert not (tmp_path / "paper").exists()


def test_all_pages_of_the_handbook_travel_with_the_program() -> None:
    """Each page of ``docs/`` for editors and hosts goes into the wheel, with the pictures that the desk shows."""
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    forced = declared["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    figures = {"docs/build-speed.md", "docs/preview-speed.md"}
    docs = PROJECT / "docs"
    pages = {f"docs/{path.name}" for path in (*docs.glob("*.md"), *docs.glob("desk-*.png"))} - figures
    assert {place for place in forced if place.startswith("docs/")} == pages
