"""Corrections of a raw text for paragraphs that an editor moved to another article, by splitting, joining or moving.

Such a paragraph stands in another file than import wrote it to. The correction is made where it stands now.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.content import body, fields, frontmatter
from generator.errors import ContentError

_HEADLINE = ("kicker", "title", "subtitle", "byline")


class Travelled(NamedTuple):
    """The texts of the folder with these corrections, and those of the new conversion without them, by file name."""

    standing: Mapping[str, str]
    fresh: Mapping[str, str]


class _Hunk(NamedTuple):
    """A place where import's last text and the new one differ: line numbers in both."""

    old: slice
    new: slice


def corrected(last: Mapping[str, str], standing: Mapping[str, str], fresh: Mapping[str, str]) -> Travelled:
    """Makes the corrections for which there is exactly one other file with the words that import wrote last."""
    after, left = dict(standing), dict(fresh)
    for name in sorted(last.keys() & fresh.keys()):
        base, new = last[name], fresh[name]
        if base != new and standing.get(name) != base:
            if name not in standing:
                new = _with_headline(name, base, new, after)
            left[name] = _with_paragraphs(name, base, new, after)
    return Travelled(after, left)


def _with_paragraphs(name: str, base: str, new: str, after: dict[str, str]) -> str:
    """The new text with the old words where these were corrected in another file."""
    old, lines = base.split("\n"), new.split("\n")
    own = set(after.get(name, "").split("\n"))
    for hunk in reversed(list(_hunks(old, lines))):
        was = [line for line in old[hunk.old] if line.strip()]
        wanted = lines[hunk.new]
        if not was:
            anchor = next((line for line in reversed(old[: hunk.old.start]) if line.strip()), "")
            was, wanted = [anchor], [anchor, "", *(line for line in wanted if line.strip())]
        if was[0] in ("", frontmatter.FENCE) or own.issuperset(was):
            continue
        if _put_elsewhere(name, was, wanted, after):
            lines[hunk.new] = old[hunk.old]
    return "\n".join(lines)


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[_Hunk]:
    """The differences below the front matter."""
    first = frontmatter.body_line("\n".join(old)) - 1
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal" and a >= first:
            yield _Hunk(slice(a, b), slice(c, d))


def _put_elsewhere(name: str, was: Sequence[str], wanted: Sequence[str], after: dict[str, str]) -> bool:
    """Replaces lines in the one other file that has them. Blank lines between them do not matter."""
    found = [(other, place) for other in after if other != name for place in _places(after[other].split("\n"), was)]
    if len(found) != 1:
        return False
    other, place = found[0]
    lines = after[other].split("\n")
    lines[place] = wanted
    after[other] = "\n".join(lines)
    return True


def _places(lines: Sequence[str], was: Sequence[str]) -> Iterator[slice]:
    full = [at for at, line in enumerate(lines) if line.strip()]
    for at in range(len(full) - len(was) + 1):
        if [lines[place] for place in full[at : at + len(was)]] == list(was):
            yield slice(full[at], full[at + len(was) - 1] + 1)


def _with_headline(name: str, base: str, new: str, after: dict[str, str]) -> str:
    """The new text with import's last front matter, once its headline is corrected where the article was joined to."""
    try:
        old, fresh = (fields.read_article(frontmatter.parse(text, name), name) for text in (base, new))
    except ContentError:
        return new
    for part in _HEADLINE:
        was, wanted = body.from_text(getattr(old, part)), body.from_text(getattr(fresh, part))
        mark = "## " if part == "title" else ""
        if was != wanted and not (was and _put_elsewhere(name, [mark + was], [mark + wanted] if wanted else [], after)):
            return new
    head = frontmatter.body_line(base) - 1
    return "\n".join([*base.split("\n")[:head], *new.split("\n")[frontmatter.body_line(new) - 1 :]])
