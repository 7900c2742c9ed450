"""No figure of conversion falls below what it has held: every set is measured, and every figure has its floor.

``python -m benchmarks.convert_bench --raise-floors`` raises the floors to what is held today; nothing lowers them.
"""

import json

import pytest

from benchmarks import convert_measure, convert_sets
from benchmarks.convert_bench import FLOORS, raised
from benchmarks.convert_measure import FIGURES, Pooled

FLOOR = json.loads(FLOORS.read_text("utf-8"))
pytestmark = pytest.mark.floors


@pytest.fixture(scope="module")
def measured() -> dict[str, Pooled]:
    """Every row of the tables, measured once."""
    if not convert_sets.CONVERSION.is_dir():
        pytest.skip(f"NOT TESTED: the folder {convert_sets.CONVERSION} with the sets and the scorer is missing")
    return convert_measure.pooled(convert_sets.papers())


@pytest.mark.parametrize("row", convert_sets.rows())
def test_no_figure_falls(row: str, measured: dict[str, Pooled]) -> None:
    """Whatever changes in import, no figure of a set gets worse than its floor."""
    figures = measured[row].figures()
    assert {
        figure.name: (figures[figure.name], floor)
        for figure in FIGURES
        if figure.is_worse(figures[figure.name], floor := FLOOR[row][figure.name])
    } == {}


def test_every_figure_has_its_floor() -> None:
    """Each row of the tables has a floor for each figure, and no other row has one."""
    assert set(FLOOR) == set(convert_sets.rows())
    assert all(set(floors) == {figure.name for figure in FIGURES} for floors in FLOOR.values())


def test_floors_only_rise() -> None:
    """A better figure raises its floor to the whole percent; a worse one leaves it where it was."""
    now = {"kept": {figure.name: 3.27 if figure.falls else 96.4 for figure in FIGURES}}
    floors = raised({}, now)
    assert (floors["kept"]["title"], floors["kept"]["corrections"], floors["kept"]["lost"]) == (96, 3.3, 4)
    worse = {"kept": {figure.name: 5.0 if figure.falls else 90.0 for figure in FIGURES}}
    assert raised(floors, worse) == floors
    better = {"kept": {figure.name: 1.0 if figure.falls else 99.9 for figure in FIGURES}}
    assert raised(floors, better)["kept"]["title"] == 99
    assert raised(floors, better)["kept"]["corrections"] == 1.0
