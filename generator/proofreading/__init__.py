"""Proofreading (校对): raises doubts for an editor to answer. It never changes a word itself.

``read`` checks one issue and is a pure function. ``Archive.take`` (in ``archive.py``) then compares the issue with all
earlier ones.

    lines       an article as lines with places          characters  doubled and lost characters
    words       look-alikes, doublings, dictionary       punctuation pairs, widths, ends
    posts       (post, name) out of a text               dates       impossible days, weekdays
    people      the ledger of people and posts           figures     numbers of headline and story
    names       look-alike names in an issue             repeats     the same article twice
    lists       the newsroom's own tables                archive     what earlier issues say
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from generator.content.doubts import OPEN, Doubt
from generator.model import Article, Issue
from generator.proofreading import (
    characters,
    copy_lines,
    figures,
    posts,
    punctuation,
    repeats,
    wrong_dates,
    wrong_names,
)
from generator.proofreading import house_lists as newsroom
from generator.proofreading.copy_lines import Copy
from generator.proofreading.house_lists import Lists
from generator.proofreading.posts import Sighting
from generator.proofreading.repeats import Sketch

__all__ = ["CHECKS", "OPEN", "RULES", "Check", "Copy", "Doubt", "Known", "Reading", "proofread", "read"]

Check = Callable[[Copy], Iterator[Doubt]]
ListCheck = Callable[[Copy, Lists], Iterator[Doubt]]

CHECKS: tuple[Check, ...] = (
    punctuation.truncated,
    punctuation.untitled,
    punctuation.unbalanced,
    characters.lost_character,
    characters.doubled_character,
    characters.doubled_mark,
    punctuation.mixed_widths,
    punctuation.unfinished,
    wrong_dates.impossible_date,
    wrong_dates.weekday,
    wrong_dates.later_than_issue,
    figures.disagree,
)
LIST_CHECKS: tuple[ListCheck, ...] = (newsroom.banned_words, newsroom.fixed_wordings, newsroom.leaders)

# The rules that every run checks again. Doubts of other rules come from import, and a later run keeps them.
RULES = frozenset(
    "truncated untitled unbalanced lost-character doubled-character doubled-mark mixed-width unfinished date weekday "
    "later-than-issue numbers banned wording order leader look-alike name post ledger duplicate".split()
)
_WRONG_DAY = 3
_MOST = 20  # doubts of one kind in one article; nobody would read more


@dataclass(frozen=True, slots=True)
class Known:
    """What the newsroom has decided: its lists, and the names that are confirmed in the ledger."""

    lists: Lists = field(default_factory=Lists)
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of proofreading one issue: doubts by article's id and about the issue, people with posts, sketches."""

    issue: str
    date: date
    doubts: dict[str, tuple[Doubt, ...]] = field(default_factory=dict)
    issue_doubts: tuple[Doubt, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    sketches: dict[str, Sketch] = field(default_factory=dict)
    openings: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The place and the first words of each article, for doubts about the whole article."""


def proofread(article: Article, issue_date: date | None = None, known: Known | None = None) -> tuple[Doubt, ...]:
    """All doubts about an article that need no other articles, in the order of the checks."""
    return _checked(copy_lines.take(article, issue_date), (known or Known()).lists)


def _checked(copy: Copy, lists: Lists) -> tuple[Doubt, ...]:
    return (
        *(doubt for check in CHECKS for doubt in islice(check(copy), _MOST)),
        *(doubt for check in LIST_CHECKS for doubt in islice(check(copy, lists), _MOST)),
    )


def read(issue: Issue, known: Known | None = None) -> Reading:
    """Proofreads one issue. This is a pure function: it does not use earlier issues."""
    known = known or Known()
    copies = tuple(copy_lines.take(article, issue.date) for article in issue.articles)
    doubts = {copy.article.id: list(_checked(copy, known.lists)) for copy in copies}
    settled = known.names | {leader.name for leader in known.lists.leaders}
    for article, doubt in wrong_names.misread(copies, settled):
        doubts[article].append(doubt)
    seen = posts.sightings(copies)
    for sighting in seen:
        wrong = newsroom.leader_posts(sighting, known.lists)
        if wrong:
            doubts[sighting.article].append(wrong)
    issue_doubts = (*wrong_dates.masthead(issue.furniture, issue.date), *_wrong_day(doubts, issue))
    return Reading(
        issue=issue.id,
        date=issue.date,
        doubts={article: tuple(found) for article, found in doubts.items()},
        issue_doubts=issue_doubts,
        sightings=seen,
        sketches={copy.article.id: repeats.sketch(copy) for copy in copies},
        openings={copy.article.id: _opening(copy) for copy in copies},
    )


def _wrong_day(doubts: dict[str, list[Doubt]], issue: Issue) -> Iterator[Doubt]:
    """If many stories have dates after the issue's day, replaces their doubts by one doubt about that day."""
    late = [doubt for found in doubts.values() for doubt in found if doubt.rule == "later-than-issue"]
    if len(late) < _WRONG_DAY:
        return
    for article, found in doubts.items():
        doubts[article] = [doubt for doubt in found if doubt.rule != "later-than-issue"]
    spans = "、".join(dict.fromkeys(doubt.span for doubt in late))
    reason = f"{len(late)} 篇写的日期都晚于 {issue.date}"
    yield Doubt("later-than-issue", "这一期的日期", spans, reason, "看 --date 是否给对了")


def _opening(copy: Copy) -> tuple[str, str]:
    place, text = next(iter(copy.lines), ("", ""))
    return place, text[:20]
