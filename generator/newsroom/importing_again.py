"""Importing an issue again: its corrected source converted, what stands in its folder, and writing what was planned."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import proofreading
from generator.content import doubts, fields, frontmatter, issue_files, store
from generator.content.doubts import OPEN, Doubt
from generator.content.edits import journal
from generator.content.edits.changes import Draft
from generator.errors import BanmianError, ImportRefused, Problem
from generator.model import Article, Issue
from generator.newsroom import again, first_drafts, issue_folder
from generator.newsroom.again import Record, Replacement
from generator.newsroom.convert import Converted, convert
from generator.newsroom.doubt_places import SOURCE_CHANGED
from generator.newsroom.issue_folder import Sources
from generator.newsroom.merging import Conflict
from generator.proofreading import archive
from generator.sources import readers
from generator.sources.raw import Raw


@dataclass(frozen=True, slots=True)
class Again:
    """A corrected source beside an issue: its conversion with the ids that articles had before, and what stands.

    ``last`` is what the last import wrote; ``standing`` are the Markdown files by name, ``doubts`` the doubts files.
    """

    issue: Issue
    last: Record
    standing: Mapping[str, str]
    doubts: Mapping[str, tuple[Doubt, ...]]
    converted: Converted


def converted(
    draft: Draft,
    raws: Sequence[Raw],
    issue_id: str,
    *,
    number: int | None = None,
    anew: bool = False,
    propose: Callable[[Article], Article] = lambda article: article,
) -> Again:
    """Converts a corrected source of an issue; nothing is written. With ``anew`` it is set in the current grammar.

    Raises ``ImportRefused`` as ``convert`` does, and ``ContentError`` for an issue that cannot be read.
    """
    root = draft.root
    with journal.held(root):
        issue = store.load_issue(issue_files.issues_folder(root) / issue_id, root)
        last = issue_folder.read_record(draft, issue_id)
        standing = issue_folder.standing(draft, issue_id)
        old_doubts = issue_folder.read_doubts(draft, issue_id)
        known = archive.open_(root, sketched=False).known
    made = convert(
        raws,
        issue_id=issue_id,
        issue_date=issue.date,
        number=number,
        propose=propose,
        numbered=lambda fresh: first_drafts.as_standing(again.as_before(fresh, issue, last, is_anew=anew), issue),
        known=known,
    )
    return Again(issue, last, standing, old_doubts, made)


def corrected(draft: Draft, issue_id: str, sent: Sequence[Path]) -> tuple[Sources, tuple[Raw, ...], Again]:
    """The raw files of an issue with the corrected ones in place of those of the same name, read and converted.

    Where there is one raw file, the corrected one may have any name. Raises as ``converted`` does, and
    ``ImportRefused`` for files that cannot be read or are none of the issue's.
    """
    files = {file.name: file for file in issue_folder.raw_files(draft, issue_id)}
    names = [file.name for file in sent]
    if len(files) < 2 and len(sent) == 1:
        files = {names[0]: sent[0]}
    elif files.keys() >= set(names):
        files |= zip(names, sent, strict=True)
    else:
        hint = f"更正稿的文件名要和原来的一样：{'、'.join(files)}"
        raise ImportRefused(Problem("这不是这一期的原稿", hint, names[0] if names else issue_id))
    sources = Sources.of(files.values())
    raws = readers.read_files(list(files.values()))
    return sources, raws, converted(draft, raws, issue_id)


def write(
    draft: Draft, found: Again, plan: Replacement, sources: Sources, raws: tuple[Raw, ...]
) -> dict[str, tuple[Doubt, ...]]:
    """Puts a plan into a draft, with the raw files, the record and the doubts; returns the doubts by file.

    Raises ``ImportRefused`` where a raw file was changed meanwhile.
    """
    issue_id = found.issue.id
    issue_folder.write(draft, issue_id, plan.write)
    for name in plan.gone:
        draft.delete(issue_folder.path_of(issue_id, name))
    files = remaining(found, plan)
    new_doubts = {
        name: doubts.add(_still(found.doubts.get(name, ()), own, plan.kept, name), (*own, *_conflicts(plan, name)))
        for name, own in raised(found.converted).items()
        if name == doubts.ISSUE_DOUBTS or f"{name.split('.')[0]}.md" in files
    }
    of_no_article = {name: () for name in found.doubts if f"{name.split('.')[0]}.md" not in files}
    issue_folder.write_doubts(draft, issue_id, new_doubts | of_no_article)
    record = again.record(found.converted.files, found.converted.issue, found.last)
    # Files that a person kept but the source no longer has stay in the record, so that they still count as imported.
    before, then = (
        {name: held for name, held in rows.items() if name in plan.kept}
        for rows in (found.last.files, found.last.texts)
    )
    record = replace(record, characters=found.converted.balance.source)
    record = replace(record, files=before | dict(record.files), texts=then | dict(record.texts))
    issue_folder.keep_sources(draft, issue_id, sources, raws, record)
    return new_doubts


def remaining(found: Again, plan: Replacement) -> frozenset[str]:
    """The Markdown files that the issue has when a plan is carried out."""
    return frozenset(name for name in found.standing if name not in plan.gone) | plan.write.keys()


def raised(converted: Converted) -> dict[str, tuple[Doubt, ...]]:
    """The doubts of an issue by the name of their file."""
    articles = zip(converted.issue.articles, converted.doubts, strict=True)
    found = {doubts.ISSUE_DOUBTS: tuple(converted.issue_doubts)}
    return found | {again.number(article) + doubts.ENDING: tuple(own) for article, own in articles}


def is_readable(name: str, text: str) -> bool:
    """Whether a merged text is still a valid file of its name."""
    try:
        document = frontmatter.parse(text, name)
        if name != store.ISSUE_FILE:
            fields.read_article(document, name)
    except BanmianError:
        return False
    return True


def _conflicts(plan: Replacement, name: str) -> list[Doubt]:
    """Doubts about the words that both an editor and the corrected source changed."""
    return [_conflict(each) for each in plan.conflicts.get(f"{name.split('.', 1)[0]}.md", ())]


def _conflict(conflict: Conflict) -> Doubt:
    reason = "编辑改过这里，更正的原稿里又是另一种写法；编辑的留着没动"
    return Doubt(SOURCE_CHANGED, "编辑改过的地方", "\n".join(conflict.kept), reason, "\n".join(conflict.wanted))


def _still(old: tuple[Doubt, ...], found: tuple[Doubt, ...], theirs: Collection[str], name: str) -> tuple[Doubt, ...]:
    """The old doubts of a file that stay. Open ones of rules that only import checks are dropped if not found again."""
    if f"{name.split('.', 1)[0]}.md" in theirs:
        return old
    keys = {doubt.key for doubt in found}
    return tuple(d for d in old if d.answer != OPEN or d.rule in proofreading.RULES or d.key in keys)
