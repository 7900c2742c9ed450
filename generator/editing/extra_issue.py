"""The act ``extra``: a further issue of a day (号外), with one empty article that waits to be written."""

from datetime import date

from generator.content import store
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Asked, Done, IssueId
from generator.errors import ContentError, Problem
from generator.model import Article, Issue
from generator.newsroom import issue_folder

_LETTERS = "bcdefghijklmnopqrstuvwxyz"


class Extra(Asked):
    """An issue of the day that gets a further one."""

    issue: IssueId


def extra(draft: Draft, asked: Extra, around: Around) -> Done:
    """Writes the issue and its article. Raises ``ContentError`` where a day has as many issues as it may have."""
    day = asked.issue[:10]
    names = (f"{day}-{letter}" for letter in _LETTERS)
    free = next((name for name in names if not issue_folder.standing(draft, name)), None)
    if free is None:
        raise ContentError(Problem("这一天的期数太多了", "一天最多 26 期", issue_folder.path_of(asked.issue)))
    article = Article(f"{free}-01", order=1, untitled=True, draft=around.settings.review.applies(free))
    draft.write(issue_folder.path_of(free, store.ISSUE_FILE), store.format_issue(Issue(free, _day(day))).encode())
    draft.write(issue_folder.path_of(free, "01.md"), store.format_article(article).encode())
    return Done(f"号外 {free}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ContentError(Problem(f"“{text}” 不是日期", "写成 2026-03-25")) from None
