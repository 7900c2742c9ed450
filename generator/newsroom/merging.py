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


class _Chunk(NamedTuple):
    """A stretch of the three texts, as line numbers."""

    base: slice
    mine: slice
    theirs: slice


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Merges an editor's text (``mine``) and a new conversion (``theirs``)."""
    old, one, other = (text.split("\n") for text in (base, mine, theirs))
    lines: list[str] = []
    conflicts = []
    for chunk in _chunks(old, one, other):
        was, kept, wanted = old[chunk.base], one[chunk.mine], other[chunk.theirs]
        if was == kept:
            lines += wanted
        else:
            lines += kept
            if wanted not in (was, kept):
                conflicts.append(Conflict(_full(kept), _full(wanted)))
    return Merged("\n".join(lines), tuple(conflicts))


def _full(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())


def _chunks(old: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[_Chunk]:
    """The three texts cut into chunks: each line that all three share is a chunk, and so are the parts between."""
    mine = _partners(old, one)
    theirs = _partners(old, other)
    a = b = c = 0
    for at in range(len(old)):
        if at in mine and at in theirs:
            if (a, b, c) != (at, mine[at], theirs[at]):
                yield _Chunk(slice(a, at), slice(b, mine[at]), slice(c, theirs[at]))
            a, b, c = at + 1, mine[at] + 1, theirs[at] + 1
            yield _Chunk(slice(at, a), slice(mine[at], b), slice(theirs[at], c))
    yield _Chunk(slice(a, len(old)), slice(b, len(one)), slice(c, len(other)))


def _partners(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each line of the old text that the new one also has, its number in the new text."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}
