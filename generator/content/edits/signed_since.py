"""Keeps undo and redo from taking back sign-offs, and what was signed since it was changed."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath

from generator import config
from generator.content import article_file, issue_files, review, signed_text
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.content.issue_files import ISSUE_FOLDER, ISSUES, PHOTOS, REVIEW
from generator.content.review import Line
from generator.errors import BanmianError, ContentError, Problem
from generator.review_table import ReviewTable

_REVOKE = "签过的要撤回签字：在编辑台选中这些文章，按“撤签”；它添一行，不抹掉签过的"


def check(draft: Draft, since: str) -> None:
    """Looks at a draft that takes back what was done at ``since``, an ISO date and time.

    Raises ``ContentError`` where it would take lines out of a record of sign-offs, or change what was signed since.
    """
    paths = [change.path for change in draft]
    records = [path for path in paths if PurePosixPath(path).name == REVIEW and _issue_of(path)]
    if records:
        raise ContentError(*(Problem("签字的记录只往后面添，不能这样撤回", _REVOKE, path) for path in records))
    rules = ReviewTable()
    with suppress(BanmianError):  # what is wrong with the settings is told where they are needed
        rules = config.load(draft.root).review
    issues = dict.fromkeys(issue for path in paths if (issue := _issue_of(path)) and rules.applies(issue))
    problems = [problem for issue in issues for problem in _signed_since(draft, issue, rules, since)]
    if problems:
        raise ContentError(*problems)


def _issue_of(path: str) -> str:
    """The issue that a file belongs to, ``""`` for none."""
    parts = path.split("/")
    is_of_issue = len(parts) > 3 and parts[:2] == ["content", ISSUES] and ISSUE_FOLDER.fullmatch(parts[2])
    return parts[2] if is_of_issue else ""


def _signed_since(draft: Draft, issue: str, rules: ReviewTable, since: str) -> Iterator[Problem]:
    now = Draft(draft.root)
    folder = f"content/{ISSUES}/{issue}"
    record = review.read(now.read(f"{folder}/{REVIEW}"), f"{folder}/{REVIEW}", issue, rules)
    for file in issue_files.articles(draft.root / folder):
        path = f"{folder}/{file.name}"
        article, signed = _signed(now, folder, path)
        lines = [line for line in record.of(article).standing if line.signed == signed and _is_since(line, since)]
        if lines and _signed(draft, folder, path) != (article, signed):
            told = "、".join(f"{line.step} {line.person} {line.when[:16].replace('T', ' ')}" for line in lines)
            yield Problem(f"后来签过了，不能撤回：{told}", _REVOKE, path)


def _signed(draft: Draft, folder: str, path: str) -> tuple[str, str]:
    """The id of the article in a file and the digest of what is signed of it; two times ``""`` for no article."""
    data = draft.read(path)
    try:
        article = article_file.read(data, path) if data is not None else None
    except ContentError:
        return "", ""
    if article is None:
        return "", ""
    pictures = {photo.file: draft.read(f"{folder}/{PHOTOS}/{photo.file}") for photo in article.photos if photo.file}
    held = {file: disk.digest(picture) for file, picture in pictures.items() if picture is not None}
    return article.id, signed_text.digest(article, held)


def _is_since(line: Line, since: str) -> bool:
    return datetime.fromisoformat(line.when) >= datetime.fromisoformat(since)
