"""The head of an issue as its file declares it, and the 版 that articles are put on."""

import re

from generator.content import fields, frontmatter, store, texts
from generator.content.edits import one_value
from generator.content.edits.changes import Draft
from generator.errors import ContentError, Problem
from generator.model import Issue
from generator.newsroom import issue_folder

_FOLIO = re.compile("[A-Z]?[0-9]{1,3}")


def path_of(issue_id: str) -> str:
    """The path of an issue's ``issue.md``."""
    return issue_folder.path_of(issue_id, store.ISSUE_FILE)


def head(draft: Draft, issue_id: str) -> tuple[str, Issue]:
    """The text of ``issue.md``, and the issue that it declares, without articles. Raises ``ContentError``."""
    path = path_of(issue_id)
    data = draft.read(path)
    if data is None:
        raise ContentError(Problem("没有这一期", "刷新页面，看看它还在不在", path))
    text = texts.utf8(data, path)
    return text, fields.read_issue(frontmatter.parse(texts.plain_lines(text), path), path, issue_id)


def known(draft: Draft, issue_id: str, folio: str) -> str:
    """The number of a 版 as the issue writes it; one that it does not have yet is added to its head.

    ``""`` is none. Raises ``ContentError`` for what is no number of a 版.
    """
    if not folio:
        return ""
    if not _FOLIO.fullmatch(folio):
        raise ContentError(Problem(f"“{folio[:20]}”不是版次", "写成 01、12 或 A3 这样", path_of(issue_id)))
    text, issue = head(draft, issue_id)
    numbers = [each.number for each in issue.folios]
    alike = [number for number in numbers if number.lstrip("0") == folio.lstrip("0")]
    if alike:
        return alike[0]
    folio = folio.zfill(2)
    rows = list(fields.issue_fields(issue)["folios"])
    at = next((at for at, number in enumerate(numbers) if _key(number) > _key(folio)), len(rows))
    rows.insert(at, {"number": folio, "name": ""})
    draft.write(path_of(issue_id), one_value.changed(text, "folios", rows, path_of(issue_id)).encode())
    return folio


def _key(folio: str) -> tuple[str, int]:
    return folio.rstrip("0123456789"), int(folio.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
