"""Real raw issues, imported and scored. They stay outside the project; without them this is skipped."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.convert_bench import SETS, measure
from generator.intake import convert
from generator.intake.raw import Raw

# Percent, or characters for lost and invented. Only ever raised.
PERFECT = {
    "article F1": 100.0,
    "title": 100.0,
    "author F1": 100.0,
    "paragraph F1": 100.0,
    "caption F1": 100.0,
    "credit F1": 100.0,
    "flags": 100.0,
}
FLOORS = {"both seeds": PERFECT, "seed-like (H01, H05, H08)": PERFECT, "hard-wrapped (H12)": PERFECT}
SEED_DAYS = {"000_b1bf9658d521f992.txt": date(2026, 3, 25), "004_4a1b56b51c05b566.txt": date(2026, 3, 4)}


@pytest.mark.parametrize("name", SETS)
def test_no_figure_of_conversion_falls(name: str, shared: Path, tmp_path: Path) -> None:
    """Articles, titles, people, paragraphs, pictures and doubts are found at least as well as ever before."""
    assert (shared / "conversion").is_dir()
    figures = measure(SETS[name], tmp_path).shares()
    assert {key: figures[key] for key in FLOORS[name] if figures[key] < FLOORS[name][key]} == {}
    assert (figures["lost"], figures["invented"]) == (0, 0)


@pytest.mark.parametrize("seed", sorted(SEED_DAYS))
def test_what_the_text_cannot_show_is_flagged_not_completed(seed: str, shared: Path) -> None:
    """A broken-off end keeps its very words, and a picture item without headline gets none."""
    day = SEED_DAYS[seed]
    text = (shared / "seeds" / seed).read_text("utf-8")
    articles = convert.convert((Raw(text, seed),), issue_id=day.isoformat(), issue_date=day).issue.articles
    last = text.strip().splitlines()[-1]
    assert articles[-1].body.endswith(last)
    assert articles[-1].truncated == (last[-1] not in "。！？")
    assert all(article.untitled == (not article.title) for article in articles)
