"""Counts how many corrections an editor must make until a converted issue is as it was printed.

One correction is one action of a person: split two articles, join two, correct a headline, remove or add an author,
move the end of a paragraph, correct a picture's caption or credit. Text in the wrong article counts as the split or
join that corrects it, and not once more for each of its lines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from itertools import pairwise
from typing import Any

GRAM = 4
SHARE_OF_TRUTH, SHARE_OF_OUTPUT, LONG_PART = 0.2, 0.5, 30
"""An output article holds a part of a printed one from a fifth of it on, or as half of itself, or with a paragraph
of so many characters."""
WHOLE = 0.9
CONTEXT = 6
LISTS = frozenset("table scores timetable weather list names awards prices lost".split())
"""Tags of items whose lines are rows: none of them goes on with the one above."""
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

Place = tuple[str, str]
"""Where a paragraph ends: its last characters, and the first of the next one."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article as truth or output has it; ``loose`` are places (characters before it) where a paragraph may end."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    """Headline lines, decks, bylines and credits: what stands in no paragraph."""
    is_photo: bool = False
    is_list: bool = False
    loose: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Corrections:
    """Acts by kind."""

    splits: int = 0
    merges: int = 0
    titles: int = 0
    authors: int = 0
    paragraphs: int = 0
    pictures: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(astuple(self))

    def __add__(self, other: "Corrections") -> "Corrections":
        """The acts of two issues."""
        return Corrections(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


KINDS = tuple(one.name for one in fields(Corrections))


@dataclass(frozen=True, slots=True)
class Structure:
    """What is wrong with where articles and paragraphs begin and end.

    ``joined_rows`` are rows of lists that were joined to the one above.
    """

    splits: int
    merges: int
    paragraphs: int
    joined_rows: int


def squeeze(text: str) -> str:
    """Text without spaces, bars of tables and full-width forms."""
    return re.sub(r"[\s|]+", "", text).translate(_HALF)


def count(figures: Mapping[str, Any], structure: Structure) -> Corrections:
    """The acts for one issue: from the scorer's figures (with its detail) and from where articles begin and end."""
    right, of_all = figures["title_counts"][1:]
    wrong_titles = {line.split("'")[1][:16] for line in figures["detail"] if re.match(r"title: truth '", line)}
    decks = [line for line in figures["detail"] if line.startswith("decks: ")]
    other_decks = [line for line in decks if not any(line[7:].startswith(title) for title in wrong_titles)]
    names, with_roles = figures["author_name_counts"], figures["author_counts"]
    pictures = [*figures["caption_counts"][1:], *figures["credit_counts"][1:]]
    return Corrections(
        splits=structure.splits,
        merges=structure.merges,
        titles=of_all - right + len(other_decks),
        authors=names[1] + names[2] + names[0] - with_roles[0],
        paragraphs=structure.paragraphs,
        # A caption that is missed here and found there, with its credit, is moved in one act.
        pictures=max(pictures),
    )


def structure(truth: Sequence[Item], out: Sequence[Item]) -> Structure:
    """What must be parted and joined: articles by the text they share, paragraphs by the words around their ends."""
    links = _links(truth, out)
    of_truth, of_out = Counter(one for one, _ in links), Counter(other for _, other in links)
    splits = sum(times - 1 for times in of_out.values())
    merges = sum(times - 1 for times in of_truth.values())
    captions = {squeeze(caption) for item in (*truth, *out) for caption in item.captions}
    # An article that nobody printed is thrown out; one that is missing is taken from where its text went.
    merges += sum(at not in of_out and not _is_only(item, captions) for at, item in enumerate(out))
    splits += sum(at not in of_truth and not _is_only(item, captions) for at, item in enumerate(truth))
    wrong, joined = _paragraphs(
        [item for at, item in enumerate(truth) if at in of_truth], [item for at, item in enumerate(out) if at in of_out]
    )
    return Structure(splits, merges, wrong, joined)


def _links(truth: Sequence[Item], out: Sequence[Item]) -> set[tuple[int, int]]:
    """Which output article holds a part of which printed one."""
    wanted = [_texts(item, with_captions=item.is_photo) for item in truth]
    found = ["".join(_texts(item, with_captions=True)) for item in out]
    held = [_grams(text) for text in found]
    links: set[tuple[int, int]] = set()
    whole: dict[int, int] = {}
    for one, texts in enumerate(wanted):
        mine = _grams("".join(texts))
        for other, theirs in enumerate(held):
            shared = (mine & theirs).total()
            if shared >= WHOLE * max(mine.total(), theirs.total()):
                whole[one] = other
            enough = min(SHARE_OF_TRUTH * mine.total(), SHARE_OF_OUTPUT * theirs.total())
            if shared and (shared >= enough or any(len(text) >= LONG_PART and text in found[other] for text in texts)):
                links.add((one, other))
    # Two articles that are both right may still say the same of one event.
    right = set(whole.values())
    return {(one, other) for one, other in links if one not in whole or other not in right or whole[one] == other}


def _texts(item: Item, *, with_captions: bool) -> list[str]:
    texts = [squeeze(text) for text in item.paragraphs]
    captions = [squeeze(caption) for caption in item.captions] if with_captions else []
    return texts + [caption for caption in captions if caption not in texts]


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + GRAM] for at in range(len(text) - GRAM + 1)) if len(text) >= GRAM else Counter([text])


