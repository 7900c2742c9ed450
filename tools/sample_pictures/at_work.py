"""Hall, site, office and factory: the sample pictures of people at work."""

from math import cos, pi, sin

from .motifs import arm, crane, drill, frame
from .plate import DEEP, HAZE, INK, PAPER, RED, SLATE, STONE, WASH, WHITE, Plate, Point


def job_fair(p: Plate) -> None:
    """Fill a sports hall with people looking for work."""
    p.tone(p.box(0, 0, 1200, 500, PAPER), HAZE, 0.8, 0)
    for i, z in enumerate((3.2, 2.3, 1.7, 1.3)):
        arch = [(600 + 780 / z * cos(a * pi / 30), 400 - 420 / z * sin(a * pi / 30)) for a in range(31)]
        p.line(arch, (HAZE, STONE, STONE, SLATE)[i], 18 / z)
        p.line([(x, y + 26 / z) for x, y in arch], (HAZE, STONE, STONE, SLATE)[i], 5 / z)
    for i in range(9):
        p.box(392 + i * 47, 306, 38, 64, WHITE)
    for x, y, w, h, ink in (
        (470, 250, 34, 110, STONE),
        (700, 250, 34, 110, STONE),
        (360, 200, 52, 170, RED),
        (790, 200, 52, 170, RED),
        (180, 110, 84, 260, SLATE),
        (950, 110, 84, 260, SLATE),
    ):
        p.line([(x + w / 2, y - h * 0.5), (x, y), (x + w, y), (x + w / 2, y - h * 0.5)], INK, 1)
        p.shape([(x, y), (x + w, y), (x + w, y + h), (x + w / 2, y + h * 0.9), (x, y + h)], ink)
        p.tone([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], INK, 0.05, 0.4)
    p.tone(p.box(0, 400, 1200, 400, WASH), STONE, 0, 0.75)
    for y, h, ink, panel, gap in ((442, 84, STONE, HAZE, 104), (546, 146, SLATE, WASH, 262)):
        for x in range(-40, 1240, gap):
            p.box(x, y - h * 0.98, gap * 0.8, h * 0.7, panel)
            p.box(x, y - h * 1.1, gap * 0.8, h * 0.15, ink)
            for n in range(3):
                p.box(x + gap * (0.07 + n * 0.24), y - h * 0.88, gap * 0.18, h * 0.34, PAPER)
            for share in (0.24, 0.55):
                p.figure(x + gap * share, y, h * p.rng.uniform(0.9, 1), ink)
            p.box(x + 4, y - h * 0.38, gap * 0.76, h * 0.48, panel)
            p.box(x - 4, y - h * 0.42, gap * 0.84, h * 0.06, ink)
        for x in range(-20, 1240, int(gap * 0.44)):
            tall = h * p.rng.uniform(0.95, 1.12)
            p.figure(
                x + p.rng.uniform(-0.3, 0.3) * gap,
                y + h * p.rng.uniform(0.28, 0.42),
                tall,
                ink,
                lean=p.rng.uniform(-0.07, 0.07),
                pack=p.rng.random() < 0.3,
            )
    for x, h in ((70, 250), (206, 232), (412, 262), (660, 240), (782, 256), (1010, 236), (1122, 262)):
        y = 716 + p.rng.uniform(-12, 14)
        p.disc(x, y, h * 0.22, STONE, h * 0.03)
        p.figure(x, y, h, DEEP, lean=p.rng.uniform(-0.05, 0.05), pack=x % 4 == 2)
    for x, y, h, lean in ((292, 1190, 700, 0.02), (540, 1130, 600, 0.03), (900, 1210, 720, -0.02)):
        p.figure(x, y, h, INK, lean=lean, pack=x != 540)
    p.disc(556, 548, 22, INK)
    p.brush([(620, 700), (690, 742), (728, 660)], INK, 48, 30)
    p.shape([(700, 566), (782, 548), (802, 652), (718, 670)], WHITE)
    for i in range(5):
        p.line([(715, 584 + i * 15), (774, 571 + i * 15)], STONE, 2)


