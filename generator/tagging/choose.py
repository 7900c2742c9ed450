"""Chooses an article's tags from the candidates: the heaviest three to eight, without near duplicates."""

from collections.abc import Iterable

from generator.kinds import TagKind
from generator.tagging.candidate import ENOUGH, SLIGHT, Candidate

MOST = 8
FEWEST = 3
SHORT = 180
"""In a text shorter than this, further tags after the first ``USUAL`` need a higher weight."""
USUAL = 7
PLAIN = SLIGHT + 0.4
"""A subject with a higher weight than this occurs in the headline or lead, and not only somewhere in the text."""
MOST_PEOPLE = 3
MOST_PLACES = 3
_APART = 2
"""How often a subject must occur outside of a longer name with the same word: 就业 beside 就业驿站."""
_ORDER = (TagKind.PERSON, TagKind.PLACE, TagKind.BODY, TagKind.SUBJECT)
"""The order of tags by kind; within a kind the heavier ones come first."""


def choose(candidates: Iterable[Candidate], text: str) -> tuple[Candidate, ...]:
    """The tags of an article, ordered by kind, then by weight, then by their places in the text.

    At least one subject heading is among them, if there is a candidate of sufficient weight, even a weak one.
    """
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        old = best.get(candidate.tag)
        if old is None or candidate.weight > old.weight:
            best[candidate.tag] = candidate
    ranked = sorted(best.values(), key=lambda c: (-c.weight, _first(text, c.tag), c.tag))
    chosen: list[Candidate] = []
    for candidate in ranked:
        if len(chosen) >= MOST or (len(chosen) >= USUAL and len(text) < SHORT and candidate.weight < ENOUGH + 0.5):
            break
        if candidate.weight < (ENOUGH if len(chosen) >= FEWEST else SLIGHT):
            break
        if _is_one_too_many(candidate, chosen) or any(_says_the_same(candidate, other, text) for other in chosen):
            continue
        chosen.append(candidate)
    if not any(one.is_heading for one in chosen):
        fit = (one for one in ranked if one.is_heading and one.weight > PLAIN)
        subject = next((one for one in fit if not any(one.tag in other.tag for other in chosen)), None)
        chosen[MOST - 1 :] = [subject] if subject else chosen[MOST - 1 :]
    return tuple(sorted(chosen, key=lambda one: _ORDER.index(one.kind)))


def _first(text: str, tag: str) -> int:
    at = text.find(tag)
    return at if at >= 0 else len(text)


def _is_one_too_many(candidate: Candidate, chosen: list[Candidate]) -> bool:
    most = {TagKind.PERSON: MOST_PEOPLE, TagKind.PLACE: MOST_PLACES}.get(candidate.kind)
    return most is not None and sum(other.kind is candidate.kind for other in chosen) >= most


def _says_the_same(candidate: Candidate, other: Candidate, text: str) -> bool:
    """Whether one of two tags contains the other, and they are too similar to have both."""
    a, b = candidate.tag, other.tag
    if candidate.is_heading and a in b:
        return text.count(a) - text.count(b) < _APART
    if a in b:
        return candidate.kind is other.kind or text.count(a) - text.count(b) < 2
    return not other.is_heading and b in a and candidate.kind is other.kind and other.kind is not TagKind.PLACE
