"""Parses the files of issues into the model, and formats articles and issues as files.

    content/issues/2026-03-25/issue.md        date, number, folios, furniture
                              01.md 02.md …   one article each
                              01.doubts.json  doubts about 01.md
                              photos/         picture files, named by the articles
                              review.csv      who passed what, where the paper declares steps of 三审三校
                              signed/         articles as they last passed all steps
                              source/         the raw issue, as it came

Two issues of one day have folders ``2026-03-25`` and ``2026-03-25-b``.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.content import article_file, fields, frontmatter, issue_files, quick, signed_text, texts
from generator.content.issue_files import SIGNED, IssueFiles
from generator.errors import ContentError, Problem
from generator.model import BEING_MENDED, Article, Issue, Newspaper, PhotoFile, Topic

ISSUE_FILE = "issue.md"
MOST_CHARACTERS = 400_000
"""The longest file of an article, as long as a whole raw issue may be. A printed page has about ten thousand."""
MOST_TAGS = 200
"""The most tags of one article."""


class _ArticleFile(NamedTuple):
    """An article with the text of its file, the file's name, and the file's name for messages."""

    article: Article
    name: str
    source: str
    text: str

    @property
    def is_called_after_id(self) -> bool:
        """Whether the file's name is the number in its article's id."""
        return self.name == f"{self.article.id.rpartition('-')[2]}.md"

    def line(self, *place: str | int) -> int:
        """The line of a field, for a message."""
        return _document(self.text, self.source).line(place)


@lru_cache(1)
def _document(text: str, source: str) -> frontmatter.Document:
    """A file parsed with line numbers; kept, since several messages may ask for lines of the same file."""
    return frontmatter.parse(text, source)


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
    """The issue in these files, without articles under embargo. Raises ``ContentError`` with all problems.

    With ``topics``, those that an article names are slugs in the issue, whether the file has the slug or the name.

    With ``raw.without_broken`` an article that cannot be read is replaced by a notice that it is being corrected. If it
    may be under embargo, or a draft, it is left out completely.
    """
    broken: list[str] = []
    while True:
        texts = {name: data for name, data in raw.texts.items() if name not in broken}
        try:
            issue = _parse(replace(raw, texts=texts), topics)
        except ContentError as error:
            sources = {problem.source for problem in error.problems}
            more = [name for name in texts if f"{raw.shown}/{name}" in sources]
            if not raw.without_broken or not more or ISSUE_FILE in more:
                raise
            broken += more
            continue
        return replace(issue, articles=(*issue.articles, *_notices(raw, broken, issue))) if broken else issue


def _notices(raw: IssueFiles, broken: Iterable[str], issue: Issue) -> Iterator[Article]:
    taken = {article.id for article in issue.articles}
    for name in (name for name in broken if name not in raw.without_notice):
        article = f"{raw.id}-{Path(name).stem}"
        is_secret = any(word in raw.texts[name] for word in (b"embargo", b"draft"))
        if re.fullmatch(r"\d{2,4}", Path(name).stem) and article not in taken and not is_secret:
            yield Article(article, order=len(raw.texts), withdrawal=BEING_MENDED)


def _parse(raw: IssueFiles, topics: tuple[Topic, ...] | None) -> Issue:
    problems = list(raw.problems)
    issue = _parse_issue_file(raw, problems)
    files = [file for name in raw.texts if name != ISSUE_FILE for file in _parse_article_file(raw, name, problems)]
    # If two files have one id, the problem is reported for the file not named after it: 01 - 副本.md, not 01.md.
    files.sort(key=lambda file: (not file.is_called_after_id, file.name))
    problems += _wrong_ids(files, raw.id)
    problems += _wrong_places(files, issue) if issue else ()
    problems += _too_many_tags(files)
    problems += _unknown_topics(files, topics) if topics is not None else ()
    photo_files = tuple(_photo_files(raw, files, problems))
    if problems or issue is None:
        raise ContentError(*problems)
    ordered = sorted(files, key=lambda file: (file.article.order, file.article.id))
    slugs = {topic.name: topic.slug for topic in topics or ()} | {topic.slug: topic.slug for topic in topics or ()}
    articles = tuple(_with_slugs(file.article, slugs) for file in ordered)
    whole = replace(issue, articles=articles, photo_files=photo_files)
    if not raw.held:
        return whole
    return whole.only(article for file, article in zip(ordered, articles, strict=True) if file.name not in raw.held)


def _with_slugs(article: Article, slugs: Mapping[str, str]) -> Article:
    """The article with its topics as slugs; an editor may write a topic's name instead."""
    found = tuple(dict.fromkeys(slugs.get(topic, topic) for topic in article.topics))
    return article if found == article.topics else replace(article, topics=found)


