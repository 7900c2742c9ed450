"""A corrected source beside an edited issue, paragraph by paragraph: the source then, the text now, the source now.

Lines that no reader sees and that follow from others (``order``, ``summary``) are not compared; they stay as they are.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from generator.article_keys import keys
from generator.errors import ContentError, Problem
from generator.model import Article
from generator.newsroom import again, importing_again, merging
from generator.newsroom.again import Replacement
from generator.newsroom.importing_again import Again
from generator.newsroom.merging import Chunk, Conflict

_FOLLOWING = ("order", "summary")
_WHOLE = -1
"""The number of a row that is a whole file, which one of the three does not have."""


class State(Enum):
    """Who changed a paragraph since the last import."""

    SAME = "same"
    SOURCE = "source"
    EDITOR = "editor"
    BOTH = "both"


class Row(NamedTuple):
    """A paragraph, or a line of the front matter, of a file: in the source then, in the text now, in the source now."""

    file: str
    number: int
    then: str
    now: str
    new: str
    state: State

    @property
    def key(self) -> tuple[str, int]:
        """What a choice names."""
        return self.file, self.number

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole file, which one of the columns does not have."""
        return self.number == _WHOLE

    @property
    def is_field(self) -> bool:
        """Whether it is a line of the front matter."""
        return not self.is_whole and _FIELD.match(self.now or self.new or self.then) is not None

    @property
    def label(self) -> str:
        """What it is: the label of a front matter key, or 正文."""
        found = _FIELD.match(self.now or self.new or self.then)
        return "全篇" if self.is_whole else _LABELS.get(found[1], found[1]) if found else "正文"


_FIELD = re.compile(r"([a-z_]+):(?: |$)")
_LABELS = {key: row.label for key, row in keys(Article).values()} | {
    "furniture": "版面文字",
    "folios": "版",
    "number": "期号",
}


def rows(found: Again) -> Iterator[Row]:
    """All rows of an issue, file by file; a paragraph that is the same in all three is a row as well."""
    for name in sorted(found.converted.files.keys() | (found.standing.keys() & found.last.files.keys())):
        then, now, new = _texts(found, name)
        if not now or not new:
            yield Row(name, _WHOLE, then, now, new, _state(then, now, new))
            continue
        for number, chunk in enumerate(merging.chunks(then, now, new)):
            was, kept, wanted = ("\n".join(merging.full(lines)) for lines in chunk)
            if was or kept or wanted:
                yield Row(name, number, was, kept, wanted, _state(was, kept, wanted))


def _state(then: str, now: str, new: str) -> State:
    if now == new:
        return State.SAME
    if then == now:
        return State.SOURCE
    return State.EDITOR if then == new else State.BOTH


def _texts(found: Again, name: str) -> tuple[str, str, str]:
    """A file's text as the last import wrote it, as it stands, and as the corrected source gives it."""
    now, new = found.standing.get(name, ""), found.converted.files.get(name, "")
    then = found.last.texts.get(name, "")
    if now and new and not then:  # an older record: what both share is taken for the base
        then = "\n".join(
            line for chunk in merging.chunks(now, now, new) if chunk.kept == chunk.wanted for line in chunk.was
        )
    then, new = (_with_following(text, now) for text in (then, new))
    return then, now, new


def _with_following(text: str, model: str, keys: Collection[str] = _FOLLOWING) -> str:
    """``text`` with those lines of ``model`` that are not compared."""
    for key in keys:
        theirs, own = _line(text, key), _line(model, key)
        text = text.replace(theirs, own, 1) if theirs and own else text
    return text


def _line(text: str, key: str) -> str:
    found = re.search(rf"^{key}: .*$", text, re.MULTILINE)
    return found[0] if found else ""


def plan(found: Again, take: Collection[tuple[str, int]], keep: Collection[tuple[str, int]]) -> Replacement:
    """The issue with the rows in ``take`` as the corrected source has them, and all others as they stand.

    What the source changed and nobody decided, so is in neither of the two, becomes a conflict, for a doubt. Raises
    ``ContentError`` where the chosen rows make a file that cannot be read.
    """
    write: dict[str, str] = {}
    gone: list[str] = []
    conflicts: dict[str, tuple[Conflict, ...]] = {}
    for name in sorted(found.converted.files.keys() | (found.standing.keys() & found.last.files.keys())):
        then, now, new = _texts(found, name)
        if not now or not new:
            if (name, _WHOLE) in take and new:
                write[name] = _at_the_end(new, found, len(write))
            elif (name, _WHOLE) in take:
                gone.append(name)
            continue
        text, waiting = _chosen(name, then, now, new, take, keep)
        if waiting:
            conflicts[name] = tuple(waiting)
        text = _summed_up(text, found.last.texts.get(name, ""), found.converted.files[name])
        if text != now:
            if not importing_again.is_readable(name, text):
                raise ContentError(Problem("选的这几处放在一起读不了", "这一篇全选，或者全不选", name))
            write[name] = text
    after = {name: text for name, text in {**found.standing, **write}.items() if name not in gone}
    fresh = found.converted.files
    kept = [name for name in fresh.keys() | (after.keys() & found.last.files) if after.get(name) != fresh.get(name)]
    return Replacement(write, tuple(sorted(kept)), tuple(gone), conflicts=conflicts)


def _summed_up(text: str, then: str, new: str) -> str:
    """``text`` with the summary of the corrected source, if its own is import's and is not in the text any more."""
    key = "summary"
    own, wanted = _line(text, key), _line(new, key)
    said, says = (line.removeprefix(f"{key}: ").strip('"') for line in (own, wanted))
    rest = text.replace(own, "", 1)
    is_imports = own and own == _line(then, key)
    return _with_following(text, new, (key,)) if is_imports and said not in rest and says in rest else text


def _chosen(
    name: str, then: str, now: str, new: str, take: Collection[tuple[str, int]], keep: Collection[tuple[str, int]]
) -> tuple[str, list[Conflict]]:
    """The text of a file with the chosen rows, and those that wait for a decision."""
    lines: list[str] = []
    waiting = []
    for number, chunk in enumerate(merging.chunks(then, now, new)):
        taken = (name, number) in take
        lines += chunk.wanted if taken else chunk.kept
        if not taken and (name, number) not in keep and _is_news(chunk):
            waiting.append(Conflict(merging.full(chunk.kept), merging.full(chunk.wanted)))
    return "\n".join(lines), waiting


def _is_news(chunk: Chunk) -> bool:
    """Whether the corrected source has something that is neither in the source then nor in the text now."""
    return chunk.wanted not in (chunk.was, chunk.kept)


def _at_the_end(text: str, found: Again, more: int) -> str:
    """The file of an article that the issue does not have, placed behind all others."""
    order = max((article.order for article in found.issue.articles), default=0) + 1 + more
    return text.replace(_line(text, "order"), f"order: {order}", 1)


def stamp(found: Again) -> str:
    """A digest of all three columns; a choice that was made among other rows has another one."""
    texts = (text for held in (found.last.texts, found.standing, found.converted.files) for text in _listed(held))
    return again.digest("\0".join(texts))


def _listed(held: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(held):
        yield from (name, held[name])
