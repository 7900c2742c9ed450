"""``banmian import``: converts a raw file and writes the issue's folder in ``content/issues/`` as one change set."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.content import doubts, issue_files, store, texts
from generator.content.doubts import OPEN, Doubt
from generator.content.edits import history, journal
from generator.content.edits.changes import Draft
from generator.errors import ContentError, ImportRefused, Problem
from generator.kinds import TagKind
from generator.newsroom import again, first_drafts, importing_again, issue_folder, tag_register
from generator.newsroom.again import Replacement
from generator.newsroom.convert import Converted, convert
from generator.newsroom.first_drafts import Propose
from generator.newsroom.issue_folder import SOURCE_FOLDER, Sources
from generator.proofreading import Known, archive
from generator.proofreading.archive import Archive
from generator.sources import readers, reading_notes
from generator.sources.raw import Raw


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of one import: the folder, the conversion, and remarks on reading.

    ``plan`` says, for an issue that was there already, what was replaced and which of a person's changes were kept;
    ``entry`` is its entry in the history, ``""`` where there was nothing to do.
    """

    folder: Path
    converted: Converted
    remarks: tuple[str, ...] = ()
    plan: Replacement | None = None
    entry: str = ""

    @property
    def doubts(self) -> int:
        """How many doubts the conversion raised."""
        return sum(len(found) for found in self.converted.doubts) + len(self.converted.issue_doubts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An issue that was converted and not yet written; in a batch, processes return it."""

    raw: Path
    sources: Sources
    raws: tuple[Raw, ...]
    converted: Converted
    kinds: Mapping[str, TagKind] = field(default_factory=dict)
    """The kind of each proposed tag."""


@dataclass(frozen=True, slots=True)
class _Task:
    """The arguments of one import, with the raw text that was read."""

    root: Path
    raw: Path
    sources: Sources
    raws: tuple[Raw, ...]
    issue_date: date
    number: int | None
    replace_all: bool
    propose: Propose
    kinds: Mapping[str, TagKind]
    session: str
    author: str


def import_issue(
    root: Path,
    raw: Path,
    issue_date: date,
    *,
    number: int | None = None,
    extra: bool = False,
    replace_all: bool = False,
    propose: Propose,
    kinds: Mapping[str, TagKind] | None = None,
    session: str = "",
    author: str = "",
) -> Imported:
    """Converts ``raw``, a file or a folder with one file per folio, and writes the issue's folder.

    An issue imported before is updated: files that no person has changed are replaced, and a person's changes are kept;
    with ``replace_all`` everything is replaced. With ``extra`` the issue is a further one of its day (号外). The tags
    that ``propose`` gives are added to the register, with their kinds from ``kinds``. ``session`` and ``author`` are
    noted in the history (``history.commit``).

    Raises ``ImportRefused``, with nothing written, for a raw file that cannot be read and for a day that has another
    issue; ``ContentError`` for content that cannot be read or written.
    """
    sources = Sources.of(readers.originals(raw))
    raws = readers.read(raw)
    issue_id, is_there = _place(root, issue_date, raw, extra=extra, replace_all=replace_all)
    propose = first_drafts.proposing(propose, first_drafts.rules(root), issue_id)
    filled = {} if kinds is None else kinds  # by ``propose``, while it works
    task = _Task(root, raw, sources, raws, issue_date, number, replace_all, propose, filled, session, author)
    if is_there:
        return history.started_over(lambda: _import_again(task, issue_id))
    known = archive.open_(root, sketched=False).known
    converted = convert(raws, issue_id=issue_id, issue_date=issue_date, number=number, propose=propose, known=known)
    return history.started_over(lambda: _import_new(task, converted))


def _import_new(task: _Task, converted: Converted) -> Imported:
    issue_id = converted.issue.id
    with journal.held(task.root):
        if (issue_files.issues_folder(task.root) / issue_id).exists() and corrects(task.root, issue_id, task.raw):
            return _import_again(task, issue_id)  # another process imported it while this one converted
        draft, paper = Draft(task.root), archive.open_(task.root)
        done = add(draft, Prepared(task.raw, task.sources, task.raws, converted), paper)
        paper.record(draft)
        tag_register.record(draft, tags_of(converted), task.kinds)
        what = f"导入 {issue_id}，{len(converted.issue.articles)} 篇"
        entry = history.commit(draft, "import", what, session=task.session, author=task.author)
    paper.save_sketches()
    return replace(done, entry=entry)


def prepare(raw: Path, issue_id: str, issue_date: date, *, propose: Propose, known: Known | None = None) -> Prepared:
    """Reads and converts one issue; nothing is written. Raises ``ImportRefused``."""
    sources = Sources.of(readers.originals(raw))
    raws = readers.read(raw)
    converted = convert(raws, issue_id=issue_id, issue_date=issue_date, propose=propose, known=known)
    return Prepared(raw, sources, raws, converted)


def tags_of(converted: Converted) -> list[str]:
    """The tags of an issue, in the order of its articles."""
    return list(dict.fromkeys(tag for article in converted.issue.articles for tag in article.tags))


def add(draft: Draft, prepared: Prepared, paper: Archive) -> Imported:
    """Adds a converted issue to a draft as a new folder, and compares it with the paper's earlier issues.

    Raises ``ImportRefused`` where the folder is there already.
    """
    issue_id = prepared.converted.issue.id
    folder = issue_files.issues_folder(draft.root) / issue_id
    if issue_folder.standing(draft, issue_id):
        raise ImportRefused(_taken(store.shown(folder, draft.root)))
    crossed = paper.take(prepared.converted.reading)
    found = zip(prepared.converted.issue.articles, prepared.converted.doubts, strict=True)
    converted = replace(
        prepared.converted, doubts=tuple((*own, *crossed.get(article.id, ())) for article, own in found)
    )
    issue_folder.write(draft, issue_id, converted.files)
    issue_folder.write_doubts(draft, issue_id, importing_again.raised(converted))
    record = again.record(converted.files, converted.issue)
    record = replace(record, characters=converted.balance.source)
    issue_folder.keep_sources(draft, issue_id, prepared.sources, prepared.raws, record)
    _tell_earlier(draft, issue_id, crossed)
    return Imported(folder, converted, _remarks(prepared.raw, prepared.raws))


def _taken(place: str) -> Problem:
    hint = "若这是同一天的号外，加 --extra；若要换掉原来的，加 --replace（banmian undo 可以撤回）"
    return Problem("这一天已经有一期，来自另一份原稿", hint, place)


def _remarks(issue: Path, raws: tuple[Raw, ...]) -> tuple[str, ...]:
    own = [f"{raw.source}: {remark}" for raw in raws for remark in raw.remarks]
    changed = reading_notes.remark(raws)
    return (*own, *([f"{issue}: {changed}"] if changed else ()))


def _import_again(task: _Task, issue_id: str) -> Imported:
    draft = Draft(task.root)
    found = importing_again.converted(
        draft, task.raws, issue_id, number=task.number, anew=task.replace_all, propose=task.propose
    )
    last = again.record(found.standing, found.issue) if task.replace_all else found.last
    plan = again.plan(last, found.standing, found.converted.files, importing_again.is_readable)
    new_doubts = importing_again.write(draft, found, plan, task.sources, task.raws)
    tag_register.record(draft, tags_of(found.converted), task.kinds)
    what = f"{'重新导入' if task.replace_all else '再次导入'} {issue_id}，改了 {len(plan.write)} 个文件"
    kind = "replace" if task.replace_all else "again"
    entry = history.commit(draft, kind, what, session=task.session, author=task.author)
    waiting = _unanswered(found.converted, new_doubts, importing_again.remaining(found, plan))
    folder = issue_files.issues_folder(task.root) / issue_id
    return Imported(folder, waiting, _remarks(task.raw, task.raws), plan, entry)


def _unanswered(converted: Converted, found: Mapping[str, tuple[Doubt, ...]], files: Collection[str]) -> Converted:
    """The conversion with only those doubts that wait for an answer and whose articles exist."""
    waiting = {name: tuple(doubt for doubt in each if doubt.answer == OPEN) for name, each in found.items()}
    numbers = [again.number(article) for article in converted.issue.articles]
    own = tuple(waiting.get(number + doubts.ENDING, ()) if f"{number}.md" in files else () for number in numbers)
    return replace(converted, doubts=own, issue_doubts=waiting.get(doubts.ISSUE_DOUBTS, ()))


def _place(root: Path, issue_date: date, raw: Path, *, extra: bool, replace_all: bool) -> tuple[str, bool]:
    """The id of the issue to write, and whether it is there already."""
    issues = issue_files.issues_folder(root)
    first = issue_date.isoformat()
    named_so = (path for path in issues.glob(f"{first}*") if issue_files.ISSUE_FOLDER.fullmatch(path.name))
    taken = sorted(path.name for path in named_so if issue_files.is_begun(path))
    originals = readers.originals(raw)
    same = next((name for name in taken if issue_folder.has_files(issues / name / SOURCE_FOLDER, originals)), None)
    named = next((name for name in taken if issue_folder.has_named(issues / name / SOURCE_FOLDER, originals)), None)
    before = same or named
    if before and not (extra and not same):
        return before, True
    if not taken:
        return first, False
    if replace_all and len(taken) == 1:
        return first, True
    if not extra:
        raise ImportRefused(_taken(store.shown(issues / first, root)))
    letters = (f"{first}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    free = next((name for name in letters if name not in taken), None)
    if free is None:
        raise ImportRefused(Problem("这一天的期数太多了", "一天最多 26 期", store.shown(issues / first, root)))
    return free, False


def holds(root: Path, issue_id: str, raw: Path) -> bool:
    """Whether an issue was imported from this raw file, with the same bytes."""
    return issue_folder.has_files(issue_files.issues_folder(root) / issue_id / SOURCE_FOLDER, readers.originals(raw))


def corrects(root: Path, issue_id: str, raw: Path) -> bool:
    """Whether an issue was imported from a raw file of this name."""
    return issue_folder.has_named(issue_files.issues_folder(root) / issue_id / SOURCE_FOLDER, readers.originals(raw))


def _tell_earlier(draft: Draft, issue_id: str, crossed: Mapping[str, tuple[Doubt, ...]]) -> None:
    """Adds doubts to articles of earlier issues. Answers are kept, and doubts files that cannot be read are skipped."""
    for article_id, new in crossed.items():
        earlier_issue, _, number = article_id.rpartition("-")
        path = issue_folder.path_of(earlier_issue, f"{number}{doubts.ENDING}")
        if earlier_issue == issue_id or draft.read(issue_folder.path_of(earlier_issue, f"{number}.md")) is None:
            continue
        try:
            old = doubts.parse(texts.utf8(draft.read(path) or b"[]", path), path)
        except ContentError:
            continue  # banmian check reports the file and line, and will find the same doubt
        added = doubts.add(old, new)
        if added != old:
            draft.write(path, doubts.format(added).encode())
