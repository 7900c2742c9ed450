"""Compares ``output/`` with the manifest: finds files that are missing, files that were altered, and unknown files.

A file is read unless its times prove that it is still the same as when it was last read (see ``stamps``). For each
folder in which all is well, the ledger keeps a stamp: a digest of the names, sizes, inodes and times of its files. It
also keeps the digest of the manifest that they were compared with. So a build without a change reads none of these
files, and yet a file that was overwritten with the same number of bytes is noticed. Symbolic links are never followed:
a link is a file that banmian did not make.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from generator.press import writer
from generator.press.manifest import UNSURE, Manifest, digest
from generator.press.older_layout import OLDER_MANIFEST
from generator.press.stamps import Clock

LEFT_ALONE = frozenset({".git", ".gitignore", ".gitkeep", ".netlify", ".vercel", OLDER_MANIFEST})
"""Names at the top of ``output/`` that a build ignores: those of version control, deployment tools, older versions."""

RECORD = "/"
"""The name, among the stamps of folders, under which the digest of the manifest is kept; no folder has it."""

CHANGED = "changed"
"""The stamp of a folder of which nothing is proven. It is noted, so that the folder is missed if it is deleted."""

_GONE = "gone"
"""The stamp noted for a folder that is missing. No existing folder has this stamp, so the next build finds the folder
missing again, even if the build that noticed it first was stopped before it could make the folder anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in ``output/``, by path below it."""

    damaged: frozenset[str] = frozenset()
    """The names of bundles of which a file is missing or has other bytes than banmian wrote."""
    lost: tuple[str, ...] = ()
    """The paths of those files."""
    unknown: tuple[str, ...] = ()
    """Files and links that the manifest does not name."""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """The stamps of the folders in which all is well; kept for the next build."""
    behind: tuple[str, ...] = ()
    """Prefixes of paths that lead through a link in place of a folder; files there are not really in ``output``."""
    folders: Mapping[str, "_Folder"] = field(default_factory=dict, compare=False)
    """Every folder that holds a file."""

    def sizes(self) -> dict[str, int]:
        """The bytes of every file."""
        return {f"{name}/{row[0]}".lstrip("/"): row[2] for name, folder in self.folders.items() for row in folder.rows}


class _Folder(NamedTuple):
    stamp: str
    rows: list[tuple[str, int, int, int, int, int]]
    """Name, mode, size, inode and times of everything in the folder that is no folder itself."""

    def files(self) -> set[str]:
        """Names of files."""
        return {row[0] for row in self.rows if S_ISREG(row[1])}

    def others(self) -> set[str]:
        """Names of links, pipes and everything else that is neither a regular file nor a folder."""
        return {row[0] for row in self.rows if not S_ISREG(row[1])}


def look(output: Path, manifest: Manifest, record: str, remembered: Mapping[str, str], clock: Clock) -> Found:
    """Compares ``output`` with its manifest, whose file has the digest ``record``.

    ``remembered`` are the stamps that an earlier call returned; without any, every file is read.
    Raises ``OSError`` for a folder that cannot be read.
    """
    folders = dict(_walked(str(output), clock))
    stamps = {name: folder.stamp for name, folder in folders.items()}
    stamps[RECORD] = record
    if stamps == remembered:
        return Found(stamps=stamps, folders=folders)
    is_same = record == remembered.get(RECORD)
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
            stamps[folder] = CHANGED
        if folder not in folders:
            stamps[folder] = _GONE
    gone = set(lost)
    damaged = frozenset(name for name, printed in manifest.bundles.items() if not gone.isdisjoint(printed.files))
    return Found(damaged, tuple(lost), tuple(unknown), stamps, tuple(behind), folders)


def _walked(output: str, clock: Clock) -> Iterator[tuple[str, _Folder]]:
    """Every folder that holds a file, with its path below ``output``."""
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
                except FileNotFoundError:  # deleted since the folder was listed
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
