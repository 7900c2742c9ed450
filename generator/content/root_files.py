"""``content/root/``: files that a host, a search engine or an app store requires at the root of the site.

Examples are ``CNAME``, verification files, ``ads.txt`` and ``.well-known/…``. All files are published unchanged, under
the same path.
"""

from pathlib import Path

from generator import system
from generator.content.edits import trial_file
from generator.errors import ContentError, Problem

NAME = "root"
FOLDER = f"content/{NAME}"
NOT_MEANT = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", ".gitignore", trial_file.NAME})
"""Files that systems, version control and the preview put into folders; they are not published."""


def read(root: Path) -> dict[str, bytes]:
    """The files by their path below the folder. Raises ``ContentError`` for those that cannot be read."""
    folder = root / FOLDER
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name in NOT_MEANT or path.is_dir():
            continue
        try:
            files[name] = system.bytes_of(path)
        except OSError as error:
            problems.append(Problem(f"读不了：{system.why(error)}", "检查文件的权限", f"{FOLDER}/{name}"))
    if problems:
        raise ContentError(*problems)
    return files
