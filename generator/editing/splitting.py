"""The act ``split``: from a passage on an article becomes another one, with the issue's next number."""

from typing import Annotated

from pydantic import Field

from generator.content import store, texts
from generator.content.edits.changes import Draft
from generator.editing import asked as requests
from generator.editing import carried_doubts, front_values, issue_articles, numbers, passages
from generator.editing.asked import Around, Done, OfArticle
from generator.editing.passages import Passage
from generator.errors import ContentError, Problem
from generator.model import Article


class Split(OfArticle):
    """From the passage ``at`` on, counted from 0."""

    at: Annotated[int, Field(ge=1)]


def split(draft: Draft, asked: Split, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Makes a new article of the passages from one on; the first part keeps the number, the fields and the pictures.

    The new one comes next in order, with the same 版 and kind. Its title is the subhead that it begins with, if it
    does. A draft, an embargo and a withdrawal hold for both. Raises ``Stale``, and ``ContentError`` where there is no
    such passage.
    """
    text = requests.text_of(draft, asked)
    upper = front_values.article(text, asked.path)
    standing = passages.read(text, upper.kind)
    if asked.at >= len(standing):
        raise ContentError(Problem("没有这一段", "刷新页面再拆", asked.path))
    moved = standing[asked.at :]
    title = _title(moved[0])
    new = _made(draft, asked, upper, title)
    number = new.id.rpartition("-")[2]
    rest = _source_of(text, moved[1:] if title else moved)
    written = texts.saved_like(store.format_article(new), text.encode()).decode()
    issue_articles.write(draft, asked.issue, number, _with_body(written, rest))
    issue_articles.write(
        draft, asked.issue, asked.article, passages.replaced(text, upper.kind, asked.at, len(standing), ())
    )
    carried_doubts.split(draft, asked.issue, asked.article, number)
    return Done(f"{asked.issue} {asked.article}：从第 {asked.at + 1} 段起拆成 {number}", article=number)


def _title(first: Passage) -> str:
    """The title that a subhead gives, where it is text alone."""
    marked = first.marked
    is_plain = marked is not None and first.shape == passages.SUBHEAD and not (marked.bold or marked.links)
    return front_values.one_line(marked.text) if marked and is_plain else ""


def _made(draft: Draft, asked: Split, upper: Article, title: str) -> Article:
    order = issue_articles.place_behind(draft, asked.issue, asked.article)
    return Article(
        f"{asked.issue}-{numbers.take(draft, asked.issue)}",
        title=title,
        untitled=not title,
        kind=upper.kind,
        folio=upper.folio,
        order=order,
        plain=upper.plain,
        ai=upper.ai,
        draft=upper.draft,
        withdrawal=upper.withdrawal,
        embargo=upper.embargo,
    )


def _source_of(text: str, standing: list[Passage]) -> str:
    return text[passages.line_start(text, standing[0].start) : standing[-1].end] if standing else ""


def _with_body(written: str, rest: str) -> str:
    """A file that has front matter alone, with a body."""
    if not rest:
        return written
    newline = "\r\n" if "\r\n" in written else "\r" if "\r" in written else "\n"
    return f"{written}{newline}{rest}{newline}"
