"""Lake, field and park: the sample pictures of outdoor scenes."""

from math import cos, pi, sin

from .motifs import egret, foliage, sitter
from .plate import DEEP, HAZE, INK, PAPER, RED, SLATE, STONE, WASH, WHITE, Plate, curve


def egrets(p: Plate) -> None:
    """Wade egrets into the lake, early in the morning."""
    p.tone(p.box(0, 0, 1200, 400, PAPER), HAZE, 0.7, 0.02)
    p.disc(800, 262, 74, RED)
    p.ridge(330, 38, WASH, 0.4, 420)
    p.tone(p.ridge(372, 26, HAZE, 2.2, 430), STONE, 0.4, 0)
    p.ridge(404, 12, STONE, 4.0, 425)
    p.tone(p.box(0, 420, 1200, 380, WASH), STONE, 0, 0.6)
    for i in range(20):
        half = 66 - i * 2.4 + p.rng.uniform(-14, 14)
        p.brush([(800 - half + i, 430 + i * 12), (800 + half - i, 430 + i * 12)], RED, 2, 4)
    for _ in range(50):
        x, y = p.rng.uniform(0, 1200), p.rng.uniform(430, 780)
        n = (y - 380) * p.rng.uniform(0.1, 0.4)
        p.brush([(x, y), (x + n, y)], p.rng.choice((PAPER, STONE)), 1, (y - 400) / 130)
    p.reeds(0, 330, 440, 70, STONE, 46)
    p.reeds(980, 1200, 446, 90, SLATE, 40)
    for x, y, k in ((350, 190, 1.0), (520, 130, 0.62), (205, 120, 0.48)):
        p.shape(
            curve(
                [
                    (x - 8 * k, y),
                    (x + 26 * k, y - 62 * k),
                    (x + 92 * k, y - 116 * k),
                    (x + 62 * k, y - 40 * k),
                    (x + 28 * k, y + 2 * k),
                ]
            ),
            WASH,
        )
        p.blob(
            [
                (x - 64 * k, y + 8 * k),
                (x, y - 9 * k),
                (x + 54 * k, y - 8 * k),
                (x + 60 * k, y + 2 * k),
                (x, y + 12 * k),
            ],
            WHITE,
        )
        p.shape(
            curve(
                [
                    (x - 24 * k, y),
                    (x - 10 * k, y - 62 * k),
                    (x - 78 * k, y - 124 * k),
                    (x + 26 * k, y - 76 * k),
                    (x + 26 * k, y),
                ]
            ),
            WHITE,
        )
        p.line([(x - 58 * k, y + 8 * k), (x - 112 * k, y + 20 * k)], INK, 3 * k)
        p.shape([(x + 56 * k, y - 6 * k), (x + 86 * k, y), (x + 56 * k, y + 1 * k)], RED)
    for x, y, h, turn in ((410, 560, 150, 1), (650, 650, 260, -1)):
        for i in range(6):
            wide = h * (0.22 - i * 0.02)
            p.brush([(x - wide, y + 8 + i * h / 15), (x + wide, y + 8 + i * h / 15)], WHITE, 1, 4)
        egret(p, x, y, h, turn)
    p.blob([(-40, 690), (200, 700), (420, 745), (560, 830), (-40, 860)], INK)
    p.blob([(760, 830), (930, 735), (1240, 690), (1240, 860)], INK)
    p.reeds(-20, 330, 790, 400, INK, 30)
    p.reeds(900, 1220, 800, 500, INK, 38)


