"""A JSON file for each issue: one module, one row, one template."""

from collections.abc import Iterator

from generator.model import Issue
from generator.pages import urls
from generator.pages.edition import Neighbourhood
from generator.pages.issue_summary import Outline
from generator.pages.page import Page
from generator.pages.site import SiteCard
from generator.press.page_outputs import IssuePages


def files(issue: Issue, _own: Outline, _around: Neighbourhood, _site: SiteCard) -> Iterator[Page]:
    """The titles and texts of an issue's published articles."""
    articles = [{"title": article.title, "body": article.body} for article in issue.published().articles]
    path = urls.issue(issue.id).replace("index.html", "issue.json")
    yield Page(path, "issue.json", {"date": issue.date.isoformat(), "articles": articles})


ROW = IssuePages("json", files, ("issue.json",))
