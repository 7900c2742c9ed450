"""A sheet for drawing in the style of newspaper illustrations: flat inks, curves, a halftone screen.

The scenes of the sample edition are drawn with it. The result is always the same: no code uses the time, and all random
numbers come from the sheet's own seeded generator.
"""

import random
from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 1200, 800, 2
PAPER, WASH, HAZE, STONE = "#f1e8d6", "#ddd3bd", "#bcb8a6", "#8f938a"
SLATE, DEEP, INK, RED, WHITE = "#5f6a68", "#3b4544", "#1e2424", "#bd3a26", "#fbf6ea"
GREYS = (WHITE, PAPER, WASH, HAZE, STONE, SLATE, DEEP, INK)
Point = tuple[float, float]
Points = Sequence[Point]


def curve(points: Points, *, closed: bool = True, steps: int = 12) -> list[Point]:
    """Lay a smooth (Catmull-Rom) curve through the points."""
    ring = list(points)
    pad = [ring[-1], *ring, ring[0], ring[1]] if closed else [ring[0], *ring, ring[-1]]
    out: list[Point] = []
    for a, b, c, d in zip(pad, pad[1:], pad[2:], pad[3:], strict=False):
        for step in range(steps):
            t = step / steps
            out.append(
                tuple(  # type: ignore[arg-type]
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return out if closed else [*out, ring[-1]]


def mixed(one: str, other: str) -> list[int]:
    """Return the colour half-way between two inks."""
    return [(int(one[i : i + 2], 16) + int(other[i : i + 2], 16)) // 2 for i in (1, 3, 5)]


class Plate:
    """A sheet to draw on: coordinates of the finished picture, drawn twice as large."""

    def __init__(self, paper: str, seed: int) -> None:
        """Take a fresh sheet; the seed decides grain and scatter."""
        self.rng = random.Random(seed)  # noqa: S311 - texture, not secrets
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), paper)
        self.draw = ImageDraw.Draw(self.image)
        p = 16
        tile = Image.new("L", (p, p))
        tile.putdata([int(127.5 * (1 + cos(2 * pi * x / p) * cos(2 * pi * y / p))) for y in range(p) for x in range(p)])
        self.screen = Image.new("L", self.image.size)
        for x in range(0, self.screen.width, p):
            self.screen.paste(tile, (x, 0))
        row = self.screen.crop((0, 0, self.screen.width, p))
        for y in range(p, self.screen.height, p):
            self.screen.paste(row, (0, y))

    def shape(self, points: Points, ink: str) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=ink)

    def blob(self, points: Points, ink: str) -> list[Point]:
        """Fill a smooth closed curve and return its outline for shading."""
        outline = curve(points)
        self.shape(outline, ink)
        return outline

    def box(self, x: float, y: float, w: float, h: float, ink: str) -> list[Point]:
        """Fill an upright rectangle and return its outline."""
        outline = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        self.shape(outline, ink)
        return outline

    def disc(self, x: float, y: float, rx: float, ink: str, ry: float = 0) -> list[Point]:
        """Fill a circle or an ellipse and return its outline."""
        ry = ry or rx
        outline = [(x + rx * cos(i * pi / 40), y + ry * sin(i * pi / 40)) for i in range(80)]
        self.shape(outline, ink)
        return outline

    def line(self, points: Points, ink: str, width: float = 2) -> None:
        """Draw a line of even width."""
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=ink, width=max(1, round(width * SCALE)), joint="curve"
        )

    def brush(self, points: Points, ink: str, start: float, end: float) -> None:
        """Draw a smooth stroke that swells or tapers from one width to the other."""
        path = curve(points, closed=False, steps=14)
        for i, (x, y) in enumerate(path):
            r = (start + (end - start) * i / len(path)) / 2
            self.line([path[max(i - 1, 0)], (x, y)], ink, r * 2)
            self.draw.ellipse([(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE], fill=ink)

    def tone(self, outline: Points, ink: str, top: float, bottom: float) -> None:
        """Shade an outline with halftone dots, from one density down to the other."""
        ys = [min(max(y, 0), HEIGHT) * SCALE for _, y in outline]
        y0, y1 = int(min(ys)), max(int(max(ys)), int(min(ys)) + 1)
        ramp = Image.linear_gradient("L").resize((self.image.width, y1 - y0))
        ramp = ramp.point([int(255 * (top + (bottom - top) * v / 255)) for v in range(256)])
        field = Image.new("L", self.image.size)
        field.paste(ramp, (0, y0))
        dots = ImageChops.add(field, self.screen, offset=-255).point([min(255, v * 7) for v in range(256)])
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in outline], fill=255)
        self.image.paste(ink, mask=ImageChops.multiply(mask, dots))

    def figure(
        self,
        x: float,
        y: float,
        h: float,
        ink: str,
        *,
        lean: float = 0,
        cap: str = "",
        stride: float = 0.1,
        pack: bool = False,
    ) -> None:
        """Set a standing person with the feet at (x, y)."""
        hip, neck = (x + lean * h * 0.4, y - h * 0.48), (x + lean * h, y - h * 0.82)
        nx, ny, hx, hy = *neck, *hip
        for side in (-1, 1):
            self.brush(
                [(hx + side * h * 0.04, hy), (x + side * stride * h * 0.6, y - h * 0.24), (x + side * stride * h, y)],
                ink,
                h * 0.13,
                h * 0.065,
            )
            self.brush(
                [
                    (nx + side * h * 0.1, ny + h * 0.05),
                    (x + side * h * 0.14, y - h * 0.62),
                    (x + side * h * 0.12, y - h * 0.46),
                ],
                ink,
                h * 0.075,
                h * 0.045,
            )
        self.blob(
            [
                (nx - h * 0.06, ny - h * 0.02),
                (nx + h * 0.06, ny - h * 0.02),
                (nx + h * 0.13, ny + h * 0.05),
                (hx + h * 0.1, hy + h * 0.02),
                (hx - h * 0.1, hy + h * 0.02),
                (nx - h * 0.13, ny + h * 0.05),
            ],
            ink,
        )
        self.disc(nx, ny - h * 0.09, h * 0.062, ink, h * 0.078)
        if pack:
            self.blob(
                [
                    (nx - h * 0.2, ny + h * 0.06),
                    (nx - h * 0.02, ny + h * 0.05),
                    (hx - h * 0.03, hy - h * 0.04),
                    (hx - h * 0.2, hy - h * 0.06),
                ],
                ink,
            )
        if cap:
            dome = [(nx + h * 0.08 * cos(i * pi / 12), ny - h * (0.11 + 0.08 * sin(i * pi / 12))) for i in range(13)]
            self.shape([*dome, (nx - h * 0.105, ny - h * 0.105)], cap)

    def reeds(self, x0: float, x1: float, y: float, tall: float, ink: str, count: int) -> None:
        """Grow a stand of reeds along a bank."""
        for _ in range(count):
            x, h = self.rng.uniform(x0, x1), tall * self.rng.uniform(0.45, 1)
            bend = h * self.rng.uniform(-0.12, 0.3)
            tip = (x + bend, y - h)
            self.brush([(x, y), (x + bend * 0.25, y - h * 0.55), tip], ink, tall / 60 + 1, 1.2)
            if self.rng.random() < 0.55:
                head = (tip[0] + bend * 0.1, tip[1] - h * 0.1)
                self.brush([tip, head], ink, tall / 38 + 1, tall / 42 + 1)
                self.line([head, (head[0] + bend * 0.08, head[1] - h * 0.06)], ink, 1.2)
            low = self.rng.uniform(0.25, 0.6)
            way = self.rng.choice((-1, 1)) * h
            self.brush(
                [
                    (x + bend * low * 0.4, y - h * low),
                    (x + way * 0.1, y - h * (low + 0.2)),
                    (x + way * 0.24, y - h * (low + 0.13)),
                ],
                ink,
                tall / 50,
                0.8,
            )

    def ridge(self, y: float, swing: float, ink: str, phase: float, foot: float) -> list[Point]:
        """Raise a range of hills across the whole sheet and return its outline."""
        top = [
            (x, y - swing * (sin(x / 190 + phase) + 0.5 * sin(x / 83 + phase * 2.3) + 0.16 * sin(x / 29 + phase * 5)))
            for x in range(-10, WIDTH + 20, 10)
        ]
        outline = [*top, (WIDTH + 10, foot), (-10, foot)]
        self.shape(outline, ink)
        return outline

    def tree(self, x: float, y: float, h: float, ink: str, shade: str) -> None:
        """Plant a broad-leaved tree whose crown is lit from above."""
        for bend in (-0.12, 0.01, 0.13):
            self.brush([(x, y), (x + h * 0.01, y - h * 0.3), (x + h * bend, y - h * 0.56)], ink, h * 0.05, h * 0.02)
        leaves = [(self.rng.uniform(-0.25, 0.25), self.rng.uniform(-0.17, 0.2)) for _ in range(19)]
        for dx, dy in sorted(leaves, key=lambda leaf: -leaf[1]):
            r = h * self.rng.uniform(0.11, 0.19)
            at = (x + dx * h, y + (dy * (1 - abs(dx)) - 0.7) * h)
            crown = self.blob(
                [
                    (
                        at[0] + r * self.rng.uniform(0.8, 1.15) * cos(k * pi / 4),
                        at[1] + r * self.rng.uniform(0.7, 0.95) * sin(k * pi / 4),
                    )
                    for k in range(8)
                ],
                ink,
            )
            self.tone(crown, shade, 0.62, 0.05)

    def print_to(self, path: Path) -> None:
        """Scale down, let dry specks show the paper, and write a small PNG of few inks."""
        image = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", image.size, self.rng.randbytes(WIDTH * HEIGHT))
        noise = noise.filter(ImageFilter.GaussianBlur(1))
        image.paste(HAZE, mask=noise.point([110 if v > 187 else 0 for v in range(256)]))
        inks = [mixed(a, a) for a in (*GREYS, RED)]
        inks += [mixed(a, b) for a, b in pairwise(GREYS)]
        inks += [mixed(PAPER, STONE), mixed(PAPER, INK), *(mixed(a, RED) for a in GREYS[1::2])]
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for ink in inks for part in ink])
        path.parent.mkdir(parents=True, exist_ok=True)
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
