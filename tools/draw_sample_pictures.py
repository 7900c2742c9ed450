"""Draw the pictures of the sample edition.

Every picture is our own drawing, so the sample may be shared freely, and the same code
gives the same bytes. Run it from anywhere; it writes into `content/issues/*/photos/`:

    python tools/draw_sample_pictures.py
"""

from collections.abc import Callable
from pathlib import Path

from sample_pictures.at_work import crane_dawn, data_valley, job_fair, robot_line
from sample_pictures.outdoors import egrets, field_bridge, pocket_park
from sample_pictures.plate import PAPER, Plate

ISSUES = Path(__file__).resolve().parent.parent / "content" / "issues"

PICTURES: dict[str, Callable[[Plate], None]] = {
    "2026-03-11/egrets": egrets,
    "2026-03-11/job-fair": job_fair,
    "2026-03-18/field-bridge": field_bridge,
    "2026-03-18/data-valley": data_valley,
    "2026-03-25/crane-dawn": crane_dawn,
    "2026-03-25/pocket-park": pocket_park,
    "2026-03-25/robot-line": robot_line,
}


def main() -> None:
    """Draw every picture into its issue."""
    for seed, (name, scene) in enumerate(PICTURES.items(), start=1284):
        day, stem = name.split("/")
        plate = Plate(PAPER, seed)
        scene(plate)
        plate.print_to(ISSUES / day / "photos" / f"{stem}.png")


if __name__ == "__main__":
    main()
