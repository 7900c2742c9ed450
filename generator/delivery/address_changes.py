"""Compares the record of public addresses with what the paper has for its readers now."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.content.addresses import MOVED, MOVED_COLUMNS, REMOVED, Lines, Public, Record, address, path_of
from generator.errors import Problem
from generator.pages import urls
from generator.pages.edition import Edition
from generator.press.public_pages import WITHDRAWN

_ASKED = re.compile(r"\d{4}-\d{2}-\d{2}(-[b-z])?/(\d{2,4}|index)\.html|(topics/)?[^/]+/index\.html")
"""Addresses of which an editor must say where they went: issues, articles, topics, pages of the paper's own."""


GONE, LED_ON = "移除", "搬走"
"""The digests of addresses at which no page stands any more: a notice, or a way to the new address."""


@dataclass(frozen=True, slots=True)
class AddressChanges:
    """What changes for readers since the last publication, as paths, and the record as it is then.

    ``unanswered`` are all addresses that are gone, and of which nobody said where they went; ``questions`` ask where.
    """

    lines: Mapping[str, Public]
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    questions: tuple[Problem, ...] = ()
    coming: Mapping[str, Public] = field(default_factory=dict)

    @property
    def readable(self) -> frozenset[str]:
        """The addresses at which something stands that may be read."""
        closed = (WITHDRAWN, GONE, LED_ON)
        return frozenset(
            path for path, line in self.lines.items() if path not in self.coming and line.digest not in closed
        )


def asked(record: Record, unanswered: Iterable[str]) -> tuple[Problem, ...]:
    """A question for each address that is gone; where all of an issue is gone, one for the issue."""
    paths = tuple(unanswered)
    whole = {path.split("/")[0] for path in paths if path.endswith("/index.html")}
    return tuple(
        _question(path, record) for path in paths if path.endswith("/index.html") or path.split("/")[0] not in whole
    )


def _question(path: str, record: Record) -> Problem:
    old = address(path)
    written = old.removeprefix("/")
    if written in record.moved:
        new = address(record.moved[written])
        hint = f"把新网址写对；{new} 是还没有登出的，先登出它；不要了的写 {old},{REMOVED}"
        return Problem(f"登过的 {old} 搬到了 {new}，可是网站上没有 {new}", hint, MOVED, record.places[written])
    hint = f"加一行 {old},新网址；不要了的写 {old},{REMOVED}。第一行是 {','.join(MOVED_COLUMNS)}"
    return Problem(f"登过的 {old} 没有了", hint, MOVED)


def unanswered(
    record: Record, gone: Iterable[str], edition: Edition, held: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Of addresses that are gone and did not move, those of which an editor has not said so.

    A line of ``moved.csv`` that leads to an address where nothing stands is no answer. A topic that is declared and has
    no article at the moment need not be answered for.
    """
    declared = (*(topic.slug for topic in edition.topics), *(special.slug for special in edition.specials))
    known = {urls.topic(slug) for slug in declared}
    rest = (path for path in gone if path not in known and not _is_answered(path, record, held))
    return tuple(path for path in rest if _is_asked(path, record))


def compare(
    record: Record,
    found: Mapping[str, str],
    moved: Mapping[str, str],
    held: frozenset[str],
    coming: Mapping[str, Public],
    now: datetime,
    edition: Edition,
) -> AddressChanges:
    """The changes that make the record that of ``now``.

    ``found`` are the paths of all addresses with digests, ``moved`` former paths with new ones, ``held`` the paths of
    articles and issues that are held back, and ``coming`` the lines of those that a timer will publish.
    """
    public = record.at(now).public
    stood = dict(_stood(public, edition))
    lines: dict[str, Public] = {path: line for path, line in public.items() if path not in found}
    new: list[str] = []
    changed: list[str] = []
    withdrawn: list[str] = []
    for path, digest in found.items():
        before = public.get(path)
        if before is None:
            new.append(path)
            first, last = stood.get((path, digest), (now, now))
            lines[path] = Public(path, first, last, digest, is_pending=True)
        elif before.digest == digest:
            lines[path] = before
        elif not before.digest:  # it was known in advance and is out now
            new.append(path)
            lines[path] = replace(before, digest=digest, is_pending=True)
        elif before.digest in (GONE, LED_ON):
            new.append(path)
            lines[path] = replace(before, changed=now, digest=digest, is_pending=True)
        else:
            (withdrawn if digest == WITHDRAWN else changed).append(path)
            lines[path] = replace(before, changed=now, digest=digest, is_pending=True)
    for path, line in coming.items():
        lines.setdefault(path, line)
    gone = [path for path in public if path not in found]
    left = []
    for path in gone:
        digest = LED_ON if path in moved else GONE
        if public[path].digest != digest:
            left.append(path)
            lines[path] = replace(public[path], changed=now, digest=digest, is_pending=True)
    rest = [path for path in gone if path not in moved and path not in held]
    waiting = unanswered(record, rest, edition, held)
    return AddressChanges(
        lines,
        tuple(new),
        tuple(changed),
        tuple(withdrawn),
        {path: moved[path] for path in left if path in moved},
        tuple(path for path in left if path in held),
        tuple(path for path in left if path in rest),
        waiting,
        asked(record, waiting),
        coming,
    )


def _stood(public: Lines, edition: Edition) -> Iterator[tuple[tuple[str, str], tuple[datetime, datetime]]]:
    """Of articles under a new address what they were under former ones: path and digest, first public, last changed.

    An article that moved and says what it said has not changed for its readers.
    """
    for issue in edition.issues:
        for former, number in issue.former:
            line = public.get(urls.article(former))
            if line is not None and line.digest:
                path = urls.article(f"{issue.id}-{number}")
                yield (path, line.digest), (line.first, line.changed)


def _is_answered(path: str, record: Record, held: frozenset[str]) -> bool:
    """Whether lines of ``moved.csv`` say that a page is gone, or lead to one that is held back or is asked about."""
    said = {path_of(old): new for old, new in record.moved.items()}
    end = path
    for _ in range(len(said)):
        if end not in said:
            break
        end = said[end]
    return not end or end in held or (end != path and end in record.public)


def _is_asked(path: str, record: Record) -> bool:
    """Whether an editor must say where an address went: not of an index, nor where a line about its folder does."""
    is_index = path in (*urls.TAG_KINDS.values(), urls.LATEST)
    is_in_folder = any(folder.endswith("/") and path.startswith(folder) for folder in record.moved)
    return _ASKED.fullmatch(path) is not None and not is_index and not is_in_folder


def sent(lines: Mapping[str, Public]) -> dict[str, Public]:
    """The record once everything was sent."""
    return {path: replace(line, is_pending=False) for path, line in lines.items()}
