"""Checks for misprinted names: rare words that differ in one character from a name of the issue (何映湫 for 何映秋)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from generator.content.doubts import Doubt
from generator.proofreading import posts, word_tables
from generator.proofreading.copy_lines import Copy

_MANY = 3
_MOST = 400  # more names than any issue has; keeps a file of noise from taking minutes
_SURNAMES = posts.SURNAMES - posts.WORDS_TOO
_TRIGRAM = re.compile(rf"(?=(.)([{''.join(sorted(_SURNAMES))}][\u4e00-\u9fff]{{2}})(.))")
_BEFORE = re.compile(r"[^\u4e00-\u9fff]$|^$|[、，。和与及由对向]$")


def misread(copies: Iterable[Copy], settled: frozenset[str]) -> Iterator[tuple[str, Doubt]]:
    """Doubts with their articles' ids. ``settled`` are names that an editor confirmed: they are correct even if rare.

    Names are recognized by their context (a post before, 说 after, a byline); a name of two characters must also be
    frequent in the issue. A word raises a doubt if it differs from a name in one character, is at a place of a name,
    and is rarer than the name; and if the two characters look alike, or both words are names in one article that sound
    alike or share the given name.
    """
    copies = tuple(copies)
    issue = "\n".join(copy.text for copy in copies)
    count = posts.Counts(issue)
    named = {name for name in posts.names(copies, count) | settled if len(name) > 2 or count(name) >= _MANY}
    counts = {name: count(name) for name in named} | _often(issue)
    known = sorted(
        (name for name in counts if counts[name] > 1 or name in settled), key=lambda name: (-counts[name], name)
    )
    gaps = [_Gap.of(name, at) for name in known[:_MOST] for at in range(len(name))]
    for copy in copies:
        done = set()
        for place, text in copy.lines:
            for start, word, name in islice(_near(text, gaps), _MOST):
                if word in settled or (word, name) in done:
                    continue
                done.add((word, name))
                rare = count(word)
                is_rarer = rare == 1 < counts[name] or rare * _MANY <= counts[name]
                if not is_rarer and name not in settled:
                    continue
                sure = counts[name] > 1 and len(name) > 2 and not word_tables.is_word(word[:2])
                context = _Context(text, start, is_named=word in named, is_together=name in copy.text, is_sure=sure)
                if _is_misread(context, word, name):
                    reason = f"本期“{name}”有 {counts[name]} 处" if counts[name] else f"名单上是“{name}”"
                    yield copy.article.id, Doubt("look-alike", place, word, f"{reason}，与此一字之差", name)


def _often(issue: str) -> dict[str, int]:
    """Names that are recognized by repetition, with their frequencies.

    They are a surname and two characters that occur several times with different neighbours, and whose first two
    characters are no word.
    """
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for one, word, other in _TRIGRAM.findall(issue):
        before[word].add(one)
        after[word].add(other)
    often = [word for word in before if min(len(before[word]), len(after[word])) >= _MANY]
    return {word: issue.count(word) for word in often[:_MOST] if not word_tables.is_word(word[:2])}


@dataclass(frozen=True, slots=True)
class _Gap:
    """A name with one character removed: the parts before and after the gap."""

    name: str
    before: str
    behind: str

    @classmethod
    def of(cls, name: str, at: int) -> "_Gap":
        """The name without the character at ``at``."""
        return cls(name, name[:at], name[at + 1 :])


def _near(text: str, gaps: Iterable[_Gap]) -> Iterator[tuple[int, str, str]]:
    """The words in a text that differ from a name in one character: start, word, name."""
    for gap in gaps:
        before, behind, length = gap.before, gap.behind, len(gap.name)
        anchor, shift = (before, 0) if len(before) > len(behind) else (behind, len(before) + 1)
        found = text.find(anchor)
        while found >= 0:
            start = found - shift
            word = text[start : start + length] if start >= 0 else ""
            if (
                len(word) == length
                and word != gap.name
                and word.startswith(before)
                and word.endswith(behind)
                and "\u4e00" <= word[len(before)] <= "\u9fff"
            ):
                yield start, word, gap.name
            found = text.find(anchor, found + 1)


@dataclass(frozen=True, slots=True)
class _Context:
    """The place of a word, and what is known about it and the similar name."""

    text: str
    start: int
    is_named: bool
    is_together: bool
    is_sure: bool


def _is_misread(context: _Context, word: str, name: str) -> bool:
    text, start = context.text, context.start
    at = next(at for at, (a, b) in enumerate(zip(word, name, strict=True)) if a != b)
    alike = word_tables.look_alike(word[at], name[at])
    if alike and context.is_sure:
        return True
    before = text[max(0, start - 12) : start]
    opens = bool(_BEFORE.search(before[-1:])) or posts.is_called(before)
    in_place = context.is_named or (opens and posts.ends_name(text, start + len(word)))
    if not in_place:
        return False
    if alike or len(name) == 2:
        return alike and not word_tables.is_word(word)
    if at == 0:  # the given name is the same, the surname is another
        return context.is_together and word[0] in _SURNAMES and text[start - 1 : start] not in "、和与"
    return context.is_together and context.is_named and word_tables.sound_alike(word[at], name[at])
