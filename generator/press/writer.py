"""Bytes → ``output/``: each file whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.errors import PressError, Problem


def holds(folder: Path, path: str, data: bytes) -> bool:
    """Whether ``data`` is what stands at ``folder/path`` already."""
    try:
        return (folder / path).read_bytes() == data
    except OSError:
        return False


def write(folder: Path, path: str, data: bytes) -> None:
    """Puts ``data`` at ``folder/path`` through a temporary file, so that no reader sees half of it.

    Raises ``PressError`` where that fails, for instance on a full disk.
    """
    target = folder / path
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        hint = "检查磁盘空间和文件夹权限，再运行一次；已写好的文件不受影响"
        raise PressError(Problem(f"写不了：{error.strerror}", hint, str(target))) from None


def delete(folder: Path, paths: Iterable[str]) -> None:
    """Removes files, and the folders that are left empty by it. Raises ``PressError``."""
    for path in paths:
        target = folder / path
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise PressError(Problem(f"删不掉：{error.strerror}", "检查文件夹权限", str(target))) from None
        for parent in target.parents:
            if parent == folder:
                break
            try:
                parent.rmdir()
            except OSError:  # not empty, or gone already
                break
