"""Notes on text that a page may not show as the editor meant it, each with file and line.

These are text that looks like a mark, values in Chinese quotation marks, comments behind values, and names in a byline
that are missing from ``authors``.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.content import about, frontmatter, page_files, specials, texts
from generator.content.edits.changes import Draft
from generator.errors import Problem
from generator.kinds import Kind
from generator.language import bylines
from generator.model import Article, Issue
from generator.newsroom import issue_folder, leftovers

_WHOLE = re.compile("“[^”]*”")
_LINE = re.compile(r"(?P<key>[a-z_]+):[ \t]+“[^”]*”[ \t]*")


def of_no_issue(draft: Draft) -> Iterator[Problem]:
    """Such notes on special topics, the paper's own pages and the page about the paper. Raises ``ContentError``."""
    others = [(f"content/{specials.FOLDER}/{special.slug}.md", special.body) for special in specials.read(draft.root)]
    others += [(f"{page_files.FOLDER}/{page.name}.md", page.body) for page in page_files.read(draft.root)]
    for path, body in others:
        text = _text(draft, path)
        yield from _remarks(text, path)
        yield from _of(text, path, body, Kind.OTHER)
    yield from _of(_text(draft, about.FILE), about.FILE, about.read(draft.root), Kind.OTHER)


def of_issue(issue: Issue, files: Mapping[str, str]) -> Iterator[Problem]:
    """Such notes on the files of an issue; ``files`` are their texts by name. Raises ``ContentError``."""
    named = {
        article.id: article
        for article in issue.articles
        if _is_quoted(article) or _unsigned(article) or any(leftovers.found(article.body, article.kind))
    }
    for name, text in files.items():
        path = issue_folder.path_of(issue.id, name)
        yield from _remarks(text, path)
        document = frontmatter.parse(text, path) if named else None
        article = named.get(str(document.fields.get("id"))) if document else None
        if article and document:
            if unsigned := _unsigned(article):
                message = f"署名里的 {'、'.join(unsigned)} 不在 authors 里，不会印出来"
                yield Problem(message, "写进 authors，一人一组", path, document.line(("byline",)))
            yield from _chinese_quotes(text, path)
            yield from _of(text, path, article.body, article.kind)


def _unsigned(article: Article) -> list[str]:
    """Names in the printed byline that are missing from ``authors``; the page shows ``authors`` in its place."""
    authors = {author.name for author in article.authors}
    if not article.byline or not authors:
        return []
    signers = [author.name for author in bylines.signers(article.byline)]
    if not signers and not any(name in article.byline for name in authors):
        return [article.byline]
    return [name for name in signers if name not in authors]


def _is_quoted(article: Article) -> bool:
    return any(_WHOLE.fullmatch(text) for text in (article.title, article.kicker, article.subtitle, article.summary))


def _remarks(text: str, path: str) -> Iterator[Problem]:
    """A note for each comment behind a value, which is not shown because its ``#`` is followed by a space."""
    if "#" in "".join(text.split("\n")[: frontmatter.body_line(text) - 1]):
        for remark in frontmatter.parse(text, path).remarks:
            message = f"“{remark.words[:20]}” 是备注，不会印出来"
            yield Problem(message, '是文字，就整个放进英文双引号："…"', path, remark.line + 1)


def _chinese_quotes(text: str, path: str) -> Iterator[Problem]:
    """A note for each value that is wholly in Chinese quotation marks, as they may be meant as YAML's."""
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
