"""Cuts the archive by time into shards, which are indexed one by one, so that a new issue leaves old shards unchanged.

Periods are nested: all time, 8 years, 4, 2, a year, a half, a quarter, a month, a third of a month, a day. The
newest articles are the *open* shard: the longest period around the newest issue that holds at most ``OPEN``
characters. All earlier articles are in *closed* shards: the longest periods that hold at most ``LIMIT`` characters. So
the cut depends on the dates and lengths of the articles alone, and a changed article affects only the period that it
is in. When the open shard is full, its articles join the last closed one.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

LIMIT = 3_500_000
"""Most characters in a closed shard, about 4,000 articles: Pagefind then needs 1.5 GB of memory and 12 seconds."""

OPEN = 500_000
"""Most characters in the open shard, so that a new issue is indexed within about two seconds."""


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


class Weighed(NamedTuple):
    """What cutting shards needs to know of an issue: the length of each published article, and a digest of them all."""

    id: str
    day: date
    lengths: tuple[int, ...]
    digest: str


class Span(NamedTuple):
    """Published articles of one issue: those at the places from ``first`` up to but not including ``last``."""

    issue: Weighed
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Shard:
    """The articles of one period in the order of their dates, those of one issue in reading order."""

    name: str
    spans: tuple[Span, ...]

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return sum(span.last - span.first for span in self.spans)

    def digest(self) -> str:
        """A hash of everything that the shard's files depend on."""
        digest = hashlib.blake2b(digest_size=16)
        for issue, first, last in self.spans:
            digest.update(f"{issue.id} {issue.digest} {first} {last}\n".encode())
        return digest.hexdigest()


def shards(issues: Iterable[Weighed]) -> tuple[Shard, ...]:
    """Every article in one shard, the oldest shard first."""
    ordered = sorted((issue for issue in issues if issue.lengths), key=lambda issue: (issue.day, issue.id))
    if not ordered:
        return ()
    level, start = _open(ordered)
    return (*_split(ordered[:start], 0), *_split(ordered[start:], level))


def _open(issues: list[Weighed]) -> tuple[int, int]:
    """How long the open period is, as an index of ``_PERIODS``, and the first issue in it."""
    newest = issues[-1].day
    for level, period in enumerate(_PERIODS):
        name, length, start = period(newest), 0, len(issues)
        while start and period(issues[start - 1].day) == name and length <= OPEN:
            start -= 1
            length += sum(issues[start].lengths)
        if length <= OPEN:
            return level, start
    last = len(_PERIODS) - 1
    return last, next(at for at, issue in enumerate(issues) if issue.day == newest)


def _split(issues: list[Weighed], level: int) -> Iterator[Shard]:
    if not issues:
        return
    if sum(sum(issue.lengths) for issue in issues) <= LIMIT:
        yield Shard(_PERIODS[level](issues[0].day), tuple(Span(issue, 0, len(issue.lengths)) for issue in issues))
    elif level + 1 < len(_PERIODS):
        for _, group in groupby(issues, key=lambda issue: _PERIODS[level + 1](issue.day)):
            yield from _split(list(group), level + 1)
    else:
        yield from _parts(issues)


def _parts(issues: list[Weighed]) -> Iterator[Shard]:
    """A single day that is too long, cut wherever it must be."""
    name = _PERIODS[-1](issues[0].day)
    part: list[Span] = []
    number, length = 1, 0
    for issue in issues:
        first = 0
        for at, more in enumerate(issue.lengths):
            if length and length + more > LIMIT:
                part += [Span(issue, first, at)] if at > first else []
                yield Shard(f"{name}-{number}", tuple(part))
                part, first, length = [], at, 0
                number += 1
            length += more
        part.append(Span(issue, first, len(issue.lengths)))
    yield Shard(f"{name}-{number}", tuple(part))
