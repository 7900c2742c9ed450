"""Where each doubt of an article stands in the text that readers see, and what could stand there instead."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from generator.content import body, frontmatter, shown_lines
from generator.content.doubts import FIXED, Doubt
from generator.content.shown_lines import BODY, Line, Place
from generator.errors import ContentError
from generator.kinds import Kind
from generator.model import Article

SOURCE_CHANGED = "source"
"""The rule of the doubt that is raised where an editor and a corrected source changed the same words."""

_FIELDS = {"引题": "kicker", "标题": "title", "副题": "subtitle", "署名": "byline"}
_OF_BODY = re.compile(r"正文第([0-9]{1,6})[段行]")
_OF_PHOTO = re.compile(r"图片说明([0-9]{1,6})")
_FIELD = re.compile(r" *[a-z_]+: .+")
_SOUGHT = frozenset(("kicker", "title", "subtitle", "byline", "author", BODY, "caption"))


class Stand(NamedTuple):
    """A doubt, and where it stands: ``span`` begins at ``offset`` of the line at ``place``.

    ``place`` is ``None`` where its words stand in no line of the article. ``offered`` is the text that could replace
    ``span``; it is ``span`` itself where proofreading does not know a better one.
    """

    doubt: Doubt
    place: Place | None
    offset: int
    span: str
    offered: str

    @property
    def at(self) -> str:
        """Its place and offset as one word, such as ``3:12`` or ``title:0``; ``""`` where it stands nowhere."""
        return f"{self.place}:{self.offset}" if self.place else ""


def stands(article: Article, doubts: Iterable[Doubt]) -> list[Stand]:
    """Where the doubts stand, in their order.

    Of two doubts about the same words each has its own occurrence, as long as there is one; those that were answered
    «fixed» come last.
    """
    given = list(doubts)
    lines = [line for line in shown_lines.lines(article) if line.place.field in _SOUGHT]
    taken: set[tuple[tuple[str, str], Place, int]] = set()
    found: dict[int, Stand] = {}
    for number in sorted(range(len(given)), key=lambda number: given[number].answer == FIXED):
        doubt = given[number]
        named = place_of(doubt.place)
        span, offered = words(doubt, article.kind)
        ordered = sorted(lines, key=lambda line: line.place != named)
        free = (
            (place, offset) for place, offset in _occurrences(span, ordered) if (doubt.key, place, offset) not in taken
        )
        place, offset = next(free, (None, 0)) if span else (named, 0)
        if place:
            taken.add((doubt.key, place, offset))
        found[number] = Stand(doubt, place, offset, span, offered)
    return [found[number] for number in range(len(given))]


def place_of(name: str) -> Place | None:
    """The place that proofreading calls ``name`` (标题, 正文第3段); ``None`` for what is no line of an article."""
    numbered = _OF_BODY.fullmatch(name)
    if numbered:
        return Place(BODY, int(numbered[1]))
    captioned = _OF_PHOTO.fullmatch(name)
    if captioned:
        return Place("caption", int(captioned[1]))
    return Place(_FIELDS[name]) if name in _FIELDS else Place("author", 1) if name == "作者" else None


def _occurrences(span: str, lines: Iterable[Line]) -> Iterator[tuple[Place, int]]:
    for line in lines:
        at = line.text.find(span)
        while at >= 0:
            yield line.place, at
            at = line.text.find(span, at + 1)


def words(doubt: Doubt, kind: Kind) -> tuple[str, str]:
    """The words that a doubt is about as readers see them, and those that could stand there instead."""
    if doubt.rule == SOURCE_CHANGED:
        return _of_source(doubt.span, kind), _of_source(doubt.suggestion, kind)
    offer = _OFFERS.get(doubt.rule)
    return doubt.span, (offer(doubt) if offer else doubt.span) or doubt.span


def _of_source(written: str, kind: Kind) -> str:
    """What readers see of lines of a file: the value of a line in the front matter, or the one line of a body."""
    if _FIELD.fullmatch(written):
        with suppress(ContentError):
            held = frontmatter.parse(f"---\n{written.strip()}\n---\n", "").fields
            return next((value for value in held.values() if isinstance(value, str)), "")
    lines = body.to_text(written, kind)
    return lines[0] if len(lines) == 1 else written


def _suggested(doubt: Doubt) -> str:
    return doubt.suggestion


def _without_lost(doubt: Doubt) -> str:
    whole = doubt.suggestion
    part = next((part for part in (whole[1:], whole[:-1]) if part in doubt.span), whole)
    return doubt.span.replace(part, whole, 1)


def _named(doubt: Doubt) -> str:
    """For two names of which an editor has confirmed one, the words with that one."""
    names = re.findall("“([^”]+)”", doubt.suggestion)
    return doubt.span.replace(*names) if len(names) == 2 and "已经编辑确认" in doubt.reason else doubt.span


def _of_leader(doubt: Doubt) -> str:
    if "这个职务是" in doubt.reason:
        return doubt.span[: -len(doubt.suggestion)] + doubt.suggestion
    return doubt.suggestion


def _of_weekday(doubt: Doubt) -> str:
    right = re.search("改为星期(.)", doubt.suggestion)
    return re.sub("(星期|礼拜|周)[一二三四五六日天]", rf"\g<1>{right[1]}", doubt.span) if right else doubt.span


def _of_widths(doubt: Doubt) -> str:
    marks = re.fullmatch("“(.)”改为“(.)”", doubt.suggestion)
    return doubt.span.replace(marks[1], marks[2]) if marks else doubt.span


_OFFERS: dict[str, Callable[[Doubt], str]] = {
    "banned": _suggested,
    "wording": _suggested,
    "look-alike": _suggested,
    "lost-character": _without_lost,
    "doubled-character": lambda doubt: re.sub(r"(.)\1", r"\1", doubt.span, count=1),
    "doubled-mark": lambda doubt: re.sub(r"([^\w\s])\1", r"\1", doubt.span, count=1),
    "leader": _of_leader,
    "name": _named,
    "weekday": _of_weekday,
    "mixed-width": _of_widths,
}
"""For each rule that knows what would be right, the function that says so."""
