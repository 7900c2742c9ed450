"""One row of the audit, and the table that they make."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the figure, the goal, and whether it is met; ``details`` are printed where it is not."""

    what: str
    figure: str
    goal: str
    met: bool
    details: tuple[str, ...] = ()


def show(rows: Iterable[Row]) -> bool:
    """Prints the table and what is wrong; whether every goal is met."""
    console = Console(width=120)
    table = Table("what", "measured", "goal", "")
    missed = []
    for row in rows:
        table.add_row(row.what, row.figure, row.goal, "[green]✓" if row.met else "[red]✗")
        if not row.met:
            missed.append(row)
    console.print(table)
    for row in missed:
        console.print(f"\n[red]✗[/] {row.what}: {row.figure}, goal {row.goal}", highlight=False)
        for line in row.details:
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
    return not missed
