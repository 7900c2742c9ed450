"""``banmian check``: proofreads the current ``content/``, and keeps the editors' answers to earlier doubts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from generator import proofreading
from generator.content import doubts, page_files, texts
from generator.content.doubts import FIXED, OPEN, Doubt
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.errors import ContentError, Problem
from generator.model import Tag
from generator.newsroom import as_typed, issue_folder, tag_desk
from generator.newsroom.issue_proof import Proof
from generator.proofreading import Known, archive


class Issues(Protocol):
    """Where ``check`` has the issues from."""

    def look(self) -> None:
        """Notes which issues there are, and their files. It is called while no other command may write."""

    def proofs(self, known: Known) -> tuple[Sequence[Proof], Sequence[Problem]]:
        """The proofs of all issues, oldest first, without what cannot be read, and what is wrong with that."""


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
    """The articles and issues about which there is or was any doubt."""
    entered: tuple[Tag, ...] = ()
    """Tags that were added to the register; from now on their addresses stay the same."""
    notes: tuple[Problem, ...] = ()
    """Notes on text that pages may not show as it was meant; they need no answer."""
    own_pages: int = 0
    """How many pages of the paper's own there are."""
    problems: tuple[Problem, ...] = ()
    """What cannot be read; nothing is written where there is any."""
    wrote: bool = False
    """Whether any file of the paper was written."""

    @property
    def open(self) -> int:
        """How many doubts wait for an answer."""
        return sum(len(page.open) for page in self.pages)

    @property
    def answered(self) -> int:
        """How many doubts have an answer."""
        return sum(len(page.doubts) for page in self.pages) - self.open

    def with_problems(self, more: Iterable[Problem]) -> "Checked":
        """The same with further problems, each once, by file and line."""
        found = dict.fromkeys((*self.problems, *more))
        return replace(self, problems=tuple(sorted(found, key=lambda problem: (problem.source, problem.line or 0))))


def check(root: Path, issues: Issues, *, update: bool = True) -> Checked:
    """Proofreads every issue, and with ``update`` writes the doubts files, the ledger and the tags where they changed.

    Nothing is written where anything cannot be read: then ``problems`` holds every mistake in the content, the lists,
    the ledger and the doubts files. Where a file is changed meanwhile, it starts over. Raises ``ContentError`` where
    writing fails.
    """
    return history.started_over(lambda: _check(root, issues, update=update))


def _check(root: Path, issues: Issues, *, update: bool) -> Checked:
    problems: list[Problem] = []
    draft = Draft(root)
    paper = archive.Archive(root)
    with journal.held(root, writing=update):
        issues.look()
        try:
            paper = archive.open_(root, sketched=False)
        except ContentError as error:
            problems += error.problems
    proofs, unread = issues.proofs(paper.known)
    problems = [*unread, *problems]
    crossed = paper.take_all(proof.reading for proof in proofs)
    pages: list[ArticleDoubts] = []
    for proof in proofs:
        pages += _pages(draft, proof, crossed, problems)
    notes = [note for proof in proofs for note in proof.notes]
    own_pages = 0
    try:
        own_pages = len(page_files.read(root))
        notes += as_typed.of_no_issue(draft)
    except ContentError as error:
        problems += error.problems
    entered: tuple[Tag, ...] = ()
    wrote = ""
    if update and not problems:
        for page in pages:
            if page.is_changed:
                issue_folder.write_doubts(draft, page.issue, {f"{page.number}{doubts.ENDING}": page.doubts})
        paper.record(draft)
        entered = tag_desk.register_used(draft, (tag for proof in proofs for tag in proof.tags))
        wrote = history.commit(draft, "check", f"校对 {len(proofs)} 期")
        paper.save_sketches()
    articles = sum(len(proof.headings) for proof in proofs)
    return Checked(
        len(proofs), articles, tuple(pages), entered, tuple(notes), own_pages, tuple(problems), wrote=bool(wrote)
    )


def _pages(
    draft: Draft, proof: Proof, crossed: dict[str, tuple[Doubt, ...]], problems: list[Problem]
) -> list[ArticleDoubts]:
    """The articles of an issue, and the issue itself, with their doubts, where there are or were any."""
    standing = issue_folder.doubts_files(draft.root, proof.issue)
    found = [("issue", "这一期", proof.reading.issue_doubts)]
    for number, title in proof.headings:
        article = f"{proof.issue}-{number}"
        found.append((number, title or "（无题）", (*proof.reading.doubts[article], *crossed.get(article, ()))))
    pages = []
    for number, title, new in found:
        if new or f"{number}{doubts.ENDING}" in standing:
            try:
                pages.append(_page(draft, proof.issue, number, title, new))
            except ContentError as error:
                problems += error.problems
    return pages


def _page(draft: Draft, issue_id: str, number: str, title: str, new: tuple[Doubt, ...]) -> ArticleDoubts:
    path = issue_folder.path_of(issue_id, f"{number}{doubts.ENDING}")
    data = draft.read(path)
    old = () if data is None else doubts.parse(texts.utf8(data, path), path)
    # Open doubts of rules that only import can check, such as the layout of a PDF, are kept as they are.
    kept = tuple(doubt for doubt in old if doubt.answer == OPEN and doubt.rule not in proofreading.RULES)
    merged = doubts.merge(old, (*kept, *new))
    return ArticleDoubts(issue_id, number, title, merged, old, frozenset(doubt.key for doubt in new))
