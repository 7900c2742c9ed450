"""The lines of a page with everything about them that is computed once: evidence for each part, and page statistics."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from generator.language import lexicon
from generator.understanding import aside_reasons, evidence, patterns
from generator.understanding.drafts import runs
from generator.understanding.forms import Form
from generator.understanding.parts import Part

LONGEST_LISTED = 70
"""How long a line of a box of contents may be, as it may hold several printed lines."""
NEAR = 25
"""How many lines before and after a place are searched for paragraphs that were broken at column ends."""
KIN, AKIN = 1.4, 0.6
"""With this much shared vocabulary two texts are about the same matter, or may be."""
COMMON_WORD = 1_500
_FUNCTION = frozenset(
    "的了在是和有这那我你他她们不就也都要会能上下里中个一二三四五六七八九十年月日时到说着过把被对为从与及等人来去以后前出可以"
)
_FORMAL = re.compile(r"特此|此致|敬礼|谨此|谨启|登报|公告如下|通告如下|事项(?:公告|通告|通知)")


class LineTable:
    """The lines of a page with the evidence for each part, and statistics of the whole page."""

    def __init__(self, lines: Sequence[Form]) -> None:
        self.lines = lines
        self.indents = any(line.block.outdented for line in lines)
        self.guided = _guided(lines)
        self.above = _above(lines)
        counted_lines = Counter(line.text for line in lines)
        seen: Counter[str] = Counter()
        self.again: list[bool] = []
        self.often = [counted_lines[line.text] > 2 for line in lines]
        for line in lines:
            seen[line.text] += 1
            self.again.append(seen[line.text] < counted_lines[line.text] and line.length > 3)
        short = [(at, line.text) for at, line in enumerate(lines) if 4 < line.length <= 40]
        for at, is_listed in enumerate(self.guided):
            if is_listed and not self.again[at]:
                text = lines[at].text
                self.again[at] = any(later > at and other in text for later, other in short)
        self.reasons: list[dict[Part, list[str]]] = [
            {part: self._found(at, part) for part in evidence.TABLES} for at in range(len(lines))
        ]
        self.own: list[dict[Part, float]] = [
            {part: evidence.weigh(part, found) for part, found in reasons.items()} for reasons in self.reasons
        ]
        self.words = [frozenset(_pairs(line.plain)) for line in lines]
        counted = Counter(word for words in self.words for word in words)
        self.weights = {word: 1.0 / count for word, count in counted.items() if count > 1}
        self._kinship: dict[tuple[int, int], list[str]] = {}

        self._formal = _prefix(_is_formal(line) for line in lines)
        self._letter = _prefix(line.is_salutation for line in lines)
        self._cuts = _prefix(line.is_running and not line.end and not line.is_over for line in lines)
        self.has_peers = [_has_peers(lines, at) for at in range(len(lines))]

    def cuts_near(self, at: int) -> int:
        """How many long lines around a place have no proper end; the line directly above it does not count."""
        first, last = max(0, at - NEAR), min(len(self.lines), at + NEAR)
        here = self._cuts[at] - self._cuts[at - 1] if at else 0
        return self._cuts[last] - self._cuts[first] - here

    def is_formal(self, start: int, at: int) -> bool:
        """Whether an item is a notice or a letter, which end with a signature (落款)."""
        return self._formal[at] > self._formal[max(start, 0)] or self.is_letter(start, at)

    def is_letter(self, start: int, at: int) -> bool:
        """Whether somebody is addressed in an item."""
        return self._letter[at] > self._letter[max(start, 0)]

    def kinship(self, start: int, texts: int, at: int) -> list[str]:
        """Evidence on whether the text below a short line and the item above it are about the same matter.

        It compares their vocabulary; words that are in few lines of the page count most.
        """
        if start < 0 or at + 1 >= len(self.lines) or texts < 1:
            return []
        known = self._kinship.get((start, at))
        if known is None:
            end = at + 1
            while end < min(len(self.lines), at + 4) and self.lines[end].length > 20:
                end += 1
            above = frozenset().union(*self.words[start:at])
            below = frozenset().union(*self.words[at + 1 : max(end, at + 2)])
            shared = sum(self.weights.get(word, 0.0) for word in above & below)
            told = (
                "上下文说的是一件事"
                if shared >= KIN
                else "上下文有相同的词"
                if shared >= AKIN
                else "上下文没有相同的词"
            )
            known = self._kinship[start, at] = [told]
        return known

    def _found(self, at: int, part: Part) -> list[str]:
        """Evidence for and against a line being a part, from its own form and that of its neighbours."""
        if part is Part.FURNITURE:
            again, often = self.again[at], self.often[at]
            return aside_reasons.furniture(self.lines, at, in_guide=self.guided[at], comes_again=again, is_often=often)
        return evidence.FINDERS[part](self.lines, at)

    def tail(self, first_line: int, last: int) -> str:
        """The text of the last lines, at most three, of the paragraph from ``first_line`` to ``last``."""
        first = max(first_line, last - 2)
        return "".join(self.lines[at].text for at in range(first, last + 1))


def _guided(lines: Sequence[Form]) -> list[bool]:
    """Which lines are in a box of contents: from its head on, as long as lines are short."""
    found: list[bool] = []
    is_open = False
    for line in lines:
        is_list = not line.lede and not line.is_stopped and (line.length < LONGEST_LISTED)
        is_open = line.is_guide or (is_open and is_list)
        found.append(is_open)
    return found


def _above(lines: Sequence[Form]) -> list[int]:
    """For each line, the nearest line above that is no furniture, or the line directly above if there is none."""
    found: list[int] = []
    nearest = -1
    for at in range(len(lines)):
        found.append(nearest if nearest >= 0 else at - 1)
        if not lines[at].furniture:
            nearest = at
    return found


def _prefix(flags: Iterable[bool]) -> list[int]:
    """For each place, how many of the lines before it have the flag (prefix sums)."""
    return list(accumulate(flags, initial=0))


def _is_formal(line: Form) -> bool:
    return bool(_FORMAL.search(line.plain)) or (
        line.length <= 30 and not line.is_stopped and bool(patterns.NOTICE.search(re.sub(r"\s", "", line.plain)))
    )


def _has_peers(lines: Sequence[Form], at: int) -> bool:
    """Whether there are other short lines between paragraphs nearby, as subheads of one story are."""
    if not _may_head(lines, at):
        return False
    for step in (-1, 1):
        near, seen = at + step, 0
        while 0 <= near < len(lines) and seen < 7:
            line = lines[near]
            if (
                line.lede
                or line.furniture
                or line.signs_off
                or (line.signature and line.signature.is_sure)
                or line.is_day
            ):
                break
            if _may_head(lines, near) and abs(line.length - lines[at].length) <= 2:
                return True
            near += step
            seen += 1
    return False


def _may_head(lines: Sequence[Form], at: int) -> bool:
    line = lines[at]
    if not line.is_short or line.end or line.marks or line.length > 16 or not 0 < at < len(lines) - 1:
        return False
    above, below = lines[at - 1], lines[at + 1]
    return above.is_stopped and (below.is_running or below.is_stopped) and below.length > 16 and not below.lede


def _pairs(text: str) -> Iterator[str]:
    """Pairs of neighbouring characters that tell what a text is about, without common words and numbers."""
    for run in runs(text):
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if lexicon.count(pair) < COMMON_WORD and not _FUNCTION & set(pair):
                yield pair
