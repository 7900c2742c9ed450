"""The acts ``new`` and ``delete``: an empty article is added to an issue, or taken away."""

from typing import Annotated

from pydantic import Field

from generator.content import addresses, store
from generator.content.edits.changes import Draft
from generator.editing import asked as requests
from generator.editing import carried_doubts, folios, front_values, issue_articles, numbers
from generator.editing.asked import Around, Asked, Done, IssueId, Number, OfArticle
from generator.errors import ContentError, Problem
from generator.kinds import Kind
from generator.model import Article


class New(Asked):
    """An article with a title alone, behind another one or, where ``after`` is ``""``, at the end."""

    issue: IssueId
    title: Annotated[str, Field(max_length=2_000)] = ""
    folio: Annotated[str, Field(max_length=4)] = ""
    after: Number | None = None


class Delete(OfArticle):
    """An article that has no text."""


def new(draft: Draft, asked: New, around: Around) -> Done:
    """Adds an article without text, a draft where it must be signed.

    Raises ``ContentError`` where there is no such issue, 版 or article before it.
    """
    if asked.after is not None:
        issue_articles.text(draft, asked.issue, asked.after)
    title = front_values.one_line(asked.title)
    folio = folios.known(draft, asked.issue, front_values.one_line(asked.folio))
    order = issue_articles.place_behind(draft, asked.issue, asked.after or "")
    number = numbers.take(draft, asked.issue)
    article = Article(
        f"{asked.issue}-{number}",
        title=title,
        untitled=not title,
        kind=Kind.NEWS,
        folio=folio,
        order=order,
        draft=around.settings.review.applies(asked.issue),
    )
    issue_articles.write(draft, asked.issue, number, store.format_article(article))
    return Done(f"{asked.issue} {number}：添一篇", article=number)


def delete(draft: Draft, asked: Delete, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Deletes an article without text; its number is not given again.

    Raises ``Stale``, and ``ContentError`` where there is text left, or readers know its address.
    """
    article = front_values.article(requests.text_of(draft, asked), asked.path)
    said = (article.title, article.kicker, article.subtitle, article.byline, article.body, article.photos)
    if any(said):
        raise ContentError(Problem("这一篇还有文字或图片", "先删去或挪到别的文章里；不登了，用撤稿或草稿", asked.path))
    known = addresses.read(draft.root).public
    if f"{asked.issue}/{asked.article}.html" in known or article.was or article.joined:
        raise ContentError(Problem("读者知道这一篇的网址", "用撤稿，写明缘由；或并入上一篇", asked.path))
    numbers.keep(draft, asked.issue, asked.article)
    draft.delete(asked.path)
    carried_doubts.drop(draft, asked.issue, asked.article)
    return Done(f"{asked.issue} {asked.article}：删去空的一篇")
