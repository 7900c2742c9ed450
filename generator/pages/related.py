"""Related reading: earlier reports on an article's story, and follow-ups.

Two articles are related if they share a rare name and words of their headlines. Sharing only a district, a town, a
leader, a storm or a column is not enough. An article is compared only with earlier ones, and its follow-ups are the
first later articles that chose it. So a new issue never changes the choice of earlier reports, and changes only those
pages that gain a follow-up. The time grows in proportion to the number of articles, not to its square.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import attrgetter
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

Key = tuple[str, int]
"""Where an article stands in the paper: its issue's id, and its place in the issue."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is compared of an article: whether it has a title (only then it is linked to), and what it is about.

    ``about`` maps what it may share with others (a tag, a word of its headline, a special topic) to the words that
    readers see as the reason. ``things`` are names in its headline that are of one story only; ``told`` are the pairs
    of characters in the other telling parts of the headline. ``words`` are looked for in the headlines of later
    articles.
    """

    has_title: bool
    about: Mapping[str, str]
    things: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def held(self) -> AbstractSet[str]:
        """What later articles can share with this one."""
        return self.about.keys() if self.has_title else frozenset()


NOTHING = Item(has_title=False, about={})
"""The item of an article that is not, or no longer, in the paper."""


@dataclass(slots=True, eq=False)
class Compared:
    """An article among the others: where it stands, and what it chose of those before it, the most similar first.

    ``choosers`` are the later articles with a title that chose it, oldest first.
    """

    key: Key
    item: Item = NOTHING
    chosen: list[tuple["Compared", str]] = field(default_factory=list)
    choosers: list["Compared"] = field(default_factory=list)

    def related(self) -> "Related":
        """What readers of the article are shown."""
        if not self.chosen and not self.choosers:
            return Related()
        followers = self.choosers[:FOLLOW_UPS]
        later = tuple((one.key, why) for one in followers for other, why in one.chosen if other is self)
        earlier = sorted((other.key, why) for other, why in self.chosen[: MOST - len(later)])
        return Related(tuple(earlier), later)


@dataclass(frozen=True, slots=True)
class Related:
    """Earlier and later articles, oldest first: where each stands, and what it shares with this article."""

    earlier: tuple[tuple[Key, str], ...] = ()
    later: tuple[tuple[Key, str], ...] = ()


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


_key = attrgetter("key")


class Holders:
    """Which articles with a title are about what, in the order of the paper."""

    def __init__(self) -> None:
        self.by_thing: dict[str, list[Compared]] = {}

    def change(self, one: Compared, item: Item) -> None:
        """Gives an article another item."""
        was, now = one.item.held, item.held
        one.item = item
        for thing in was:
            if thing not in now:
                _remove(self.by_thing[thing], one)
                if not self.by_thing[thing]:
                    del self.by_thing[thing]
        for thing in now:
            if thing not in was:
                _insert(self.by_thing.setdefault(thing, []), one)

    def choose(self, one: Compared) -> None:
        """Lets an article choose anew of those before it. These must have their items, and have chosen, already."""
        for other, _ in one.chosen:
            _remove(other.choosers, one)
        one.chosen = self._earlier(one)
        for other, _ in one.chosen if one.item.has_title else ():
            _insert(other.choosers, one)

    def before(self, one: Compared, thing: str) -> int:
        """How many articles before this one are about a thing that it is about."""
        return _place(self.by_thing[thing], one) if thing in self.by_thing else 0

    def _earlier(self, one: Compared) -> list[tuple[Compared, str]]:
        """The earlier articles that have most in common with this one, the most similar first."""
        counts: dict[str, int] = {}
        nearest: dict[str, list[Compared]] = {}
        for thing in one.item.about:
            if holders := self.by_thing.get(thing):
                counts[thing] = count = _place(holders, one)
                nearest[thing] = holders[max(count - NEAREST, 0) : count]
        weights = {
            other: _likeness(one.item, other.item, [thing for thing in nearest if other in nearest[thing]], counts)
            for other in _worth_a_look(one.item, nearest)
        }
        alike = [other for other, weight in weights.items() if weight]
        likest = sorted(alike, key=lambda other: (weights[other], other.key), reverse=True)
        return [(other, _why(one.item, other.item, counts)) for other in likest[:MOST]]


def _worth_a_look(item: Item, nearest: Mapping[str, Iterable[Compared]]) -> Iterable[Compared]:
    """Those of the nearest that can be related at all: no others have a likeness, and these are few."""
    told, things = item.told, item.things
    found = {
        other
        for other in set[Compared]().union(*nearest.values())
        if not (told.isdisjoint(other.item.told) and things.isdisjoint(other.item.things))
    }
    return found.union(*(others for thing, others in nearest.items() if item.about[thing] != thing))


def _likeness(item: Item, other: Item, shared: list[str], counts: Mapping[str, int]) -> float:
    """How certain it is that two articles are about the same story; 0 means not related."""
    if any(item.about[thing] != thing for thing in shared):
        return GATHERED
    both = [thing for thing in item.things & other.things if counts[thing] <= FEW]
    words = len(item.told & other.told)
    is_rare = any(counts[thing] <= RARE for thing in shared)
    if not both and not (words and is_rare) and words < LONG:
        return 0
    return words + sum(2 / counts[thing] for thing in shared) + 2 * len(both)


def _why(item: Item, other: Item, counts: Mapping[str, int]) -> str:
    """What two articles share, in words for readers: a special topic if there is one, or else the two rarest names."""
    shared = sorted((thing for thing in item.about if thing in other.about), key=lambda thing: (counts[thing], thing))
    for thing in shared:
        if item.about[thing] != thing:
            return item.about[thing]
    return "、".join(shared[:2])


def _place(those: list[Compared], one: Compared) -> int:
    """How many of those stand before this one."""
    last = those[-1]
    if last is one:
        return len(those) - 1
    return len(those) if last.key < one.key else bisect_left(those, one.key, key=_key)


def _insert(those: list[Compared], one: Compared) -> None:
    if not those or those[-1].key < one.key:
        those.append(one)
    else:
        insort(those, one, key=_key)


def _remove(those: list[Compared], one: Compared) -> None:
    at = bisect_left(those, one.key, key=_key)
    if those[at : at + 1] == [one]:
        del those[at]
