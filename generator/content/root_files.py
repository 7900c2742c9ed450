"""``content/root/``: files that a host, a search engine or an app store wants at the root of the site, as they are.

``CNAME``, verification files, ``ads.txt``, ``.well-known/…``: whatever lies there is published under the same path.
"""

from pathlib import Path

from generator.errors import ContentError, Problem

FOLDER = "content/root"
NOT_MEANT = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", ".gitignore"})
"""Names that systems and version control leave in folders; nobody means to publish them."""


def read(root: Path) -> dict[str, bytes]:
    """The files by their path below the folder. Raises ``ContentError`` for those that cannot be read."""
    folder = root / FOLDER
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name in NOT_MEANT or not path.is_file():
            continue
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(f"读不了：{error.strerror}", "检查文件的权限", f"{FOLDER}/{name}"))
    if problems:
        raise ContentError(*problems)
    return files
