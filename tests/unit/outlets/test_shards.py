"""The archive cut by time: every article once, in order, and old parts that stand while new issues come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outlets.search.shards import LIMIT, OPEN, Weighed, shards

DAYS = st.dates(date(2003, 11, 1), date(2027, 3, 1))
LENGTHS = st.sampled_from([10, 400, OPEN // 3, OPEN, LIMIT // 3, LIMIT])
Archive = tuple[Weighed, ...]


def issue(day: date, *lengths: int, digest: str = "") -> Weighed:
    """An issue of articles of these lengths."""
    return Weighed(str(day), day, lengths, digest)


archives = st.dictionaries(DAYS, st.lists(LENGTHS, min_size=0, max_size=3), max_size=12).map(
    lambda days: tuple(issue(day, *lengths) for day, lengths in sorted(days.items()))
)


def daily(first: date, days: int, length: int) -> Archive:
    """One article a day."""
    return tuple(issue(first + timedelta(days=at), length) for at in range(days))


def names(archive: Archive) -> list[str]:
    """The shards' names."""
    return [shard.name for shard in shards(archive)]


@given(archives)
def test_every_article_is_in_one_shard_in_order(archive: Archive) -> None:
    """All shards one after another are the archive, their names are different, and none is empty."""
    cuts = shards(archive)
    held = [(span.issue.id, at) for shard in cuts for span in shard.spans for at in range(span.first, span.last)]
    assert held == [(one.id, at) for one in archive for at in range(len(one.lengths))]
    assert len({shard.name for shard in cuts}) == len(cuts)
    assert all(shard.articles for shard in cuts)


@given(archives)
def test_no_shard_is_larger_than_the_engine_can_take(archive: Archive) -> None:
    """A shard holds at most the limit, or a single article."""
    for shard in shards(archive):
        held = sum(sum(span.issue.lengths[span.first : span.last]) for span in shard.spans)
        assert held <= LIMIT or shard.articles == 1


@pytest.mark.slow
def test_a_new_issue_touches_the_open_shard_and_seldom_the_last_closed_one() -> None:
    """Day after day only the open shard changes; when it is full, what it held joins the shard before it."""
    folds = 0
    before = digests(daily(date(2024, 1, 1), 800, 9_000))
    for day in range(801, 880):
        after = digests(daily(date(2024, 1, 1), day, 9_000))
        *closed, opened = after
        changed = [name for name in closed if before.get(name) != after[name]]
        assert changed in ([], ["2026-2027"])
        folds += bool(changed)
        assert before.get(opened) != after[opened]
        before = after
    assert 1 <= folds <= 4


def test_an_edit_changes_the_shard_of_its_date_alone() -> None:
    """A word in an old article changes one digest."""
    archive = daily(date(2024, 1, 1), 800, 9_000)
    before = digests(archive)
    edited = archive[100]._replace(digest="another")
    after = digests((*archive[:100], edited, *archive[101:]))
    assert [name for name in before if before[name] != after[name]] == ["2024"]


def digests(archive: Archive) -> dict[str, str]:
    """The shards' digests by name."""
    return {shard.name: shard.digest() for shard in shards(archive)}


def test_a_small_archive_is_one_shard() -> None:
    """As long as everything is indexed within seconds, nothing is cut."""
    assert names(()) == []
    assert names(daily(date(2024, 12, 1), 60, 500)) == ["all"]


def test_a_growing_archive_closes_its_past() -> None:
    """Behind a small open period stands all that came before, as one shard or as years and parts of years."""
    assert names(daily(date(2026, 1, 1), 100, 9_000)) == ["all", "2026-q2"]
    assert names(daily(date(2024, 1, 1), 800, 9_000)) == ["2024", "2025", "2026-2027", "2026-03"]
    assert names(daily(date(2020, 1, 1), 6 * 365, 2_000)) == ["2016-2023", "2024-2031", "2025-h2"]


def test_a_day_beyond_all_limits_is_cut_into_parts() -> None:
    """Even a day with more than the engine can take is indexed, part by part."""
    day = date(2026, 3, 25)
    assert names((issue(day, *[LIMIT // 3] * 4),)) == ["2026-03-25-1", "2026-03-25-2"]
