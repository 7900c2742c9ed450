"""Text → index units: the one definition of what the search finds.

A field's text is *folded* (full-width and capital forms become half-width and small) and read as
*runs* of *atoms*. An atom is one character, or one *word*: an unbroken run of digits and Latin letters
(``2026``, ``gdp``, ``5.2``). White space and quotation marks leave no atom, other punctuation ends the
run, and so does the end of the field. A search term is found where its atoms stand one after another
in a run, the last word being free to go on (``202`` finds ``2026年``, ``26`` does not); that is all.

The search engine knows only whole words and their positions, so every step from one atom to the next is
written as a *unit*, at the position after the step before::

    增长5.2%左右  →  增长 长5 长5.2 5.2% %左 左右

A word is reached letter by letter, which is how its beginning can be looked up exactly. Runs are kept
apart by two positions without a unit (``GAP``): then a pair of characters and the next pair but one can only
stand two positions apart if the pair between them stands there too, and it need not be looked up.

Two things stand outside of this order: the beginnings of each word by themselves, at the end of the field, and
the single characters of the title, since a term of one character is looked up in titles only.

``templates/static/search-units.js`` says the same for the browser; ``tests/cases/search_units.json``
holds both to it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

NOTHING = "|"
"""A position at which nothing can be found; the engine drops punctuation but counts it."""

GAP = f"{NOTHING} {NOTHING}"
"""What keeps runs apart."""

TITLE_POSITIONS = 96
"""The positions kept for the title at the head of a record: a first hit below this is a hit in the title."""

# Marks inside of units are runes: letters to the engine (which would drop anything else), without case or
# accents, and never mistaken for text, because a rune in a text is itself written by its number.
_END = "ᛝ"  # closes a word, so that 20 is not found as the beginning of 2026
_BETWEEN = "ᛇ"  # between two words
_DOT = "ᛁ"  # the point in 5.2
_LETTER = "ᛚ"  # a character of the title by itself
_NUMBER, _NUMBER_END = "ᛟ", "ᛞ"  # around the number of a character the engine would drop or alter

_PLAIN = "\u3007\u3400-\u4db5\u4e00-\u9fef"  # characters that the engine takes as they are
_TOKEN = re.compile(rf"[{_PLAIN}]+|[0-9a-z](?:\.?[0-9a-z]){{0,23}}|.", re.DOTALL)
_WORD_STARTS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_IS_PLAIN = re.compile(f"[{_PLAIN}]")
_BLANK = re.compile(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

_TRANSPARENT = frozenset("‘’“”《》〈〉「」『』")
_SPOKEN = frozenset("%‰")  # punctuation in Unicode's book, part of the figure in a reader's
_JOINING = frozenset("·-/&@_#")  # an atom between two others (阿卜杜拉·艾山, 歼-20, GB/T), else punctuation
_JOINING_DIGITS = frozenset(":,")  # the same between digits (9:30, 1,200)

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, "‧•・･∙⋅"), ord("·"))
_FOLD |= dict.fromkeys(map(ord, "‐‑–−"), ord("-"))
_FOLD |= {ord("〜"): ord("~")}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: its atoms, and the units that stand in this order wherever it is found."""

    atoms: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def probes(self) -> tuple[tuple[int, str], ...]:
        """The units that have to be looked up, with their distance from the first; the others follow from them."""
        kept = [0]
        for at in range(1, len(self.units)):
            implied = (
                at + 1 < len(self.units) and kept[-1] == at - 1 and all(map(_is_pair, self.units[at - 1 : at + 2]))
            )
            if not implied:
                kept.append(at)
        return tuple((at, self.units[at]) for at in kept)

    @property
    def title_only(self) -> bool:
        """Whether it is a single character, which is looked up in titles only."""
        return len(self.atoms) == 1 and len(self.atoms[0]) == 1


def fold(text: str) -> str:
    """The same text for readers who do not care about width and case; character by character."""
    wide = text.translate(_FOLD)
    small = wide.lower()
    if len(small) == len(wide) and "Σ" not in wide:
        return small
    # Lower-casing a whole text may look around (Σ at a word's end) or lengthen it (İ): do neither.
    return "".join(low if len(low := char.lower()) == 1 else char for char in wide)


def runs(text: str) -> list[list[str]]:
    """The text's runs of atoms, in order; none is empty."""
    folded = fold(text)
    found: list[list[str]] = [[]]
    for match in _TOKEN.finditer(folded):
        token = match.group()
        if _IS_PLAIN.match(token):
            found[-1].extend(token)
        elif _is_word(token) or _leaves_ink(token) or _joins(folded, match.start()):
            found[-1].append(token)
        elif not _is_clear(token):
            found.append([])
    return [run for run in found if run]


