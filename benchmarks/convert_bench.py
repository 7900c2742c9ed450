"""How well import converts: the scorer's table over the seeds and the open set.

    make convert-bench

Reads the real texts and the scorer from the folder ``shared`` beside the project; nothing of them is kept here.
Counts are pooled over the issues of a set, not averaged.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from generator.intake import importer

SHARED = Path(__file__).parents[2] / "shared"
CONVERSION = SHARED / "conversion"

Case = tuple[str, str, date]
"""Raw text and truth, below ``shared``, and the day the issue is imported for."""

SETS: dict[str, tuple[Case, ...]] = {
    "both seeds": (
        ("seeds/004_4a1b56b51c05b566.txt", "truth/seed-004.json", date(2026, 3, 4)),
        ("seeds/000_b1bf9658d521f992.txt", "truth/seed-000.json", date(2026, 3, 25)),
    ),
    "seed-like (H01, H05, H08)": (
        ("conversion/open/raw/H01.txt", "open/truth/H01.json", date(1998, 1, 6)),
        ("conversion/open/raw/H05.txt", "open/truth/H05.json", date(2026, 3, 13)),
        ("conversion/open/raw/H08.txt", "open/truth/H08.json", date(1998, 1, 7)),
    ),
    "hard-wrapped (H12)": (("conversion/open/raw/H12.txt", "open/truth/H12.json", date(1998, 1, 7)),),
}


def _three() -> list[int]:
    return [0, 0, 0]


def _two() -> list[int]:
    return [0, 0]


@dataclass
class Pooled:
    """Counts over the issues of a set: right, wrongly given, missed; of titles and flags found and wanted."""

    articles: list[int] = field(default_factory=_three)
    authors: list[int] = field(default_factory=_three)
    paragraphs: list[int] = field(default_factory=_three)
    captions: list[int] = field(default_factory=_three)
    credit_lines: list[int] = field(default_factory=_three)
    titles: list[int] = field(default_factory=_two)
    flags: list[int] = field(default_factory=_two)
    lost: int = 0
    invented: int = 0

    def add(self, figures: dict[str, Any]) -> None:
        """Adds one issue's figures, as the scorer prints them."""
        matched, out, truth = (figures[f"articles_{name}"] for name in ("matched", "out", "truth"))
        flags = [tuple(map(int, text.split("/"))) for text in figures["flags_detail"].values()]
        for total, more in (
            (self.articles, [matched, out - matched, truth - matched]),
            (self.authors, figures["author_counts"]),
            (self.paragraphs, figures["para_counts"]),
            (self.captions, figures["caption_counts"]),
            (self.credit_lines, figures["credit_counts"]),
            (self.titles, [figures["title_counts"][0], figures["title_counts"][2]]),
            (self.flags, [sum(found for found, _ in flags), sum(wanted for _, wanted in flags)]),
        ):
            total[:] = [one + other for one, other in zip(total, more, strict=True)]
        self.lost += figures["chars_lost"]
        self.invented += figures["chars_invented"]

    def shares(self) -> dict[str, float]:
        """The figures of the goal table, in percent; lost and invented in characters."""
        return {
            "article F1": _f1(self.articles),
            "title": _share(self.titles),
            "author F1": _f1(self.authors),
            "paragraph F1": _f1(self.paragraphs),
            "caption F1": _f1(self.captions),
            "credit F1": _f1(self.credit_lines),
            "flags": _share(self.flags),
            "lost": self.lost,
            "invented": self.invented,
        }


def _f1(counts: list[int]) -> float:
    right, wrong, missed = counts
    return 100.0 if not wrong + missed else 200.0 * right / (2 * right + wrong + missed)


def _share(counts: list[int]) -> float:
    found, wanted = counts
    return 100.0 * found / wanted if wanted else 100.0


def measure(cases: tuple[Case, ...], folder: Path) -> Pooled:
    """Imports the issues of a set into one paper below ``folder``, in order, and scores them."""
    pooled = Pooled()
    done = [importer.import_issue(folder, SHARED / raw, day, propose=lambda article: article) for raw, _, day in cases]
    # Scored when all are in: a later issue can raise doubts about an earlier one.
    for imported, (raw, truth, _) in zip(done, cases, strict=True):
        paths = (CONVERSION / "score.py", imported.folder, CONVERSION / truth, "--json", "--raw", SHARED / raw)
        result = subprocess.run([sys.executable, *map(str, paths)], check=True, capture_output=True)
        pooled.add(json.loads(result.stdout))
    return pooled


def main() -> None:
    """Prints the table."""
    console = Console()
    if not CONVERSION.is_dir():
        console.print(f"the folder {CONVERSION} is missing: nothing to measure")
        raise SystemExit(1)
    table = Table("set", *Pooled().shares())
    for name, cases in SETS.items():
        with tempfile.TemporaryDirectory() as folder:
            shares = measure(cases, Path(folder)).shares()
        table.add_row(name, *(str(v) if isinstance(v, int) else f"{v:.1f}" for v in shares.values()))
    console.print(table)


if __name__ == "__main__":
    main()
