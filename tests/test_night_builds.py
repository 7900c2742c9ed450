"""A few of the nights of ``benchmarks.night_builds``: a host's build with a moved cache is that of a clean checkout."""

from pathlib import Path

import pytest

from benchmarks import night_builds
from support import examples

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(examples(6)))
def test_the_morning_is_clean(seed: int, tmp_path: Path) -> None:
    """What came at six is there, and nothing is left of the evening, whatever the host kept."""
    row = night_builds.run(seed, tmp_path)
    assert row["wrong"] == ""


def test_a_difference_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that sees nothing would always pass: the site of the evening is not that of the morning."""
    real = night_builds._build
    evening, morning = night_builds.EVENING, night_builds.MORNING
    hours = iter([evening, evening, morning])
    monkeypatch.setattr(night_builds, "_build", lambda root, _, index: real(root, next(hours), index=index))
    assert "differ from a clean build" in night_builds.run(2, tmp_path)["wrong"]
