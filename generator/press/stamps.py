"""Tells without reading a file whether it is certainly the same as when it was last read.

A file counts as the same if its name, size, inode, modification time and *change time* (ctime) are the same. The file
system sets the change time itself and no program can choose it, so a file that was written to, replaced or renamed
has another one, whatever its modification time is. Two cases need care:

- Two writes within one tick of the file system's clock have the same change time. So a file counts only if nobody had
  touched it for two seconds when it was looked at, by the file system's clock and not by ours.
- Some file systems keep no such change time (FAT; Windows gives the field another meaning). ``clock`` finds that out
  with a trial file. On such a file system no file counts as the same, and every build reads every file.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.content.issue_files import PHOTOS, REVIEW, SIGNED

REST = 2_000_000_000
"""Nanoseconds for which a file must have been left alone: one tick of the coarsest file system clock in use."""

TRIAL = "clock"


class Clock(NamedTuple):
    """The time by the file system that a folder lies on, in nanoseconds; 0 where it keeps no change times."""

    now: int
    device: int

    def proves(self, changed: int, device: int) -> bool:
        """Whether the change time of a file on a device proves that the file stays as it is."""
        return changed < self.now - REST and device == self.device


NEVER = Clock(0, 0)
"""A clock that proves nothing."""


def clock(state: Path) -> Clock:
    """The clock of the file system that ``state`` lies on, found out with a trial file in it."""
    trial = state / TRIAL
    trial.unlink(missing_ok=True)  # writing to a pipe would block, and a link would overwrite another file
    trial.write_bytes(b"")
    written = trial.stat()
    os.utime(trial, (0, 0))
    dated_back = trial.stat()
    # ``utime`` sets the modification time back to 1970; a real change time stays at the present.
    is_kept = os.name != "nt" and dated_back.st_mtime_ns < written.st_ctime_ns <= dated_back.st_ctime_ns
    return Clock(dated_back.st_ctime_ns if is_kept else 0, dated_back.st_dev)


def stamp_of(folder: str, clock: Clock) -> str:
    """A digest of the names, sizes, inodes and times of an issue's files; ``""`` where they prove nothing."""
    rows = []
    try:
        for entry in _of_issue(folder):
            stat = entry.stat()
            if not clock.proves(stat.st_ctime_ns, stat.st_dev):
                return ""
            rows.append(f"{entry.path} {stat.st_size} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}")
    except OSError:
        return ""
    rows.sort()
    return hashlib.blake2b("\n".join(rows).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _of_issue(folder: str) -> Iterator[os.DirEntry[str]]:
    """The files of an issue that a site is made of; most issues have no pictures, and papers without steps no more."""
    for entry in _listed(folder):
        name = entry.name
        if name.endswith(".md") or name == REVIEW:
            yield entry
        elif name in (PHOTOS, SIGNED):
            yield from _listed(entry.path)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        return list(entries)
    return []
