"""What related reading compares of an article: its tags, special topics, and the names and words of its headline."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.kinds import TagKind
from generator.model import Catalogue
from generator.pages import one_thing, own_district
from generator.pages.gathering import Gathering
from generator.pages.issue_summary import ArticleFacts
from generator.pages.related import Item, Key
from generator.pages.site import SiteCard

_SHORTEST, _LONGEST = 3, 10
_FEW = 50
"""So many words are looked for faster one by one."""
_QUOTED = re.compile(r"[“《]([^“”《》]{2,12})[”》]")

Seen = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""What an item is made of: the headline, the tags, and the special topics, each with what readers see as the reason."""


def quoted(title: str) -> tuple[str, ...]:
    """The names in a headline that it puts in quotation marks: “春风送岗”, 《石桥早市》."""
    return tuple(_QUOTED.findall(title))


class Words:
    """Words to be found in headlines, each with the first article that has it.

    Short ones (in too many headlines) and long ones (in none) are left out.
    """

    def __init__(self) -> None:
        self.first: dict[str, Key] = {}
        self._begun: Counter[str] = Counter()

    def add(self, word: str, where: Key) -> None:
        """Adds a word, or notes that an earlier article has it."""
        if _SHORTEST <= len(word) <= _LONGEST:
            if word not in self.first:
                self._begun[word[:_SHORTEST]] += 1
            self.first[word] = min(where, self.first.get(word, where))

    def drop(self, word: str) -> None:
        """Looks for a word no longer."""
        if self.first.pop(word, None):
            begin = word[:_SHORTEST]
            self._begun[begin] -= 1
            if not self._begun[begin]:
                del self._begun[begin]

    def are_in(self, title: str) -> bool:
        """Whether any of the words occurs in a headline; or in one of several, with line breaks between them."""
        if len(self.first) <= _FEW:
            return any(word in title for word in self.first)
        return any(True for _ in self.within(title))

    def within(self, title: str) -> Iterator[str]:
        """The words that occur in a headline."""
        for at in range(len(title) - _SHORTEST + 1):
            if title[at : at + _SHORTEST] in self._begun:
                for end in range(at + _SHORTEST, min(at + _LONGEST, len(title)) + 1):
                    if title[at:end] in self.first:
                        yield title[at:end]


@dataclass(frozen=True)
class Basis:
    """What all items depend on, besides the articles themselves: the paper's data on tags, and its own district."""

    gathering: Gathering
    kinds: Mapping[str, TagKind]
    with_post: frozenset[str]
    own: frozenset[str]

    @staticmethod
    def of(catalogue: Catalogue, gathering: Gathering, site: SiteCard) -> "Basis":
        """That of a paper."""
        kinds = {name: tag.kind for name, tag in catalogue.register.items()}
        return Basis(gathering, kinds, frozenset(catalogue.posts), own_district.names(site.name, site.zone))

    def seen(self, issue_id: str, article: ArticleFacts) -> Seen:
        """What the item of an article of this issue is made of."""
        gathered = self.gathering.gathered(issue_id, article)
        reasons = tuple((f"\0{special.slug}", f"同一专题 {special.title}") for special in gathered)
        return article.title, self.gathering.tags(article), reasons

    def item(self, seen: Seen, known: Iterable[str]) -> Item:
        """The item. Of the words in the headline, those count that the article has as tags, and ``known`` ones.

        ``known`` are the words in the headline that earlier articles have as tags or in their headlines.
        """
        title, tags, reasons = seen
        names = dict.fromkeys((*tags, *quoted(title), *known))
        about = {name: name for name in chain(names, one_thing.short_names(names, self.own)) if name not in self.own}
        one = frozenset(name for name in about if self._is_one_thing(name, title))
        many = (
            name
            for name in about
            if name not in one and (self._kind(name) is not TagKind.SUBJECT or one_thing.is_storm(name, title))
        )
        things = frozenset(name for name in one if name in title)
        told = one_thing.told(title, (*self.own, *many))
        about |= {run: run for run in told.runs} | dict(reasons)
        return Item(bool(title), about, things, told.pairs, frozenset((*tags, *told.runs)))

    def _is_one_thing(self, name: str, title: str) -> bool:
        return one_thing.is_one_thing(name, self._kind(name), title, holds_post=name in self.with_post)

    def _kind(self, name: str) -> TagKind:
        return self.kinds.get(name, TagKind.SUBJECT)
