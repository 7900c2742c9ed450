"""Which articles may not be read now, from what was noted of an issue's files."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.content.store import Withheld
from generator.press.content_scan import Content, KeptBack, Moment
from generator.press.issue_memory import Seen

NOW = datetime(2026, 3, 25, 6, tzinfo=UTC)
LATER, EARLIER = ((NOW + timedelta(hours=hours)).isoformat() for hours in (1, -1))


@pytest.mark.parametrize(
    ("withheld", "kept_back"),
    [
        (Withheld("a-01", is_withdrawn=True), KeptBack("a-01", is_withdrawn=True)),
        (Withheld("a-01", until=LATER), KeptBack("a-01", is_withdrawn=False)),
        (Withheld("a-01", until=LATER, is_withdrawn=True), KeptBack("a-01", is_withdrawn=False)),
        (Withheld("a-01", until=EARLIER, is_withdrawn=True), KeptBack("a-01", is_withdrawn=True)),
        (Withheld("a-01", in_doubt=True), KeptBack("a-01", is_withdrawn=False)),
        (Withheld("a-01", until=EARLIER), None),
        (Withheld("a-01", until=NOW.isoformat()), None),
    ],
)
def test_what_may_not_be_read_is_kept_back(withheld: Withheld, kept_back: KeptBack | None) -> None:
    """Withdrawn articles, those under embargo until its moment has come, and those that cannot be read."""
    content = Content(Path(), {}, {})
    content.note("a", Seen("", "digest", "{}", json.dumps({"01.md": withheld})), Moment(NOW))
    assert content.kept_back["a"] == ((kept_back,) if kept_back else ())
