"""Turns issues into the entries of the search index."""

import re
from collections.abc import Callable, Iterable

from generator.content import body
from generator.kinds import Kind
from generator.model import Article, Issue, Topic
from generator.outlets.search.shard_index import SearchEntry
from generator.pages import cards, urls
from generator.pages.issue_summary import IssueFacts
from generator.pages.phrases import phrases
from generator.pages.typography import full_width

_RUN = re.compile(r"[\u3400-\u9fff]+")

Cut = Callable[[str], Iterable[str]]
"""Cuts a run of Chinese characters into words."""


def entries(issue: Issue, base: str, cut: Cut) -> list[SearchEntry]:
    """One entry for each published article, in the same order, with all text that a reader can see of it."""
    return [_entry(article, issue, base, cut) for article in issue.articles]


def labels(issues: Iterable[IssueFacts], topics: Iterable[Topic]) -> dict[str, dict[str, str]]:
    """The names that readers see for the values of filters: filter → value → name."""
    folios: dict[str, set[str]] = {}
    for issue in issues:
        for number, label in issue.folios:
            folios.setdefault(number, set()).add(label)
    # If a 版 changed its name, only its number is shown, because each name would be wrong for some of its articles.
    named = {number: names.pop() if len(names) == 1 else f"{number}版" for number, names in sorted(folios.items())}
    return {
        "kind": {kind.value: kind.word for kind in Kind},
        "topic": {topic.slug: topic.name for topic in topics},
        "folio": {number: name for number, name in named.items() if number},
    }


def _words(article: Article, sections: Iterable[str], cut: Cut) -> tuple[str, ...]:
    """Words to suggest to readers: words of the title, and tags that occur in the text, so that a search finds them."""
    title = (word for run in _RUN.findall(article.title) for word in cut(run) if len(word) > 1)
    text = "\n".join(sections)
    return (*title, *(tag for tag in article.tags if len(tag) > 1 and tag in text))


def _entry(article: Article, issue: Issue, base: str, cut: Cut) -> SearchEntry:
    photos = (text for photo in article.photos for text in (photo.caption, photo.credit_line or photo.credit))
    fields = (article.kicker, article.title, article.subtitle, article.byline)
    names = tuple(dict.fromkeys(author.name for author in article.authors))
    corrections = (text for c in article.corrections for text in (c.printed, c.correct, c.note))
    sections = (*fields, *body.to_text(article.body, article.kind), *photos, *names, *corrections)
    return SearchEntry(
        url=urls.link(urls.article(article.id), base),
        title=article.title,
        date=issue.date.isoformat(),
        kind=article.kind.value,
        folio=cards.folio_label(article.folio, issue),
        sections=tuple(text for text in sections if text),
        filters=(
            ("folio", (article.folio,) if article.folio else ()),
            ("issue", (issue.id,)),
            ("kind", (article.kind.value,)),
            ("person", names),
            ("topic", article.topics),
        ),
        words=_words(article, sections, cut),
        phrases=phrases(full_width(article.title), cut) if article.title else (),
        opening="" if article.title else cards.headline(article),
    )
