"""``content/root/``: files that a host, a search engine or an app store wants at the root of the site, as they are.

``CNAME``, verification files, ``ads.txt``, ``.well-known/…``: whatever lies there is published under the same path.
"""

from pathlib import Path

from generator import system
from generator.errors import ContentError, Problem

NAME = "root"
FOLDER = f"content/{NAME}"
NOT_MEANT = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", ".gitignore"})
"""Names that systems and version control leave in folders; nobody means to publish them."""


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
