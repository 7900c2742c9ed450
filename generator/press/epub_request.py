"""Books on request, never in a build: an issue, a year, a topic or a special topic, with what is public now."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from generator.errors import PressError, Problem
from generator.model import Issue
from generator.outlets.epub import book, identity
from generator.outlets.epub.book import Book, Picture
from generator.pages import issue_summary
from generator.pages.edition import Edition
from generator.press import epub_outputs, writer
from generator.press import kit as tools
from generator.press.report import Progress, silent
from generator.press.surveying import Survey, survey

FOLDER = "epub"
"""The folder for these books, in the paper's folder."""
DATED = ("issue", "year")
"""What is named by a date."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]')


class Choice(NamedTuple):
    """What is asked for: an issue by its id, a year, a topic or a special topic by its address."""

    kind: Literal["issue", "year", "topic", "special"]
    value: str


class Written(NamedTuple):
    """A book that was written: its path in the paper's folder, its size in bytes, and how many articles it holds."""

    path: str
    size: int
    articles: int


def write(root: Path, choice: Choice, now: datetime, progress: Progress = silent) -> Written:
    """Writes a book of what is public ``now``. Raises ``PressError`` where nothing is, and as a build does."""
    found = survey(root, now, progress)
    paper = found.paper
    named = _named(choice, paper.edition)
    numbers = _numbers(choice, paper.edition)
    if not numbers:
        hint = "只收读者现在看得到的：没到时候的、草稿、禁发和撤下的不收"
        raise PressError(Problem(f"{named}没有登出来的文章", hint, str(root)))
    of = _book(choice, named, numbers, found)
    total = len(of.pictures)
    done = 0

    def original(picture: Picture) -> bytes:
        nonlocal done
        progress("缩小图片", done, total)
        done += 1
        return found.content.picture(picture.issue, picture.photo.file, picture.photo.digest)

    progress("排成 EPUB", 0, 1)
    data = epub_outputs.made(of, paper.kit, paper.settings.colours.model_dump(), original)
    name = _NOT_IN_NAMES.sub("-", f"{paper.settings.paper.name}-{choice.value if choice.kind in DATED else named}")
    writer.write(root / FOLDER, f"{name}.epub", data)
    return Written(f"{FOLDER}/{name}.epub", len(data), sum(map(len, numbers.values())))


def _named(choice: Choice, edition: Edition) -> str:
    """What is asked for, in words. Raises ``PressError`` for a topic that there is not."""
    if choice.kind == "issue":
        return f"{choice.value} 这一期"
    if choice.kind == "year":
        return f"{int(choice.value)}年"
    specials = {special.slug: special.title for special in edition.specials}
    word, known = ("栏目", edition.topic_names) if choice.kind == "topic" else ("专题", specials)
    if choice.value not in known:
        hint = f"有这几个：{'、'.join(known)}" if known else f"还没有{word}"
        place = "newspaper.toml" if choice.kind == "topic" else "content/specials"
        raise PressError(Problem(f"没有{word} {choice.value}", hint, place))
    return known[choice.value]


def _numbers(choice: Choice, edition: Edition) -> dict[str, frozenset[str]]:
    """The numbers of the articles that are asked for, by issue, oldest first."""
    if choice.kind in DATED:
        chosen = (
            issue
            for issue in edition.issues
            if issue.id == choice.value or (choice.kind == "year" and issue.year == int(choice.value))
        )
        return {issue.id: frozenset(one.number for one in issue.articles) for issue in chosen if issue.articles}
    lists = edition.by_topic if choice.kind == "topic" else edition.by_special
    found: dict[str, set[str]] = defaultdict(set)
    for placed in lists.get(choice.value, ()):
        found[placed.issue.id].add(placed.article.number)
    return {issue: frozenset(found[issue]) for issue in sorted(found)}


def _book(choice: Choice, named: str, numbers: dict[str, frozenset[str]], found: Survey) -> Book:
    paper, kit = found.paper, found.paper.kit
    site, key = kit.site, paper.settings.paper.key

    def issues() -> Iterator[Issue]:
        for name, wanted in numbers.items():
            whole = tools.issue(found.content.files(name), kit).published()
            yield whole.only(article for article in whole.articles if issue_summary.number_of(article) in wanted)

    if choice.kind == "issue":
        (issue,) = issues()
        _, outline = issue_summary.describe(issue, site.base, tools.words(kit).cut, kit.words)
        return book.of_issue(issue, outline, site, key, kit.hour)
    urn = identity.urn(key, site.name, f"{choice.kind} {choice.value}")
    return book.of_many(issues(), site, kit.hour, named=named, urn=urn)
