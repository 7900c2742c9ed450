"""Turns text into index units, which define what a search finds.

A field's text is *folded* (full-width and capital forms become half-width and small) and read as
*runs* of *atoms*. An atom is one character, or one *word*: an unbroken run of digits and Latin letters
(``2026``, ``gdp``, ``5.2``). White space and quotation marks leave no atom, other punctuation ends the
run, and so does the end of the field. A search term is found where its atoms stand one after another
in a run. Its last atom, if it is a word, may be the beginning of a longer word (``202`` finds ``2026年``, ``26`` does
not).

The search engine knows only whole words and their positions. So every pair of neighbouring atoms (a *step*) is written
as a *unit*, at the position after that of the step before::

    增长5.2%左右  →  增长 长5 长5.2 5.2% %左 左右

For a step to a word there is a unit for each beginning of the word, so that a beginning can be looked up exactly. The
step from the last atom of a run over the punctuation to the next run gets a unit with a mark of its own, and after it a
position without a unit (``NOTHING``); fields are separated by two such positions. So if a pair of characters and the
next pair but one stand two positions apart, the pair between them must be there too, and need not be looked up::

    刚果（金）、南非  →  刚果 果ᛏ金 | 金ᛏ南 | 南非

Two kinds of units are outside of this order: the beginnings of each word by themselves, at the end of the field, and
the single characters of the title, since a term of one character is looked up in titles only.

``templates/static/search-units.js`` does the same in the browser; both are tested with
``tests/cases/search_units.json``.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

NOTHING = "|"
"""Fills a position at which nothing can be found: the engine does not index punctuation, but counts its position."""

GAP = (NOTHING, NOTHING)
"""Separates fields."""

TITLE_POSITIONS = 96
"""The positions at the head of a record that are reserved for the title: a hit below this one is in the title."""

# Marks inside of units are runes. The engine takes runes for letters (it would drop anything else), and they have no
# case or accents. They cannot be confused with text, because a rune in a text is itself written by its number.
_END = "ᛝ"  # closes a word, so that 20 is not found as the beginning of 2026
_BETWEEN = "ᛇ"  # between two words
_OVER = "ᛏ"  # from the last atom of a run over the punctuation to the first of the next
_DOT = "ᛁ"  # the point in 5.2
_LETTER = "ᛚ"  # a character of the title by itself
_NUMBER, _NUMBER_END = "ᛟ", "ᛞ"  # around the number of a character the engine would drop or alter

_PLAIN = "\u3007\u3400-\u4db5\u4e00-\u9fef"  # characters that the engine takes as they are
_TOKEN = re.compile(rf"[{_PLAIN}]+|[0-9a-z](?:\.?[0-9a-z]){{0,23}}|.", re.DOTALL)
_WORD_STARTS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_IS_PLAIN = re.compile(f"[{_PLAIN}]")
_BLANK = re.compile(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

_TRANSPARENT = frozenset("‘’“”《》〈〉「」『』")
_SPOKEN = frozenset("%‰")  # punctuation by Unicode's categories, but part of a figure for readers
_JOINING = frozenset("·-/&@_#")  # an atom between two others (阿卜杜拉·艾山, 歼-20, GB/T), else punctuation
_JOINING_DIGITS = frozenset(":,")  # the same between digits (9:30, 1,200)

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, "‧•・･∙⋅"), ord("·"))
_FOLD |= dict.fromkeys(map(ord, "‐‑–−"), ord("-"))
_FOLD |= {ord("〜"): ord("~")}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a query: its runs, nearly always one, and the units that a matching text has in this order."""

    runs: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]

    @property
    def atoms(self) -> tuple[str, ...]:
        """The atoms of all its runs."""
        return tuple(chain.from_iterable(self.runs))

    @property
    def probes(self) -> tuple[tuple[int, str], ...]:
        """The units that have to be looked up, with their distance from the first; the others are implied by them."""
        kept = [0]
        for at in range(1, len(self.units)):
            implied = (
                at + 1 < len(self.units) and kept[-1] == at - 1 and all(map(_is_pair, self.units[at - 1 : at + 2]))
            )
            if not implied and self.units[at] != NOTHING:
                kept.append(at)
        return tuple((at, self.units[at]) for at in kept)

    @property
    def title_only(self) -> bool:
        """Whether it is a single character, which is looked up in titles only."""
        return len(self.runs) == 1 and _is_alone(self.runs[0])


class Reading(NamedTuple):
    """One way to understand a query: the terms to look for, and the characters of the query that are ignored."""

    terms: tuple[Term, ...]
    left_out: tuple[str, ...] = ()


