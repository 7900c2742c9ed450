"""Disks for tests: a mounted file system in a file, whose power can be cut; and a full one in memory.

Only root can mount file systems; ``can_mount`` says what is missing.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_SHUTDOWN = 0x8004587D
"""The call by which a Linux file system stops at once, as by a power cut (``FS_IOC_SHUTDOWN``)."""

LOG_FLUSHED, NOTHING_FLUSHED = 1, 2
"""Two kinds of power cut: names are on the disk and what was not flushed of the files is lost; or both are lost."""

_PROGRAMS = ("mkfs.ext4", "losetup", "mount", "umount")
_TRIES = 200


def can_mount() -> str:
    """Why no disk can be mounted here; ``""`` where one can."""
    if os.geteuid() != 0:
        return "only root may mount a disk"
    missing = [name for name in _PROGRAMS if shutil.which(name) is None]
    if missing:
        return f"{' and '.join(missing)} not installed"
    try:
        with tempfile.TemporaryDirectory() as folder, disk(Path(folder), megabytes=8):
            return ""
    except subprocess.CalledProcessError as error:
        return f"this machine does not mount: {error.stderr.strip()}"


def _run(*args: str) -> str:
    return subprocess.run(args, check=True, capture_output=True, text=True).stdout.strip()


def _unmount(folder: Path) -> None:
    for _ in range(_TRIES):
        try:
            _run("umount", str(folder))
        except subprocess.CalledProcessError:
            time.sleep(0.01)
        else:
            return
    _run("umount", str(folder))


class Disk:
    """An ext4 file system on a device, mounted at ``folder``."""

    def __init__(self, device: str, folder: Path) -> None:
        self._device = device
        self.folder = folder

    def mount(self, *options: str) -> None:
        """Mounts it; what its journal holds is brought into order, as after a power cut."""
        chosen = ("-o", ",".join(options)) if options else ()
        _run("mount", "-t", "ext4", *chosen, self._device, str(self.folder))

    def unmount(self) -> None:
        """Unmounts it; a process that was killed a moment ago may hold it a little longer."""
        _unmount(self.folder)

    def cut(self, how: int) -> None:
        """Cuts the power: from now on nothing reaches the disk, whatever is still in memory."""
        cut(self.folder, how)

    def back(self, *options: str) -> None:
        """Power again: what was in memory is gone, and the disk is mounted as it was left."""
        self.unmount()
        self.mount(*options)


def cut(folder: Path, how: int) -> None:
    """Cuts the power of the disk that a folder lies on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", how))
    finally:
        os.close(handle)


def cut_and_die(folder: Path, how: int) -> None:
    """Cuts the power under this process, which ends with all that it began, as all do then."""
    cut(folder, how)
    os.killpg(0, signal.SIGKILL)


@contextlib.contextmanager
def disk(folder: Path, *, megabytes: int = 96) -> Iterator[Disk]:
    """A new ext4 disk in a file below ``folder``, mounted. Raises ``CalledProcessError``."""
    folder.mkdir(parents=True, exist_ok=True)
    image, place = folder / "disk", folder / "mounted"
    with contextlib.suppress(OSError):
        image.unlink()
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    _run("mkfs.ext4", "-q", "-F", str(image))
    device = _run("losetup", "-f", "--show", str(image))
    place.mkdir(exist_ok=True)
    made = Disk(device, place)
    try:
        made.mount()
        try:
            yield made
        finally:
            made.unmount()
    finally:
        _run("losetup", "-d", device)
        image.unlink()


@contextlib.contextmanager
def memory(folder: Path, *, kilobytes: int) -> Iterator[Path]:
    """A disk in memory of that size, mounted. Raises ``CalledProcessError``."""
    folder.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


def fill(folder: Path, leave: int) -> Path:
    """Fills a disk up until ``leave`` kilobytes are free; the file that fills it is returned, to be removed."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            stat = os.statvfs(folder)
            free = stat.f_bavail * stat.f_frsize - (leave << 10)
            if free <= 0 or not file.write(b"\xa5" * min(free, 1 << 20)):
                break
            os.fsync(file.fileno())
    return filler
