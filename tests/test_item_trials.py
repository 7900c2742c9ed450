"""A few of the random edits of ``benchmarks.item_trials``: items keep their ids, and their moments tell the truth."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import item_trials
from benchmarks.sequences import Wrong
from generator.outlets import feeds
from generator.pages import edition
from support import Site, examples

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _long_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sequence cuts lists into short parts and lets feeds be long; other tests must not see that."""
    monkeypatch.setattr(edition, "TO_A_PAGE", edition.TO_A_PAGE)
    monkeypatch.setattr(feeds, "MOST", 100)


@pytest.mark.parametrize("seed", range(examples(1)))
def test_items_last(seed: int, tmp_path: Path) -> None:
    """The id of an article never changes, and its moment changes exactly where it says something else."""
    row = item_trials.run(seed, tmp_path)
    assert row["wrong"] == "", row["steps"]


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    """A look that sees nothing would always pass: another id, a moment that stays, and a secret are told."""
    paper = item_trials.Watched(Site(tmp_path / "paper"), random.Random(2))  # noqa: S311 - dice
    paper.begin()
    file = paper.site.root / "output/feed.xml"
    whole = file.read_text("utf-8")
    for old, new, told in (
        ("urn:uuid:", "urn:uuid:0", "the id of"),
        ("号稿的正文。", "号稿的正文。改过。", "differs from"),
    ):
        file.write_text(whole.replace(old, new), "utf-8")
        with pytest.raises(Wrong, match=told):
            paper.look()
    file.write_text(whole, "utf-8")
    paper.look()
    held = next(iter(paper.items))
    paper.items[held] = replace(paper.items[held], draft=True)
    with pytest.raises(Wrong, match="which is held"):
        paper.look()
