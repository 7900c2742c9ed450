"""A release of banmian as one file, a wheel: which a paper's folder carries so that all machines run the same.

The wheel brings all that a paper's folder needs of a version: the locked list of libraries, the files for hosts, and
the handbook. So a running banmian can also move a paper to a version that it does not know.
"""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import Problem, ReleaseError

LOCKED = "generator/requirements.txt"
"""In the wheel, the list of libraries with their hashes."""
PAPER = "generator/delivery/paper/"
"""In the wheel, the folder of the files that a paper's folder is given."""
_NAME = re.compile(r"banmian-([0-9][^-]*)-py3-none-any\.whl")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Release:
    """A wheel: its file's name and its bytes."""

    file: str
    data: bytes

    @property
    def version(self) -> str:
        """The version, as in the file's name."""
        found = _NAME.fullmatch(self.file)
        return found[1] if found else ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, as ``pip`` wants it."""
        return hashlib.sha256(self.data).hexdigest()

    def files(self, folder: str) -> dict[str, bytes]:
        """The files below a folder of the wheel, by their paths in it; ``folder`` may be the path of one file."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as wheel:
            names = [name for name in wheel.namelist() if name.startswith(folder) and not name.endswith("/")]
            return {name.removeprefix(folder): wheel.read(name) for name in names}

    @property
    def locked(self) -> bytes:
        """The list of libraries with their hashes that this version is known to work with."""
        return self.files(LOCKED)[""]


def opened(file: str, data: bytes) -> Release:
    """A wheel that somebody has made, checked. Raises ``ReleaseError`` if it is none of banmian's that can be used."""
    release = Release(file, data)
    if not release.version:
        raise ReleaseError(Problem("不是 banmian 的安装包", "文件名像 banmian-0.1.0-py3-none-any.whl 的才是", file))
    try:
        is_whole = bool(release.locked) and bool(release.files(PAPER))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError):
        is_whole = False
    if not is_whole:
        raise ReleaseError(Problem("安装包坏了，或者太旧", "重新下载一个", file))
    return release


def packed(version: str, files: Mapping[str, bytes]) -> Release:
    """The wheel of these files, by their paths in it, the ``RECORD`` excepted, which is made here.

    Nothing is compressed, and no time or owner is noted, so the same files give the same bytes on every machine.
    """
    record = f"banmian-{version}.dist-info/RECORD"
    rows = [f"{path},sha256={recorded(data)},{len(data)}\n" for path, data in sorted(files.items())]
    whole = dict(sorted(files.items())) | {record: "".join([*rows, f"{record},,\n"]).encode()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as wheel:
        for path, data in whole.items():
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o100644 << 16
            wheel.writestr(entry, data)
    return Release(f"banmian-{version}-py3-none-any.whl", target.getvalue())


def recorded(data: bytes) -> str:
    """The digest of a file as a ``RECORD`` notes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def numbers(version: str) -> list[int]:
    """The numbers of a version, which say which of two is newer."""
    return [int(number) for number in re.findall(r"\d+", version)]
