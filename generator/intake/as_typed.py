"""Notes on text that looks like a mark, or like a quoted value, each with the file and the line where it stands."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.content import about, frontmatter, leftovers, specials, texts
from generator.edits.changes import Draft
from generator.errors import Problem
from generator.intake import issue_folder
from generator.model import Article, Issue, Kind

_WHOLE = re.compile("“[^”]*”")
_LINE = re.compile(r"(?P<key>[a-z_]+):[ \t]+“[^”]*”[ \t]*")


def notes(draft: Draft, issues: tuple[Issue, ...]) -> Iterator[Problem]:
    """Everything of the kind in all articles, special topics and what the paper says of itself.

    Raises ``ContentError``.
    """
    for issue in issues:
        yield from _of_issue(draft, issue)
    for special in specials.read(draft.root):
        path = f"content/{specials.FOLDER}/{special.slug}.md"
        text = _text(draft, path)
        yield from _remarks(text, path)
        yield from _of(text, path, special.body, Kind.OTHER)
    yield from _of(_text(draft, about.FILE), about.FILE, about.read(draft.root), Kind.OTHER)


def _of_issue(draft: Draft, issue: Issue) -> Iterator[Problem]:
    named = {
        article.id: article
        for article in issue.articles
        if _is_quoted(article) or any(leftovers.found(article.body, article.kind))
    }
    for name, text in issue_folder.standing(draft, issue.id).items():
        path = issue_folder.path_of(issue.id, name)
        yield from _remarks(text, path)
        article = named.get(str(frontmatter.parse(text, path).fields.get("id"))) if named else None
        if article:
            yield from _chinese_quotes(text, path)
            yield from _of(text, path, article.body, article.kind)


def _is_quoted(article: Article) -> bool:
    return any(_WHOLE.fullmatch(text) for text in (article.title, article.kicker, article.subtitle, article.summary))


def _remarks(text: str, path: str) -> Iterator[Problem]:
    """What stands behind a value and is dropped as a remark, since its ``#`` has a space behind it."""
    if "#" in "".join(text.split("\n")[: frontmatter.body_line(text) - 1]):
        for remark in frontmatter.parse(text, path).remarks:
            message = f"“{remark.words[:20]}” 是备注，不会印出来"
            yield Problem(message, '是文字，就整个放进英文双引号："…"', path, remark.line + 1)


def _chinese_quotes(text: str, path: str) -> Iterator[Problem]:
    """Values in Chinese quotation marks alone: a quotation is meant, or the marks stand for the English ones."""
    for number, line in enumerate(text.split("\n")[: frontmatter.body_line(text) - 1], 1):
        found = _LINE.fullmatch(line)
        if found:
            hint = f'不是引语，就改成英文双引号：{found["key"]}: "…"；是引语，整个再加一层英文双引号，就不再提醒'
            yield Problem(f"“{found['key']}” 用的是中文引号，会照样印出来", hint, path, number)


def _text(draft: Draft, path: str) -> str:
    return texts.plain_lines(texts.utf8(draft.read(path) or b"", Path(path).name))


def _of(text: str, path: str, body: str, kind: Kind) -> Iterator[Problem]:
    first = frontmatter.body_line(text)
    for leftover in leftovers.found(body, kind):
        yield Problem(f"“{leftover.words}”{leftover.message}", leftover.hint, path, first + leftover.line)
