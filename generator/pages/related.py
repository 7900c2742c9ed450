"""Related reading: earlier reports of an article's matter, and follow-ups.

Two articles are of one thing if they share a rare name and words of their headlines; a district, a town, a leader, a
storm or a column alone makes none. An article is held only against those before it; its follow-ups are the first later
ones that chose it. So what an article once links to never changes because of later issues, and a further
issue changes only the pages that gain a link from it. Time grows with the number of articles, not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

MOST, FOLLOW_UPS = 3, 2
NEAREST = 8
"""Of all earlier articles that share a thing, the nearest so many are looked at."""
GATHERED = 100.0
RARE = 6
"""A name that so many earlier articles have is rare."""
FEW = 12
"""What one story has in its headlines, so many articles tell of; a campaign has more."""
LONG = 3
"""Pairs of characters that a long run of the same words has: 盗窃电缆案."""
_SHORTEST, _LONGEST = 3, 10
_QUOTED = re.compile(r"[“《]([^“”《》]{2,12})[”》]")


@dataclass(frozen=True, slots=True)
class Item:
    """An article as others are compared with it: its id, whether it can be linked to, and what it is about.

    ``about`` maps what it shares with others (a tag, a word of its headline, a special topic) to the words that say so.
    ``things`` are those names of its headline that are of one story; ``told`` is what else the headline tells, by pairs
    of characters.
    """

    id: str
    has_title: bool
    about: Mapping[str, str]
    things: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Related:
    """Earlier and later articles by id, each oldest first, with what they share."""

    earlier: tuple[tuple[str, str], ...] = ()
    later: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HintCard:
    """An article to read on with: its title, its issue's day, and what it has to do with this one."""

    title: Annotated[str, "标题"]
    href: Annotated[str, "网址"]
    date: Annotated[str, "出版日期，2026-03-25"]
    date_text: Annotated[str, "出版日期，2026年3月25日"]
    why: Annotated[str, "与这一篇有什么相同"]


@dataclass(frozen=True, slots=True)
class RelatedCard:
    """Earlier reports, others of the same issue, and follow-ups, each oldest first."""

    earlier: Annotated[tuple[HintCard, ...], "此前的报道"]
    same_issue: Annotated[tuple[HintCard, ...], "同一期的报道"]
    later: Annotated[tuple[HintCard, ...], "后续的报道"]


def related(items: Iterable[Item]) -> dict[str, Related]:
    """Related reading of every article that has any; ``items`` come in order of publication."""
    before: list[Item] = []
    holders: dict[str, list[int]] = defaultdict(list)
    chosen: list[list[tuple[int, str]]] = []
    followed: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for at, item in enumerate(items):
        found = _earlier(item, holders, before)
        chosen.append(found)
        if item.has_title:
            for other, why in found:
                if len(followed[other]) < FOLLOW_UPS:
                    followed[other].append((at, why))
            for thing in item.about:
                holders[thing].append(at)
        before.append(item)
    return dict(_shown(before, chosen, followed))


def _earlier(item: Item, holders: Mapping[str, Sequence[int]], before: Sequence[Item]) -> list[tuple[int, str]]:
    """The articles before this one that share most with it, the likest first."""
    shared: dict[int, list[str]] = defaultdict(list)
    for thing in item.about:
        for other in holders.get(thing, ())[-NEAREST:]:
            shared[other].append(thing)
    weights = {other: _likeness(item, before[other], things, holders) for other, things in shared.items()}
    alike = (other for other, weight in weights.items() if weight)
    likest = sorted(alike, key=lambda other: (-weights[other], -other))
    return [(other, _why(item, before[other], holders)) for other in likest[:MOST]]


def _likeness(item: Item, other: Item, shared: Sequence[str], holders: Mapping[str, Sequence[int]]) -> float:
    """How surely two articles are of one thing; 0 for not at all."""
    if any(item.about[thing] != thing for thing in shared):
        return GATHERED
    both = [thing for thing in item.things & other.things if len(holders[thing]) <= FEW]
    words = len(item.told & other.told)
    is_rare = any(len(holders[thing]) <= RARE for thing in shared)
    if not both and not (words and is_rare) and words < LONG:
        return 0
    return words + sum(2 / len(holders[thing]) for thing in shared) + 2 * len(both)


def _why(item: Item, other: Item, holders: Mapping[str, Sequence[int]]) -> str:
    """What two articles share, the rarest first; a special topic says it all."""
    shared = sorted(
        (thing for thing in item.about if thing in other.about), key=lambda thing: (len(holders[thing]), thing)
    )
    for thing in shared:
        if item.about[thing] != thing:
            return item.about[thing]
    return "、".join(shared[:2])


def _shown(
    items: Sequence[Item], chosen: Sequence[list[tuple[int, str]]], followed: Mapping[int, list[tuple[int, str]]]
) -> Iterator[tuple[str, Related]]:
    for at, item in enumerate(items):
        later = followed.get(at, [])
        earlier = sorted(chosen[at][: MOST - len(later)])
        if earlier or later:
            yield (
                item.id,
                Related(
                    tuple((items[other].id, why) for other, why in earlier),
                    tuple((items[other].id, why) for other, why in later),
                ),
            )


def quoted(title: str) -> tuple[str, ...]:
    """What a headline itself marks as a name: “春风送岗”, 《石桥早市》."""
    return tuple(_QUOTED.findall(title))


class Words:
    """The paper's tags, to be found in headlines."""

    def __init__(self) -> None:
        self._tags: set[str] = set()
        self._lengths: set[int] = set()

    def add(self, tags: Iterable[str]) -> None:
        """Makes tags known; short ones stand in too many headlines, long ones in none."""
        for tag in tags:
            if _SHORTEST <= len(tag) <= _LONGEST:
                self._tags.add(tag)
                self._lengths.add(len(tag))

    def within(self, title: str) -> Iterator[str]:
        """The known tags that stand in a headline."""
        for at in range(len(title) - _SHORTEST + 1):
            for length in self._lengths:
                if at + length <= len(title) and title[at : at + length] in self._tags:
                    yield title[at : at + length]