def field_units(text: str) -> list[str]:
    """One field's units and gaps by position, closed by a gap (so that fields can follow each other)."""
    units: list[str] = []
    words: dict[str, None] = {}
    for run in runs(text):
        codes = list(map(_code, run))
        for at in range(1, len(run)):
            if run[at][0] in _WORD_STARTS:
                units += _step(run[at - 1], run[at])
            else:  # nearly every step of a Chinese text, so said without calls
                units.append(codes[at - 1] + codes[at])
        units.append(GAP)
        words.update(dict.fromkeys(atom for atom in run if _is_word(atom)))
    beginnings = dict.fromkeys(start + _END for word in words for start in _beginnings(word) if len(start) > 1)
    return [*units, *(unit.replace(".", _DOT) for unit in beginnings), GAP]


def title_letters(title: str) -> list[str]:
    """The units by which a term of one character finds this title: its characters, and its words' first."""
    return list(dict.fromkeys(_letter(atom[0]) for run in runs(title) for atom in run))


def title_size(title: str) -> int:
    """How many atoms a title has: a query that finds as many in it names it whole."""
    return sum(map(len, runs(title)))


def terms(query: str) -> tuple[Term, ...]:
    """What a query looks for, each thing once; all of them must be found.

    White space separates terms, and so does the punctuation that separates runs.
    """
    found = dict.fromkeys(tuple(run) for part in _BLANK.split(query) for run in runs(part))
    return tuple(Term(atoms, tuple(_phrase(atoms))) for atoms in found)


def contains(text: str, term: Term) -> bool:
    """Whether one field holds the term; the title is the only field to ask about a ``title_only`` term."""
    *whole, last = term.atoms
    for run in runs(text):
        for start in range(len(run) - len(whole)):
            end = start + len(whole)
            ends_well = run[end].startswith(last) if _is_word(last) else run[end] == last
            if ends_well and run[start:end] == whole:
                return True
    return False


def _is_pair(unit: str) -> bool:
    """Whether a unit is two plain characters."""
    return len(unit) == 2 and bool(_IS_PLAIN.match(unit)) and bool(_IS_PLAIN.match(unit[1]))


def _phrase(atoms: Sequence[str]) -> Iterator[str]:
    if len(atoms) == 1:
        yield _letter(atoms[0]) if len(atoms[0]) == 1 else _code(atoms[0]) + _END
        return
    # Reaching a word's last letter implies the letters before it: of the first step, the last unit will do.
    yield _step(atoms[0], atoms[1])[-1]
    for before, after in pairwise(atoms[1:]):
        yield from _step(before, after)


def _step(before: str, after: str) -> list[str]:
    if not _is_word(after):
        return [_code(before) + _code(after)]
    head = _code(before) + (_BETWEEN if _is_word(before) else "")
    return [head + _code(start) + _END for start in _beginnings(after)]


def _beginnings(word: str) -> list[str]:
    return [word[:end] for end in range(1, len(word) + 1) if word[end - 1] != "."]


def _letter(char: str) -> str:
    return _code(char) + _LETTER


@lru_cache(maxsize=20_000)
def _code(atom: str) -> str:
    if _is_word(atom):
        return atom.replace(".", _DOT)
    return atom if _IS_PLAIN.match(atom) else f"{_NUMBER}{ord(atom):x}{_NUMBER_END}"


def _is_word(atom: str) -> bool:
    return atom[0] in _WORD_STARTS


@cache
def _leaves_ink(char: str) -> bool:
    """Neither punctuation nor white space nor a control: a character to read (a symbol is one: 二○二六)."""
    return char in _SPOKEN or not (_is_clear(char) or unicodedata.category(char).startswith("P"))


@cache
def _is_clear(char: str) -> bool:
    category = unicodedata.category(char)
    return char in _TRANSPARENT or category[0] == "Z" or category in ("Cc", "Cf", "Cs")


def _joins(folded: str, at: int) -> bool:
    if not 0 < at < len(folded) - 1:
        return False
    before, after = folded[at - 1], folded[at + 1]
    if folded[at] in _JOINING_DIGITS:
        return "0" <= before <= "9" and "0" <= after <= "9"
    return folded[at] in _JOINING and _leaves_ink(before) and _leaves_ink(after)
