"""What stands in ``output/``, looked at once: what is as it was made, what is not, and what nobody knows.

A file is read where nothing proves that it is still the one that was last read (``stamps``). What is proven is kept by
folder: one digest of the names, sizes, inodes and times of its files, remembered in the ledger together with the digest
of the manifest that they were compared with. So a build without a change reads none, and a file that was written over
with as many bytes is found. Symbolic links are never followed: a link is a file that banmian did not make.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from generator.press import writer
from generator.press.manifest import MANIFEST, UNSURE, Manifest, digest
from generator.press.stamps import Clock

LEFT_ALONE = frozenset({".git", ".gitignore", ".netlify", ".vercel", MANIFEST})
"""Names at the top of ``output/`` that are no business of a build: those of deploying, and the manifest itself."""

_GONE = "gone"
"""Remembered of a folder that is not there. No folder has this stamp, so the next look finds it gone again: the build
that found it first may have stopped before it made it anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in ``output/``, by path below it."""

    damaged: frozenset[str] = frozenset()
    """The bundles of which a file is gone, or has other bytes than it was written with."""
    lost: tuple[str, ...] = ()
    """Those files."""
    unknown: tuple[str, ...] = ()
    """Files and links that the manifest does not name."""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """What is proven of the folders in which all is well, to be remembered."""
    behind: tuple[str, ...] = ()
    """How paths begin that lie behind a link in place of a folder, so that what stands there is not in ``output``."""


class _Folder(NamedTuple):
    stamp: str
    rows: list[tuple[str, int, int, int, int, int]]
    """Name, mode, size, inode and times of whatever is no folder."""

    def files(self) -> set[str]:
        """Names of files."""
        return {row[0] for row in self.rows if S_ISREG(row[1])}

    def others(self) -> set[str]:
        """Names of links, pipes and the like: whatever holds no bytes of its own."""
        return {row[0] for row in self.rows if not S_ISREG(row[1])}


def look(output: Path, manifest: Manifest, record: str, remembered: Mapping[str, str], clock: Clock) -> Found:
    """Compares ``output`` with its manifest, whose file has the digest ``record``.

    ``remembered`` are the stamps that an earlier look gave; without any, every file is read.
    Raises ``OSError`` for a folder that cannot be read.
    """
    folders = dict(_walked(str(output), clock))
    stamps = {name: folder.stamp for name, folder in folders.items()}
    stamps[MANIFEST] = record
    if stamps == remembered:
        return Found(stamps=stamps)
    is_same = record == remembered.get(MANIFEST)
    wanted: dict[str, dict[str, str]] = {}
    for path, noted in manifest.files.items():
        folder, _, name = path.rpartition("/")
        wanted.setdefault(folder, {})[name] = noted
    kept = set(manifest.kept)
    lost: list[str] = []
    unknown: list[str] = []
    behind: list[str] = []
    for folder in sorted(wanted.keys() | folders.keys()):
        found = folders.get(folder, _Folder("", []))
        if is_same and found.stamp and found.stamp == remembered.get(folder):
            continue
        before = f"{folder}/" if folder else ""
        names = wanted.get(folder, {})
        files, others = found.files(), found.others()
        bad = [
            name
            for name, noted in names.items()
            if name not in files or not _is_as_noted(f"{output}/{before}{name}", noted)
        ]
        more = [name for name in files | others if name not in names and f"{before}{name}" not in kept]
        lost += [before + name for name in bad]
        unknown += [before + name for name in sorted(more)]
        behind += [f"{before}{name}/" for name in sorted(others)]
        if bad or more or not found.stamp:
            stamps.pop(folder, None)
        if folder not in folders:
            stamps[folder] = _GONE
    gone = set(lost)
    damaged = frozenset(name for name, printed in manifest.bundles.items() if not gone.isdisjoint(printed.files))
    return Found(damaged, tuple(lost), tuple(unknown), stamps, tuple(behind))


def _walked(output: str, clock: Clock) -> Iterator[tuple[str, _Folder]]:
    """Every folder that holds a file, by its path below ``output``."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        rows: list[tuple[str, int, int, int, int, int]] = []
        device = clock.device
        try:
            entries = os.scandir(f"{output}/{folder}")
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                name = entry.name
                if not folder and name in LEFT_ALONE:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{folder}/{name}" if folder else name)
                    continue
                try:
                    stat = entry.stat(follow_symlinks=False)
                except FileNotFoundError:  # gone that very moment
                    continue
                rows.append((name, stat.st_mode, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns))
                device = stat.st_dev
        if rows:
            rows.sort()
            is_proven = clock.proves(max([row[5] for row in rows]), device)
            yield folder, _Folder(blake2b(repr(rows).encode(), digest_size=16).hexdigest() if is_proven else "", rows)


def _is_as_noted(path: str, noted: str) -> bool:
    if noted == UNSURE:
        return False
    try:
        return digest(writer.read(path)) == noted
    except OSError:
        return False
