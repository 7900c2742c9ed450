"""Import again on the desk: a corrected raw file beside the edited issue, taken over paragraph by paragraph."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Digest, Done, IssueId, Stale, WithFiles
from generator.errors import ImportRefused, Problem
from generator.newsroom import doubt_renewal, importing_again, issue_folder, three_columns
from generator.newsroom.importing_again import Again
from generator.newsroom.issue_folder import Sources
from generator.newsroom.three_columns import Row
from generator.sources import readers
from generator.sources.raw import Raw

Rows = tuple[tuple[str, int], ...]


class TakeOver(WithFiles):
    """The rows to take from the corrected source, and those to keep as they stand, by ``Row.key``; the rest waits.

    ``stamp`` is that of the comparison in which they were chosen.
    """

    issue: IssueId
    stamp: Digest
    take: Rows = ()
    keep: Rows = ()


class Comparison(NamedTuple):
    """The rows of all files, and their stamp."""

    rows: tuple[Row, ...]
    stamp: str


def compared(draft: Draft, issue: str, sent: Sequence[Path]) -> Comparison:
    """Compares a corrected raw file with an issue; nothing is written.

    Raises ``ImportRefused`` for a file that cannot be read or is none of the issue's, and ``ContentError``.
    """
    *_, found = _converted(draft, issue, sent)
    return Comparison(tuple(three_columns.rows(found)), three_columns.stamp(found))


def take_over(draft: Draft, asked: TakeOver, around: Around) -> Done:
    """Takes the chosen rows over and stores the corrected raw file; what was not decided becomes a doubt.

    Raises ``Stale`` where the issue is not what it was when the rows were chosen, and as ``compared`` does.
    """
    sources, raws, found = _converted(draft, asked.issue, around.sent)
    if three_columns.stamp(found) != asked.stamp:
        raise Stale(issue_folder.path_of(asked.issue), "")
    plan = three_columns.plan(found, set(asked.take), set(asked.keep))
    importing_again.write(draft, found, plan, sources, raws)
    for name in found.standing:
        doubt_renewal.renew(draft, asked.issue, name.removesuffix(".md"))
    waiting = sum(map(len, plan.conflicts.values()))
    return Done(f"再次导入 {asked.issue}：采用 {len(asked.take)} 处，{waiting} 处等着决定")


def _converted(draft: Draft, issue: str, sent: Sequence[Path]) -> tuple[Sources, tuple[Raw, ...], Again]:
    """The raw files of an issue with the corrected ones in place of those of the same name, read and converted."""
    files = {file.name: file for file in issue_folder.raw_files(draft, issue)}
    names = [file.name for file in sent]
    if len(files) < 2 and len(sent) == 1:
        files = {names[0]: sent[0]}
    elif files.keys() >= set(names):
        files |= zip(names, sent, strict=True)
    else:
        hint = f"更正稿的文件名要和原来的一样：{'、'.join(files)}"
        raise ImportRefused(Problem("这不是这一期的原稿", hint, names[0] if names else issue))
    sources = Sources.of(files.values())
    raws = readers.read_files(list(files.values()))
    return sources, raws, importing_again.converted(draft, raws, issue)