WITHHOLDING = (b"embargo", b"withdrawn", b"draft")
"""Words that mark an article that readers may not see. If a file has one and cannot be read, it is not published."""


class Withheld(NamedTuple):
    """An article that was withdrawn, is a draft, or may not be published before ``until`` (an ISO date and time).

    ``until`` may be ``""``. The file of an article that is ``in_doubt`` cannot be read, so it may be any of these.
    """

    id: str
    until: str = ""
    is_withdrawn: bool = False
    in_doubt: bool = False
    is_draft: bool = False


def may_withhold(raw: IssueFiles) -> list[str]:
    """The names of files that contain one of the ``WITHHOLDING`` words."""
    texts = ((name, data) for name, data in raw.texts.items() if name != ISSUE_FILE)
    return [name for name, data in texts if any(word in data for word in WITHHOLDING)]


def withheld(raw: IssueFiles) -> dict[str, Withheld]:
    """The articles that readers may not see, or not yet, by the name of their files."""
    named = may_withhold(raw)
    read = {file.name: file.article for name in named for file in _parse_article_file(raw, name, [])}
    found = {
        name: Withheld(
            article.id,
            article.embargo.isoformat() if article.embargo else "",
            article.withdrawn,
            is_draft=article.draft,
        )
        for name, article in read.items()
        if article.embargo or article.withdrawn or article.draft
    }
    in_doubt = (name for name in named if name not in read)
    return found | {name: Withheld(f"{raw.id}-{Path(name).stem}", in_doubt=True) for name in in_doubt}


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
        if len(text) > MOST_CHARACTERS:
            raise ContentError(Problem("文件太长", f"最多 {MOST_CHARACTERS} 个字，分成几篇", source))  # noqa: TRY301
        live = quick.article(text) or fields.read_article(frontmatter.parse(text, source), source)
        yield _ArticleFile(_as_signed(live, raw, name), name, source, text)
    except ContentError as error:
        problems += error.problems


def _as_signed(live: Article, raw: IssueFiles, name: str) -> Article:
    """The article with the words and pictures of its signed copy, where it is to be made from that."""
    copy = raw.signed.get(name)
    if copy is None:
        return live
    return signed_text.over(live, article_file.read(copy.data, f"{raw.shown}/{SIGNED}/{name}"), copy.without)


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
            hint = "是复制出来的副本，就删掉它；是另一篇，就换一个编号"
            yield Problem(f"id “{article.id}” 与 {seen[article.id]} 相同", hint, source, file.line("id"))
        seen[article.id] = source


def _wrong_places(files: Iterable[_ArticleFile], issue: Issue) -> Iterator[Problem]:
    """Problems with articles on a 版 that the issue does not have, and with two articles of the same ``order``."""
    folios = {folio.number for folio in issue.folios}
    taken: dict[int, str] = {}
    for file in files:
        folio, order = file.article.folio, file.article.order
        if folio and folio not in folios:
            hint = f"issue.md 的 folios 里有：{'、'.join(sorted(folios)) or '（没有）'}；改这里，或在那里补上"
            yield Problem(f"没有第 “{folio}” 版", hint, file.source, file.line("folio"))
        if order in taken:
            hint = "两篇的先后要不同：改掉其中一个"
            yield Problem(f"order {order} 与 {taken[order]} 相同", hint, file.source, file.line("order"))
        taken.setdefault(order, file.name)


def _too_many_tags(files: Iterable[_ArticleFile]) -> Iterator[Problem]:
    for file in files:
        count = len(file.article.tags)
        if count > MOST_TAGS:
            hint = f"最多 {MOST_TAGS} 个，只留说得着这一篇的"
            yield Problem(f"标签太多：{count} 个", hint, file.source, file.line("tags"))


def _unknown_topics(files: Iterable[_ArticleFile], topics: Iterable[Topic]) -> Iterator[Problem]:
    known = [word for topic in topics for word in (topic.slug, topic.name)]
    for file in files:
        for at, written in enumerate(file.article.topics):
            if written not in known:
                near = difflib.get_close_matches(written, known, n=1)
                hint = f"是不是 {near[0]}？" if near else "先在 newspaper.toml 里加上这个栏目"
                yield Problem(f"没有叫 “{written}” 的栏目", hint, file.source, file.line("topics", at))


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
                yield issue_files.photo_file(raw, photo.file)
            except ContentError as error:
                line = file.line("photos", at, "file")
                problems += [Problem(p.message, p.hint, source, line) for p in error.problems]


def shown(path: Path, root: Path) -> str:
    """A path for messages: relative to the site's folder if it is inside."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def format_article(article: Article) -> str:
    """The text of an article's file."""
    return frontmatter.format(fields.article_fields(article), article.body)


def format_issue(issue: Issue) -> str:
    """The text of ``issue.md``."""
    return frontmatter.format(fields.issue_fields(issue), "")
