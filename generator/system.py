"""Reads ordinary files, and refuses all others, such as pipes; gives the system's errors in Chinese."""

import errno
import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG

_WHY = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EEXIST: "已经有一个同名的文件或文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ELOOP: "链接绕了一圈",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的配额用完了",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘出错了",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EBUSY: "正被别的程序用着",
    errno.ETXTBSY: "正被别的程序用着",
    errno.ENOMEM: "内存不够",
    errno.EXDEV: "在另一个磁盘上",
    errno.EADDRINUSE: "别的程序正在用",
    errno.ENXIO: "不是普通文件",
}


def bytes_of(path: Path | str) -> bytes:
    """The bytes of a file. Raises ``OSError``, also for a pipe or a device, from which reading might never end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(handle).st_mode
    if not S_ISREG(mode):
        os.close(handle)
        number = errno.EISDIR if S_ISDIR(mode) else errno.ENXIO
        raise OSError(number, os.strerror(number), str(path))
    with open(handle, "rb") as file:  # noqa: PTH123 - by its handle
        return file.read()


def why(error: OSError) -> str:
    """The reason of a system's error, in Chinese."""
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _WHY.get(error.errno or 0, f"系统不肯（{name}）")
