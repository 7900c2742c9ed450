"""Where the text of an issue's articles stood in its raw source, and what of the source stands nowhere.

Both are found by comparing the texts as they are now, whenever somebody looks. White space does not count, and neither
do the marks that import drops.
"""

import difflib
import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from generator.content import shown_lines
from generator.content.shown_lines import BODY
from generator.model import Article
from generator.understanding import manuscript

FURNITURE = "furniture"
"""The owner of pieces that stand in no article."""
GRAM = 5
"""So many characters in a row must be the same for a changed paragraph to be found."""
NEAR = 40
"""Between two parts of a paragraph at most so many characters of the source count as changed by hand, not left out."""
_PRINTED = frozenset(("kicker", "title", "subtitle", "byline", BODY, "caption", "credit_line"))
_ROW, _RULE = re.compile(r"\|.*\|"), re.compile(r"[|:\-\s]+")


class Piece(NamedTuple):
    """A line of text: of an article (``owner`` is its number, ``place`` its place there), or of the furniture."""

    owner: str
    place: str
    text: str


class Stretch(NamedTuple):
    """Characters of the source, from ``start`` to before ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A raw source beside what became of it.

    ``stretches`` are those of each owner and place, in their order; a paragraph that was torn apart by a line of
    furniture has two. ``left_out`` are the stretches of the source that stand nowhere.
    """

    source: str
    stretches: Mapping[tuple[str, str], tuple[Stretch, ...]]
    left_out: tuple[Stretch, ...]

    def within(self, owner: str, place: str, words: str) -> tuple[Stretch, ...]:
        """Where a part of a piece, such as a sentence, stood in the piece's stretches."""
        at = [
            (number, place)
            for number, stretch in enumerate(self.stretches.get((owner, place), ()))
            for place in range(*stretch)
            if not self.source[place].isspace()
        ]
        text, sought = "".join(self.source[place] for _, place in at), "".join(words.split())
        start = text.find(sought)
        end = start + len(sought)
        if start < 0:
            blocks = difflib.SequenceMatcher(None, sought, text, autojunk=False).get_matching_blocks()
            shared = [block for block in blocks if block.size > 1]
            start, end = (shared[0].b, shared[-1].b + shared[-1].size) if shared else (0, 0)
        groups = (list(group) for _, group in groupby(at[start:end], key=lambda each: each[0]))
        return tuple(Stretch(group[0][1], group[-1][1] + 1) for group in groups)


def pieces(number: str, article: Article) -> Iterator[Piece]:
    """The lines of an article that hold printed text."""
    for line in shown_lines.lines(article):
        if line.place.field in _PRINTED:
            yield Piece(number, str(line.place), line.text)


def furniture(lines: Iterable[str]) -> Iterator[Piece]:
    """The lines of an issue's furniture."""
    return (Piece(FURNITURE, str(number), line) for number, line in enumerate(lines, 1))


def align(source: str, given: Sequence[Piece]) -> Aligned:
    """Finds each piece in the source: first those that stand there unchanged, the longest first, then changed ones.

    The shortest come last, and stand near the others of their article.
    """
    page = _Page(source)
    waiting = [piece for piece in sorted(given, key=lambda piece: -len(piece.text)) if piece.text.strip()]
    long = [piece for piece in waiting if len(piece.text) >= GRAM]
    changed = [piece for piece in long if not page.place_whole(piece)]
    for piece in changed:
        page.place_parts(piece)
    for piece in waiting[len(long) :]:
        page.place_whole(piece)
    return Aligned(source, page.found(), page.left_out())


