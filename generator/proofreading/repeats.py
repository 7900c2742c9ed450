"""Finds articles that were printed twice, within an issue or in different issues.

Articles are compared by sketches (MinHash). The sketch of an article is the smallest hashes of the beginnings of its
clauses. Two texts that are nearly the same share nearly all of these, even if paragraphs were moved.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.content.doubts import Doubt
from generator.proofreading.copy_lines import Copy

SIZE = 16
_LEAST = 4
_SAME = 0.7
_CLAUSE = re.compile(r"[\u4e00-\u9fffA-Za-z\d０-９]{6,8}")
_BREAK = re.compile(r"[，,。；;：:！？!?、“”\s()（）]+")

Sketch = tuple[int, ...]


def sketch(copy: Copy) -> Sketch:
    """The sketch of an article; empty where there is too little text for a comparison."""
    text = "。".join(copy.paragraphs) or "。".join(photo.caption for photo in copy.article.photos)
    heads = (_CLAUSE.match(clause) for clause in _BREAK.split(text))
    hashes = {zlib.crc32(head[0].encode()) for head in heads if head}
    return tuple(sorted(hashes)[:SIZE]) if len(hashes) >= _LEAST else ()


def likeness(one: Sketch, other: Sketch) -> float:
    """An estimate of the share of the two texts' clauses that both have."""
    smallest = sorted({*one, *other})[: min(len(one), len(other))]
    return len({*one} & {*other} & {*smallest}) / len(smallest) if smallest else 0.0


class Sketches:
    """The sketches of all articles of the paper, indexed by their hashes when they are first asked for."""

    def __init__(self) -> None:
        self.of: dict[str, Sketch] = {}
        self._with: dict[int, list[str]] = defaultdict(list)
        self._waiting: dict[str, None] = {}

    def add(self, article: str, one: Sketch) -> None:
        """Adds an article's sketch."""
        self.of[article] = one
        self._waiting[article] = None

    def repeated(self) -> dict[str, set[str]]:
        """Every article that is nearly the same as others, with those."""
        # Most hashes are in one article alone. Only the others count, and only articles that have enough of them.
        times = Counter(chain.from_iterable(self.of.values()))
        enough = _SAME * min(map(len, filter(None, self.of.values())), default=0)
        holding: dict[int, list[str]] = defaultdict(list)
        suspects = []
        for article, one in self.of.items():
            shared = [number for number in one if times[number] > 1]
            for number in shared:
                holding[number].append(article)
            if shared and len(shared) >= enough:
                suspects.append(article)
        found = ((article, set(self._like(article, self.of[article], holding))) for article in suspects)
        return {article: others for article, others in found if others}

    def like(self, article: str, one: Sketch) -> Iterator[str]:
        """The other articles that are nearly the same."""
        for name in self._waiting:
            for number in self.of[name]:
                self._with[number].append(name)
        self._waiting.clear()
        return self._like(article, one, self._with)

    def _like(self, article: str, one: Sketch, holding: Mapping[int, list[str]]) -> Iterator[str]:
        shared: dict[str, int] = defaultdict(int)
        for number in one:
            for other in holding.get(number, ()):
                shared[other] += 1
        for other, count in shared.items():
            enough = count >= _SAME * min(len(one), len(self.of.get(other, ())))
            if other != article and enough and likeness(one, self.of[other]) >= _SAME:
                yield other


def doubt(copy_place: str, span: str, others: Iterable[str]) -> Doubt:
    """The doubt about an article that was also printed elsewhere."""
    where = "、".join(sorted(others)[:3])
    return Doubt(
        "duplicate", copy_place, span, f"与 {where} 几乎相同，像是重复刊登", "核对是否重发；有意重登的答复 right"
    )
