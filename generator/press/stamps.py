"""What a file system can prove of a file that is not read: that nobody wrote to it since it was.

A file is the same without a look inside only if its name, size, inode, modification time and *change time* are. The
change time is the file system's own: no program can set it, so a file that was written to, replaced or renamed
since has another one, whatever its modification time says. What that leaves open is shut here:

- Two writes within one tick of the file system's clock have one change time. So only files prove something that had
  been at rest for two seconds when they were looked at, by the file system's clock and not by ours.
- Where a file system does not keep change times of its own (FAT; Windows, which means something else by them), a
  trial file shows it, and nothing proves anything: every file is read every time.
"""

import os
from pathlib import Path
from typing import NamedTuple

REST = 2_000_000_000
"""Nanoseconds for which a file must have been left alone: the coarsest clock of a file system in use ticks so."""

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
    trial.unlink(missing_ok=True)  # a pipe would never take anything, and a link lead to somebody's file
    trial.write_bytes(b"")
    written = trial.stat()
    os.utime(trial, (0, 0))
    dated_back = trial.stat()
    # The modification time went back as it was told to; a change time of its own cannot.
    is_kept = os.name != "nt" and dated_back.st_mtime_ns < written.st_ctime_ns <= dated_back.st_ctime_ns
    return Clock(dated_back.st_ctime_ns if is_kept else 0, dated_back.st_dev)
