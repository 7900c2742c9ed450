"""All articles of an issue on one page, by 版: their order, what is open about them, what may be done with several."""

from pathlib import Path
from typing import NamedTuple

from generator import config
from generator.content import sign_offs, texts
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.content.issue_files import IssueFiles
from generator.desk import desk_pages, open_doubts
from generator.model import Article
from generator.newsroom import account, issue_folder
from generator.newsroom.again import Record
from generator.pages import cards, urls
from generator.press import kit as kits
from generator.preview.session import Session
from generator.review_table import ReviewTable

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
    is_draft: bool
    authors: str
    missing: tuple[str, ...]
    """The steps of 三审三校 that its present text has not passed."""


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
    rules = config.load(session.paper.root).review
    applies = rules.applies(name)
    record = issue_folder.read_record(Draft(session.paper.root), name)
    missing = _missing(whole.files, rules) if applies else {}
    rows = {
        article.id: _row(session.paper.root, whole.files, article, missing.get(article.id, ()))
        for article in issue.articles
    }
    known = {folio.number for folio in issue.folios}
    groups = [
        (folio, [rows[each.id] for each in issue.articles if each.folio == folio.number]) for folio in issue.folios
    ]
    return desk_pages.filled(
        "issue.html",
        token=token,
        issue=issue,
        trail=[("网页", urls.link(urls.issue(name), whole.kit.site.base))],
        groups=groups,
        others=[rows[each.id] for each in issue.articles if each.folio not in known],
        has_source=bool(record.sources),
        balance=_balance(record, whole.files),
        persons=dict(rules.persons) if applies else {},
        steps=rules.steps if applies else (),
        data={"issue": name, "folios": [[folio.number, folio.name] for folio in issue.folios], "steps": rules.steps},
    )


def _balance(record: Record, files: IssueFiles) -> str:
    texts_now = {name: texts.plain_lines(texts.utf8(data, name)) for name, data in files.texts.items()}
    return str(account.standing(record, texts_now) or "")


def _missing(files: IssueFiles, rules: ReviewTable) -> dict[str, tuple[str, ...]]:
    """The steps that articles have not passed, by id; an article that is not named has passed all."""
    return {each.id: each.missing for each in sign_offs.found(files, rules).waiting.values()}


def _row(root: Path, files: IssueFiles, article: Article, missing: tuple[str, ...]) -> Row:
    number = article.id.rpartition("-")[2]
    return Row(
        number,
        article.id,
        cards.headline(article) or "（没有标题，也没有正文）",
        article.kind.word,
        disk.digest(files.texts.get(f"{number}.md", b"")),
        open_doubts.of(root, files.id, number),
        _waits(article),
        article.draft,
        cards.byline(article),
        missing,
    )


def _waits(article: Article) -> str:
    if article.withdrawn:
        return "已撤稿"
    if article.draft:
        return "草稿"
    return f"禁发到 {article.embargo:%m-%d %H:%M}" if article.embargo else ""
