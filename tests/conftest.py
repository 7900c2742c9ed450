"""Fixtures of all tests, and how hard hypothesis tries."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.press import headline_words
from support import NEWSPAPER, PROJECT, Site

# In CI the same examples every time: a new find belongs to the one who looks for it, not to whoever lands next.
settings.register_profile(
    "banmian",
    deadline=None,
    max_examples=int(os.environ.get("BANMIAN_EXAMPLES", "40")),  # fewer in make quick
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("banmian")


@pytest.fixture(scope="session", autouse=True)
def _quickened() -> Iterator[None]:
    """Builds of one process lay out the dictionary of words once: always to the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headline_words, "_laid_out", cache(headline_words._laid_out))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the project, with the seeds; a test that needs it skips without it."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"NOT TESTED: the folder {folder} with the real seeds is missing")
    return folder


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Makes a minimal newspaper in a folder of its own: ``make_site()``, ``make_site("another")``."""

    def make(name: str = "site", newspaper: str = NEWSPAPER) -> Site:
        site = Site(tmp_path / name)
        site.write("newspaper.toml", newspaper)
        return site

    return make


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    """A newspaper without issues."""
    return make_site()
