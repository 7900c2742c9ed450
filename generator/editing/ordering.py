"""The acts ``reorder``, ``shift`` and ``put_on_folio``: where articles stand in their issue."""

from typing import Annotated, Literal

from pydantic import Field

from generator.content.edits.changes import Draft
from generator.editing import folios, front_values, issue_articles
from generator.editing.asked import Around, Asked, Done, IssueId, Number
from generator.errors import ContentError, Problem
from generator.newsroom import issue_folder


class Reorder(Asked):
    """All articles of an issue, in the order that they get."""

    issue: IssueId
    articles: tuple[Number, ...]


class Shift(Asked):
    """An article goes before the one above it on its 版, or behind the one below."""

    issue: IssueId
    article: Number
    way: Literal["up", "down"]


class PutOnFolio(Asked):
    """Articles that go on a 版; ``""`` is none."""

    issue: IssueId
    articles: Annotated[tuple[Number, ...], Field(min_length=1)]
    folio: Annotated[str, Field(max_length=4)]


def reorder(draft: Draft, asked: Reorder, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Puts the articles of an issue in another order. Raises ``ContentError`` where some are missing."""
    standing = issue_articles.in_order(draft, asked.issue)
    if sorted(asked.articles) != sorted(number for number, _ in standing):
        raise ContentError(Problem("这一期的文章刚才变了", "刷新页面，再排一次", issue_folder.path_of(asked.issue)))
    held = {number: article.order for number, article in standing}
    for number, order in zip(asked.articles, sorted(held.values()), strict=True):
        if held[number] != order:
            issue_articles.give_order(draft, asked.issue, number, order)
    return Done(f"{asked.issue}：排先后")


def shift(draft: Draft, asked: Shift, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Swaps an article with its neighbour on the same 版. Raises ``ContentError`` where there is none."""
    standing = issue_articles.in_order(draft, asked.issue)
    own = next((article for number, article in standing if number == asked.article), None)
    if own is None:
        raise ContentError(Problem(f"没有 {asked.article} 这一篇", "刷新页面再看", issue_folder.path_of(asked.issue)))
    beside = [(number, article) for number, article in standing if article.folio == own.folio]
    at = next(at for at, (number, _) in enumerate(beside) if number == asked.article)
    to = at - 1 if asked.way == "up" else at + 1
    if not 0 <= to < len(beside):
        where = "最前" if asked.way == "up" else "最后"
        raise ContentError(
            Problem(f"它已经在这一版的{where}面", "要换一版，改它的版次", issue_folder.path_of(asked.issue))
        )
    number, other = beside[to]
    issue_articles.give_order(draft, asked.issue, asked.article, other.order)
    issue_articles.give_order(draft, asked.issue, number, own.order)
    return Done(f"{asked.issue} {asked.article}：{'上' if asked.way == 'up' else '下'}移", article=asked.article)


def put_on_folio(draft: Draft, asked: PutOnFolio, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Puts articles on a 版, which is added to the issue's head if it is not there yet. Raises ``ContentError``."""
    folio = folios.known(draft, asked.issue, front_values.one_line(asked.folio))
    for number in dict.fromkeys(asked.articles):
        text = issue_articles.text(draft, asked.issue, number)
        path = issue_folder.path_of(asked.issue, f"{number}.md")
        issue_articles.write(draft, asked.issue, number, front_values.with_value(text, "folio", folio, path))
    where = f"第 {folio} 版" if folio else "不分版"
    return Done(f"{asked.issue} {'、'.join(asked.articles)}：{where}")
