"""``content/`` on disk ↔ the model.

    content/issues/2026-03-25/issue.md        date, number, folios, furniture
                              01.md 02.md …   one article each
                              01.doubts.json  what import doubted in 01.md
                              photos/         picture files, named by the articles
                              source/         the raw issue, as it came

Two issues of one day have folders ``2026-03-25`` and ``2026-03-25-b``.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.content import fields, frontmatter, issue_files, quick, texts
from generator.content.issue_files import PHOTOS, IssueFiles
from generator.errors import ContentError, Problem
from generator.model import Article, Issue, Newspaper, PhotoFile, Topic

ISSUE_FILE = "issue.md"


class _ArticleFile(NamedTuple):
    """An article with the text it came from, its file's name, and the file as messages name it."""

    article: Article
    name: str
    source: str
    text: str

    def line(self, *place: str | int) -> int:
        """The line of a field; looked up only for a message."""
        return frontmatter.parse(self.text, self.source).line(place)


def load(root: Path, topics: tuple[Topic, ...]) -> Newspaper:
    """Reads every issue of the site at ``root``.

    Raises ``ContentError`` with all problems of all files.
    """
    folders, problems = issue_files.issue_folders(root)
    issues = []
    for folder in folders:
        try:
            issues.append(load_issue(folder, root, topics))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(*problems)
    return Newspaper(tuple(issues), topics)


def load_issue(folder: Path, root: Path, topics: tuple[Topic, ...] | None = None) -> Issue:
    """Reads one issue; messages name files from ``root``. Without ``topics`` an article may name any.

    Raises ``ContentError`` with all problems.
    """
    return parse(issue_files.read(folder, root), topics)


def parse(raw: IssueFiles, topics: tuple[Topic, ...] | None = None) -> Issue:
    """The issue that these files hold, less the articles held back. Raises ``ContentError`` with all problems."""
    problems = list(raw.problems)
    issue = _parse_issue_file(raw, problems)
    files = [file for name in raw.texts if name != ISSUE_FILE for file in _parse_article_file(raw, name, problems)]
    problems += _wrong_ids(files, raw.id)
    problems += _unknown_topics(files, topics) if topics is not None else ()
    photo_files = tuple(_photo_files(raw, files, problems))
    if problems or issue is None:
        raise ContentError(*problems)
    ordered = sorted(files, key=lambda file: (file.article.order, file.article.id))
    articles = tuple(file.article for file in ordered)
    whole = replace(issue, articles=articles, photo_files=photo_files)
    return whole.only(file.article for file in ordered if file.name not in raw.held) if raw.held else whole


def embargoes(raw: IssueFiles) -> dict[str, datetime]:
    """Until when articles may not be published, by the name of their files; a file that is at fault is not there."""
    named = [name for name, data in raw.texts.items() if b"embargo" in data]
    files = [file for name in named for file in _parse_article_file(raw, name, [])]
    return {file.name: file.article.embargo for file in files if file.article.embargo}


def _parse_issue_file(raw: IssueFiles, problems: list[Problem]) -> Issue | None:
    source = f"{raw.shown}/{ISSUE_FILE}"
    try:
        if ISSUE_FILE not in raw.texts:
            raise ContentError(Problem("缺少这个文件", "重新导入这一期，或补上它", source))  # noqa: TRY301
        text = _text(raw, ISSUE_FILE)
        issue = quick.issue(text, raw.id) or fields.read_issue(frontmatter.parse(text, source), source, raw.id)
    except ContentError as error:
        problems += error.problems
        return None
    if issue.date.isoformat() != raw.id[:10]:
        line = frontmatter.parse(text, source).line(("date",))
        problems.append(Problem(f"日期 {issue.date} 与文件夹名 {raw.id} 不符", "两处改成同一天", source, line))
    return issue


def _parse_article_file(raw: IssueFiles, name: str, problems: list[Problem]) -> Iterator[_ArticleFile]:
    source = f"{raw.shown}/{name}"
    try:
        text = _text(raw, name)
        article = quick.article(text) or fields.read_article(frontmatter.parse(text, source), source)
        yield _ArticleFile(article, name, source, text)
    except ContentError as error:
        problems += error.problems


def _text(raw: IssueFiles, name: str) -> str:
    return texts.plain_lines(texts.utf8(raw.texts[name], f"{raw.shown}/{name}"))


def _wrong_ids(files: Iterable[_ArticleFile], issue_id: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file in files:
        article, source = file.article, file.source
        if not re.fullmatch(rf"{re.escape(issue_id)}-\d{{2,4}}", article.id):
            hint = f"应为 {issue_id}-加两位编号，编号导入后不再改动"
            yield Problem(f"id “{article.id}” 不属于这一期", hint, source, file.line("id"))
        elif article.id in seen:
            yield Problem(
                f"id “{article.id}” 与 {seen[article.id]} 相同", "给其中一篇换一个编号", source, file.line("id")
            )
        seen[article.id] = source


def _unknown_topics(files: Iterable[_ArticleFile], topics: Iterable[Topic]) -> Iterator[Problem]:
    known = [topic.slug for topic in topics]
    for file in files:
        for at, slug in enumerate(file.article.topics):
            if slug not in known:
                near = difflib.get_close_matches(slug, known, n=1)
                hint = f"是不是 {near[0]}？" if near else "先在 newspaper.toml 里加上这个栏目"
                yield Problem(f"没有叫 “{slug}” 的栏目", hint, file.source, file.line("topics", at))


def _photo_files(raw: IssueFiles, files: Iterable[_ArticleFile], problems: list[Problem]) -> Iterator[PhotoFile]:
    done: dict[str, str] = {}
    for file in files:
        source = file.source
        for at, photo in enumerate(file.article.photos):
            address = photo.file.lower()
            if not address or done.get(address) == photo.file:
                continue
            twin = done.setdefault(address, photo.file)
            if twin != photo.file:
                message = f"图片 {photo.file} 与 {twin} 只有大小写不同"
                problems.append(Problem(message, "改成两个不同的名字", source, file.line("photos", at, "file")))
                continue
            try:
                yield _photo_file(raw, photo.file)
            except ContentError as error:
                line = file.line("photos", at, "file")
                problems += [Problem(p.message, p.hint, source, line) for p in error.problems]


def _photo_file(raw: IssueFiles, name: str) -> PhotoFile:
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.(jpe?g|png|webp)", name):
        hint = "用英文字母、数字命名的 .jpg .png .webp，放进这一期的 photos 文件夹"
        raise ContentError(Problem(f"图片文件名 “{name}” 不能用", hint))
    picture = raw.pictures.get(name)
    if picture is None:
        raise ContentError(Problem(f"找不到图片 photos/{name}", "补上文件，或把 file 留空"))
    if picture.problem:
        raise ContentError(Problem(f"图片 photos/{name} {picture.problem}", "换一个完好的图片文件"))
    return PhotoFile(name, Path(raw.folder, PHOTOS, name), picture.digest, picture.width, picture.height)


def shown(path: Path, root: Path) -> str:
    """A path as a message names it: from the site's folder where it lies inside."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def format_article(article: Article) -> str:
    """The text of an article's file."""
    return frontmatter.format(fields.article_fields(article), article.body)


def format_issue(issue: Issue) -> str:
    """The text of ``issue.md``."""
    return frontmatter.format(fields.issue_fields(issue), "")