def _is_only(item: Item, captions: set[str]) -> bool:
    """Whether an item is nothing but pictures that the other side has too: they are counted as pictures."""
    return not item.paragraphs and all(squeeze(caption) in captions for caption in item.captions)


@dataclass(slots=True)
class _Ends:
    """Where paragraphs end inside the articles of one side, and what stands at its articles' edges."""

    places: Counter[Place] = field(default_factory=Counter)
    loose: set[Place] = field(default_factory=set)
    rows: Counter[Place] = field(default_factory=Counter)
    firsts: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)


def _paragraphs(truth: Sequence[Item], out: Sequence[Item]) -> tuple[int, int]:
    """How many ends of paragraphs must be set or taken away, and how many rows of lists were joined."""
    wanted, found = _ends(truth), _ends(out)
    edges = wanted.firsts | found.firsts
    heads = wanted.heads | found.heads
    missing = wanted.places - found.places
    missed = Counter({place: n for place, n in missing.items() if place not in wanted.loose})
    surplus = found.places - wanted.places
    wrong = _counted(missed, edges, heads) + _counted(
        Counter({place: n for place, n in surplus.items() if place not in wanted.loose}), edges, heads
    )
    return wrong, _counted(missed & wanted.rows, edges, heads)


def _counted(places: Counter[Place], edges: set[str], heads: set[str]) -> int:
    """Ends of paragraphs but for those at an article's edge or at a headline: these come with a parting or a title."""
    return sum(
        times
        for (above, below), times in places.items()
        if below not in edges and not any(head.endswith(above) or head.startswith(below) for head in heads)
    )


def _ends(items: Iterable[Item]) -> _Ends:
    ends = _Ends()
    for item in items:
        texts = [text for text in map(squeeze, item.paragraphs) if text]
        ends.heads |= {squeeze(head) for head in (*item.heads, *item.captions)} - {""}
        if texts:
            ends.firsts.add(texts[0][:CONTEXT])
        if item.is_photo:
            continue
        at = 0
        for above, below in pairwise(texts):
            at += len(above)
            place = (above[-CONTEXT:], below[:CONTEXT])
            ends.places[place] += 1
            ends.rows[place] += item.is_list
            if at in item.loose:
                ends.loose.add(place)
        whole = "".join(texts)
        ends.loose |= {(whole[max(0, at - CONTEXT) : at], whole[at : at + CONTEXT]) for at in item.loose}
    return ends
