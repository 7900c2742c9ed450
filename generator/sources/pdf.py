"""Reads PDF files with a text layer. The file is opened in a separate process, which may be killed."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import generator
from generator.errors import ImportRefused, Problem
from generator.model import Folio
from generator.sources.raw import MAX_CHARACTERS, UNRELIABLE, Change, Text

SECONDS = 4
"""The limit of processor time at the start; it is raised with the amount of text that was read."""
PATIENCE = 300
"""The limit in seconds of wall-clock time, for systems that have no other limit."""
FEWEST_CHARACTERS = 20
MOST_UNKNOWN = 0.02
MOST_TURNED = 0.05

_OUT_OF_TIME = {signal.SIGKILL, signal.SIGXCPU} if hasattr(signal, "SIGXCPU") else set()
_REASONS = {
    "password": ("PDF 加了密码", "去掉密码再导出一份"),
    "pages": ("PDF 太大，不像一期报纸", "一期一个文件，分开导入"),
    "slow": ("PDF 太复杂，读不完", "按版拆成几个 PDF，放进一个文件夹（01.pdf、02.pdf……）再导入"),
    "broken": ("PDF 坏了，或者不是 PDF", "用 PDF 阅读器打开看看；重新导出一份"),
}


def read(path: Path) -> Text:
    """The text of a PDF, columns in reading order, and remarks.

    Raises ``ImportRefused`` for a file that is broken, locked, without text, or that takes too long.
    """
    source = str(path)
    pages = _pages(path, source)
    text = "\n\n".join(page["text"] for page in pages)
    count = sum(not character.isspace() for character in text)
    if count > MAX_CHARACTERS:
        raise _refused("pages", source)
    if count < FEWEST_CHARACTERS:
        hint = "这多半是扫描的图片：先用文字识别（OCR）做出带文字层的 PDF，或从排版软件导出文本"
        raise ImportRefused(Problem("PDF 里没有文字层", hint, source))
    unknown = sum(page["unknown"] for page in pages)
    if unknown > MOST_UNKNOWN * count:
        hint = "导出 PDF 时选“嵌入字体并保留文字信息”，或从排版软件导出文本"
        raise ImportRefused(Problem("PDF 的字体没有文字对照表，读出来会是乱码", hint, source))
    return Text(text, tuple(_remarks(pages, count, unknown)), _changes(pages), tuple(_turns(pages)))


def _turns(pages: list[dict[str, Any]]) -> Iterator[tuple[int, Folio | None]]:
    """For each page its first line, and the 版 whose number is alone in its margin."""
    line = 1
    for page in pages:
        yield line, Folio(*page["folio"]) if page["folio"] else None
        line += page["text"].count("\n") + 2


def _changes(pages: list[dict[str, Any]]) -> tuple[Change, ...]:
    """The characters that were replaced on all pages, with their numbers."""
    times: Counter[tuple[str, str, str]] = Counter()
    for page in pages:
        for change in page["changes"]:
            times[change["kind"], change["printed"], change["read"]] += change["times"]
    return tuple(Change(*what, times[what]) for what in sorted(times))


def _remarks(pages: list[dict[str, Any]], count: int, unknown: int) -> list[str]:
    remarks = []
    mixed = [at for at, page in enumerate(pages, 1) if page["mixed"]]
    if mixed:
        remarks.append(f"{UNRELIABLE}：PDF {_these(mixed)}的栏分不清楚，请对着版面核对文章的先后")
    if sum(page["turned"] for page in pages) > MOST_TURNED * count:
        remarks.append(f"{UNRELIABLE}：PDF 里有竖排或斜排的文字，请对着版面核对")
    empty = [at for at, page in enumerate(pages, 1) if not page["text"].strip()]
    if empty:
        remarks.append(f"PDF {_these(empty)}没有文字层，没有读到文字")
    if unknown:
        remarks.append(f"PDF 里有 {unknown} 个字没有文字对照，以 〓 代替，请对着版面补上")
    return remarks


def _these(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:8]))
    return f"第 {shown} 页" if len(numbers) <= 8 else f"第 {shown} 等 {len(numbers)} 页"


def _pages(path: Path, source: str) -> list[dict[str, Any]]:
    # -P: Python must not import a folder called "generator" in the newspaper's own folder.
    command = [sys.executable, "-P", "-m", "generator.sources.pdf_glyphs", str(path.resolve()), str(SECONDS)]
    home = str(Path(generator.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _refused("slow", source) from None
    if -done.returncode in _OUT_OF_TIME:
        raise _refused("slow", source)
    pages: list[dict[str, Any]] = []
    try:
        pages = [json.loads(line) for line in done.stdout.splitlines()]
    except ValueError:
        raise _refused("broken", source) from None
    reason = next((str(page["error"]) for page in pages if "error" in page), "")
    if reason or done.returncode or not pages:
        raise _refused(reason or "broken", source)
    return pages


def _refused(reason: str, source: str) -> ImportRefused:
    message, hint = _REASONS.get(reason, _REASONS["broken"])
    return ImportRefused(Problem(message, hint, source))
