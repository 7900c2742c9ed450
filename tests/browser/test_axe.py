"""Accessibility, as axe-core sees it: every kind of page, in every view a reader can choose, at three widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from benchmarks.audit import pages
from benchmarks.audit.served import PROJECT, Served, served
from benchmarks.audit.views import VIEWS, WIDTHS, axe_violations, context

pytestmark = pytest.mark.browser

KINDS = (*pages.GOAL_KINDS, "topics", "special", "people", "about", "shelf", "missing")


@pytest.fixture(scope="module")
def sample() -> Iterator[Served]:
    """The sample edition, built and served."""
    with served(PROJECT) as site:
        yield site


@pytest.fixture(scope="module")
def kinds(sample: Served) -> dict[str, str]:
    """The largest page of each kind."""
    return pages.kinds(sample.output)


def test_every_kind_of_page_is_looked_at(kinds: dict[str, str]) -> None:
    """No kind of page that the site has is missing from the list that is looked at."""
    assert set(kinds) == set(KINDS)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(chromium: Browser, sample: Served, kinds: dict[str, str], view: str, width: int) -> None:
    """Contrast, names, roles, landmarks: nothing is wrong on any kind of page, by day, by night, in 长辈版."""
    made = context(chromium, VIEWS[view], width)
    page = made.new_page()
    for kind, path in kinds.items():
        page.goto(sample.address + path)
        assert axe_violations(page) == [], kind
    made.close()
