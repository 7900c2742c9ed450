"""Special topics (专题) in ``content/specials``: one Markdown file each, named as its address, with an introduction."""

import re
from pathlib import Path

from generator import system
from generator.content import fields, frontmatter, issue_files, store, texts
from generator.errors import ContentError, Problem
from generator.model import Special

FOLDER = "specials"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read(root: Path) -> tuple[Special, ...]:
    """The special topics of a site, by address. Raises ``ContentError`` with every mistake and its line."""
    folder = root / "content" / FOLDER
    problems: list[Problem] = []
    found = []
    if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        hint = "恢复这个文件夹，或把它移走；专题的网页不会就这样没了"
        raise ContentError(Problem("这不是文件夹，或是一个断了的链接", hint, store.shown(folder, root)))
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        if issue_files.is_litter(path.name):
            continue
        try:
            found.append(_special(path, store.shown(path, root)))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(*problems)
    return tuple(found)


def _special(path: Path, source: str) -> Special:
    if not _SLUG.fullmatch(path.stem):
        hint = "文件名就是网址，只用小写字母、数字和连字符，如 sanshi-gongcheng.md"
        raise ContentError(Problem(f"专题的文件名 “{path.name}” 不能用", hint, source))
    try:
        text = texts.plain_lines(texts.utf8(system.bytes_of(path), source))
    except OSError as error:
        raise ContentError(Problem(f"读不了：{system.why(error)}", "检查文件的权限", source)) from None
    return fields.read_special(frontmatter.parse(text, source), source, path.stem)
