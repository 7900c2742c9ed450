"""``content/about.md``: the text of the page about the paper, in Markdown without front matter."""

from pathlib import Path

from generator import system
from generator.errors import ContentError, Problem

FILE = "content/about.md"


def read(root: Path) -> str:
    """The text of the site at ``root``, or ``""`` where it has none. Raises ``ContentError``."""
    try:
        return system.bytes_of(root / FILE).decode("utf-8-sig").replace("\r\n", "\n").strip()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(Problem("不是 UTF-8 文本", "在编辑器里另存为 UTF-8", FILE, line)) from None
    except OSError as error:
        raise ContentError(Problem(f"读不了：{system.why(error)}", "检查文件的权限", FILE)) from None
