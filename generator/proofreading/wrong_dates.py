"""Checks of dates: days that do not exist, wrong weekdays, and past events dated after the issue."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.content.doubts import Doubt
from generator.language import bylines
from generator.proofreading.copy_lines import DIGITS, Copy

PRINTED = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DAY = re.compile(r"(?:(?<!\d)(?P<year>[12]\d{3})年)?(?<![\d.、至—\-~])(?P<month>\d{1,2})月(?P<day>\d{1,3})日")
_WEEKDAY = re.compile(
    r"(?:\s*[（(，,、])?\s*(?:星期(?P<week>[一二三四五六日天])|周(?P<short>[一二三四五六日天])(?=[）)，,。、\s上下早晚中]|$))"
)
_MONTH = re.compile(r"(?<!\d)(?P<year>[12]\d{3})年(?P<month>\d{1,2})月")
_CLOCK = re.compile(r"(?<![\d.:：])(?P<hour>\d{1,2})[时点](?P<minute>\d{1,2})分(?!之|钟)")
_AHEAD = re.compile(
    r"将|拟|定于|预计|计划|截至|截止|报名|举行时间|起|至|前|后天|明天|届时|开幕|开始|到期|有效|施行|实施|之前|以前"
)
_WEEKDAYS = "一二三四五六日"
_OPENING = 16
_SOON = 60


def impossible_date(copy: Copy) -> Iterator[Doubt]:
    """Doubts about days and times that do not exist: 6月31日, 13月, 25时."""
    for (place, text), plain in zip(copy.lines, copy.plain, strict=True):
        for found in _DAY.finditer(plain) if "月" in plain else ():
            year = int(found["year"] or 2024)  # a leap year, unless the text names its own
            if _day(year, int(found["month"]), int(found["day"])) is None:
                yield Doubt("date", place, text[found.start() : found.end()], "日历上没有这一天", "核对日期")
        for found in _MONTH.finditer(plain) if "月" in plain else ():
            if not 1 <= int(found["month"]) <= 12:
                yield Doubt("date", place, text[found.start() : found.end()], "一年没有这个月", "核对日期")
        for found in _CLOCK.finditer(plain) if "分" in plain else ():
            if int(found["hour"]) > 24 or int(found["minute"]) > 59:
                yield Doubt("date", place, text[found.start() : found.end()], "没有这个时刻", "核对时间")


def weekday(copy: Copy) -> Iterator[Doubt]:
    """Doubts about a day with a wrong weekday. A day without a year is taken to be the one nearest to the issue."""
    for place, text in copy.lines:
        if "星期" in text or "周" in text:
            yield from weekday_in(text, place, copy.issue_date)


def weekday_in(text: str, place: str, issue_date: date | None) -> Iterator[Doubt]:
    """The same for any line, such as the masthead."""
    plain = text.translate(DIGITS)
    for found in _DAY.finditer(plain):
        named = _WEEKDAY.match(plain, found.end())
        day = nearest(found, issue_date)
        if not named or day is None:
            continue
        printed = (named["week"] or named["short"]).replace("天", "日")
        right = _WEEKDAYS[day.weekday()]
        if printed != right:
            reason = f"{day.year}年{day.month}月{day.day}日是星期{right}"
            yield Doubt("weekday", place, text[found.start() : named.end()], reason, f"核对日期，或改为星期{right}")


def later_than_issue(copy: Copy) -> Iterator[Doubt]:
    """A doubt about a story in the past tense, if the day at its beginning is after the issue."""
    if copy.issue_date is None:
        return
    place, opening = _opening(copy)
    lede = bylines.lede(opening)
    start = lede.length if lede else 0
    plain = opening.translate(DIGITS)
    sentence = re.split(r"[。！？]", plain[start:], maxsplit=1)[0]
    found = _DAY.search(plain, start, start + _OPENING + 6)
    if not found or found.start() - start > _OPENING or _AHEAD.search(sentence):
        return
    said = re.search(r"([今去前]年)$", plain[: found.start()])
    if said:  # with 今年, 去年 or 前年 before it, the year is clear
        return
    day = nearest(found, copy.issue_date)
    if day is not None and copy.issue_date < day <= copy.issue_date + timedelta(days=_SOON):
        reason = f"写成已经发生，却晚于出报日 {copy.issue_date}"
        yield Doubt("later-than-issue", place, opening[found.start() : found.end()], reason, "核对日期")


def masthead(furniture: Iterable[str], issue_date: date) -> Iterator[Doubt]:
    """Doubts about dates in the furniture that are not the issue's (each date once) or have a wrong weekday."""
    told: set[tuple[int, ...]] = {(issue_date.year, issue_date.month, issue_date.day)}
    for line in dict.fromkeys(furniture):
        found = PRINTED.search(line.translate(DIGITS))
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
        if year and (year, month, day) not in told:
            told.add((year, month, day))
            yield Doubt("date", "报头", line, f"报头印的日期与这一期的日期 {issue_date} 不同")
        yield from weekday_in(line, "报头", issue_date)


def _opening(copy: Copy) -> tuple[str, str]:
    if copy.paragraphs:
        return copy.place(1), copy.paragraphs[0]
    return next(((place, text) for place, text in copy.lines if place.startswith("图片")), ("", ""))


def nearest(found: re.Match[str], issue_date: date | None) -> date | None:
    """The day that a text means, or ``None`` where it does not exist or its year is unknown."""
    month, day = int(found["month"]), int(found["day"])
    if found["year"]:
        return _day(int(found["year"]), month, day)
    if issue_date is None:
        return None
    days = [_day(issue_date.year + step, month, day) for step in (-1, 0, 1)]
    return min((d for d in days if d), key=lambda d: abs((d - issue_date).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
