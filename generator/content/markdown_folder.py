"""Reads a folder of Markdown files that belong to no issue: special topics, or the paper's own pages."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generator import system
from generator.content import frontmatter, issue_files, store, texts
from generator.content.frontmatter import Document
from generator.errors import ContentError, Problem

T = TypeVar("T")


def read(root: Path, folder: str, what: str, make: Callable[[Document, str, str], T]) -> tuple[T, ...]:
    """Calls ``make`` for each file, with its document, its name for messages, and its name without suffix.

    ``what`` says in messages what the files are.

    Raises ``ContentError`` with every mistake and its line.
    """
    place = root / folder
    if not place.is_dir() and (place.exists() or place.is_symlink()):
        hint = f"恢复这个文件夹，或把它移走；{what}的网页不会就这样没了"
        raise ContentError(Problem("这不是文件夹，或是一个断了的链接", hint, folder))
    problems: list[Problem] = []
    found = []
    for path in sorted(place.glob("*.md")) if place.is_dir() else ():
        if issue_files.is_litter(path.name):
            continue
        source = store.shown(path, root)
        try:
            found.append(make(frontmatter.parse(_text(path, source), source), source, path.stem))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(*problems)
    return tuple(found)


def _text(path: Path, source: str) -> str:
    try:
        return texts.plain_lines(texts.utf8(system.bytes_of(path), source))
    except OSError as error:
        raise ContentError(Problem(f"读不了：{system.why(error)}", "检查文件的权限", source)) from None