class _Page:
    """The source without white space and marks, and what was found in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        dropped = set(_dropped(source))
        self.at = [at for at, char in enumerate(source) if not char.isspace() and at not in dropped]
        self.text = "".join(source[at] for at in self.at)
        self.grams: dict[str, list[int]] = defaultdict(list)
        for at in range(len(self.text) - GRAM + 1):
            self.grams[self.text[at : at + GRAM]].append(at)
        self.taken = bytearray(len(self.text))
        self.places: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self.of_owner: dict[str, list[int]] = defaultdict(list)

    def place_whole(self, piece: Piece) -> bool:
        """Finds a piece as it stands, among the characters that are not taken yet."""
        whole = self._whole("".join(piece.text.split()), piece.owner)
        if whole:
            self._take(piece, [whole])
        return whole is not None

    def place_parts(self, piece: Piece) -> None:
        """Finds the parts of a piece that was changed."""
        parts = self._parts("".join(piece.text.split()))
        if parts:
            self._take(piece, sorted(parts))

    def _take(self, piece: Piece, parts: list[tuple[int, int]]) -> None:
        for start, end in parts:
            self.taken[start:end] = b"\1" * (end - start)
        self.places[piece.owner, piece.place] = parts
        insort(self.of_owner[piece.owner], parts[0][0])

    def _whole(self, text: str, owner: str) -> tuple[int, int] | None:
        """Where a text stands as a whole: of several places the one nearest to others of its owner."""
        best: tuple[int, int] | None = None
        others = self.of_owner[owner]
        at = self.text.find(text)
        while at >= 0:
            if not self._is_taken(at, at + len(text)):
                away = _away(others, at)
                if best is None or away < best[0]:
                    best = away, at
            at = self.text.find(text, at + 1)
        return (best[1], best[1] + len(text)) if best else None

    def _parts(self, text: str) -> list[tuple[int, int]]:
        """Where the parts of a changed text stand, joined where little lies between them."""
        window = self._window(text)
        if window is None:
            return []
        start, end = window
        matcher = difflib.SequenceMatcher(None, text, self.text[start:end], autojunk=False)
        blocks = [
            block
            for block in matcher.get_matching_blocks()
            if block.size > 1 and not self._is_taken(start + block.b, start + block.b + block.size)
        ]
        parts: list[tuple[int, int]] = []
        for block in blocks:
            first, last = start + block.b, start + block.b + block.size
            if parts and first - parts[-1][1] <= NEAR and not self._is_taken(parts[-1][1], first):
                parts[-1] = parts[-1][0], last
            else:
                parts.append((first, last))
        parts = [(first, last) for first, last in parts if last - first >= GRAM]
        for first, last in parts:
            self.taken[first:last] = b"\1" * (last - first)
        rests = (text[: blocks[0].a], text[blocks[-1].a + blocks[-1].size :]) if parts else ()
        return [*parts, *(part for rest in rests if len(rest) >= GRAM for part in self._parts(rest))]

    def _is_taken(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) >= 0

    def _window(self, text: str) -> tuple[int, int] | None:
        """The part of the source in which most runs of characters of a text stand; ``None`` if too few do."""
        votes: dict[int, int] = defaultdict(int)
        size = max(len(text), NEAR)
        for at in range(len(text) - GRAM + 1):
            for place in self.grams.get(text[at : at + GRAM], ()):
                if not self.taken[place]:
                    for bucket in {(place - at) // size, (place - at) // size + 1}:
                        votes[bucket] += 1
        bucket, most = max(votes.items(), key=lambda vote: vote[1], default=(0, 0))
        if most * 4 < len(text) - GRAM + 1:
            return None
        return max(0, (bucket - 1) * size - NEAR), min(len(self.text), (bucket + 2) * size + NEAR)

    def found(self) -> dict[tuple[str, str], tuple[Stretch, ...]]:
        """The stretches of the source, by owner and place."""
        return {key: tuple(self._stretch(*part) for part in parts) for key, parts in self.places.items()}

    def left_out(self) -> tuple[Stretch, ...]:
        """The stretches in which no character is taken, line by line."""
        found: list[Stretch] = []
        for run in re.finditer(rb"\0+", self.taken):
            start = run.start()
            for at in range(run.start() + 1, run.end()):
                if "\n" in self.source[self.at[at - 1] : self.at[at]]:
                    found.append(self._stretch(start, at))
                    start = at
            found.append(self._stretch(start, run.end()))
        return tuple(found)

    def _stretch(self, start: int, end: int) -> Stretch:
        return Stretch(self.at[start], self.at[end - 1] + 1)


def _away(others: Sequence[int], at: int) -> int:
    """How far a place is from the nearest of others; 0 if there are none."""
    near = bisect_right(others, at)
    return min((abs(at - other) for other in others[max(0, near - 1) : near + 1]), default=0)


def _dropped(source: str) -> Iterator[int]:
    """The places of the marks that import drops: those of headings, and the bars of tables."""
    at = 0
    for line in source.split("\n"):
        start, text = at + len(line) - len(line.lstrip()), line.strip()
        at += len(line) + 1
        if mark := manuscript.HEADING_MARK.match(text):
            yield from range(start, start + mark.end())
            start, text = start + mark.end(), text[mark.end() :]
        if _ROW.fullmatch(text):
            is_rule = _RULE.fullmatch(text) is not None
            yield from (place for place, char in enumerate(text, start) if is_rule or char == "|")
