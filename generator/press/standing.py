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
    files: frozenset[str]
    others: frozenset[str]
    """Links, sockets and the like: whatever holds no bytes of its own."""


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
        found = folders.get(folder, _Folder("", frozenset(), frozenset()))
        if is_same and found.stamp and found.stamp == remembered.get(folder):
            continue
        before = f"{folder}/" if folder else ""
        names = wanted.get(folder, {})
        bad = [
            name for name, noted in names.items() if not _is_as_noted(f"{output}/{before}{name}", noted, name, found)
        ]
        more = [name for name in found.files | found.others if name not in names and f"{before}{name}" not in kept]
        lost += [before + name for name in bad]
        unknown += [before + name for name in sorted(more)]
        behind += [f"{before}{name}/" for name in sorted(found.others)]
        if bad or more or not found.stamp:
            stamps.pop(folder, None)
    gone = set(lost)
    damaged = frozenset(name for name, printed in manifest.bundles.items() if not gone.isdisjoint(printed.files))
    return Found(damaged, tuple(lost), tuple(unknown), stamps, tuple(behind))


def _walked(output: str, clock: Clock) -> Iterator[tuple[str, _Folder]]:
    """Every folder that holds a file, by its path below ``output``."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        rows: list[tuple[str, int, int, int, int]] = []
        others: list[str] = []
        newest, device = 0, clock.device
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
                if not S_ISREG(stat.st_mode):
                    others.append(name)
                rows.append((name, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns))
                newest = max(newest, stat.st_ctime_ns)
                device = device if stat.st_dev == device else -1
        if rows:
            rows.sort()
            stamp = blake2b(repr(rows).encode(), digest_size=16).hexdigest() if clock.proves(newest, device) else ""
            yield folder, _Folder(stamp, frozenset(row[0] for row in rows).difference(others), frozenset(others))


def _is_as_noted(path: str, noted: str, name: str, found: _Folder) -> bool:
    if noted == UNSURE or name not in found.files:
        return False
    try:
        return digest(writer.read(path)) == noted
    except OSError:
        return False
