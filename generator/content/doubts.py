"""``NN.doubts.json``: the doubts that proofreading raised about ``NN.md``, and the editor's answers.

Answers are kept in all later runs. A doubt is recognized by its rule and its exact words, not by its place, so a new
paragraph above it makes no difference.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from generator.errors import ContentError, Problem

OPEN, FIXED, RIGHT = "open", "fixed", "right"
ANSWERS = (OPEN, FIXED, RIGHT)
ENDING = ".doubts.json"
ISSUE_DOUBTS = f"issue{ENDING}"
_LONE = re.compile("[\ud800-\udfff]")
"""A lone surrogate (half of a character), which JSON can express but UTF-8 cannot."""

_HINT = "照着 docs/编辑手册.md 的样子改；改不好就删掉这个文件，再运行 banmian check"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: its rule, its place (a field, or 正文第N段), the exact words, the reason, and a suggestion.

    ``answer`` is ``"open"`` until an editor writes ``"fixed"`` or ``"right"``.
    """

    rule: str
    place: str
    span: str
    reason: str
    suggestion: str = ""
    answer: str = OPEN

    @property
    def key(self) -> tuple[str, str]:
        """The key by which a doubt is recognized in later runs."""
        return self.rule, self.span


_NAMES = tuple(field.name for field in fields(Doubt))
MOST_TOLD = 100
"""At most this many mistakes of one file are reported at once."""


def merge(old: Iterable[Doubt], new: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The doubts of a new run with the answers of the last one.

    An open doubt that no longer applies is dropped; an answered one is kept as a record of the decision. Where there
    are several doubts about the same words, those that were fixed are taken to be the ones that are gone.
    """
    known: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for doubt in old:
        known[doubt.key].append(doubt)
    merged = list(new)
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, doubt in enumerate(merged):
        if doubt.key in known:
            waiting[doubt.key].append(at)
    for key, places in waiting.items():
        for fixed, anywhere in ((False, False), (False, True), (True, False), (True, True)):
            for at in tuple(places):
                held = (each for each in known[key] if (each.answer == FIXED) == fixed)
                same = next((each for each in held if anywhere or each.place == merged[at].place), None)
                if same is not None:
                    merged[at] = replace(merged[at], answer=same.answer)
                    known[key].remove(same)
                    places.remove(at)
    return (*merged, *(doubt for held in known.values() for doubt in held if doubt.answer != OPEN))


def add(old: Iterable[Doubt], new: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The old doubts and those new ones that are not among them yet."""
    kept = tuple(old)
    known = {doubt.key for doubt in kept}
    return (*kept, *(doubt for doubt in new if doubt.key not in known))


def format(doubts: Iterable[Doubt]) -> str:
    """The text of a doubts file."""
    return json.dumps([asdict(doubt) for doubt in doubts], ensure_ascii=False, indent=2) + "\n"


def parse(text: str, source: str) -> tuple[Doubt, ...]:
    """The doubts of a file. Raises ``ContentError`` naming ``source`` and the line of every mistake."""
    text = text.removeprefix("\ufeff")
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        hint = f"看这一行和上一行的引号、逗号、括号；{_HINT}"
        raise ContentError(Problem("JSON 写法有误", hint, source, error.lineno)) from None
    except ValueError:  # Python refuses to read a number of thousands of digits
        raise ContentError(Problem("有一个数太长", _HINT, source, 1)) from None
    except RecursionError:
        raise ContentError(Problem("JSON 套得太深", _HINT, source, 1)) from None
    if not isinstance(entries, list):
        raise ContentError(Problem("应当是 [ ] 里的一列存疑", _HINT, source, 1))
    problems: list[Problem] = []
    rows = text.split("\n")
    for entry, line in zip(entries, _lines(text, len(entries)), strict=True):
        problems += _mistakes(entry, rows, source, line)
        if len(problems) > MOST_TOLD:
            break
    if problems:
        raise ContentError(*problems)
    return tuple(Doubt(**{"place": "", "reason": "", **entry}) for entry in entries)


def _lines(text: str, count: int) -> Iterator[int]:
    """The line on which each entry of the list begins."""
    decoder, between = json.JSONDecoder(), re.compile(r"[\s,]*")
    at, line, counted = text.index("[") + 1, 1, 0
    for _ in range(count):
        found = between.match(text, at)
        at = found.end() if found else at
        line, counted = line + text.count("\n", counted, at), at
        yield line
        at = decoder.raw_decode(text, at)[1]


def _mistakes(entry: Any, rows: Sequence[str], source: str, line: int) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem("每一条存疑应当在 { } 里", _HINT, source, line)
        return
    for name in ("rule", "span"):
        if name not in entry:
            yield Problem(f"这一条存疑缺少 “{name}”", _HINT, source, line)
    for name, value in entry.items():
        if name not in _NAMES:
            yield Problem(f"不认识的键 “{name}”", f"可用的键：{'、'.join(_NAMES)}", source, _line(rows, line, name))
        elif isinstance(value, str) and _LONE.search(value):
            yield Problem(f"“{name}” 里有不成字的记号 \\ud…", "改成原来的字", source, _line(rows, line, name))
        elif not isinstance(value, str):
            yield Problem(f"“{name}” 应当是引号里的文字", _HINT, source, _line(rows, line, name))
        elif name == "answer" and value not in ANSWERS:
            hint = '写 "open"（未看）、"fixed"（已改）或 "right"（原文不错）'
            yield Problem(f"不认识的答复 “{value}”", hint, source, _line(rows, line, name))


def _line(rows: Sequence[str], start: int, name: str) -> int:
    lines = range(start, min(start + 2 * len(_NAMES), len(rows) + 1))
    return next((number for number in lines if f'"{name}"' in rows[number - 1]), start)
