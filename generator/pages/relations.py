"""Keeps related reading from edition to edition, and finds anew only what a change can have touched."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import zip_longest

from generator.pages.comparing import Basis, Words
from generator.pages.issue_summary import ArticleFacts, IssueFacts
from generator.pages.related import FEW, MOST, NEAREST, NOTHING, Compared, Holders, Item, Key, Related


@dataclass(slots=True)
class _Kept:
    """An issue as it was last seen, its articles as they were compared, and the headlines and names of all of them."""

    facts: IssueFacts
    compared: list[Compared]
    titles: str
    names: frozenset[str]

    @staticmethod
    def of(facts: IssueFacts, compared: list[Compared]) -> "_Kept":
        """That of an issue whose articles have their items."""
        items = [one.item for one in compared]
        names = frozenset[str]().union(*(item.about for item in items), *(item.words for item in items))
        return _Kept(facts, compared, "\n".join(article.title for article in facts.articles), names)


class Relations:
    """Related reading of a paper, brought up to date with each edition of it.

    An edition takes on what the one before it found, and changes it. So from then on only the newer one should ask:
    if the older asks again, it is answered rightly, but what is different between the two is found anew each time.
    """

    def __init__(self) -> None:
        self._basis: Basis | None = None
        self._issues: tuple[IssueFacts, ...] = ()
        self._kept: dict[str, _Kept] = {}
        self._words = Words()
        self._holders = Holders()

    def renew(self, issues: tuple[IssueFacts, ...], basis: Basis) -> None:
        """Brings related reading up to date.

        An issue whose facts are the same object as before counts as unchanged. Where the basis has changed, and after
        a renewal that did not come to its end, everything is found anew.
        """
        if issues is self._issues and basis is self._basis:
            return
        if basis != self._basis:
            self._kept, self._words, self._holders = {}, Words(), Holders()
        self._basis = None
        now = {issue.id: issue for issue in issues}
        sweep = _Sweep(basis, self._words, self._holders)
        for issue_id in sorted(self._kept.keys() | now.keys()):
            kept, issue = self._kept.get(issue_id), now.get(issue_id)
            if not kept or kept.facts is not issue or sweep.touches(kept):
                compared = sweep.issue(issue_id, kept, issue)
                if issue:
                    self._kept[issue_id] = _Kept.of(issue, compared)
                else:
                    del self._kept[issue_id]
        self._basis, self._issues = basis, issues

    def of(self, issue_id: str) -> Iterator[Related]:
        """Related reading of each article of an issue, in their order."""
        return (one.related() for one in self._kept[issue_id].compared)


class _Sweep:
    """One way through the paper, oldest article first. At each article, everything before it is up to date.

    ``_words`` are words that earlier articles have now and had not before, or had before and have not now. ``_things``
    are what changed articles are and were about: by how much the number of its holders has changed, and how many of
    them there were since the last change.
    """

    def __init__(self, basis: Basis, words: Words, holders: Holders) -> None:
        self._basis = basis
        self._known = words
        self._holders = holders
        self._words = Words()
        self._things: dict[str, list[int]] = {}

    def touches(self, kept: _Kept) -> bool:
        """Whether articles of an unchanged issue can have other relations than before."""
        return (
            not kept.names.isdisjoint(self._things)
            or not kept.names.isdisjoint(self._words.first)
            or self._words.are_in(kept.titles)
        )

    def issue(self, issue_id: str, kept: _Kept | None, issue: IssueFacts | None) -> list[Compared]:
        """Brings the articles of an issue up to date, and gives those that it has now."""
        compared = list(kept.compared) if kept else []
        olds, news = kept.facts.articles if kept else (), issue.articles if issue else ()
        compared += (Compared((issue_id, at)) for at in range(len(olds), len(news)))
        for one, old, new in zip_longest(compared, olds, news):
            self._pass(one, self._item(one, old, new))
        return compared[: len(news)]

    def _item(self, one: Compared, old: ArticleFacts | None, new: ArticleFacts | None) -> Item:
        if not new:
            return NOTHING
        if old and not self._words.are_in(new.title) and self._is_same(one, old, new):
            return one.item
        known = (word for word in self._known.within(new.title) if self._known.first[word] < one.key)
        return self._basis.item(self._basis.seen(one.key[0], new), known)

    def _is_same(self, one: Compared, old: ArticleFacts, new: ArticleFacts) -> bool:
        issue_id = one.key[0]
        return old is new or self._basis.seen(issue_id, old) == self._basis.seen(issue_id, new)

    def _pass(self, one: Compared, item: Item) -> None:
        was = one.item
        if item is not was and item != was:
            self._stir_words(one.key, was.words, item.words)
            self._stir_things(was.held, item.held)
            self._holders.change(one, item)
            self._holders.choose(one)
        elif stirred := item.about.keys() & self._things.keys():
            if not all(self._is_steady(one, thing) for thing in stirred):
                self._holders.choose(one)
            self._settle_things(item.held)
        for word in was.words & item.words & self._words.first.keys():
            self._words.drop(word)  # from here on it is known as before
            self._known.add(word, one.key)

    def _stir_words(self, key: Key, was: frozenset[str], now: frozenset[str]) -> None:
        first = self._known.first
        for word in was - now:
            if first.get(word) == key:
                self._known.drop(word)
                self._words.add(word, key)
        for word in now - was:
            if word not in first or key < first[word]:
                self._known.add(word, key)
                self._words.add(word, key)

    def _stir_things(self, was: AbstractSet[str], now: AbstractSet[str]) -> None:
        for thing in was | now:
            change = self._things.setdefault(thing, [0, 0])
            change[0] += (thing in now) - (thing in was)
            change[1] = 0

    def _is_steady(self, one: Compared, thing: str) -> bool:
        """Whether no choice can be another, as only the number of earlier holders has changed, and is large."""
        by, since = self._things[thing]
        count = self._holders.before(one, thing)
        return (
            since >= NEAREST
            and min(count, count - by) > FEW
            and len(one.chosen) < MOST
            and not any(thing in other.item.about for other, _ in one.chosen)
        )

    def _settle_things(self, held: AbstractSet[str]) -> None:
        for thing in held & self._things.keys():
            change = self._things[thing]
            change[1] += 1
            if not change[0] and change[1] >= NEAREST:
                del self._things[thing]
