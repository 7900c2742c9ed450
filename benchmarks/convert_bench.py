"""Measures how well import converts: all sets, in two tables, with the figures of the last version for comparison.

    make convert-bench
    python -m benchmarks.convert_bench --set kept
    python -m benchmarks.convert_bench --save benchmarks/convert_figures.json --raise-floors

It reads the real texts and the scorer from the folder ``shared`` beside the project; none of them is stored here.
Counts are pooled over the issues of a row, not averaged. For the held-out sets only figures are shown.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks import convert_sets
from benchmarks.convert_measure import FIGURES, KEPT, READ, Figure, Pooled, pooled

BEFORE = Path(__file__).with_name("convert_figures.json")
"""The figures of the version before, row by row."""
FLOORS = Path(__file__).parents[1] / "tests" / "floors.json"
"""What every figure of every row must hold; it only rises."""

Figures = Mapping[str, Mapping[str, float]]


def table(title: str, figures: Sequence[Figure], now: Figures, before: Figures) -> Table:
    """A table with a row for each set; behind a figure that has changed stands what it was."""
    made = Table("set", *(figure.name for figure in figures), title=title, title_justify="left")
    for row, values in now.items():
        cells = [_cell(figure, values[figure.name], before.get(row, {}).get(figure.name)) for figure in figures]
        made.add_row(row, *cells)
    return made


def _cell(figure: Figure, now: float, before: float | None) -> str:
    shown = f"{now:.{figure.decimals}f}"
    if before is None or f"{before:.{figure.decimals}f}" == shown:
        return shown
    colour = "red" if figure.is_worse(now, before) else "green"
    return f"[{colour}]{shown}[/] [dim]{before:.{figure.decimals}f}[/]"


def acts(rows: Mapping[str, Pooled]) -> Table:
    """The acts of correction by kind."""
    kinds = list(next(iter(rows.values())).acts())
    made = Table("set", *kinds, title="Corrections", title_justify="left")
    for row, counted in rows.items():
        made.add_row(row, *map(str, counted.acts().values()))
    return made


def raised(floors: Figures, now: Figures) -> dict[str, dict[str, float]]:
    """The floors of every row, each as high as it was or as it now can be."""
    made: dict[str, dict[str, float]] = {row: dict(values) for row, values in floors.items()}
    for row, values in now.items():
        for figure in FIGURES:
            floor, before = figure.floor(values[figure.name]), made.setdefault(row, {}).get(figure.name)
            made[row][figure.name] = floor if before is None or figure.is_worse(before, floor) else before
    return made


def main() -> None:
    """Measures, prints the tables, and saves the figures where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="", help="only rows whose name begins so: kept, tune, open2, 'tune wrap'")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--raise-floors", action="store_true", help="raise tests/floors.json to what is held today")
    given = parser.parse_args()
    console = Console()
    if not convert_sets.CONVERSION.is_dir():
        console.print(f"the folder {convert_sets.CONVERSION} is missing: nothing to measure")
        raise SystemExit(1)
    names = convert_sets.rows(given.set)
    if not names:
        parser.error(f"no such set: {given.set} (there are: {', '.join(convert_sets.rows())})")
    papers = convert_sets.papers(given.set)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("measuring", total=len(papers))
        counted = pooled(papers, lambda: progress.advance(task))
    rows = {name: counted[name] for name in names if name in counted}
    now = {name: row.figures() for name, row in rows.items()}
    before: Figures = json.loads(BEFORE.read_text("utf-8")) if BEFORE.is_file() else {}
    console.print(table("What was found, in percent", READ, now, before))
    console.print(table("What was kept, and what is left to an editor", KEPT, now, before))
    console.print(acts(rows))
    if given.save:
        known = [{figure.name: values[figure.name] for figure in FIGURES} for values in now.values()]
        _write(given.save, dict(zip(now, known, strict=True)))
    if given.raise_floors:
        floors: Figures = json.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
        _write(FLOORS, raised(floors, now))


def _write(path: Path, figures: Figures) -> None:
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
