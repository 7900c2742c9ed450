"""Reading only what is an ordinary file, and the system's reasons in Chinese."""

import errno
import os
import re
from pathlib import Path

import pytest

from generator import system


def test_an_ordinary_file_is_read(tmp_path: Path) -> None:
    """Whole, and through a link as well."""
    (tmp_path / "a").write_bytes(b"\r\n\0")
    (tmp_path / "b").symlink_to("a")
    assert system.bytes_of(tmp_path / "a") == system.bytes_of(tmp_path / "b") == b"\r\n\0"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("folder", "这是一个文件夹，不是文件"),
        ("pipe", "不是普通文件"),
        ("device", "不是普通文件"),
        ("loop", "链接绕了一圈"),
        ("none", "没有这个文件"),
        ("file/below", "路径中间有一段是文件，不是文件夹"),
    ],
)
def test_anything_else_is_told_and_not_waited_for(name: str, told: str, tmp_path: Path) -> None:
    """A pipe that nobody writes to and a device without end are no files to read."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "device").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=re.escape(name)) as refused:
        system.bytes_of(tmp_path / name)
    assert system.why(refused.value) == told


def test_every_reason_is_in_chinese() -> None:
    """Also one that nobody thought of, and one without a number."""
    assert system.why(OSError(errno.EL2HLT, "Level 2 halted")) == "系统不肯（EL2HLT）"
    assert system.why(OSError("no number")) == "系统不肯（OSError）"