def fold(text: str) -> str:
    """The text with full-width and capital letters made half-width and small; its length stays the same."""
    wide = text.translate(_FOLD)
    small = wide.lower()
    if len(small) == len(wide) and "Σ" not in wide:
        return small
    # ``str.lower`` may depend on neighbouring letters (Σ at a word's end) or lengthen the text (İ): avoid both.
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
    """One field's units and gaps by position; it ends with a gap, so that another field can follow."""
    units: list[str] = []
    words: dict[str, None] = {}
    last = ""
    for run in runs(text):
        if last:
            units += (*_step(last, run[0], over=True), NOTHING)
        last = run[-1]
        codes = list(map(_code, run))
        for at in range(1, len(run)):
            if run[at][0] in _WORD_STARTS:
                units += _step(run[at - 1], run[at])
            else:  # nearly every step of a Chinese text, so this is written without a function call for speed
                units.append(codes[at - 1] + codes[at])
        words.update(dict.fromkeys(atom for atom in run if _is_word(atom)))
    beginnings = dict.fromkeys(start + _END for word in words for start in _beginnings(word) if len(start) > 1)
    return [*units, *GAP, *(unit.replace(".", _DOT) for unit in beginnings), *GAP]


def title_letters(title: str) -> list[str]:
    """The units by which a term of one character finds this title: one per character, and one per word's first."""
    return list(dict.fromkeys(_letter(atom[0]) for run in runs(title) for atom in run))


def title_size(title: str) -> int:
    """How many atoms a title has; a query of as many atoms that is found in the title is the whole title."""
    return sum(map(len, runs(title)))


def terms(query: str) -> tuple[Term, ...]:
    """The terms of a query, each once. An article must have all of them.

    White space separates terms, and so does the punctuation that separates runs.
    """
    return _terms([piece] for piece in _pieces(query))


def readings(query: str) -> tuple[Reading, ...]:
    """The ways to read a query, the most exact first. A search uses the first one that finds any article.

    A single character is first read together with the pieces before and after it: over white space as one run, and
    over punctuation as runs that follow each other (刚果（金） is 刚果, then 金). If no article has that, the query is
    searched without its single characters. A query without single characters has one reading, its ``terms``.
    """
    pieces = _pieces(query)
    plain = Reading(terms(query))
    alone = [piece for piece in pieces if _is_alone(piece)]
    if not alone or len(pieces) == 1:
        return (plain,)
    together = Reading(_terms(_together(query, pieces)))
    rest = _terms([piece] for piece in pieces if not _is_alone(piece))
    return (together, Reading(rest, tuple(dict.fromkeys(piece[0] for piece in alone))) if rest else plain)


def contains(text: str, term: Term) -> bool:
    """Whether one field holds the term; the title is the only field to ask about a ``title_only`` term."""
    found, starts = _laid_out(runs(text))
    (*whole, last), begins = _laid_out(term.runs)
    for at in range(len(found) - len(whole)):
        end = at + len(whole)
        ends_well = found[end].startswith(last) if _is_word(last) else found[end] == last
        steps_alike = {start - at for start in starts if at < start <= end} == begins - {0}
        if ends_well and steps_alike and found[at:end] == whole:
            return True
    return False


def _laid_out(runs: Iterable[Sequence[str]]) -> tuple[list[str], set[int]]:
    """The atoms of all runs in one list, and the places in it at which a run begins."""
    atoms: list[str] = []
    starts: set[int] = set()
    for run in runs:
        starts.add(len(atoms))
        atoms += run
    return atoms, starts


def _pieces(query: str) -> list[tuple[str, ...]]:
    return [tuple(run) for part in _BLANK.split(query) for run in runs(part)]


def _is_alone(piece: tuple[str, ...]) -> bool:
    return len(piece) == 1 and len(piece[0]) == 1


def _together(query: str, pieces: Iterable[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """The pieces, with each single character joined to its neighbours."""
    ends = set(accumulate(map(len, runs(query))))  # atoms before each punctuation mark; blanks end the other pieces
    joined: list[list[tuple[str, ...]]] = []
    place, joins = 0, False
    for piece in pieces:
        if not (joins or (joined and _is_alone(piece))):
            joined.append([piece])
        elif place in ends:
            joined[-1].append(piece)
        else:
            joined[-1][-1] += piece
        place += len(piece)
        joins = _is_alone(piece)
    return joined


def _terms(found: Iterable[Sequence[tuple[str, ...]]]) -> tuple[Term, ...]:
    return tuple(Term(term, tuple(_phrase(term))) for term in dict.fromkeys(map(tuple, found)))


def _is_pair(unit: str) -> bool:
    """Whether a unit is two plain characters."""
    return len(unit) == 2 and bool(_IS_PLAIN.match(unit)) and bool(_IS_PLAIN.match(unit[1]))


def _phrase(runs: Sequence[tuple[str, ...]]) -> list[str]:
    atoms, starts = _laid_out(runs)
    if len(atoms) == 1:
        return [_letter(atoms[0]) if len(atoms[0]) == 1 else _code(atoms[0]) + _END]
    units: list[str] = []
    for at in range(1, len(atoms)):
        step = _step(atoms[at - 1], atoms[at], over=at in starts)
        # The unit for a whole word implies those for its beginnings, so of the first step only the last is needed.
        units += step if units else step[-1:]
        units += [NOTHING] if at in starts else []
    return units


def _step(before: str, after: str, *, over: bool = False) -> list[str]:
    head = _code(before) + (_OVER if over else "")
    if not _is_word(after):
        return [head + _code(after)]
    head += _BETWEEN if not over and _is_word(before) else ""
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
    """Whether a character is neither punctuation nor white space nor a control; symbols count, as in 二○二六."""
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
