"""The source that a story names."""

from typing import Any

from generator.language import reprints
from support import each_case


@each_case("reprints")
def test_a_source_is_taken_only_where_it_is_printed(case: dict[str, Any]) -> None:
    """A dateline of an agency, or a note at the end, names it; who is merely quoted is no source."""
    assert reprints.source(case.get("opening", "本报讯"), case.get("closing", "完。")) == case["source"]
