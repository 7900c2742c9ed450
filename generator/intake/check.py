"""``banmian check``: proofreads ``content/`` as it now is, and keeps what an editor answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.content import doubts, issue_files, store
from generator.content.doubts import FIXED, OPEN, Doubt
from generator.errors import ContentError, Problem
from generator.intake import proofread, tag_desk
from generator.intake.proofread import archive
from generator.model import Issue, Tag, Topic


@dataclass(frozen=True, slots=True)
class Page:
    """The doubts about one article, or about the issue itself, and the file that holds them."""

    issue: str
    number: str
    title: str
    doubts: tuple[Doubt, ...]
    path: Path
    old: tuple[Doubt, ...]
    standing: frozenset[tuple[str, str]]
    """Keys of the doubts that still apply."""

    @property
    def open(self) -> tuple[Doubt, ...]:
        """The doubts that wait for an answer."""
        return tuple(doubt for doubt in self.doubts if doubt.answer == OPEN)

    @property
    def still_there(self) -> tuple[Doubt, ...]:
        """What is answered «fixed», and stands in the text as before."""
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
    pages: tuple[Page, ...]
    entered: tuple[Tag, ...] = ()
    """Tags that the register did not have before; from now on their addresses stay."""

    @property
    def open(self) -> int:
        """How many doubts wait for an answer."""
        return sum(len(page.open) for page in self.pages)

    @property
    def answered(self) -> int:
        """How many have one."""
        return sum(len(page.doubts) for page in self.pages) - self.open


def check(root: Path, topics: tuple[Topic, ...], *, update: bool = True) -> Checked:
    """Proofreads every issue, and with ``update`` writes the doubts files, the ledger and the tags where they changed.

    Raises ``ContentError`` with every mistake in the content, the lists, the ledger and the doubts files; then
    nothing is written.
    """
    problems: list[Problem] = []
    issues: tuple[Issue, ...] = ()
    paper = archive.Archive(root)
    try:
        issues = store.load(root, topics).issues
    except ContentError as error:
        problems += error.problems
    try:
        paper = archive.open_(root, sketched=False)
    except ContentError as error:
        problems += error.problems
    readings = [proofread.read(issue, paper.known) for issue in issues]
    crossed = paper.take_all(readings)
    pages = []
    for issue, reading in zip(issues, readings, strict=True):
        folder = issue_files.issues_folder(root) / issue.id
        found = [("issue", "这一期", reading.issue_doubts)]
        for article in issue.articles:
            both = (*reading.doubts[article.id], *crossed.get(article.id, ()))
            found.append((article.id.rpartition("-")[2], article.title or "（无题）", both))
        for number, title, new in found:
            try:
                pages.append(_page(root, folder, number, title, new))
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(*problems)
    entered: tuple[Tag, ...] = ()
    if update:
        _write(pages)
        paper.save()
        entered = tag_desk.register(root, issues)
    return Checked(len(issues), sum(len(issue.articles) for issue in issues), tuple(pages), entered)


def _page(root: Path, folder: Path, number: str, title: str, new: tuple[Doubt, ...]) -> Page:
    path = folder / f"{number}{doubts.ENDING}"
    source = store.shown(path, root)
    try:
        old = doubts.parse(path.read_text("utf-8"), source) if path.is_file() else ()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(Problem("不是 UTF-8 文本", "在编辑器里另存为 UTF-8", source, line)) from None
    except OSError as error:
        raise ContentError(Problem(f"读不了：{error.strerror}", "检查文件的权限", source)) from None
    # What only import can see, the layout of a PDF say, is not asked again.
    kept = tuple(doubt for doubt in old if doubt.answer == OPEN and doubt.rule not in proofread.RULES)
    merged = doubts.merge(old, (*kept, *new))
    return Page(folder.name, number, title, merged, path, old, frozenset(doubt.key for doubt in new))


def _write(pages: Iterable[Page]) -> None:
    for page in pages:
        if not page.is_changed:
            continue
        try:
            if page.doubts:
                page.path.write_text(doubts.format(page.doubts), "utf-8", newline="\n")
            else:
                page.path.unlink()
        except OSError as error:
            raise ContentError(Problem(f"写不了：{error.strerror}", "检查文件的权限", str(page.path))) from None


def told(checked: Checked) -> Iterator[Page]:
    """The pages that an editor should look at."""
    return (page for page in checked.pages if page.open or page.still_there)
