"""What an article's own text gives: its day and its summary."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.intake import compose
from strategies import sentence
from support import each_case


@each_case("event_dates")
def test_event_dates(case: dict[str, Any]) -> None:
    """The day of an event is the first that the story names, where that is a day and not after the issue."""
    found = compose.event_date(case["story"], date.fromisoformat(case["issue"]))
    assert (found and found.isoformat()) == case["date"]


@given(st.from_regex(r"[0-9]{1,4}年?[0-9]{1,2}月[0-9]{1,2}日", fullmatch=True), st.dates(min_value=date(2, 1, 1)))
def test_an_event_is_never_after_its_issue(day: str, issue: date) -> None:
    """Whatever figures stand there, the day found exists and is not later than the issue."""
    found = compose.event_date(f"{day}，码头启用。", issue)
    assert found is None or found <= issue


@given(st.lists(sentence, max_size=12).map("".join))
def test_a_summary_is_the_storys_own_words(story: str) -> None:
    """A summary is the beginning of the story, no longer than fits, with dots where it is cut inside a sentence."""
    made = compose.summary(story)
    assert len(made) <= compose.SUMMARY_LENGTH
    assert story.strip().startswith(made.removesuffix("…")) or story.strip().startswith(made)
    if len(story.strip()) > compose.SUMMARY_LENGTH:
        assert made[-1] in "。！？…"
