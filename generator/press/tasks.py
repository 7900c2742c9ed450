"""The work that workers do: pure functions of plain values, which run in this process or on another machine."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from generator.content import store
from generator.content.issue_files import IssueFiles
from generator.errors import ContentError, Problem
from generator.pages import issue_summary
from generator.pages.issue_summary import IssueFacts, Outline
from generator.press import kit as tools
from generator.press.kit import Kit
from generator.press.output import Job, Made


class Described(NamedTuple):
    """The facts and the outline of an issue that was read, or the problems that were found in it."""

    name: str
    facts: IssueFacts | None
    outline: Outline | None
    problems: tuple[Problem, ...]


def describe(kit: Kit, issues: Iterable[IssueFiles]) -> list[Described]:
    """Reads issues and returns for each what the pages of other issues may show of it."""
    return [_described(kit, files) for files in issues]


def _described(kit: Kit, files: IssueFiles) -> Described:
    problems: tuple[Problem, ...] = ()
    if files.without_broken:
        try:
            store.parse(replace(files, without_broken=False), kit.topics)
        except ContentError as error:
            problems = error.problems
    try:
        issue = tools.issue(files, kit)
        facts, found = issue_summary.describe(issue, kit.site.base, tools.words(kit).cut, kit.words)
    except ContentError as error:
        return Described(files.id, None, None, error.problems)
    return Described(files.id, facts, found, problems)


def make(kit: Kit, jobs: Iterable[Job]) -> list[Made]:
    """Makes bundles. Raises ``TemplateProblem`` or ``PagefindError``."""
    return [job.make(kit) for job in jobs]
