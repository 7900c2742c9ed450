"""What a build says of its own time."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.build_commands import times
from generator.pages import special_pages
from generator.press import content_scan, production, publishing, report
from generator.press.build import build
from generator.press.index_outputs import ShardJob
from generator.press.report import AWAITED, Report
from support import NEWSPAPER, Site


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that builds are timed with."""
    found = Clock()
    monkeypatch.setattr(report, "perf_counter", found)
    return found


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Callable[[Any, str, float], None]:
    """Lets something take so many seconds of that clock."""

    def slowed(owner: Any, name: str, seconds: float) -> None:
        original = getattr(owner, name)

        def taking(*given: Any, **named: Any) -> Any:
            clock.now += seconds
            return original(*given, **named)

        monkeypatch.setattr(owner, name, taking)

    return slowed


def test_a_phase_does_not_count_those_within_it(clock: Clock) -> None:
    """Phases within others count only once, so that all of them add up; one that comes again goes on."""
    found = Report()
    with found.phase("排版"):
        clock.now += 1
        with found.phase(AWAITED):
            with found.phase("排版"):
                clock.now += 2
            clock.now += 4
        with found.phase("写入"):
            clock.now += 8
        clock.now += 16
    assert found.seconds == {"排版": 19, AWAITED: 4, "写入": 8}


def test_the_phases_and_the_index_of_a_build_add_up_to_its_time(
    tmp_path: Path, slow: Callable[[Any, str, float], None]
) -> None:
    """The whole is the time from beginning to end; the index has its place in it, and so has what is no phase."""
    site = Site(tmp_path)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "老码头昨日启用。", title="码头启用")
    slow(content_scan, "scan", 1)
    slow(special_pages, "links", 2)
    slow(ShardJob, "make", 4)
    slow(publishing, "publish", 8)
    slow(production, "kit", 16)
    found = build(tmp_path)
    assert found.took == 31
    assert times(found) == (
        "共 31.00 秒：看有什么变了 1.00 秒，排版 2.00 秒，等索引 4.00 秒，写入 8.00 秒，其余 16.00 秒"
    )


def test_a_build_without_a_change_says_its_time(tmp_path: Path, slow: Callable[[Any, str, float], None]) -> None:
    """A build that only looks has a time too."""
    site = Site(tmp_path)
    site.write("newspaper.toml", NEWSPAPER)
    site.issue("2026-03-25")
    site.article("2026-03-25", 1, "老码头昨日启用。", title="码头启用")
    build(tmp_path)
    slow(content_scan, "scan", 1)
    assert times(build(tmp_path)) == "共 1.00 秒：看有什么变了 1.00 秒"


def test_an_index_that_was_made_beside_other_work_says_so() -> None:
    """Of an index that is made at the same time as pages, only the wait for it is a part of the whole."""
    found = Report(took=6.5, seconds={"排版": 1.5, AWAITED: 5.0}, index=6.2)
    assert times(found) == "共 6.50 秒：排版 1.50 秒，等索引 5.00 秒（做索引共 6.20 秒，和排版同时做）"
    found = Report(took=6.5, seconds={"排版": 6.5, AWAITED: 0.0}, index=6.2)
    assert times(found) == "共 6.50 秒：排版 6.50 秒，等索引 0.00 秒（做索引共 6.20 秒，和排版同时做）"


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=6), st.floats(0, 10))
def test_what_is_shown_adds_up(seconds: list[float], rest: float) -> None:
    """The figures that are shown add up to the whole to the hundredth, however they are rounded."""
    phases = {f"阶段{at}": each for at, each in enumerate(seconds)}
    shown = times(Report(took=sum(seconds) + rest, seconds=phases))
    whole, *parts = (int(figure.replace(".", "")) for figure in re.findall(r" (-?\d+\.\d\d) 秒", shown))
    assert whole == sum(parts)
    assert "-" not in shown
