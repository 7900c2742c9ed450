"""The act ``move``: passages of an article go to the end of another one of the issue."""

from typing import Annotated

from pydantic import Field

from generator.content.edits.changes import Draft
from generator.editing import asked as requests
from generator.editing import carried_doubts, front_values, issue_articles, marked_text, passages
from generator.editing.asked import Around, Done, Number, OfArticle
from generator.errors import ContentError, Problem
from generator.kinds import Kind


class Move(OfArticle):
    """The passages from ``first`` to before ``last`` go to the end of the article ``to``."""

    first: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=1)]
    to: Number


def move(draft: Draft, asked: Move, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Moves passages. Raises ``Stale``, and ``ContentError`` where there are no such passages or no such article."""
    text = requests.text_of(draft, asked)
    kind = front_values.article(text, asked.path).kind
    standing = passages.read(text, kind)
    if not asked.first < asked.last <= len(standing):
        raise ContentError(Problem("没有这一段", "刷新页面再挪", asked.path))
    if asked.to == asked.article:
        raise ContentError(Problem("就是这一篇", "选另一篇文章", asked.path))
    target = issue_articles.text(draft, asked.issue, asked.to)
    moved = standing[asked.first : asked.last]
    blocks = in_grammar(moved, kind, front_values.article(target, asked.to).kind)
    issue_articles.write(draft, asked.issue, asked.to, with_more(target, blocks))
    left = passages.replaced(text, kind, asked.first, asked.last, ())
    issue_articles.write(draft, asked.issue, asked.article, left)
    carried_doubts.split(draft, asked.issue, asked.article, asked.to)
    count = asked.last - asked.first
    where = f"第 {asked.first + 1} 段" if count == 1 else f"第 {asked.first + 1} 到 {asked.last} 段"
    return Done(f"{asked.issue} {asked.article}：{where}挪到 {asked.to}")


def in_grammar(moved: list[passages.Passage], kind: Kind, other: Kind) -> list[str]:
    """The Markdown of passages as it stands, or written anew where lines end in another way in the other kind."""
    if (kind is Kind.LITERATURE) == (other is Kind.LITERATURE):
        return [passage.source for passage in moved]
    return [
        passages.subhead_mark(passage.source) + marked_text.written(passage.marked, other)
        if passage.marked
        else passage.source
        for passage in moved
    ]


def with_more(text: str, blocks: list[str]) -> str:
    """A file's text with blocks at the end of its body."""
    kind = front_values.article(text, "").kind
    count = len(passages.read(text, kind))
    return passages.replaced(text, kind, count, count, blocks)
