"""Related reading: earlier reports on an article's story, and follow-ups.

Two articles are related if they share a rare name and words of their headlines. Sharing only a district, a town, a
leader, a storm or a column is not enough. An article is compared only with earlier ones, and its follow-ups are the
first later articles that chose it. So a new issue never changes the choice of earlier reports, and changes only those
pages that gain a follow-up. The time grows in proportion to the number of articles, not to its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

MOST, FOLLOW_UPS = 3, 2
NEAREST = 8
"""Of all earlier articles that share a name with this one, only this many of the latest are compared."""
GATHERED = 100.0
RARE = 6
"""A name is rare if at most this many earlier articles have it."""
FEW = 12
"""A name in headlines is of one story if at most this many articles have it; with more, it is of a campaign."""
LONG = 3
"""Two headlines that share this many pairs of characters share a long run of words, such as 盗窃电缆案."""
_SHORTEST, _LONGEST = 3, 10
_QUOTED = re.compile(r"[“《]([^“”《》]{2,12})[”》]")


@dataclass(frozen=True, slots=True)
class Item:
    """What is compared of an article: its id, whether it has a title (only then it is linked to), and what it is about.

    ``about`` maps what it may share with others (a tag, a word of its headline, a special topic) to the words that
    readers see as the reason. ``things`` are names in its headline that are of one story only; ``told`` are the pairs
    of characters in the other telling parts of the headline.
    """

    id: str
    has_title: bool
    about: Mapping[str, str]
    things: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Related:
    """Earlier and later articles, oldest first: the id of each, and what it shares with this article."""

    earlier: tuple[tuple[str, str], ...] = ()
    later: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HintCard:
    """A related article: its title and address, its issue's day, and what it has in common with this one."""

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
    """The earlier articles that have most in common with this one, the most similar first."""
    shared: dict[int, list[str]] = defaultdict(list)
    for thing in item.about:
        for other in holders.get(thing, ())[-NEAREST:]:
            shared[other].append(thing)
    weights = {other: _likeness(item, before[other], things, holders) for other, things in shared.items()}
    alike = (other for other, weight in weights.items() if weight)
    likest = sorted(alike, key=lambda other: (-weights[other], -other))
    return [(other, _why(item, before[other], holders)) for other in likest[:MOST]]


def _likeness(item: Item, other: Item, shared: Sequence[str], holders: Mapping[str, Sequence[int]]) -> float:
    """How certain it is that two articles are about the same story; 0 means not related."""
    if any(item.about[thing] != thing for thing in shared):
        return GATHERED
    both = [thing for thing in item.things & other.things if len(holders[thing]) <= FEW]
    words = len(item.told & other.told)
    is_rare = any(len(holders[thing]) <= RARE for thing in shared)
    if not both and not (words and is_rare) and words < LONG:
        return 0
    return words + sum(2 / len(holders[thing]) for thing in shared) + 2 * len(both)


def _why(item: Item, other: Item, holders: Mapping[str, Sequence[int]]) -> str:
    """What two articles share, in words for readers: a special topic if there is one, or else the two rarest names."""
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
    """The names in a headline that it puts in quotation marks: “春风送岗”, 《石桥早市》."""
    return tuple(_QUOTED.findall(title))


class Words:
    """The paper's tags, to be found in headlines."""

    def __init__(self) -> None:
        self._tags: set[str] = set()
        self._lengths: set[int] = set()

    def add(self, tags: Iterable[str]) -> None:
        """Adds tags to look for. Short ones (in too many headlines) and long ones (in none) are left out."""
        for tag in tags:
            if _SHORTEST <= len(tag) <= _LONGEST:
                self._tags.add(tag)
                self._lengths.add(len(tag))

    def within(self, title: str) -> Iterator[str]:
        """The known tags that occur in a headline."""
        for at in range(len(title) - _SHORTEST + 1):
            for length in self._lengths:
                if at + length <= len(title) and title[at : at + length] in self._tags:
                    yield title[at : at + length]
