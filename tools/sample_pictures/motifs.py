"""Motifs that the sample pictures share: birds, cranes, machines, people, leaves."""

from math import cos, sin

from .plate import INK, RED, STONE, WASH, WHITE, Plate, Point


def egret(p: Plate, x: float, y: float, h: float, turn: int) -> None:
    """Stand an egret with its feet at (x, y), looking right (turn 1) or left (-1)."""

    def at(dx: float, dy: float) -> Point:
        return x + turn * dx * h, y - dy * h

    for dx, knee in ((0.0, 0.03), (0.07, 0.1)):
        p.line([at(dx, 0), at(knee, 0.2), at(dx - 0.02, 0.4)], INK, h / 62)
    p.blob([at(-0.36, 0.36), at(-0.2, 0.52), at(0.04, 0.62), at(0.17, 0.58), at(0.14, 0.46), at(-0.04, 0.38)], WHITE)
    p.brush(
        [at(0.1, 0.55), at(0.24, 0.66), at(0.13, 0.82), at(0.17, 0.94), at(0.24, 0.955)], WHITE, h * 0.09, h * 0.045
    )
    p.shape([at(0.25, 0.975), at(0.4, 0.93), at(0.25, 0.945)], RED)
    p.brush([at(-0.05, 0.5), at(-0.22, 0.43), at(-0.4, 0.33)], STONE, h * 0.012, h * 0.006)


def crane(p: Plate, x: float, top: float, foot: float, reach: float, ink: str, w: float) -> None:
    """Put up a tower crane; a negative reach points the jib to the left."""
    sign = 1 if reach > 0 else -1
    for side in (-w / 2, w / 2):
        p.line([(x + side, foot), (x + side, top)], ink, w / 6)
    for i in range(int((foot - top) / w)):
        y = foot - i * w
        p.line([(x - w / 2, y), (x + w / 2, y - w), (x - w / 2, y - w)], ink, w / 11)
    low, high, tip = top - w * 0.3, top - w * 1.25, (x + reach, top - w * 0.3)
    p.line([(x - reach * 0.34, low), tip], ink, w / 6)
    p.line([(x, high), (x + reach * 0.94, high), tip], ink, w / 9)
    for i in range(int(abs(reach) / w)):
        a = x + sign * i * w
        p.line([(a, low), (a + sign * w / 2, high), (a + sign * w, low)], ink, w / 13)
    p.line([(x - reach * 0.34, low), (x, top - w * 4), (x + reach * 0.72, high)], ink, w / 12)
    p.shape([(x - w / 2, top), (x, top - w * 4), (x + w / 2, top)], ink)
    p.box(x - reach * 0.34 - (0 if sign > 0 else w * 1.6), low, w * 1.6, w * 1.5, ink)
    p.box(x + (w * 0.4 if sign > 0 else -w * 1.5), low, w * 1.1, w * 1.3, ink)


def frame(p: Plate, x: float, y: float, cols: int, rows: int, bay: float, ink: str) -> None:
    """Build a concrete frame whose topmost columns still stand free."""
    for r in range(rows + 1):
        wide = cols - (r > rows - 2)
        p.box(x - 4, y - r * bay * 0.86 - 4, wide * bay + 8, bay * 0.12, ink)
        for c in range(wide + 1):
            tall = bay * (0.86 if r < rows else 0.4)
            p.box(x + c * bay - bay * 0.06, y - r * bay * 0.86 - tall, bay * 0.12, tall, ink)


