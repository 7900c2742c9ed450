"""The act ``join``: an article becomes part of the one above it in the issue's order."""

from collections.abc import Mapping
from typing import Any

from generator.content import body, frontmatter, store, texts
from generator.content.edits import one_value
from generator.content.edits.changes import Draft
from generator.editing import asked as requests
from generator.editing import carried_doubts, front_values, issue_articles, moving, passages
from generator.editing.asked import Around, Done, Number, OfArticle
from generator.errors import ContentError, Problem
from generator.kinds import Ai
from generator.model import Article
from generator.newsroom import issue_folder


class Join(OfArticle):
    """The lower article, and ``upper``, the one above it as the editor saw it."""

    upper: Number


def join(draft: Draft, asked: Join, around: Around) -> Done:  # noqa: ARG001 - as all acts
    """Puts an article's headline, text, pictures and people at the end of the one above, which takes its address over.

    Raises ``Stale``, and ``ContentError`` where another article is above, or where readers may see one of them only.
    """
    text = requests.text_of(draft, asked)
    lower = front_values.article(text, asked.path)
    _refuse_another(draft, asked)
    path = issue_folder.path_of(asked.issue, f"{asked.upper}.md")
    target = issue_articles.text(draft, asked.issue, asked.upper)
    upper = front_values.article(target, path)
    _refuse_unlike(upper, lower, asked.path)
    moved = moving.in_grammar(passages.read(text, lower.kind), lower.kind, upper.kind)
    new = moving.with_more(target, [*_headline(lower), *_attribution(upper, lower), *moved])
    written = [frontmatter.parse(texts.plain_lines(one), path).fields for one in (target, text)]
    for key, value in _fields(upper, lower, *written).items():
        new = one_value.changed(new, key, value, path)
    issue_articles.write(draft, asked.issue, asked.upper, new)
    draft.delete(asked.path)
    carried_doubts.join(draft, asked.issue, asked.upper, asked.article)
    return Done(f"{asked.issue} {asked.article}：并入 {asked.upper}", article=asked.upper)


def _refuse_another(draft: Draft, asked: Join) -> None:
    order = [number for number, _ in issue_articles.in_order(draft, asked.issue)]
    at = order.index(asked.article)
    if at == 0:
        raise ContentError(Problem("这是这一期的第一篇，上面没有文章", "先排好先后，再并", asked.path))
    if order[at - 1] != asked.upper:
        raise ContentError(Problem(f"上面的一篇现在是 {order[at - 1]}", "刷新页面，看清楚再并", asked.path))


def _refuse_unlike(upper: Article, lower: Article, path: str) -> None:
    """Raises ``ContentError`` where joining would show what readers may not see, or lose the paper's own values."""
    states = [(one.draft, one.withdrawal, one.embargo) for one in (upper, lower)]
    if states[0] != states[1]:
        hint = "先让两篇一样（草稿、撤下、禁发），再并"
        raise ContentError(Problem("两篇里有一篇读者现在看不到，并了就看到了", hint, path))
    if any(dict(upper.extra).get(key) != value for key, value in lower.extra):
        raise ContentError(
            Problem("下面这一篇有自己的值（extra），上面的没有", "先在上面那一篇的文件里补上，再并", path)
        )
    if len({*upper.tags, *lower.tags}) > store.MOST_TAGS:
        raise ContentError(Problem("并在一起标签就太多了", f"最多 {store.MOST_TAGS} 个，先去掉一些", path))


def _headline(lower: Article) -> list[str]:
    """The headline parts as passages, in the order in which they are printed."""
    title = body.from_text(lower.title) if lower.title else ""
    parts = (
        body.from_text(lower.kicker),
        title and f"## {title}",
        *map(body.from_text, (lower.subtitle, lower.byline)),
    )
    return [part for part in parts if part]


def _attribution(upper: Article, lower: Article) -> list[str]:
    """Where the lower one was reprinted from, as a passage, if the upper one names another source."""
    said = [
        f"{label}：{of_lower}"
        for label, of_upper, of_lower in (
            ("来源", upper.source, lower.source),
            ("原文网址", upper.original, lower.original),
        )
        if of_lower and of_upper and of_lower != of_upper
    ]
    return [body.from_text(line) for line in said]


def _fields(upper: Article, lower: Article, held: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of the upper one that change, with their new values; ``held`` and ``more`` are both as they are written.

    One person, topic or tag that both have is there once.
    """
    ai = upper.ai or (Ai.COMPOSED if lower.ai else None)
    new: dict[str, Any] = {
        **{key: _once(held.get(key), more.get(key)) for key in ("authors", "topics", "tags")},
        **{key: [*(held.get(key) or ()), *(more.get(key) or ())] for key in ("photos", "corrections")},
        "joined": _once(held.get("joined"), [*lower.was, *lower.joined, lower.id]),
        "source": upper.source or lower.source,
        "original": upper.original or lower.original,
        "event_date": upper.event_date or lower.event_date,
        "truncated": upper.truncated or lower.truncated,
        "ai": ai.written if ai and not upper.ai else "",
    }
    return {key: value for key, value in new.items() if value and frontmatter.as_read(value) != held.get(key)}


def _once(held: Any, more: Any) -> list[Any]:
    old = list(held or ())
    return [*old, *(one for one in more or () if one not in old)]
