"""Finds the day on which an issue came out from its text, or proposes days with reasons; it never guesses."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.language import bylines, furniture

_PRINTED = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text tells about its issue's date.

    ``printed`` are the days in its running heads; ``not_before`` is the day after the latest event at the beginning of
    a story or caption; ``reasons`` explain both to an editor, in Chinese.
    """

    printed: tuple[date, ...]
    not_before: date | None
    reasons: tuple[str, ...]

    @property
    def found(self) -> date | None:
        """The issue's date where the running heads agree on one."""
        return self.printed[0] if len(self.printed) == 1 else None


def evidence(texts: Iterable[str]) -> Evidence:
    """Collects what the lines of an issue's raw texts tell about its date."""
    lines = [line.strip() for text in texts for line in text.split("\n") if line.strip()]
    heads = [line for line in lines if furniture.reason(line)]
    printed = sorted({day for line in heads for day in _days(line)})
    reasons = [f"报头印着 {day}" for day in printed]
    years = Counter(int(year) for line in lines for year in _YEAR.findall(line.translate(_DIGITS)))
    if not years:
        return Evidence(tuple(printed), None, tuple(reasons))
    year = years.most_common(1)[0][0]
    events = sorted(day for line in lines for day in _event(line, year))
    if events:
        reasons.append(
            f"最晚的事在 {events[-1].month}月{events[-1].day}日，所以不早于 {events[-1] + timedelta(days=1)}"
        )
        reasons.append(f"年份取自文中的“{year}年”（{years[year]} 处）")
    return Evidence(tuple(printed), events[-1] + timedelta(days=1) if events else None, tuple(reasons))


def _days(line: str) -> Iterable[date]:
    for found in _PRINTED.finditer(line.translate(_DIGITS)):
        try:
            yield date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue


def _event(line: str, year: int) -> Iterable[date]:
    """The day at the beginning of a story or caption. Days further on in it may be in the future and do not count."""
    lede = bylines.lede(line)
    opening = line[lede.length :] if lede else line
    found = _DAY.search(opening.translate(_DIGITS), 0, 24)
    if found and (lede or found.start() == 0):
        try:
            yield date(year, int(found[1]), int(found[2]))
        except ValueError:
            return
