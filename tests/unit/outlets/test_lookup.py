"""``banmian search``: in which order articles are found, and under which filters."""

import pytest

from generator.outlets.search import lookup
from generator.outlets.search.shard_index import SearchEntry
from support import search_files

FILLING = "春天里，江面上的船多了起来，岸边的人也多了起来。"


def entry(day: str, number: int, title: str, text: str) -> SearchEntry:
    """An article as the index has it."""
    filters = (("issue", (day,)), ("kind", ("news",)), ("folio", (f"{number:02d}",)))
    return SearchEntry(f"/{day}/{number:02d}.html", title, day, "news", "01版", (title, text), filters)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """An archive of two shards: three articles that are alike, one with 码头 in its headline, one that it is."""
    older = (
        entry("2026-03-11", 1, "江上", f"码头启用。{FILLING}"),
        entry("2026-03-11", 2, "码头", f"码头启用。{FILLING}"),
        entry("2026-03-18", 1, "江上", f"码头启用。{FILLING}"),
    )
    newer = (
        entry("2026-03-25", 1, "江上", f"码头启用。{FILLING}"),
        entry("2026-03-25", 2, "码头启用", f"码头启用。{FILLING}"),
        entry("2026-03-25", 3, "江上", f"码头启用，码头启用，码头启用。{FILLING}"),
    )
    return search_files(older, newer)


def found(files: dict[str, bytes], *, by_date: bool = False, limit: int = 10, **filters: str) -> list[str]:
    """The addresses that a search for 码头 gives."""
    answer = lookup.search(files.__getitem__, "码头", by_date=by_date, filters=filters, limit=limit)
    return [one.url for one in answer.results]


def test_the_best_comes_first_and_of_equals_the_newest(files: dict[str, bytes]) -> None:
    """A headline that is the words, then one that has them, then who has them most often; of equals the newest."""
    assert found(files) == [
        "/2026-03-11/02.html",
        "/2026-03-25/02.html",
        "/2026-03-25/03.html",
        "/2026-03-25/01.html",
        "/2026-03-18/01.html",
        "/2026-03-11/01.html",
    ]


def test_by_date_the_newest_comes_first(files: dict[str, bytes]) -> None:
    """Sorted by date the days fall, over all shards, whatever stands in the headlines."""
    days = [url.split("/")[1] for url in found(files, by_date=True)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 6


def test_a_limit_cuts_the_list_and_not_the_count(files: dict[str, bytes]) -> None:
    """Whoever asks for two gets the first two, and is told how many there are."""
    answer = lookup.search(files.__getitem__, "码头", by_date=True, filters={}, limit=2)
    assert (answer.total, len(answer.results)) == (6, 2)
    assert found(files, limit=2) == found(files)[:2]


def test_filters_leave_the_order(files: dict[str, bytes]) -> None:
    """Under filters the others are left out, and the rest stands as before."""
    of_march_25 = [url for url in found(files) if "2026-03-25" in url]
    assert found(files, issue="2026-03-25") == of_march_25
    assert found(files, folio="03", year="2026") == ["/2026-03-25/03.html"]
