"""Finds out how far the articles of an issue are signed, and from which of their two texts a page may be made.

An article whose present text passed all steps is made from its file. One that was changed since is made from the copy
that the last step kept. One that never passed, or whose sign-off was revoked, is not made at all.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.content import article_file, review, signed_text, store
from generator.content.issue_files import REVIEW, SIGNED, IssueFiles, SignedCopy
from generator.content.review import Record
from generator.errors import ContentError, Problem
from generator.model import Article
from generator.review_table import ReviewTable


class Waiting(NamedTuple):
    """An article whose present text did not pass all steps: its id, and the steps that are missing.

    Where it ``has_copy``, its page is made from that, without the pictures ``lost`` that were exchanged since. It is
    ``in_doubt`` where it has one, and the record is not in order and does not say that it was signed.
    """

    id: str
    missing: tuple[str, ...]
    has_copy: bool
    lost: tuple[str, ...] = ()
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class SignOffs:
    """The sign-offs of an issue: the articles that wait, by the name of their files, and what is wrong."""

    waiting: dict[str, Waiting]
    problems: tuple[Problem, ...]


def found(files: IssueFiles, rules: ReviewTable) -> SignOffs:
    """The sign-offs of the issue in these files, whose articles must be signed."""
    record = review.read(files.review, f"{files.shown}/{REVIEW}", files.id, rules)
    pictures = {name: picture.digest for name, picture in files.pictures.items()}
    waiting: dict[str, Waiting] = {}
    problems = list(record.problems)
    for name, article in _articles(files):
        passed = record.of(article.id).steps(signed_text.digest(article, pictures))
        missing = tuple(step for step in rules.steps if step not in passed)
        if missing:
            lost = _lost(files, name, article.id, record, rules, problems)
            in_doubt = lost is None and bool(record.problems) and _is_readable(files, name)
            waiting[name] = Waiting(article.id, missing, lost is not None, tuple(sorted(lost or ())), in_doubt)
    return SignOffs(waiting, tuple(problems))


def packed(found: SignOffs) -> str:
    """What was found, as JSON."""
    problems = [[each.message, each.hint, each.source, each.line] for each in found.problems]
    return json.dumps([found.waiting, problems])


def unpacked(text: str) -> SignOffs:
    """What ``packed`` made JSON of."""
    waiting, problems = json.loads(text)
    read = {
        name: Waiting(article, tuple(missing), has_copy, tuple(lost), in_doubt)
        for name, (article, missing, has_copy, lost, in_doubt) in waiting.items()
    }
    return SignOffs(read, tuple(Problem(*row) for row in problems))


def _articles(files: IssueFiles) -> Iterator[tuple[str, Article]]:
    """The articles that can be read, with the names of their files; of others nothing is made from their text."""
    for name, data in files.texts.items():
        if name != store.ISSUE_FILE:
            try:
                yield name, article_file.read(data, name)
            except ContentError:
                continue


def _is_readable(files: IssueFiles, name: str) -> bool:
    """Whether there is a signed copy that can be read."""
    try:
        return name in files.copies and bool(article_file.read(files.copies[name], name))
    except ContentError:
        return False


def _lost(
    files: IssueFiles, name: str, article: str, record: Record, rules: ReviewTable, problems: list[Problem]
) -> frozenset[str] | None:
    """The pictures that must be left out of the page that a signed copy makes; ``None`` where no copy may be used."""
    if name not in files.copies:
        return None
    source = f"{files.shown}/{SIGNED}/{name}"
    try:
        copy = article_file.read(files.copies[name], source)
    except ContentError as error:
        problems += error.problems
        return None
    pictures = {file: picture.digest for file, picture in files.pictures.items() if not picture.problem}
    trail = record.of(article)
    complete = [signed for signed in trail.passed if set(trail.steps(signed)) >= set(rules.steps)]
    found = [signed_text.changed_pictures(copy, pictures, signed) for signed in complete]
    lost = min((each for each in found if each is not None), key=len, default=None)
    if lost is None and complete:
        hint = "恢复原来的文件（git，或 .history），或把这一篇再签一遍"
        problems.append(Problem("不是签过的那一稿：这个文件改过", hint, source))
    return lost


def copies(files: IssueFiles, waiting: dict[str, Waiting]) -> dict[str, SignedCopy]:
    """The signed copies that pages are made from, by the names of the files in whose place they are read."""
    return {
        name: SignedCopy(files.copies[name], frozenset(state.lost)) for name, state in waiting.items() if state.has_copy
    }
