"""Checks the new files of a change set before they are written: all must be readable, and article ids unique."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator import config
from generator.content import doubts, fields, frontmatter, issue_files, posts_table, store, tables, tag_lists, texts
from generator.content.edits import disk
from generator.content.edits.changes import Change
from generator.content.issue_files import ISSUE_FOLDER, ISSUES
from generator.errors import BanmianError, ContentError, Problem
from generator.model import Article

_TABLES = {
    tag_lists.REGISTER: (tag_lists.REGISTER_COLUMNS, ("标签",)),
    tag_lists.SYNONYMS: (tag_lists.SYNONYM_COLUMNS, tag_lists.SYNONYM_COLUMNS),
    tag_lists.COUNTS: (("词", "篇数"), ("词", "篇数")),
    posts_table.FILE: (posts_table.COLUMNS, ("姓名", "职务")),
}
"""Tables that commands write: their columns, and those that may not be empty."""


def check(root: Path, changes: Iterable[Change]) -> None:
    """Parses all new texts as a build would. Raises ``ContentError`` with every mistake of all files."""
    problems: list[Problem] = []
    articles: dict[str, Article] = {}
    for change in changes:
        problems += _out_of_bounds(change.path)
        if not isinstance(change.new, bytes):
            continue
        try:
            found = _read(change.path, change.new)
        except BanmianError as error:
            problems += error.problems
            continue
        if found is not None:
            problems += _wrong_id(change, found)
            if change.old == disk.NOTHING:
                articles[change.path] = found
    problems += _twins(root, articles, {change.path for change in changes})
    if problems:
        raise ContentError(*problems)


def _out_of_bounds(path: str) -> Iterator[Problem]:
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or parts[0].startswith(".history"):
        yield Problem("不是这份报纸里的文件", "这是 banmian 的缺陷，请告诉我们；什么都没有写入", path)


def _read(path: str, data: bytes) -> Article | None:
    """Parses a file as the kind of file that its path says it is; returns the article if it is one."""
    place = PurePosixPath(path)
    if path == config.FILE_NAME:
        config.parse(texts.utf8(data, path), path)
    elif place.name.endswith(doubts.ENDING):
        doubts.parse(texts.utf8(data, path), path)
    elif place.parent.name == tables.LISTS and place.name in _TABLES:
        tables.parse(tables.decode(data), path, *_TABLES[place.name])
    elif _is_of_an_issue(place) and place.suffix == ".md":
        document = frontmatter.parse(texts.plain_lines(texts.utf8(data, path)), path)
        if place.name != store.ISSUE_FILE:
            return fields.read_article(document, path)
        fields.read_issue(document, path, place.parent.name)
    return None


def _is_of_an_issue(place: PurePosixPath) -> bool:
    return bool(ISSUE_FOLDER.fullmatch(place.parent.name)) and place.parent.parent.name == ISSUES


def _wrong_id(change: Change, article: Article) -> Iterator[Problem]:
    issue = PurePosixPath(change.path).parent.name
    if not re.fullmatch(rf"{re.escape(issue)}-\d{{2,4}}", article.id):
        yield Problem(f"id “{article.id}” 不属于这一期", f"应为 {issue}-加两位编号", change.path)


def _twins(root: Path, fresh: dict[str, Article], named: set[str]) -> Iterator[Problem]:
    """A problem for each new article whose id another file of its issue has already."""
    folders = {PurePosixPath(path).parent.as_posix() for path in fresh}
    for folder in folders:
        seen = {article.id: path for path, article in fresh.items() if PurePosixPath(path).parent.as_posix() == folder}
        if len(seen) < sum(path.startswith(f"{folder}/") for path in fresh):
            yield Problem("两篇新文章的 id 相同", "这是 banmian 的缺陷，请告诉我们；什么都没有写入", folder)
        for file in issue_files.articles(root / folder):
            path = f"{folder}/{file.name}"
            found = None if path in named else _id_of(file.read_bytes())
            if found in seen:
                yield Problem(f"id “{found}” 与 {seen[found]} 相同", "给其中一篇换一个编号", path)


_ID: Callable[[bytes], "re.Match[bytes] | None"] = re.compile(rb"^id:[ \t]*[\"']?([\w-]+)", re.MULTILINE).search


def _id_of(data: bytes) -> str | None:
    found = _ID(data)
    return found[1].decode("utf-8", "replace") if found else None