def data_valley(p: Plate) -> None:
    """Light the offices after dark, a bus waiting below."""
    p.tone(p.box(0, 0, 1200, 800, SLATE), INK, 1, 0.25)
    p.disc(250, 150, 56, PAPER)
    for y, a, b in ((168, 170, 330), (184, 130, 290)):
        p.brush([(a, y), (b, y)], DEEP, 3, 9)
    p.tone(p.ridge(500, 30, DEEP, 3.4, 640), INK, 0.1, 0.6)
    for i in range(22):
        h = p.rng.uniform(40, 130)
        p.box(i * 60 - 30, 610 - h, 46, h, DEEP)
        for _ in range(5):
            p.box(i * 60 - 24 + p.rng.randrange(4) * 10, 604 - p.rng.uniform(8, h - 6), 5, 6, HAZE)
    for x, top, w, side, cols, rows, lit in (
        (96, 300, 190, 40, 6, 9, 0.4),
        (800, 250, 300, -56, 9, 11, 0.45),
        (430, 96, 230, 64, 7, 17, 0.55),
    ):
        p.box(x, top, w, 640 - top, INK)
        edge = x + w if side > 0 else x
        flank = [(edge, top), (edge + side, top + 26), (edge + side, 640), (edge, 640)]
        p.shape(flank, INK)
        p.tone(flank, SLATE, 0.55, 0.15)
        cell, storey = (w - 24) / cols, (560 - top) / rows
        for r in range(rows):
            for c in range(cols):
                glow = p.rng.random()
                ink = PAPER if glow < lit * 0.6 else HAZE if glow < lit else DEEP
                p.box(x + 14 + c * cell, top + 18 + r * storey, cell - 6, storey - 8, ink)
    p.line([(545, 96), (545, 30)], SLATE, 4)
    p.disc(545, 28, 6, RED)
    p.box(660, 372, 150, 42, INK)
    for i in range(8):
        p.box(666 + i * 18, 380, 14, 24, WASH)
    p.box(410, 566, 306, 78, WASH)
    p.tone([(410, 566), (716, 566), (716, 644), (410, 644)], PAPER, 0.2, 0.9)
    p.box(396, 556, 334, 12, INK)
    for x in range(410, 720, 51):
        p.box(x - 2, 566, 5, 78, INK)
    for x in (448, 476, 560, 640, 690):
        p.figure(x, 644, 60, INK, stride=0.12)
    p.tone(p.box(0, 640, 1200, 170, DEEP), INK, 0.2, 0.95)
    for x0, x1, n in ((410, 716, 46), (110, 280, 20), (810, 1090, 26)):
        for _ in range(n):
            x, y, d = p.rng.uniform(x0, x1), p.rng.uniform(650, 770), p.rng.uniform(10, 60)
            p.brush([(x - d / 2, y), (x + d / 2, y)], p.rng.choice((HAZE, WASH, STONE)), 1, 3)
    for x, h in ((40, 170), (350, 120), (760, 140), (1150, 200)):
        p.tree(x, 664, h, INK, DEEP)
    p.shape([(796, 602), (1096, 602), (1110, 612), (1116, 692), (784, 692), (784, 614)], RED)
    p.box(784, 664, 332, 5, INK)
    p.box(800, 616, 300, 36, PAPER)
    for i in range(1, 7):
        p.box(800 + i * 42, 614, 5, 40, RED)
    for x in (826, 868, 960, 1004):
        p.disc(x, 640, 7, INK, 9)
        p.box(x - 10, 646, 20, 6, INK)
    for x in (846, 1046):
        p.disc(x, 692, 20, INK)
        p.disc(x, 692, 8, STONE)
    p.brush([(1112, 680), (1200, 690), (1260, 700)], WASH, 4, 18)
    p.brush([(790, 724), (940, 728), (1100, 724)], RED, 2, 6)
    p.brush([(830, 742), (950, 744), (1060, 742)], RED, 1, 4)


def crane_dawn(p: Plate) -> None:
    """Set drill rigs and cranes against the sunrise."""
    p.tone(p.box(0, 0, 1200, 560, PAPER), HAZE, 0.85, 0.02)
    p.disc(420, 470, 128, RED)
    for y, a, b in ((430, 180, 520), (462, 360, 700), (396, 420, 610)):
        p.brush([(a, y), ((a + b) / 2, y - 3), (b, y)], PAPER, 2, 7)
    p.tone(p.ridge(520, 20, WASH, 1.1, 640), HAZE, 0.5, 0)
    for i in range(26):
        h = p.rng.uniform(20, 86)
        p.box(i * 50 - 20, 590 - h, p.rng.uniform(26, 52), h + 60, HAZE)
    crane(p, 150, 300, 620, 210, STONE, 11)
    frame(p, 60, 620, 6, 5, 42, STONE)
    frame(p, 720, 650, 7, 8, 62, DEEP)
    for r in range(7):
        p.tone(p.box(724, 604 - r * 53.3, 180 - r * 14, 42, SLATE), DEEP, 0.3, 0.7)
    crane(p, 690, 118, 690, 440, INK, 24)
    p.line([(966, 258), (1010, 226), (1010, 106), (1010, 226), (1054, 258)], INK, 2)
    p.box(952, 256, 116, 12, RED)
    p.tone(
        p.blob([(-60, 640), (200, 612), (520, 650), (800, 628), (1260, 650), (1260, 900), (-60, 900)], SLATE),
        INK,
        0.1,
        0.95,
    )
    drill(p, 176, 652, 0.62)
    drill(p, 330, 690, 1)
    p.blob([(-60, 760), (250, 742), (700, 756), (1260, 728), (1260, 900), (-60, 900)], INK)
    for x, y, h in ((520, 752, 122), (574, 756, 114), (640, 752, 126), (905, 746, 128), (962, 744, 118)):
        p.figure(x, y, h, INK, lean=p.rng.uniform(-0.03, 0.04), cap=RED)


