"""Files that a browser sends before it says what is to be done with them: raw issues and pictures.

They lie in ``.banmian/desk/``, a folder for each batch, until they are used; older ones are deleted at the beginning.
"""

import re
import shutil
import unicodedata
from pathlib import Path

from generator import system
from generator.errors import ContentError, Problem

MOST_BYTES = 500_000_000
"""The largest file; a raw issue as PDF may be as large (``sources.readers``)."""
MOST_FILES = 100
_BATCH = re.compile(r"[0-9a-z]{8,40}")
_ODD = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


class Uploads:
    """The batches of one preview."""

    def __init__(self, root: Path) -> None:
        self._folder = root / ".banmian" / "desk"
        shutil.rmtree(self._folder, ignore_errors=True)

    def folder(self, batch: str) -> Path:
        """The folder of a batch. Raises ``ContentError`` for a name that no browser of ours gives."""
        if not _BATCH.fullmatch(batch):
            raise ContentError(Problem("编辑台看不懂这个请求", "刷新这一页再试"))
        return self._folder / batch

    def begin(self, batch: str, name: str) -> Path:
        """Where a file of a batch is to be written. Raises ``ContentError``."""
        folder = self.folder(batch)
        safe = _ODD.sub("", unicodedata.normalize("NFC", name)).strip(" .")[-120:]
        if not safe:
            raise ContentError(Problem("文件没有名字", "改个名字再拖进来"))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if sum(1 for _ in folder.iterdir()) >= MOST_FILES:
                raise ContentError(Problem(f"一次最多 {MOST_FILES} 个文件", "分几次拖进来", safe))
        except OSError as error:
            raise ContentError(Problem(f"收不下：{system.why(error)}", "看看磁盘还有没有空间", safe)) from None
        return folder / safe

    def files(self, batch: str) -> list[Path]:
        """The files of a batch, by name. Raises ``ContentError`` where there is none."""
        folder = self.folder(batch)
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        if not found:
            raise ContentError(Problem("没有收到文件", "再拖一次"))
        return found

    def done(self, batch: str) -> None:
        """Deletes a batch."""
        shutil.rmtree(self.folder(batch), ignore_errors=True)
