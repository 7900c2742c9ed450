"""All articles of an issue on one page, by 版: their order, what is open about them, what may be done with several."""

from typing import NamedTuple

from generator.content.edits import disk
from generator.content.issue_files import IssueFiles
from generator.desk import desk_pages, open_doubts
from generator.model import Article
from generator.pages import cards, urls
from generator.press import kit as kits
from generator.preview.session import Session

MOST_LISTED = 60
"""How many issues the first page lists; older ones have their years."""


class Row(NamedTuple):
    """An article in the list: its number, headline, digest, open doubts, and why readers do not see it."""

    number: str
    id: str
    headline: str
    kind: str
    digest: str
    doubts: int
    waits: str
    authors: str


def home(session: Session, token: str) -> str:
    """The page of all issues, newest first."""
    names = sorted(session.paper.issues.content.seen, reverse=True)
    return desk_pages.filled("home.html", token=token, issues=names[:MOST_LISTED], more=len(names) - MOST_LISTED)


def page(session: Session, name: str, token: str) -> str | None:
    """The page of one issue, ``None`` where there is none. Raises ``ContentError`` where it cannot be read."""
    whole = session.whole_issue(name)
    if whole is None:
        return None
    issue = kits.issue(whole.files, whole.kit)
    groups = [
        (folio, [_row(session, whole.files, each) for each in issue.articles if each.folio == folio.number])
        for folio in issue.folios
    ]
    known = {folio.number for folio in issue.folios}
    others = [_row(session, whole.files, each) for each in issue.articles if each.folio not in known]
    return desk_pages.filled(
        "issue.html",
        token=token,
        issue=issue,
        trail=[("网页", urls.link(urls.issue(name), whole.kit.site.base))],
        groups=groups,
        others=others,
        data={"issue": name, "folios": [[folio.number, folio.name] for folio in issue.folios]},
    )


def _row(session: Session, files: IssueFiles, article: Article) -> Row:
    number = article.id.rpartition("-")[2]
    return Row(
        number,
        article.id,
        cards.headline(article) or "（没有标题，也没有正文）",
        article.kind.word,
        disk.digest(files.texts.get(f"{number}.md", b"")),
        open_doubts.of(session.paper.root, files.id, number),
        _waits(article),
        cards.byline(article),
    )


def _waits(article: Article) -> str:
    if article.withdrawn:
        return "已撤稿"
    if article.draft:
        return "草稿"
    return f"禁发到 {article.embargo:%m-%d %H:%M}" if article.embargo else ""
