"""The archive cut by time into parts that are indexed one by one, so that old parts stand while new issues come.

Periods are nested: all time, 8 years, 4, 2, a year, a half, a quarter, a month, a third of a month, a day. The
newest articles are the *open* shard: the longest period around the newest issue that holds at most ``OPEN``
characters. All before it is *closed*: the longest periods with at most ``LIMIT`` characters. So the cut follows
from the dates and lengths of the articles alone, an article moves nothing outside of its own period, and when the
open shard is full, what it held joins the last closed one.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.model import Article, Issue, Newspaper

LIMIT = 3_500_000
"""Characters to a closed shard, about 4,000 articles: the engine then needs 1.5 GB of memory and 12 seconds."""

OPEN = 500_000
"""Characters to the open shard: a new issue is indexed within about two seconds."""

Placed = tuple[Article, Issue]


def _years(count: int) -> Callable[[date], str]:
    def name(day: date) -> str:
        first = day.year - day.year % count
        return f"{first:04}-{first + count - 1:04}"

    return name


_PERIODS: tuple[Callable[[date], str], ...] = (
    lambda _: "all",
    _years(8),
    _years(4),
    _years(2),
    lambda day: f"{day.year:04}",
    lambda day: f"{day.year:04}-h{(day.month + 5) // 6}",
    lambda day: f"{day.year:04}-q{(day.month + 2) // 3}",
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%Y-%m}-t{min((day.day + 9) // 10, 3)}",
    lambda day: f"{day:%Y-%m-%d}",
)
"""The name of the period that a day is in, the longest period first."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The articles of one period in the order of their dates, those of one issue in reading order."""

    name: str
    articles: tuple[Placed, ...]

    def digest(self) -> str:
        """A hash of all that a search could say of them."""
        digest = hashlib.blake2b(digest_size=16)
        for issue, placed in groupby(self.articles, key=lambda placed: placed[1]):
            digest.update(repr((issue.id, issue.date, issue.folios)).encode("utf-8", "surrogatepass"))
            for article, _ in placed:
                digest.update(repr(article).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def shards(newspaper: Newspaper) -> tuple[Shard, ...]:
    """Every article in one shard, the oldest shard first."""
    issues = sorted((issue for issue in newspaper.issues if issue.articles), key=lambda issue: (issue.date, issue.id))
    if not issues:
        return ()
    level, start = _open(issues)
    return (*_split(issues[:start], 0), *_split(issues[start:], level))


def _open(issues: list[Issue]) -> tuple[int, int]:
    """How long the open period is, as an index of ``_PERIODS``, and the first issue in it."""
    newest = issues[-1].date
    for level, period in enumerate(_PERIODS):
        name, length, start = period(newest), 0, len(issues)
        while start and period(issues[start - 1].date) == name and length <= OPEN:
            start -= 1
            length += _length(issues[start])
        if length <= OPEN:
            return level, start
    last = len(_PERIODS) - 1
    return last, next(at for at, issue in enumerate(issues) if issue.date == newest)


def _split(issues: list[Issue], level: int) -> Iterator[Shard]:
    if not issues:
        return
    if sum(map(_length, issues)) <= LIMIT:
        yield Shard(_PERIODS[level](issues[0].date), tuple(_placed(issues)))
    elif level + 1 < len(_PERIODS):
        for _, group in groupby(issues, key=lambda issue: _PERIODS[level + 1](issue.date)):
            yield from _split(list(group), level + 1)
    else:
        yield from _parts(issues)


def _parts(issues: list[Issue]) -> Iterator[Shard]:
    """A single day that is too long, cut wherever it must be."""
    name = _PERIODS[-1](issues[0].date)
    part: list[Placed] = []
    number, length = 1, 0
    for article, issue in _placed(issues):
        if part and length + _text(article) > LIMIT:
            yield Shard(f"{name}-{number}", tuple(part))
            part, length = [], 0
            number += 1
        part.append((article, issue))
        length += _text(article)
    yield Shard(f"{name}-{number}", tuple(part))


def _placed(issues: Iterable[Issue]) -> Iterator[Placed]:
    return ((article, issue) for issue in issues for article in issue.articles)


def _length(issue: Issue) -> int:
    return sum(map(_text, issue.articles))


def _text(article: Article) -> int:
    """About as many characters as the engine gets of it, the names and the record itself included."""
    captions = sum(len(photo.caption) for photo in article.photos)
    return len(article.body) + len(article.title) + captions + 100
