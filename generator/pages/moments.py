"""When an article became public, and when what readers see of it last changed.

Both come from the record of what was published (``content/published``) and from the days of corrections. Where nothing
is recorded, an article counts as public since its issue came out, or since its embargo ended.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from generator.content.addresses import Record
from generator.model import CHINA
from generator.pages import urls
from generator.pages.issue_summary import ArticleFacts, IssueFacts, WithdrawnFacts


class Moments(NamedTuple):
    """When something became public ``first``, and when what readers see there last ``changed``; in China's time."""

    first: datetime
    changed: datetime


def released(issue: str, hour: time) -> datetime:
    """When an issue came out, by its id and the paper's hour."""
    return datetime.combine(date.fromisoformat(issue[:10]), hour, CHINA)


def of_article(issue: str, article: ArticleFacts | WithdrawnFacts, record: Record, hour: time) -> Moments:
    """The moments of an article of an issue, also of a withdrawn one."""
    places = dict.fromkeys((f"{issue}-{article.number}", article.first_id or f"{issue}-{article.number}"))
    lines = [record.public[path] for path in map(urls.article, places) if path in record.public]
    here = record.public.get(urls.article(f"{issue}-{article.number}"))
    out = datetime.fromisoformat(article.until) if article.until else released(issue, hour)
    first = min((line.first for line in lines), default=out).astimezone(CHINA)
    changes = [here.changed.astimezone(CHINA)] if here else []
    return Moments(first, max((first, *changes, *_corrected(article, hour))))


def issue_changed(issue: IssueFacts, record: Record, hour: time) -> datetime:
    """When an issue last changed for readers: itself, or one of its articles, a withdrawn one included."""
    line = record.public.get(urls.issue(issue.id))
    own = line.changed.astimezone(CHINA) if line else released(issue.id, hour)
    articles: tuple[ArticleFacts | WithdrawnFacts, ...] = (*issue.articles, *issue.withdrawn)
    return max((own, *(of_article(issue.id, article, record, hour).changed for article in articles)))


def _corrected(article: ArticleFacts | WithdrawnFacts, hour: time) -> Iterator[datetime]:
    if isinstance(article, ArticleFacts):
        yield from (released(correction.date, hour) for correction in article.corrections)
