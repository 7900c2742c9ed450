"""Accessibility, as axe-core sees it: every kind of page, in every view a reader can choose, at three widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.audit import pages
from benchmarks.audit.served import PROJECT, Served, served
from benchmarks.audit.views import VIEWS, WIDTHS, axe_violations, look

pytestmark = pytest.mark.browser

KINDS = (*pages.GOAL_KINDS, "topics", "missing")


@pytest.fixture(scope="module")
def sample() -> Iterator[Served]:
    """The sample edition, built and served."""
    with served(PROJECT) as site:
        yield site


@pytest.fixture(scope="module")
def kinds(sample: Served) -> dict[str, str]:
    """The largest page of each kind."""
    return pages.kinds(sample.output)


@pytest.fixture(params=WIDTHS)
def wide_page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page of one of the widths."""
    context = chromium.new_context(viewport={"width": request.param, "height": 844}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_every_kind_of_page_is_looked_at(kinds: dict[str, str]) -> None:
    """No kind of page that the site has is missing from the list that is looked at."""
    assert set(kinds) == set(KINDS)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(sample: Served, kinds: dict[str, str], wide_page: Page, kind: str, view: str) -> None:
    """Contrast, names, roles, landmarks: nothing is wrong in light, dark or 长辈版, at any width."""
    look(wide_page, sample.address + kinds[kind], VIEWS[view])
    assert axe_violations(wide_page) == []
