"""The sets of issues on which conversion is measured: seeds, the open sets beside the project, and our own pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import page_sets, pages

SHARED = Path(__file__).parents[2] / "shared"
CONVERSION = SHARED / "conversion"
ANY_DAY = date(2026, 3, 25)
LAYOUTS = ("blank", "compact", "indent", "wrap", "airy", "cuts", "chrome")


@dataclass(frozen=True, slots=True)
class Case:
    """One raw issue with its truth and the day it is imported for."""

    text: str
    truth: dict[str, Any]
    day: date = ANY_DAY


@dataclass(frozen=True, slots=True)
class Paper:
    """Issues that are imported into one paper, in order; the rows of the tables that they are counted in."""

    rows: tuple[str, ...]
    cases: tuple[Case, ...]


def papers(chosen: str = "") -> list[Paper]:
    """Every paper that counts in a row whose name begins with ``chosen``."""
    return [paper for paper in (*_beside(), *_own()) if any(row.startswith(chosen) for row in paper.rows)]


def rows(chosen: str = "") -> list[str]:
    """The rows of the tables, in their order."""
    beside = ["both seeds", "seed-like", "hard-wrapped", "open2"]
    own = [name for kind in ("tune", "kept") for name in (kind, *(f"{kind} {layout}" for layout in LAYOUTS))]
    return [row for row in (*beside, *own) if row.startswith(chosen)]


def _beside() -> Iterator[Paper]:
    """The sets in the folder ``shared``; nothing of them is kept in the project."""
    seeds = (("004_4a1b56b51c05b566", "seed-004", date(2026, 3, 4)), ("000_b1bf9658d521f992", "seed-000", ANY_DAY))
    yield Paper(
        ("both seeds",),
        tuple(
            _case(SHARED / "seeds" / f"{raw}.txt", CONVERSION / "truth" / f"{truth}.json", day)
            for raw, truth, day in seeds
        ),
    )
    days = {"H01": date(1998, 1, 6), "H05": date(2026, 3, 13), "H08": date(1998, 1, 7), "H12": date(1998, 1, 7)}
    opened = {name: _case(*_open("open", name), day) for name, day in days.items()}
    yield Paper(("seed-like",), tuple(opened[name] for name in ("H01", "H05", "H08")))
    yield Paper(("hard-wrapped",), (opened["H12"],))
    for path in sorted((CONVERSION / "open2" / "raw").glob("*.txt")):
        yield Paper(("open2",), (_case(*_open("open2", path.stem), ANY_DAY),))


def _open(folder: str, name: str) -> tuple[Path, Path]:
    return CONVERSION / folder / "raw" / f"{name}.txt", CONVERSION / folder / "truth" / f"{name}.json"


def _case(raw: Path, truth: Path, day: date) -> Case:
    return Case(raw.read_text("utf-8"), json.loads(truth.read_text("utf-8")), day)


def _own() -> Iterator[Paper]:
    """Each of the project's own pages in each of its layouts."""
    for page in pages.load():
        for layout in page.layouts:
            group = re.sub(r"\d+i?$", "", layout).replace("torn", "cuts")
            yield Paper((page.set, f"{page.set} {group}"), (Case(*page_sets.render(page, layout)),))
