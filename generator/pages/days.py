"""The issues of a paper by day. Each day has one paper; a further issue of the day is a 号外 and stands beside it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.cards import IssueCard
from generator.pages.issue_summary import IssueFacts


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a reader can go from an issue.

    ``previous`` and ``next`` are the papers of the days before and after. ``extras`` are the 号外 of the issue's day;
    ``paper`` is that day's paper, where the issue is a 号外 itself.
    """

    previous: IssueCard | None
    next: IssueCard | None
    extras: tuple[IssueCard, ...]
    paper: IssueCard | None


class Days:
    """The days on which issues came out. ``papers`` are all issues but the 号外, oldest first.

    If there are only 号外, they are the papers.
    """

    def __init__(self, issues: Iterable[IssueFacts]) -> None:
        every = tuple(issues)
        self.papers = tuple(issue for issue in every if not issue.card.is_extra) or every
        self._days = [issue.id[:10] for issue in self.papers]
        self._extras: dict[str, list[IssueCard]] = defaultdict(list)
        for issue in every:
            if issue.card.is_extra:
                self._extras[issue.id[:10]].append(issue.card)

    def steps(self, issue: IssueFacts) -> Steps:
        """The ways on from an issue."""
        day, papers = issue.id[:10], self.papers
        at = bisect_left(self._days, day)
        paper = papers[at] if self._days[at : at + 1] == [day] else None
        after = at + (paper is not None)
        return Steps(
            previous=papers[at - 1].card if at else None,
            next=papers[after].card if after < len(papers) else None,
            extras=tuple(card for card in self._extras.get(day, ()) if card.href != issue.card.href),
            paper=paper.card if paper and paper.id != issue.id else None,
        )

    def newest_extras(self) -> tuple[IssueCard, ...]:
        """The 号外 that came out on the day of the newest paper or since then, newest first."""
        if not self.papers or self.papers[-1].card.is_extra:
            return ()
        days = sorted((day for day in self._extras if day >= self._days[-1]), reverse=True)
        return tuple(card for day in days for card in reversed(self._extras[day]))
