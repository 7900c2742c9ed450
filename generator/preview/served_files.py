"""Files below a folder, for what is served: ordinary files alone, and never through a symbolic link.

A link in the folder, in place of a file or of a folder on the way to it, could lead to any file of the machine. So
none is followed, and no path is looked at twice: each folder is opened below the one before, so that a link that is
put in while the file is being looked for changes nothing. The folder itself may be reached through links.
"""

import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

WELL_KNOWN = ".well-known"
"""The one hidden folder that is served, where it stands directly below the folder."""

_BELOW = os.open in os.supports_dir_fd
"""Whether the system opens a file below an open folder; Windows does not."""
_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


def read(folder: Path, path: str) -> bytes | None:
    """The bytes of the file at a path below a folder; ``None`` where none may be served."""
    file = opened(folder, path)
    if file is None:
        return None
    with file, suppress(OSError):
        return file.read()
    return None


def opened(folder: Path, path: str) -> BinaryIO | None:
    """The file at a path below a folder, open for reading; ``None`` where none may be served.

    ``path`` has ``/`` between its parts. A hidden file, and anything that is no ordinary file, counts as none.
    """
    parts = path.split("/")
    if not _is_below(parts):
        return None
    try:
        handle = _open_below(folder, parts) if _BELOW else _open_checked(folder, parts)
    except (OSError, ValueError, RuntimeError):  # the last is what Python 3.11 has for links in a circle
        return None
    if not S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return open(handle, "rb")  # noqa: PTH123 - by its handle


def _is_below(parts: list[str]) -> bool:
    shown = parts[1:] if parts[0] == WELL_KNOWN else parts
    return bool(shown) and not any(not part or part.startswith(".") or set(part) & set("\\\0") for part in shown)


def _open_below(folder: Path, parts: list[str]) -> int:
    """Opens a file step by step, each below the one before. Raises ``OSError``, also where one is a link."""
    handle = os.open(folder, _FOLDER)
    for at, part in enumerate(parts, 1):
        try:
            below = os.open(part, _PLAIN if at == len(parts) else _FOLDER | os.O_NOFOLLOW, dir_fd=handle)
        finally:
            os.close(handle)
        handle = below
    return handle


def _open_checked(folder: Path, parts: list[str]) -> int:
    """Opens a file whose path has no link in it. Raises ``OSError``, and ``ValueError`` where the path is another."""
    whole = folder.resolve(strict=True)
    path = whole.joinpath(*parts)
    if any(":" in part for part in parts) or path.resolve(strict=True) != path:
        raise ValueError(parts)
    return os.open(path, _PLAIN)
