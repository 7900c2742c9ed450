"""Import again on the desk: a corrected raw file beside the edited issue, taken over paragraph by paragraph."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Digest, Done, IssueId, Stale, WithFiles
from generator.newsroom import doubt_renewal, importing_again, issue_folder, three_columns
from generator.newsroom.three_columns import Row

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
    *_, found = importing_again.corrected(draft, issue, sent)
    return Comparison(tuple(three_columns.rows(found)), three_columns.stamp(found))


def take_over(draft: Draft, asked: TakeOver, around: Around) -> Done:
    """Takes the chosen rows over and stores the corrected raw file; what was not decided becomes a doubt.

    Raises ``Stale`` where the issue is not what it was when the rows were chosen, and as ``compared`` does.
    """
    sources, raws, found = importing_again.corrected(draft, asked.issue, around.sent)
    if three_columns.stamp(found) != asked.stamp:
        raise Stale(issue_folder.path_of(asked.issue), "")
    plan = three_columns.plan(found, set(asked.take), set(asked.keep))
    importing_again.write(draft, found, plan, sources, raws)
    for name in found.standing:
        doubt_renewal.renew(draft, asked.issue, name.removesuffix(".md"))
    waiting = sum(map(len, plan.conflicts.values()))
    return Done(f"再次导入 {asked.issue}：采用 {len(asked.take)} 处，{waiting} 处等着决定")
