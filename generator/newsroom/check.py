"""``banmian check``: proofreads the current ``content/``, and keeps the editors' answers to earlier doubts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import proofreading
from generator.content import doubts, page_files, store, texts
from generator.content.doubts import FIXED, OPEN, Doubt
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.errors import ContentError, Problem
from generator.model import Issue, Tag, Topic
from generator.newsroom import as_typed, issue_folder, tag_desk
from generator.proofreading import archive


@dataclass(frozen=True, slots=True)
class ArticleDoubts:
    """The doubts about one article, or about the issue itself."""

    issue: str
    number: str
    title: str
    doubts: tuple[Doubt, ...]
    old: tuple[Doubt, ...]
    standing: frozenset[tuple[str, str]]
    """The keys of the doubts that still apply."""

    @property
    def open(self) -> tuple[Doubt, ...]:
        """The doubts that wait for an answer."""
        return tuple(doubt for doubt in self.doubts if doubt.answer == OPEN)

    @property
    def still_there(self) -> tuple[Doubt, ...]:
        """The doubts that were answered «fixed» although the text is still the same."""
        return tuple(doubt for doubt in self.doubts if doubt.answer == FIXED and doubt.key in self.standing)

    @property
    def is_changed(self) -> bool:
        """Whether the file must be written."""
        return self.doubts != self.old


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole paper proofread."""

    issues: int
    articles: int
    pages: tuple[ArticleDoubts, ...]
    entered: tuple[Tag, ...] = ()
    """Tags that were added to the register; from now on their addresses stay the same."""
    notes: tuple[Problem, ...] = ()
    """Notes on text that pages may not show as it was meant; they need no answer."""
    own_pages: int = 0
    """How many pages of the paper's own there are."""

    @property
    def open(self) -> int:
        """How many doubts wait for an answer."""
        return sum(len(page.open) for page in self.pages)

    @property
    def answered(self) -> int:
        """How many doubts have an answer."""
        return sum(len(page.doubts) for page in self.pages) - self.open


def check(root: Path, topics: tuple[Topic, ...], *, update: bool = True) -> Checked:
    """Proofreads every issue, and with ``update`` writes the doubts files, the ledger and the tags where they changed.

    Raises ``ContentError`` with every mistake in the content, the lists, the ledger and the doubts files; then
    nothing is written. Where a file is changed meanwhile, it starts over.
    """
    return history.started_over(lambda: _check(root, topics, update=update))


def _check(root: Path, topics: tuple[Topic, ...], *, update: bool) -> Checked:
    problems: list[Problem] = []
    issues: tuple[Issue, ...] = ()
    draft = Draft(root)
    paper = archive.Archive(root)
    with journal.held(root, writing=update):
        try:
            issues = store.load(root, topics).issues
        except ContentError as error:
            problems += error.problems
        try:
            paper = archive.open_(root, sketched=False)
        except ContentError as error:
            problems += error.problems
    readings = [proofreading.read(issue, paper.known) for issue in issues]
    crossed = paper.take_all(readings)
    pages = []
    for issue, reading in zip(issues, readings, strict=True):
        found = [("issue", "这一期", reading.issue_doubts)]
        for article in issue.articles:
            both = (*reading.doubts[article.id], *crossed.get(article.id, ()))
            found.append((article.id.rpartition("-")[2], article.title or "（无题）", both))
        for number, title, new in found:
            try:
                pages.append(_page(draft, issue.id, number, title, new))
            except ContentError as error:
                problems += error.problems
    notes: tuple[Problem, ...] = ()
    own_pages = 0
    try:
        own_pages = len(page_files.read(root))
        notes = tuple(as_typed.notes(draft, issues))
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(*problems)
    entered: tuple[Tag, ...] = ()
    if update:
        for page in pages:
            if page.is_changed:
                issue_folder.write_doubts(draft, page.issue, {f"{page.number}{doubts.ENDING}": page.doubts})
        paper.record(draft)
        entered = tag_desk.register(draft, issues)
        history.commit(draft, "check", f"校对 {len(issues)} 期")
        paper.save_sketches()
    return Checked(len(issues), sum(len(issue.articles) for issue in issues), tuple(pages), entered, notes, own_pages)


def _page(draft: Draft, issue_id: str, number: str, title: str, new: tuple[Doubt, ...]) -> ArticleDoubts:
    path = issue_folder.path_of(issue_id, f"{number}{doubts.ENDING}")
    data = draft.read(path)
    old = () if data is None else doubts.parse(texts.utf8(data, path), path)
    # Open doubts of rules that only import can check, such as the layout of a PDF, are kept as they are.
    kept = tuple(doubt for doubt in old if doubt.answer == OPEN and doubt.rule not in proofreading.RULES)
    merged = doubts.merge(old, (*kept, *new))
    return ArticleDoubts(issue_id, number, title, merged, old, frozenset(doubt.key for doubt in new))


def told(checked: Checked) -> Iterator[ArticleDoubts]:
    """The pages that an editor should look at."""
    return (page for page in checked.pages if page.open or page.still_there)
