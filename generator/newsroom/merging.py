"""A three-way merge, line by line, of a corrected raw text and an editor's changes.

The base is the text that import wrote last. Lines that only the source changed are taken from the source, and lines
that only the editor changed stay. Where both changed the same lines, the editor's stay and a conflict is reported.
"""

import difflib
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Conflict(NamedTuple):
    """Lines that both changed: the editor's lines, which stay, and those of the corrected source."""

    kept: tuple[str, ...]
    wanted: tuple[str, ...]


class Merged(NamedTuple):
    """The merged text, and the places where both had changed the same lines."""

    text: str
    conflicts: tuple[Conflict, ...]


class Chunk(NamedTuple):
    """The lines of a stretch of the three texts: of the base, the editor's, and those of the corrected source."""

    was: tuple[str, ...]
    kept: tuple[str, ...]
    wanted: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Merges an editor's text (``mine``) and a new conversion (``theirs``)."""
    lines: list[str] = []
    conflicts = []
    for was, kept, wanted in chunks(base, mine, theirs):
        if was == kept:
            lines += wanted
        else:
            lines += kept
            if wanted not in (was, kept):
                conflicts.append(Conflict(full(kept), full(wanted)))
    return Merged("\n".join(lines), tuple(conflicts))


def full(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines that are not blank."""
    return tuple(line for line in lines if line.strip())


def chunks(base: str, mine: str, theirs: str) -> Iterator[Chunk]:
    """The three texts cut into chunks: each line that all three share is a chunk, and so are the parts between."""
    old, one, other = (tuple(text.split("\n")) for text in (base, mine, theirs))
    of_mine, of_theirs = _partners(old, one), _partners(old, other)
    a = b = c = 0
    for at in range(len(old)):
        if at in of_mine and at in of_theirs:
            if (a, b, c) != (at, of_mine[at], of_theirs[at]):
                yield Chunk(old[a:at], one[b : of_mine[at]], other[c : of_theirs[at]])
            a, b, c = at + 1, of_mine[at] + 1, of_theirs[at] + 1
            yield Chunk(old[at:a], one[of_mine[at] : b], other[of_theirs[at] : c])
    yield Chunk(old[a:], one[b:], other[c:])


def _partners(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each line of the old text that the new one also has, its number in the new text."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}
