"""A few of the random sequences of ``benchmarks.sequences``: incremental is clean, whatever happened before."""

from pathlib import Path

import pytest

from benchmarks import sequences
from generator.press import stamps
from support import examples

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sequence sets how long files must have been at rest; other tests must not feel it."""
    monkeypatch.setattr(stamps, "REST", stamps.REST)


@pytest.mark.parametrize("seed", range(examples(6)))
def test_incremental_is_clean(seed: int, tmp_path: Path) -> None:
    """After any edits, losses, damages and kills ``output/`` is what a build into an empty folder gives."""
    row = sequences.run(seed, tmp_path)
    assert row["wrong"] == "", row["steps"]


def test_incremental_is_clean_with_search(tmp_path: Path) -> None:
    """So is the search index."""
    row = sequences.run(10_000, tmp_path, index=True)
    assert row["wrong"] == "", row["steps"]


def test_every_edit_can_be_made(tmp_path: Path) -> None:
    """One that raises would end its sequences before they try anything."""
    paper = sequences.Paper(tmp_path / "paper", 3, index=False)
    paper.begin()
    for edit in sequences.ALL:
        edit(paper)
        paper.build()
    paper.compare()


def test_a_difference_is_found(tmp_path: Path) -> None:
    """A comparison that sees nothing would always pass: a page that says something else is told."""
    paper = sequences.Paper(tmp_path / "paper", 1, index=False)
    paper.begin()
    paper.judge()
    article = paper.pick()
    paper.articles[article]["withdrawal"] = "内容有误"
    with pytest.raises(sequences.Wrong, match="is withdrawn, and public"):
        paper.judge()
    paper.articles[article]["embargo"] = sequences.START.replace(year=9000)
    with pytest.raises(sequences.Wrong, match="under embargo"):
        paper.judge()
