"""Turns unexpected exceptions into messages; the traceback is written to a file that can be sent to us."""

import traceback
from contextlib import suppress
from pathlib import Path

from generator.errors import BanmianError, Problem

FILE = Path(".banmian") / "fault.txt"


def told(root: Path, error: BaseException) -> BanmianError:
    """The message for an exception that is a defect of banmian; its traceback is written to the paper's cache."""
    hint = "这是 banmian 的缺陷，请告诉我们"
    with suppress(OSError):
        if (root / FILE).parent.is_dir():
            (root / FILE).unlink(missing_ok=True)
            (root / FILE).write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
            hint += f"，附上 {FILE}"
    return BanmianError(Problem(f"没想到的错误：{type(error).__name__}", hint, str(root)))
