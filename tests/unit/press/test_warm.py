"""Builds that keep what they read in memory: the same site as one that begins with nothing."""

import random
import shutil
from pathlib import Path

import pytest

from benchmarks import sequences
from generator.press.build import Strangers, build
from generator.press.warm import Warm
from support import NEWSPAPER, settled

EDITS = (
    *(sequences._field, sequences._text, sequences._photo, sequences._insert, sequences._delete, sequences._rename),
    *(sequences._delete_issue, sequences._withdraw, sequences._settings, sequences._lists, sequences._special),
    *(sequences._template, sequences._lose_file, sequences._damage_file, sequences._manifest, sequences._ledger),
    sequences._cache,
)


@pytest.mark.parametrize("seed", range(4))
def test_a_warm_build_is_a_clean_one(tmp_path: Path, seed: int) -> None:
    """Whatever is edited or damaged between builds of one memory, the result is that of a build from nothing."""
    paper = sequences.Paper(tmp_path / "paper", seed, index=False)
    paper.site.write("newspaper.toml", NEWSPAPER)
    paper.add("2026-03-11-01")
    rng, warm = random.Random(seed), Warm()  # noqa: S311 - dice
    for _ in range(8):
        rng.choice(EDITS)(paper)
        build(paper.site.root, now=paper.now, index=False, strangers=Strangers(remove=True), warm=warm)
    shutil.copytree(
        paper.site.root, tmp_path / "clean", ignore=shutil.ignore_patterns("output", ".banmian", ".history")
    )
    build(tmp_path / "clean", now=paper.now, index=False)
    assert settled(paper.site.root / "output") == settled(tmp_path / "clean/output")


def test_facts_that_did_not_change_are_the_same_objects(tmp_path: Path) -> None:
    """So related reading sees at once which issues it need not look at."""
    paper = sequences.Paper(tmp_path, 1, index=False)
    paper.site.write("newspaper.toml", NEWSPAPER)
    for article in ("2026-03-11-01", "2026-03-18-01"):
        paper.add(article)
    warm = Warm()
    build(tmp_path, now=paper.now, index=False, warm=warm)
    build(tmp_path, now=paper.now, index=False, warm=warm)
    paper.articles["2026-03-18-01"]["title"] = "新的标题"
    paper.write("2026-03-18-01")
    build(tmp_path, now=paper.now, index=False, warm=warm)
    before = dict(warm._facts)
    paper.articles["2026-03-18-01"]["title"] = "又一个标题"
    paper.write("2026-03-18-01")
    build(tmp_path, now=paper.now, index=False, warm=warm)
    assert warm._facts["2026-03-11"] is before["2026-03-11"]