def drill(p: Plate, x: float, y: float, k: float) -> None:
    """Bring up a rotary drill rig, its mast a little off the upright."""
    p.line([(x, y - 10 * k), (x + 16 * k, y - 360 * k)], INK, 13 * k)
    p.line([(x - 70 * k, y - 70 * k), (x + 10 * k, y - 250 * k)], INK, 5 * k)
    p.line([(x + 16 * k, y - 356 * k), (x - 104 * k, y - 74 * k)], INK, 2 * k)
    p.box(x + 4 * k, y - 300 * k, 26 * k, 46 * k, INK)
    p.line([(x + 18 * k, y - 254 * k), (x + 18 * k, y + 16 * k)], INK, 6 * k)
    p.shape(
        [(x - 150 * k, y - 82 * k), (x - 30 * k, y - 92 * k), (x - 6 * k, y - 20 * k), (x - 150 * k, y - 20 * k)], INK
    )
    p.box(x - 44 * k, y - 78 * k, 20 * k, 24 * k, WASH)
    p.blob(
        [
            (x - 160 * k, y - 24 * k),
            (x + 8 * k, y - 24 * k),
            (x + 20 * k, y),
            (x, y + 14 * k),
            (x - 156 * k, y + 14 * k),
            (x - 172 * k, y),
        ],
        INK,
    )


def sitter(p: Plate, x: float, y: float, h: float, turn: int, ink: str) -> None:
    """Seat a person with the hips at (x, y), looking right (turn 1) or left (-1)."""
    p.brush([(x, y), (x + turn * h * 0.02, y - h * 0.2), (x + turn * h * 0.05, y - h * 0.36)], ink, h * 0.2, h * 0.16)
    p.disc(x + turn * h * 0.08, y - h * 0.52, h * 0.075, ink, h * 0.09)
    p.brush([(x, y), (x + turn * h * 0.27, y - h * 0.02)], ink, h * 0.13, h * 0.1)
    p.brush([(x + turn * h * 0.27, y), (x + turn * h * 0.26, y + h * 0.28)], ink, h * 0.09, h * 0.06)
    p.brush(
        [(x + turn * h * 0.05, y - h * 0.32), (x + turn * h * 0.12, y - h * 0.14), (x + turn * h * 0.25, y - h * 0.1)],
        ink,
        h * 0.07,
        h * 0.05,
    )


def arm(p: Plate, x: float, y: float, k: float, turn: int, ink: str, joint: str) -> None:
    """Mount a welding robot with its base at (x, y), reaching right (1) or left (-1)."""

    def at(dx: float, dy: float) -> Point:
        return x + turn * dx * k, y - dy * k

    p.box(x - 70 * k, y - 34 * k, 140 * k, 40 * k, ink)
    p.blob([at(-46, 30), at(-40, 112), at(0, 134), at(42, 112), at(46, 30)], ink)
    p.brush([at(0, 100), at(-38, 190), at(-52, 290)], ink, 62 * k, 44 * k)
    p.brush([at(-70, 300), at(40, 352), at(160, 348)], ink, 58 * k, 30 * k)
    p.brush([at(166, 348), at(186, 300), at(184, 262)], ink, 26 * k, 18 * k)
    p.brush([at(-20, 330), at(20, 210), at(-4, 60)], ink, 5 * k, 5 * k)
    for dx in (166, 204):
        p.line([at(184, 262), at(dx, 250), at(dx, 222)], ink, 7 * k)
    for dx, dy, r in ((0, 100, 22), (-52, 296, 19), (166, 348, 12)):
        p.disc(*at(dx, dy), r * k, joint)
        p.disc(*at(dx, dy), r * k * 0.45, ink)


def foliage(p: Plate, points: list[Point], ink: str, count: int, size: float) -> None:
    """Hang leaves along a line, each pointing more or less down."""
    for _ in range(count):
        i = p.rng.randrange(len(points) - 1)
        t, a, n = p.rng.random(), p.rng.uniform(0.5, 2.4), size * p.rng.uniform(0.7, 1.3)
        x = points[i][0] + (points[i + 1][0] - points[i][0]) * t
        y = points[i][1] + (points[i + 1][1] - points[i][1]) * t
        x, y = x + p.rng.gauss(0, size / 3), y + p.rng.gauss(0, size / 3)
        dx, dy = n * cos(a), n * sin(a)
        p.blob(
            [
                (x, y),
                (x + dx / 2 + dy / 5, y + dy / 2 - dx / 5),
                (x + dx, y + dy),
                (x + dx / 2 - dy / 5, y + dy / 2 + dx / 5),
            ],
            ink,
        )
