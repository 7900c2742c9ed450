"""Looks at what lies in ``content/``: the folders of issues, and everything that belongs to no single issue."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from generator import system
from generator.content import issue_files, root_files
from generator.content.issue_files import ISSUE_FOLDER, ISSUES
from generator.errors import Problem

BACKUPS = "backups"
"""Where earlier versions of banmian put copies of replaced issues; no page is made from them."""


def named(parent: Path, problems: list[Problem]) -> list[str]:
    """The names of the issues' folders.

    ``problems`` gets one for each folder whose name is no issue's, and for each file whose name is that of an issue.
    """
    try:
        with os.scandir(parent) as entries:
            found = sorted((entry.name, entry.is_dir()) for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        if os.path.lexists(parent):
            hint = "这里是放各期的文件夹：恢复它，再生成"
            problems.append(Problem(f"读不了：{system.why(error)}", hint, str(parent)))
        return []
    for name, is_folder in found:
        if is_folder and not ISSUE_FOLDER.fullmatch(name):
            problems.append(issue_files.no_issue(parent / name))
        elif not is_folder and ISSUE_FOLDER.fullmatch(name):
            problems.append(issue_files.no_folder(parent / name))
    return [name for name, is_folder in found if is_folder and ISSUE_FOLDER.fullmatch(name)]


def beside(root: Path) -> str:
    """A digest of everything in ``content/`` that belongs to no single issue."""
    digest = hashlib.blake2b(digest_size=16)
    for kept in sorted(path for path in (root / "content").glob("*") if path.name not in (ISSUES, BACKUPS)):
        for path in sorted(path for path in (kept, *_below(kept)) if not path.is_dir()):
            try:
                data = system.bytes_of(path)
            except OSError as error:  # the code that needs the file reports the error
                data = repr(error.errno).encode()
            digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    return digest.hexdigest()


def _below(kept: Path) -> Iterable[Path]:
    return kept.rglob("*") if kept.name == root_files.NAME else kept.glob("*")
