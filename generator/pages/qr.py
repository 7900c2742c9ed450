"""An address as a QR code, drawn as an SVG path."""

import re

MASK = 3
"""The same mask pattern for all codes: scanners read every pattern, and choosing the best takes five times as long."""

_DARK = re.compile(b"\x01+")


def draw(address: str) -> tuple[int, str]:
    """The number of modules on a side, and the path of the dark ones, one unit each, without a quiet zone."""
    import segno  # noqa: PLC0415 - start-up that a build without new articles does not need

    matrix = segno.make(address, error="m", micro=False, mask=MASK, boost_error=False).matrix
    return len(matrix), "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}v1h{run.start() - run.end()}z"
        for y, row in enumerate(matrix)
        for run in _DARK.finditer(row)
    )
