"""A few of the random sequences of ``benchmarks.address_trials``: an address that was public ends where it should."""

import random
from pathlib import Path

import pytest

from benchmarks import address_trials
from benchmarks.sequences import Wrong
from generator.pages import edition
from support import Site, examples

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sequence cuts lists into short parts; other tests must not see that."""
    monkeypatch.setattr(edition, "TO_A_PAGE", edition.TO_A_PAGE)


@pytest.mark.parametrize("seed", range(examples(4)))
def test_addresses_last(seed: int, tmp_path: Path) -> None:
    """One hop at most, to the same article or list, or to a notice where there is nothing for readers."""
    row = address_trials.run(seed, tmp_path)
    assert row["wrong"] == "", row["steps"]


@pytest.mark.parametrize("name", ["2026-03-23/01.html", "topics/economy/index.html", "tags/gong-yuan/index.html"])
def test_a_lost_address_is_found(name: str, tmp_path: Path) -> None:
    """A crawl that sees nothing would always pass: a page that is gone, leads astray or is another's is told."""
    paper = address_trials.Paper(Site(tmp_path / "paper"), random.Random(2))  # noqa: S311 - dice
    paper.begin()
    file = paper.site.root / "output" / name
    whole = file.read_text("utf-8")
    hop = '<meta http-equiv="refresh" content="0; url={}">'
    file.unlink()
    with pytest.raises(Wrong, match="not found"):
        paper.crawl()
    for target, told in (("/", "the front page"), (f"/{name}", "leads on"), ("/2026-03-24/02.html", "→")):
        file.write_text(hop.format(target), "utf-8")
        with pytest.raises(Wrong, match=told):
            paper.crawl()
    file.write_text(whole, "utf-8")
    paper.crawl()


def test_every_step_can_be_made(tmp_path: Path) -> None:
    """One that raises would end its sequences before they try anything."""
    paper = address_trials.Paper(Site(tmp_path / "paper"), random.Random(4))  # noqa: S311 - dice
    paper.begin()
    for step in address_trials.ALL:
        step(paper)
    paper.publish()
