"""``banmian import``: a raw file on disk → an issue's folder in ``content/issues/``, whole or not at all."""

import filecmp
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.content import doubts, issue_files, store
from generator.content.doubts import OPEN, Doubt
from generator.errors import ContentError, ImportRefused, Problem
from generator.intake import again, proofread, readers, reading_notes
from generator.intake.again import Plan, Record
from generator.intake.convert import Converted, convert
from generator.intake.proofread import Known, archive
from generator.intake.proofread.archive import Archive
from generator.intake.raw import Raw
from generator.model import Article, TagKind

SOURCE_FOLDER = "source"
RECORD_FILE = "import.json"
BACKUPS = "content/backups"

Propose = Callable[[Article], Article]
"""Adds topics and tags to an article."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What one import made: the folder, the conversion, and remarks on reading.

    ``plan`` says, for an issue that was there already, what was replaced and what a person's hand kept;
    ``backup`` is where ``replace`` put what stood there before.
    """

    folder: Path
    converted: Converted
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    backup: Path | None = None

    @property
    def doubts(self) -> int:
        """How many doubts the conversion raised."""
        return sum(len(found) for found in self.converted.doubts) + len(self.converted.issue_doubts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An issue converted and not yet written: what a batch hands from one process to another."""

    raw: Path
    raws: tuple[Raw, ...]
    converted: Converted
    kinds: Mapping[str, TagKind] = field(default_factory=dict)
    """What its tags name, of those that were proposed."""


def import_issue(
    root: Path,
    raw: Path,
    issue_date: date,
    *,
    number: int | None = None,
    extra: bool = False,
    replace_all: bool = False,
    propose: Propose,
) -> Imported:
    """Converts ``raw``, a file or a folder with one file per folio, and writes the issue's folder.

    An issue imported before is brought up to date: files that nobody has touched are replaced, the others
    stay; with ``replace_all`` everything is replaced and a copy of what stood there is kept. With ``extra``
    the issue is a further one of its day (号外). Raises ``ImportRefused``, with nothing written, for a raw
    file that cannot be read, a day that has another issue, or an import that would change nothing.
    """
    raws = readers.read(raw)
    paper = archive.open_(root)
    issue_id, is_there = _place(root, issue_date, raw, extra=extra, replace_all=replace_all)
    if is_there:
        return _import_again(root, raw, raws, issue_id, issue_date, number, replace_all, propose, paper.known)
    converted = convert(
        raws, issue_id=issue_id, issue_date=issue_date, number=number, propose=propose, known=paper.known
    )
    done = write(root, Prepared(raw, raws, converted), paper)
    paper.save()
    return done


def prepare(raw: Path, issue_id: str, issue_date: date, *, propose: Propose, known: Known | None = None) -> Prepared:
    """Reads and converts one issue; nothing is written. Raises ``ImportRefused``."""
    raws = readers.read(raw)
    return Prepared(raw, raws, convert(raws, issue_id=issue_id, issue_date=issue_date, propose=propose, known=known))


def write(root: Path, prepared: Prepared, paper: Archive) -> Imported:
    """Puts a converted issue into its new folder and tells the paper of it; the caller saves the paper."""
    crossed = paper.take(prepared.converted.reading)
    found = zip(prepared.converted.issue.articles, prepared.converted.doubts, strict=True)
    converted = replace(
        prepared.converted, doubts=tuple((*own, *crossed.get(article.id, ())) for article, own in found)
    )
    folder = issue_files.issues_folder(root) / converted.issue.id
    record = again.record(converted.files, converted.issue)
    _swap_in(folder, prepared.raw, prepared.raws, dict(converted.files) | _doubt_files(converted), record)
    _tell_earlier(root, converted.issue.id, crossed)
    return Imported(folder, converted, _remarks(prepared.raw, prepared.raws))


def _remarks(issue: Path, raws: tuple[Raw, ...]) -> tuple[str, ...]:
    own = [f"{raw.source}: {remark}" for raw in raws for remark in raw.remarks]
    changed = reading_notes.remark(raws)
    return (*own, *([f"{issue}: {changed}"] if changed else ()))


def _import_again(
    root: Path,
    raw: Path,
    raws: tuple[Raw, ...],
    issue_id: str,
    issue_date: date,
    number: int | None,
    replace_all: bool,  # noqa: FBT001 - an inner step
    propose: Propose,
    known: Known,
) -> Imported:
    folder = issue_files.issues_folder(root) / issue_id
    issue = store.load_issue(folder, root)
    last = _record(folder)
    converted = convert(
        raws,
        issue_id=issue_id,
        issue_date=issue_date,
        number=number,
        propose=propose,
        numbered=lambda fresh: again.numbered(fresh, issue.articles, last),
        known=known,
    )
    standing = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    fresh = converted.files
    plan = again.plan(again.record(standing, issue) if replace_all else last, standing, fresh)
    if not plan.changes:
        kept = f"；改过的留着没动：{'、'.join(plan.kept)}" if plan.kept else ""
        hint = "直接编辑那里的文章；要全部重来，加 --replace（会先留一份备份）"
        raise ImportRefused(Problem(f"这份原稿已经导入过，没有要更新的{kept}", hint, store.shown(folder, root)))
    backup = _back_up(root, folder) if replace_all else None
    result = {name: text for name, text in standing.items() if name not in plan.gone} | dict(plan.write)
    # What a person kept stays on record as import last wrote it, and so stays theirs.
    written = again.record(fresh, converted.issue, last)
    theirs = {name: last.files.get(name, "") for name in plan.kept}
    record = Record(dict(written.files) | theirs, written.openings)
    old_doubts = _read_doubts(folder, root)
    new_doubts = {
        name: doubts.add(_still(old_doubts.get(name, ()), found, theirs, name), found)
        for name, found in _found(converted).items()
    }
    texts = {name: doubts.format(found) for name, found in (old_doubts | new_doubts).items() if found}
    texts = {name: text for name, text in texts.items() if f"{name.split('.')[0]}.md" in result}
    _swap_in(folder, raw, raws, result | texts, record)
    return Imported(folder, _unanswered(converted, new_doubts, result), _remarks(raw, raws), plan, backup)


def _still(old: tuple[Doubt, ...], found: tuple[Doubt, ...], theirs: Collection[str], name: str) -> tuple[Doubt, ...]:
    """The doubts of a file that stay: what only import sees goes when it sees it no more."""
    if f"{name.split('.', 1)[0]}.md" in theirs:
        return old
    keys = {doubt.key for doubt in found}
    return tuple(d for d in old if d.answer != OPEN or d.rule in proofread.RULES or d.key in keys)


def _unanswered(converted: Converted, found: Mapping[str, tuple[Doubt, ...]], files: Collection[str]) -> Converted:
    """The conversion with those doubts alone that wait for an answer, of articles that are there."""
    waiting = {name: tuple(doubt for doubt in each if doubt.answer == OPEN) for name, each in found.items()}
    numbers = [again.number(article) for article in converted.issue.articles]
    own = tuple(waiting.get(number + doubts.ENDING, ()) if f"{number}.md" in files else () for number in numbers)
    return replace(converted, doubts=own, issue_doubts=waiting.get(doubts.ISSUE_DOUBTS, ()))


def _place(root: Path, issue_date: date, raw: Path, *, extra: bool, replace_all: bool) -> tuple[str, bool]:
    """The id of the issue to write, and whether it is there already."""
    issues = issue_files.issues_folder(root)
    first = issue_date.isoformat()
    taken = sorted(path.name for path in issues.glob(f"{first}*") if issue_files.ISSUE_FOLDER.fullmatch(path.name))
    originals = readers.originals(raw)
    same = next((name for name in taken if _holds(issues / name / SOURCE_FOLDER, originals)), None)
    named = next((name for name in taken if _names(issues / name / SOURCE_FOLDER, originals)), None)
    before = same or named
    if before and not (extra and not same):
        return before, True
    if not taken:
        return first, False
    if replace_all and len(taken) == 1:
        return first, True
    if not extra:
        hint = "若这是同一天的号外，加 --extra；若要换掉原来的，加 --replace（会先留一份备份）"
        raise ImportRefused(Problem("这一天已经有一期，来自另一份原稿", hint, store.shown(issues / first, root)))
    letters = (f"{first}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    free = next((name for name in letters if name not in taken), None)
    if free is None:
        raise ImportRefused(Problem("这一天的期数太多了", "一天最多 26 期", store.shown(issues / first, root)))
    return free, False


def _names(source: Path, originals: tuple[Path, ...]) -> bool:
    """Whether a folder keeps files of these names: an earlier state of the same raw text."""
    return all((source / file.name).is_file() for file in originals)


def _holds(source: Path, originals: tuple[Path, ...]) -> bool:
    """Whether a folder keeps these very files."""
    try:
        return all(filecmp.cmp(source / file.name, file, shallow=False) for file in originals)
    except OSError:
        return False


def holds(root: Path, issue_id: str, raw: Path) -> bool:
    """Whether an issue was imported from this very raw file."""
    return _holds(issue_files.issues_folder(root) / issue_id / SOURCE_FOLDER, readers.originals(raw))


def _found(converted: Converted) -> dict[str, tuple[Doubt, ...]]:
    """The doubts of an issue by the name of their file."""
    articles = zip(converted.issue.articles, converted.doubts, strict=True)
    found = {doubts.ISSUE_DOUBTS: tuple(converted.issue_doubts)}
    return found | {again.number(article) + doubts.ENDING: tuple(own) for article, own in articles}


def _doubt_files(converted: Converted) -> dict[str, str]:
    return {name: doubts.format(found) for name, found in _found(converted).items() if found}


def _read_doubts(folder: Path, root: Path) -> dict[str, tuple[Doubt, ...]]:
    paths = sorted(folder.glob(f"*{doubts.ENDING}"))
    return {path.name: doubts.parse(path.read_text("utf-8"), store.shown(path, root)) for path in paths}


def _record(folder: Path) -> Record:
    try:
        return Record.from_json((folder / SOURCE_FOLDER / RECORD_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return Record()


def _back_up(root: Path, folder: Path) -> Path:
    backups = root / BACKUPS
    number = 1 + sum(1 for _ in backups.glob(f"{folder.name}.*"))
    return Path(shutil.copytree(folder, backups / f"{folder.name}.{number}"))


def _swap_in(folder: Path, raw: Path, raws: tuple[Raw, ...], files: Mapping[str, str], record: Record) -> None:
    """Fills a folder beside the final one and puts it there in one step; pictures move along.

    Raises ``ImportRefused`` where that fails; what stood there then stands there still.
    """
    temporary = ""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.mkdtemp(prefix=".new-", dir=folder.parent)
        fresh = Path(temporary)
        if folder.is_dir():
            others = ("*.md", f"*{doubts.ENDING}", SOURCE_FOLDER)
            shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns(*others), dirs_exist_ok=True)
        for name, text in files.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        (fresh / SOURCE_FOLDER).mkdir()
        if notes := reading_notes.listing(raws):
            (fresh / SOURCE_FOLDER / reading_notes.FILE).write_text(notes, "utf-8", newline="\n")
        for file in readers.originals(raw):
            shutil.copyfile(file, fresh / SOURCE_FOLDER / file.name)
        (fresh / SOURCE_FOLDER / RECORD_FILE).write_text(record.to_json(), "utf-8", newline="\n")
        fresh.chmod(0o755)
        _exchange(fresh, folder)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        hint = "检查磁盘空间和文件夹权限；什么都没有写入"
        raise ImportRefused(Problem(f"写不了：{error.strerror}", hint, str(folder))) from None


def _exchange(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=".old-", dir=folder.parent))
    folder.rename(old / folder.name)
    try:
        fresh.rename(folder)
    except OSError:
        (old / folder.name).rename(folder)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _tell_earlier(root: Path, issue_id: str, crossed: Mapping[str, tuple[Doubt, ...]]) -> None:
    """Adds doubts to articles of earlier issues; what an editor answered there, and files that cannot be read, stay."""
    for article_id, new in crossed.items():
        earlier_issue, _, number = article_id.rpartition("-")
        if earlier_issue == issue_id:
            continue
        path = issue_files.issues_folder(root) / earlier_issue / f"{number}{doubts.ENDING}"
        try:
            old = doubts.parse(path.read_text("utf-8"), str(path)) if path.is_file() else ()
            added = doubts.add(old, new)
            if added != old and path.parent.is_dir():
                path.write_text(doubts.format(added), "utf-8", newline="\n")
        except (OSError, UnicodeDecodeError, ContentError):
            continue  # banmian check names the file and the line, and finds the doubt again
