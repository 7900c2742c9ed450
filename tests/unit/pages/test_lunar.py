"""The lunar date of a masthead, held against days that every calendar prints."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.lunar import FIRST_DAY, lunar_text


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        ("1900-01-31", "庚子年正月初一"),
        ("1949-10-01", "己丑年八月初十"),
        ("1978-09-17", "戊午年八月十五"),  # 中秋
        ("2008-08-08", "戊子年七月初八"),
        ("2012-05-21", "壬辰年闰四月初一"),
        ("2020-05-23", "庚子年闰四月初一"),
        ("2023-03-22", "癸卯年闰二月初一"),
        ("2024-02-10", "甲辰年正月初一"),
        ("2025-01-28", "甲辰年腊月廿九"),  # 除夕
        ("2025-07-25", "乙巳年闰六月初一"),
        ("2026-02-17", "丙午年正月初一"),
        ("2026-03-03", "丙午年正月十五"),  # 元宵
        ("2026-03-25", "丙午年二月初七"),
        ("2026-06-19", "丙午年五月初五"),  # 端午
        ("2026-09-25", "丙午年八月十五"),  # 中秋
        ("2027-02-06", "丁未年正月初一"),
        ("2033-12-22", "癸丑年闰冬月初一"),
        ("2034-02-19", "甲寅年正月初一"),
        ("2100-02-09", "庚申年正月初一"),
    ],
)
def test_known_days(day: str, lunar: str) -> None:
    """New years, festivals and doubled months of the printed calendar."""
    assert lunar_text(date.fromisoformat(day)) == lunar


def test_outside_of_the_table_nothing_is_said() -> None:
    """A day before or after the table has no lunar date, rather than a wrong one."""
    assert lunar_text(FIRST_DAY - timedelta(1)) == lunar_text(date(2101, 1, 29)) == ""
    assert lunar_text(date(2101, 1, 28)).startswith("庚申年腊月")


@given(st.dates(date(1900, 2, 1), date(2101, 1, 28)))
def test_days_follow_each_other(day: date) -> None:
    """From one day to the next the lunar day goes on by one, or a month begins."""
    days = [f"初{d}" for d in "一二三四五六七八九十"] + [f"十{d}" for d in "一二三四五六七八九"]
    days += ["二十", *(f"廿{d}" for d in "一二三四五六七八九"), "三十"]
    before, now = (days.index(lunar_text(d)[-2:]) for d in (day - timedelta(1), day))
    assert now == before + 1 or (now == 0 and before in (28, 29))