def robot_line(p: Plate) -> None:
    """Line an endless assembly line with robot arms."""

    def at(x: float, y: float, z: float) -> Point:
        return 520 + x / z, 320 + y / z

    p.tone(p.box(0, 0, 1200, 800, PAPER), HAZE, 0.7, 0.1)
    p.tone([at(-900, 440, 0.9), at(900, 440, 0.9), at(900, 440, 7), at(-900, 440, 7)], STONE, 0.1, 0.7)
    for side in (-900, 1100):
        for i in range(12):
            z, far = 0.8 * 1.24**i, 0.8 * 1.24**i * 1.17
            p.shape([at(side, -330, z), at(side, -330, far), at(side, 40, far), at(side, 40, z)], WHITE)
            p.line([at(side, -140, z), at(side, -140, far)], HAZE, 3 / z)
    for i in range(11, -1, -1):
        z = 0.85 * 1.24**i
        ink = STONE if i > 4 else SLATE
        p.line([at(-900, -380, z), at(1100, -380, z)], ink, 10 / z)
        p.line([at(-900, -310, z), at(1100, -310, z)], ink, 6 / z)
        for n in range(-9, 11):
            p.line([at(n * 100, -380, z), at(n * 100 + 50, -310, z), at(n * 100 + 100, -380, z)], ink, 3 / z)
        for x in (-330, 330):
            p.shape(
                [at(x - 60, -300, z), at(x + 60, -300, z), at(x + 60, -300, z * 1.12), at(x - 60, -300, z * 1.12)],
                WHITE,
            )
    belt = [at(-130, 250, 7), at(130, 250, 7), at(130, 250, 0.6), at(-130, 250, 0.6)]
    p.shape([at(-130, 250, 7), at(-130, 250, 0.6), at(-130, 440, 0.6), at(-130, 440, 7)], DEEP)
    p.shape([at(130, 250, 7), at(130, 250, 0.6), at(130, 440, 0.6), at(130, 440, 7)], DEEP)
    p.shape(belt, STONE)
    p.tone(belt, SLATE, 0.1, 0.8)
    for i in range(16, -1, -1):
        z = 0.8 * 1.15**i
        p.line([at(-130, 250, z), at(130, 250, z)], SLATE, 3 / z)
    for i in range(7, -1, -1):
        z = 1.05 * 1.31**i
        ink = (DEEP, DEEP, SLATE, SLATE, STONE, STONE, HAZE, HAZE)[i]
        if i:
            arm(p, *at(-400, 440, z), 1.25 / z, 1, ink, RED if i < 3 else PAPER)
            arm(p, *at(400, 440, z * 1.1), 1.25 / z / 1.1, -1, ink, RED if i < 3 else PAPER)
        near, far = z * 1.12, z * 1.26
        p.shape([at(-76, 150, near), at(76, 150, near), at(76, 250, near), at(-76, 250, near)], WASH)
        p.shape([at(-76, 150, near), at(76, 150, near), at(76, 150, far), at(-76, 150, far)], WHITE)
        p.box(*at(-50, 174, near), 100 / near, 14 / near, ink)
        p.disc(*at(0, 218, near), 15 / near, ink)
    arm(p, 1010, 860, 1.75, -1, INK, RED)
    p.figure(150, 800, 330, INK, lean=0.03, cap=RED)
    p.brush([(186, 580), (222, 640), (262, 616)], INK, 26, 18)
    p.shape([(246, 580), (316, 566), (326, 618), (256, 634)], WHITE)
