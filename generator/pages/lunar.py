"""The lunar date (农历) of a day, from a table: 2026-03-25 is 丙午年二月初七.

The table follows the calendar in use in mainland China (GB/T 33661). It was computed with lunar-python and compared
with it day by day, and with lunardate and ICU, which differ on a few days by known mistakes.
"""

from datetime import date
from functools import lru_cache

FIRST_DAY = date(1900, 1, 31)
"""The lunar new year's day of the table's first year."""

# One year each: from the lowest bit on, whether a month has 30 days; from bit 13 on, the month that is doubled.
_YEARS = """
    116d2 00752 00ea5 0b64a 0064b 00a9b 09556 0056a 00b59 05752 00752 0db25 00b25 00a4b 0b4ab 002ad 0056b 04b69 00da9
    0fd92 00e92 00d25 0ba4d 00a56 002b6 095b5 006d4 00ea9 05e92 00e92 0cd26 0052b 00a57 0b2b6 00b5a 006d4 06ec9 00749
    0f693 00a93 0052b 0ca5b 00aad 0056a 09b55 00ba4 00b49 05a93 00a95 0f52d 00536 00aad 0b5aa 005b2 00da5 07d4a 00d4a
    10a95 00a97 00556 0cab5 00ad5 006d2 08ea5 00ea5 0064a 06c97 00a9b 0f55a 0056a 00b69 0b752 00b52 00b25 0964b 00a4b
    114ab 002ad 0056d 0cb69 00da9 00d92 09d25 00d25 15a4d 00a56 002b6 0c5b5 006d5 00ea9 0be92 00e92 00d26 06a56 00a57
    114d6 0035a 006d5 0b6c9 00749 00693 0952b 0052b 00a5b 0555a 0056a 0fb55 00ba4 00b49 0ba93 00a95 0052d 08aad 00ab5
    135aa 005d2 00da5 0dd4a 00d4a 00c95 0952e 00556 00ab5 055b2 006d2 0cea5 00725 0064b 0ac97 00cab 0055a 06ad6 00b69
    17752 00b52 00b25 0da4b 00a4b 004ab 0a55b 005ad 00b6a 05b52 00d92 0fd25 00d25 00a55 0b4ad 004b6 005b5 06daa 00ec9
    11e92 00e92 00d26 0ca56 00a57 004d6 086d5 00755 00749 06e93 00693 0f52b 0052b 00a5b 0b55a 0056a 00b65 0974a 00b4a
    11a95 00a95 0052d 0caad 00ab5 005aa 08ba5 00da5 00d4a 07c95 00c96 0f94e 00556 00ab5 0b5b2 006d2 00ea5 08e4a 0068b
    10c97 004ab 0055b 0cad6 00b6a 00752 09725 00b45 00a8b 0549b 004ab
"""
_TABLE = tuple(int(year, 16) for year in _YEARS.split())

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS = "一二三四五六七八九十"


@lru_cache(maxsize=1024)  # asked for on every article's page
def lunar_text(day: date) -> str:
    """The day as a masthead prints it, or ``""`` outside of the table (from early 1900 to early 2101)."""
    left = (day - FIRST_DAY).days
    if left < 0:
        return ""
    for year, months in enumerate(_TABLE, FIRST_DAY.year):
        doubled = months >> 13
        for at in range(13 if doubled else 12):
            length = 29 + (months >> at & 1)
            if left < length:
                month = at - 1 if doubled and at >= doubled else at
                leap = "闰" if doubled and at == doubled else ""
                return f"{_year(year)}年{leap}{_MONTHS[month]}月{_day(left + 1)}"
            left -= length
    return ""


def _year(year: int) -> str:
    return _STEMS[(year - 4) % 10] + _BRANCHES[(year - 4) % 12]


def _day(day: int) -> str:
    if day % 10 == 0:
        return ("初十", "二十", "三十")[day // 10 - 1]
    return "初十廿"[day // 10] + _DIGITS[day % 10 - 1]
