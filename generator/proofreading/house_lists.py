"""Checks with the newsroom's own lists in ``content/lists``: leaders, fixed wordings, banned words.

Each of these files may be missing.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from generator.content import tables
from generator.content.doubts import Doubt
from generator.errors import ContentError, Problem
from generator.proofreading import posts, word_tables
from generator.proofreading.copy_lines import Copy

LEADERS, WORDINGS, BANNED = "领导人.csv", "固定提法.csv", "禁用词.csv"
_SHORTEST = 5
_NEAR = 0.7
_BETWEEN = re.compile(r"[、，,和及与\s（）()\u4e00-\u9fff]{0,24}")


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader: name, posts, and number in the order of precedence, or 0."""

    name: str
    posts: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Banned:
    """A banned wording, the correct one, the reason, and phrases in which it is allowed."""

    wrong: str
    right: str = ""
    reason: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """All three lists."""

    leaders: tuple[Leader, ...] = ()
    wordings: tuple[str, ...] = ()
    banned: tuple[Banned, ...] = ()


def read(root: Path) -> Lists:
    """The lists of a site. Raises ``ContentError`` with every mistake, its file and line."""
    problems: list[Problem] = []

    def rows(file: str, columns: tuple[str, ...], required: str) -> tuple[tables.Row, ...]:
        try:
            return tables.read(tables.folder(root) / file, root, columns, (required,))
        except ContentError as error:
            problems.extend(error.problems)
            return ()

    leaders = [leader for row in rows(LEADERS, ("姓名", "职务", "次序"), "姓名") for leader in _leader(row, problems)]
    wordings = [row["提法"] for row in rows(WORDINGS, ("提法", "说明"), "提法") if _long_enough(row, problems)]
    banned = [
        Banned(row["错"], row["对"], row["理由"], tuple(re.split(r"[、；;|]", row["例外"])) if row["例外"] else ())
        for row in rows(BANNED, ("错", "对", "理由", "例外"), "错")
    ]
    if problems:
        raise ContentError(*problems)
    return Lists(tuple(leaders), tuple(wordings), tuple(banned))


def _leader(row: tables.Row, problems: list[Problem]) -> Iterator[Leader]:
    try:
        order = row.number("次序", "写 1、2、3……，不排次序就空着") if row["次序"] else 0
    except ContentError as error:
        problems += error.problems
    else:
        yield Leader(row["姓名"], tuple(post for post in row["职务"].split("、") if post), order)


def _long_enough(row: tables.Row, problems: list[Problem]) -> bool:
    if len(row["提法"]) >= _SHORTEST:
        return True
    hint = f"少于 {_SHORTEST} 个字的提法认不准；要换的词放进 {BANNED}"
    problems.append(row.problem(f"提法 “{row['提法']}” 太短", hint))
    return False


@lru_cache(8)
def _finder(banned: tuple[Banned, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word.wrong) for word in sorted(banned, key=lambda word: -len(word.wrong))))


def banned_words(copy: Copy, lists: Lists) -> Iterator[Doubt]:
    """Doubts about banned words, each with the correct wording."""
    if not lists.banned:
        return
    entries = {word.wrong: word for word in lists.banned}
    for place, text in copy.lines:
        for found in _finder(lists.banned).finditer(text):
            word = entries[found[0]]
            if not _is_allowed(text, found, word):
                yield Doubt("banned", place, found[0], word.reason or f"{BANNED} 里的词", word.right)


def _is_allowed(text: str, found: re.Match[str], word: Banned) -> bool:
    """Whether the word is part of an exception, or of the correct wording."""
    for phrase in (*word.unless, word.right):
        at = text.find(phrase, max(0, found.start() - len(phrase)), found.end() + len(phrase))
        if word.wrong in phrase and 0 <= at <= found.start() and found.end() <= at + len(phrase):
            return True
    return False


def fixed_wordings(copy: Copy, lists: Lists) -> Iterator[Doubt]:
    """Doubts about text that differs from a fixed wording by one or two characters."""
    for place, text in copy.lines:
        for wording in lists.wordings:
            half = len(wording) // 2
            for piece, shift in ((wording[:half], 0), (wording[half:], half)):
                at = text.find(piece)
                while at >= 0:
                    start = max(0, at - shift)
                    around_it = text[max(0, start - 2) : start + len(wording) + 4]
                    if wording not in "".join(around_it.split()):  # a headline's line may end inside it
                        yield from _almost(place, text, start, wording)
                    at = text.find(piece, at + 1)


def _almost(place: str, text: str, start: int, wording: str) -> Iterator[Doubt]:
    for length in (len(wording), len(wording) - 1, len(wording) + 1):
        candidate = text[start : start + length]
        likeness = difflib.SequenceMatcher(None, candidate, wording, autojunk=False).ratio()
        if (
            likeness >= max(_NEAR, 1 - 2 / len(wording))
            and candidate[-1:] == wording[-1:]
            and candidate[0] == wording[0]
        ):
            yield Doubt("wording", place, candidate, f"固定提法是“{wording}”", wording)
            return


def leaders(copy: Copy, lists: Lists) -> Iterator[Doubt]:
    """Doubts about leaders who are named side by side in the wrong order."""
    ranked = {leader.name: leader for leader in lists.leaders}
    if not ranked:
        return
    for place, text in copy.lines:
        found = sorted((at.start(), name) for name in ranked for at in re.finditer(re.escape(name), text))
        for (at, first), (next_at, second) in pairwise(found):
            between = text[at + len(first) : next_at]
            before, after = ranked[first].order, ranked[second].order
            if before and after and before > after and _is_enumeration(between):
                span = text[at : next_at + len(second)]
                yield Doubt("order", place, span, f"名单里“{second}”在“{first}”之前", "按名单的次序排列")


def _is_enumeration(between: str) -> bool:
    return between.startswith(("、", ",", "，", "和", "及", " ")) and (
        between in ("、", ",", "，", "和", "及", " ") or bool(_BETWEEN.fullmatch(between) and posts.is_called(between))
    )


def leader_posts(sighting: posts.Sighting, lists: Lists) -> Doubt | None:
    """The doubt about a leader with another rank than in the list, or about a similar name with a leader's post."""
    for leader in lists.leaders:
        if sighting.name == leader.name:
            off = next((post for post in leader.posts if posts.differs_in_rank(post, sighting.post)), None)
            right = any(posts.is_same(post, sighting.post) for post in leader.posts)
            if off and not right:
                reason = f"{LEADERS} 里“{leader.name}”是“{off}”"
                return Doubt("leader", sighting.place, sighting.span, reason, f"{off}{leader.name}")
        elif _one_off(sighting.name, leader.name) and any(posts.is_same(p, sighting.post) for p in leader.posts):
            reason = f"{LEADERS} 里这个职务是“{leader.name}”"
            return Doubt("leader", sighting.place, sighting.span, reason, leader.name)
    return None


def _one_off(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    off = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(off) == 1 and (len(one) > 2 or word_tables.look_alike(*off[0]))
