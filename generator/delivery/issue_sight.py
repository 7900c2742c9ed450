"""What ``banmian check`` finds in the files of one issue, besides its doubts: facts, links, and what to tell at once.

``look`` is a pure function of plain values, so that any process can carry it out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from generator.content import frontmatter, store, texts
from generator.content.issue_files import IssueFiles
from generator.delivery import finding, links
from generator.delivery.finding import Finding, Kind, Severity
from generator.delivery.links import Link
from generator.errors import ContentError, Problem
from generator.model import Article, Issue, Topic
from generator.newsroom import issue_proof
from generator.pages import cards, issue_summary, urls
from generator.pages.issue_summary import IssueFacts
from generator.pages.packing import pack, unpack
from generator.proofreading import Known

MOST_PIXELS = 24_000_000
"""A photo with more pixels is told: no reader is sent so many, and building takes long."""
LONGEST = 60_000
"""A body with more characters is told: a telephone takes long to show it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the report must know of an issue.

    ``anchors`` are those of its 版 on its page, ``corrected`` the numbers of articles with corrections.
    """

    facts: IssueFacts
    anchors: tuple[str, ...]
    corrected: tuple[str, ...]
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What decides the findings in an issue besides its files and the newsroom's lists.

    ``words`` are those of special topics, ``base`` is the beginning of every link.
    """

    topics: tuple[Topic, ...]
    words: tuple[str, ...]
    base: str


class Looked(NamedTuple):
    """What was found in an issue, as JSON, and what in it cannot be read; ``found`` may be ``""``, where all cannot."""

    name: str
    found: str
    problems: tuple[Problem, ...]


def look(beside: Beside, known: Known, issues: Iterable[IssueFiles]) -> list[Looked]:
    """Reads and proofreads issues."""
    return [_looked(beside, known, files) for files in issues]


def _looked(beside: Beside, known: Known, files: IssueFiles) -> Looked:
    try:
        return Looked(files.id, _found(beside, known, files), ())
    except ContentError as error:
        problems = error.problems
    broken = {problem.source for problem in problems}
    rest = {name: data for name, data in files.texts.items() if f"{files.shown}/{name}" not in broken}
    try:
        return Looked(files.id, _found(beside, known, replace(files, texts=rest)), problems)
    except ContentError:  # more than single articles cannot be read
        return Looked(files.id, "", problems)


def _found(beside: Beside, known: Known, files: IssueFiles) -> str:
    issue = store.parse(files, beside.topics)
    proof = issue_proof.proof(files, issue, known)
    return json.dumps([issue_proof.packed(proof), _packed(_sight(beside, files, issue))], separators=(",", ":"))


def sight(packed: list[Any]) -> Sight:
    """The sight that ``look`` made plain values of."""
    facts, anchors, corrected, found, told = packed
    return Sight(
        unpack(IssueFacts, facts),
        tuple(anchors),
        tuple(corrected),
        tuple(Link(*row) for row in found),
        tuple(map(finding.unpacked, told)),
    )


def _packed(found: Sight) -> list[Any]:
    told = [finding.packed(one) for one in found.findings]
    return [pack(found.facts), found.anchors, found.corrected, found.links, told]


def _sight(beside: Beside, files: IssueFiles, issue: Issue) -> Sight:
    found: list[Link] = []
    told: list[Finding] = []
    shown = issue.published()
    for article in shown.articles:
        if "](" in article.body:
            text, source = _file(files, article)
            found += links.in_body(text, source, urls.article(article.id), article.kind)
        told += _told(files, issue, article)
    return Sight(
        issue_summary.facts(issue, beside.base, beside.words),
        tuple(anchor for _, anchor, _ in cards.by_folio(shown)),
        tuple(issue_summary.number_of(article) for article in shown.articles if article.corrections),
        tuple(found),
        tuple(told),
    )


def _told(files: IssueFiles, issue: Issue, article: Article) -> Iterator[Finding]:
    pictures = [(at, photo) for at, photo in enumerate(article.photos) if photo.file]
    if not pictures and len(article.body) <= LONGEST:
        return
    text, source = _file(files, article)
    lines = _picture_lines(text) if pictures else []
    for at, photo in pictures:
        line = lines[at] if len(lines) == len(article.photos) else _line(text, source, at)
        if not photo.alt:
            hint = '在这张图的最后加一行 alt: "…"，写给看不见图的读者：图上有什么'
            yield Finding(source, line, f"图片 {photo.file} 没有替代文字", hint, Severity.NOTICE, Kind.ALT)
        held = issue.photo_file(photo.file)
        if held and held.width * held.height > MOST_PIXELS:
            message = f"图片 {photo.file} 很大：{held.width}×{held.height} 像素"
            hint = "缩到长边 4000 以内就够印屏幕了，生成也快"
            yield Finding(source, line, message, hint, Severity.NOTICE, Kind.SIZE)
    if len(article.body) > LONGEST:
        message = f"正文有 {len(article.body)} 个字，一页太长"
        hint = f"手机上打开慢；分成几篇，每篇 {LONGEST} 字以内"
        yield Finding(source, frontmatter.body_line(text), message, hint, Severity.NOTICE, Kind.SIZE)


_PICTURE = re.compile(r"^(?:- |  )file:", re.MULTILINE)


def _picture_lines(text: str) -> list[int]:
    """The lines of ``file:`` in a front matter as import writes it; there may be others where it is laid out freely."""
    head = text[: text.find("\n---", 3)]
    return [head.count("\n", 0, found.start()) + 1 for found in _PICTURE.finditer(head)]


def _line(text: str, source: str, at: int) -> int:
    return frontmatter.parse(text, source).line(("photos", at, "file"))


def _file(files: IssueFiles, article: Article) -> tuple[str, str]:
    """The text of an article's file, and the file's path; nearly always it is called after the article's number."""
    usual = f"{issue_summary.number_of(article)}.md"
    names = [usual, *(name for name in files.texts if name != usual)]
    for name in names:
        source = f"{files.shown}/{name}"
        text = texts.plain_lines(texts.utf8(files.texts.get(name, b""), source))
        if f'\nid: "{article.id}"\n' in text or (article.id in text and _is_of(text, source, article.id)):
            return text, source
    return "", f"{files.shown}/{usual}"


def _is_of(text: str, source: str, article: str) -> bool:
    try:
        return frontmatter.parse(text, source).fields.get("id") == article
    except ContentError:  # a file of another kind that names the article
        return False