def field_bridge(p: Plate) -> None:
    """Span a river between flowering fields, a red umbrella crossing."""
    p.tone(p.box(0, 0, 1200, 420, PAPER), HAZE, 0.6, 0)
    p.tone(p.ridge(240, 44, WASH, 2.6, 470), HAZE, 0.35, 0)
    p.tone(p.ridge(318, 36, HAZE, 0.2, 470), STONE, 0.35, 0)
    p.tone(p.ridge(392, 16, STONE, 5.1, 480), SLATE, 0.2, 0.4)
    for x, y, w in ((96, 408, 92), (186, 420, 76), (262, 412, 96), (1010, 414, 92), (1098, 424, 80)):
        p.box(x, y, w, 56, WHITE)
        p.shape([(x - 10, y + 3), (x + w * 0.14, y - 28), (x + w * 0.86, y - 28), (x + w + 10, y + 3)], DEEP)
        p.box(x + w * 0.42, y + 26, w * 0.17, 30, SLATE)
    p.tree(60, 476, 130, SLATE, DEEP)
    p.tree(950, 476, 150, SLATE, DEEP)
    p.tone(p.box(0, 466, 1200, 340, WASH), HAZE, 0.1, 0.7)
    hump = [(330, 470), (450, 424), (560, 372), (640, 356), (720, 372), (830, 424), (950, 470)]
    p.tone([(x, 940 - y) for x, y in hump], STONE, 0.75, 0.15)
    p.shape(curve(hump, closed=False), DEEP)
    p.line(curve([(x, y - 12) for x, y in hump], closed=False), DEEP, 5)
    for i in range(2, len(hump) - 2):
        for t in range(4):
            a, b = hump[i], hump[i + 1]
            x = a[0] + (b[0] - a[0]) * t / 4
            p.line([(x, a[1] + (b[1] - a[1]) * t / 4 - 14), (x, 400)], DEEP, 3)
    for x, r in ((640, 82), (500, 34), (780, 34)):
        ring = [(x + r * cos(i * pi / 20), 470 - r * sin(i * pi / 20)) for i in range(21)]
        p.shape(ring, WASH)
        p.tone(ring, HAZE, 0.35, 0.1)
        if r > 40:
            p.disc(x, 470, r - 3, PAPER)
        p.line([(x + (r + 7) * cos(i * pi / 20), 470 - (r + 7) * sin(i * pi / 20)) for i in range(21)], STONE, 2)
    p.figure(618, 352, 74, INK, lean=0.02, stride=0.16)
    p.line([(632, 320), (638, 262)], INK, 2.5)
    p.shape([(638 + 46 * cos(i * pi / 16), 280 - 32 * sin(i * pi / 16)) for i in range(17)], RED)
    for _ in range(46):
        x, y = p.rng.uniform(340, 940), p.rng.uniform(474, 640)
        p.brush([(x, y), (x + p.rng.uniform(14, 70), y)], p.rng.choice((PAPER, STONE)), 1, 2.5)
    left = [(-60, 500), (250, 498), (420, 540), (470, 600), (380, 690), (330, 900), (-60, 900)]
    right = [(1260, 500), (930, 500), (800, 546), (820, 620), (930, 720), (1010, 900), (1260, 900)]
    for bank, x0, x1 in ((left, -20, 430), (right, 830, 1220)):
        p.tone(p.blob(bank, SLATE), DEEP, 0, 0.8)
        for row in range(22):
            y = 512 + row * row * 0.66
            size = 1.6 + row * 0.34
            for i in range(int(620 / size / 3)):
                x = x0 + (x1 - x0) * p.rng.random()
                if x < 330 + row * 9 - max(0, row - 6) ** 2 * 0.9 or x > 896 + row * 5:
                    p.disc(x, y + p.rng.gauss(0, size * 1.6), size, PAPER if i % 3 else WASH, size * 0.8)
    for x in range(700, 1240, 26):
        n, sway = p.rng.uniform(130, 420) * (x - 560) / 640, p.rng.uniform(-30, 20)
        twig = [(x + 30, -20), (x + sway / 3, n * 0.5), (x + sway, n)]
        p.brush(twig, INK, 2.6, 1)
        foliage(p, curve(twig, closed=False, steps=8), INK, int(n / 7), 13)


def pocket_park(p: Plate) -> None:
    """Open a small park between apartment houses."""
    p.tone(p.box(0, 0, 1200, 500, PAPER), HAZE, 0.5, 0)
    for x, y, w, ink, lit in (
        (40, 150, 250, HAZE, WASH),
        (330, 230, 210, WASH, PAPER),
        (610, 120, 200, HAZE, WASH),
        (850, 200, 330, WASH, PAPER),
    ):
        p.box(x, y, w, 400, ink)
        p.box(x - 6, y - 8, w + 12, 10, STONE)
        for row in range(int((470 - y) / 46)):
            for col in range(int(w / 42)):
                p.box(x + 18 + col * 40, y + 24 + row * 46, 18, 24, lit)
                p.box(x + 14 + col * 40, y + 48 + row * 46, 26, 4, STONE)
    for x, h in ((110, 190), (300, 150), (420, 170), (640, 160), (800, 190), (1120, 210)):
        p.tree(x, 520, h, STONE, HAZE)
    p.tone(p.blob([(-60, 500), (300, 486), (800, 496), (1260, 484), (1260, 900), (-60, 900)], HAZE), STONE, 0.1, 0.8)
    path = p.blob(
        [
            (700, 500),
            (560, 545),
            (420, 600),
            (330, 700),
            (250, 900),
            (860, 900),
            (760, 720),
            (700, 620),
            (740, 560),
            (790, 512),
        ],
        PAPER,
    )
    p.tone(path, HAZE, 0, 0.5)
    for x, y, n in ((246, 606, 120), (556, 700, 74), (610, 700, 46)):
        p.disc(x, y, n, STONE, n * 0.13)
    p.tree(960, 640, 430, DEEP, SLATE)
    p.tree(240, 600, 330, SLATE, STONE)
    p.blob([(800, 690), (1000, 668), (1260, 680), (1260, 730), (820, 722)], SLATE)
    for x, h, turn in ((902, 190, 1), (1060, 184, -1)):
        sitter(p, x, 640, h, turn, INK)
    p.box(850, 645, 270, 12, INK)
    p.box(850, 596, 270, 9, INK)
    for x in (866, 984, 1096):
        p.box(x, 590, 9, 120, INK)
    p.figure(520, 690, 190, INK, lean=0.01, stride=0.13)
    p.figure(594, 694, 106, INK, lean=0.04, stride=0.16)
    p.brush([(543, 602), (566, 632), (582, 634)], INK, 8, 6)
    p.brush([(604, 630), (640, 560), (652, 470)], INK, 1.6, 1.6)
    p.disc(654, 436, 28, RED, 34)
    p.disc(645, 425, 7, WHITE, 10)
    p.blob([(-60, 730), (180, 716), (330, 780), (360, 900), (-60, 900)], INK)
    p.brush([(70, 830), (84, 520), (58, 260), (10, -40)], INK, 74, 50)
    p.brush([(76, 330), (190, 180), (360, 96)], INK, 34, 9)
    edge = [(-60, 170), (90, 150), (240, 126), (360, 80), (520, 62), (650, 10), (640, -60)]
    p.blob([*edge, (-60, -60)], INK)
    foliage(p, edge, INK, 120, 34)
    p.reeds(190, 350, 810, 70, INK, 16)
