"""Broken and hostile inputs: each is refused with a message, or taken in; ``make stress`` tries a thousand of them."""

from datetime import date
from pathlib import Path

import pytest

from broken import HEAVY, KINDS, broken
from generator.content import store
from generator.errors import ImportRefused
from generator.newsroom import importer

TURNS = 3
NUMBERS = [
    number for number in range(TURNS * len(KINDS)) if number < len(KINDS) or KINDS[number % len(KINDS)] not in HEAVY
]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: broken(number).name)
def test_a_broken_input_is_refused_or_taken_in(number: int, tmp_path: Path) -> None:
    """Whatever stands in a file, the editor gets a message that says what to do, or an issue that can be read."""
    one = broken(number)
    path = tmp_path / f"raw{one.ending}"
    path.write_bytes(one.make())
    try:
        made = importer.import_issue(tmp_path, path, date(2026, 3, 25), propose=lambda article: article)
    except ImportRefused as refused:
        problems = refused.problems
    else:
        problems = ()
        assert store.load_issue(made.folder, tmp_path, ()).articles == made.converted.issue.articles
    assert all(problem.message and problem.hint for problem in problems)
    assert bool(problems) != any((tmp_path / "content" / "issues").glob("*"))


def test_the_same_number_is_the_same_input() -> None:
    """A failure of the long run can be looked at again."""
    assert all(broken(number).make() == broken(number).make() for number in range(12))
