"""Decodes text files, and encodes text with the line ends and byte order mark of the file that it replaces."""

import codecs
import re

from generator.errors import ContentError, Problem


def utf8(data: bytes, source: str) -> str:
    """The text of a UTF-8 file. Raises ``ContentError`` with ``source`` and the line that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError(Problem("不是 UTF-8 文本", "在编辑器里另存为 UTF-8", source, line)) from None


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lines(text: str) -> list[str]:
    """The lines of a text with their line ends, counted as text editors do.

    ``str.splitlines`` would also split at eight other characters, such as U+2028.
    """
    return _LINE.findall(text)


def plain_lines(text: str) -> str:
    """A text with all line ends replaced by line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def saved_like(text: str, model: bytes | None) -> bytes:
    """A text with plain line ends as bytes, with the line ends and the byte order mark of the file it replaces."""
    if model is None:
        return text.encode()
    if b"\r\n" in model:
        text = text.replace("\n", "\r\n")
    elif b"\r" in model:
        text = text.replace("\n", "\r")
    if model.startswith(codecs.BOM_UTF8) and not text.startswith("\ufeff"):
        text = "\ufeff" + text
    return text.encode()
