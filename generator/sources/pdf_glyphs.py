"""Extracts the text of a PDF file's pages. Runs as a separate program, with limits.

    python -m generator.sources.pdf_glyphs FILE SECONDS

A PDF may be malicious, and PDFium is a C++ library, so a crash or attack must be confined to this process. It prints
one line of JSON for each page.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from ctypes import byref, c_double
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pypdfium2
from pypdfium2 import raw

from generator.sources import columns, page_heads, radicals, typeset
from generator.sources.glyph_sheet import Run, Sheet, body_size
from generator.sources.raw import Change

MAX_PAGES = 400
MAX_GLYPHS = 60_000
"""The most glyphs on one page. The fullest page of a paper has about 12,000."""
MAX_PICTURES = 200
CHARACTERS_A_SECOND = 4_000
MAX_MEMORY = 600_000_000
ASCENT = 0.88
"""The share of a character's body above its base line."""
GUESSED_SPACE = ""
"""Stands for a gap that PDFium takes for a space. It is right about Latin words only."""
DOUBTFUL_SPACE = "\0"
LIGATED = "—…"
"""—— may be a single glyph; then both of its characters have the same place."""
MISSING = "〓"
"""The usual sign for a character that is not available."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its box in points, measured from the upper left corner of the page, and its size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    quarter: int = 0
    """By how many quarter turns to the left it is rotated."""


@dataclass(slots=True)
class PdfPage:
    """The result for a page: its text, and what an editor should know about it.

    ``unknown`` counts the characters that have no Unicode value in the file, ``turned`` those that are rotated;
    ``changes`` are replaced look-alikes; ``folio`` is number and name of its 版, if its margins have no more than
    these.
    """

    text: str = ""
    mixed: bool = False
    unknown: int = 0
    turned: int = 0
    changes: list[Change] = field(default_factory=list)
    folio: tuple[str, str] | None = None


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Joins neighbouring glyphs to runs. A gap of nearly a character's width, or a step up or down, ends a run."""
    found: list[Run] = []
    seen: set[tuple[str, int, int]] = set()
    space = guessed = False
    usual = 0.0
    borders: Counter[bool] = Counter()
    for glyph in glyphs:
        if not glyph.text.strip():
            space, guessed = space or bool(glyph.text), True
            continue
        last = found[-1] if found else None
        here = _place(glyph)
        if any((glyph.text, here[0] + x, here[1] + y) in seen for x in (-1, 0, 1) for y in (-1, 0, 1)):
            # Bold is often made by printing a word twice with a tiny offset; but —— may be one glyph for two.
            if last is None or glyph.text not in LIGATED or last.text[-1] != glyph.text:
                continue
            glyph = replace(glyph, left=glyph.left + glyph.size, right=glyph.right + glyph.size)  # noqa: PLW2901
        seen.add((glyph.text, *here))
        if last is not None and _follows(last, glyph):
            gap = (glyph.left - last.right) / glyph.size
            if space and gap > 0.1:
                last.text += " "
            elif last.text[-1] < "\u2e80" and glyph.text < "\u2e80":
                last.text += " " if guessed else ""
            elif last.text[-1] < "\u2e80" or glyph.text < "\u2e80":
                borders[gap > 0.18] += 1
                last.text += DOUBTFUL_SPACE if guessed and gap > 0.18 and usual < 0.08 else ""
            elif guessed and gap > 0.18 and usual < 0.08:
                last.text += " "
            last.text += glyph.text
            last.right, last.bottom = max(last.right, glyph.right), max(last.bottom, glyph.bottom)
            last.top = min(last.top, glyph.top)
            usual = gap
        else:
            found.append(Run(glyph.text, glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.size))
            usual = 0.0
        space = guessed = False
    # Many programs put a quarter of a space between figures and Chinese; only if they do not is such a gap a space.
    space_is = " " if borders[True] * 3 < borders[False] else ""
    for run in found:
        run.text = run.text.replace(DOUBTFUL_SPACE, space_is)
    return found


def _place(glyph: Glyph) -> tuple[int, int]:
    grain = max(0.08 * glyph.size, 0.1)
    return round(glyph.left / grain), round(glyph.top / grain)


def _follows(run: Run, glyph: Glyph) -> bool:
    size = max(run.size, glyph.size)
    return (
        abs(run.bottom - glyph.bottom) < 0.35 * size
        and -0.5 * size < glyph.left - run.right < 0.75 * size
        and 0.7 < glyph.size / run.size < 1.4
    )


def pages(path: str) -> Iterator[PdfPage]:
    """Every page of a file. Raises ``ValueError`` with ``password``, ``broken`` or ``pages``."""
    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        if not 0 < count <= MAX_PAGES:
            raise ValueError("pages" if count else "broken")
        for at in range(count):
            yield _page(document[at])
    except pypdfium2.PdfiumError as error:
        raise ValueError("password" if "assword" in str(error) else "broken") from None


def _page(page: Any) -> PdfPage:
    width, height = page.get_size()
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_GLYPHS:
        raise ValueError("pages")
    told = PdfPage()
    glyphs = list(_glyphs(text, count, height, told))
    angles = Counter(glyph.quarter for glyph in glyphs)
    upright = angles.most_common(1)[0][0] if angles else 0
    told.turned = len(glyphs) - angles[upright]
    sheet = Sheet(width, height, runs(_turned(glyph, upright, height) for glyph in glyphs))
    if not upright:
        sheet.runs += _pictures(page, height)
    told.changes = _folded(sheet.runs)
    found = columns.columns(sheet)
    named = page_heads.folio(found)
    told.folio = (named.number, named.name) if named else None
    em = body_size(sheet.runs)
    told.text = typeset.text(found, em)
    told.mixed = any(column.mixed for column in found)
    return told


def _folded(found: list[Run]) -> list[Change]:
    """Replaces the look-alikes on a page, before the text of its lines is analysed."""
    text = "".join(run.text for run in found)
    read = radicals.table(text, forms=True)
    for run in found:
        run.text = radicals.replaced(run.text, read)
    return list(radicals.changes(text, read))


def _pictures(page: Any, height: float) -> Iterator[Run]:
    for at, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if at == MAX_PICTURES:
            return
        left, bottom, right, top = thing.get_bounds()
        yield Run("", left, height - top, right, height - bottom)


def _turned(glyph: Glyph, upright: int, height: float) -> Glyph:
    """The glyph as it is when a page that is printed sideways has been rotated."""
    if not upright:
        return glyph
    x1, y1, x2, y2 = glyph.left, height - glyph.bottom, glyph.right, height - glyph.top
    for _ in range(upright):
        x1, y1, x2, y2 = y1, -x2, y2, -x1
    return replace(glyph, left=x1, top=height - y2, right=x2, bottom=height - y1)


def _glyphs(text: Any, count: int, height: float, told: PdfPage) -> Iterator[Glyph]:
    glyph = _Measure(text, height)
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code <= 0x20 and raw.FPDFText_IsGenerated(text, at) == 1:
            if code == 0x20:
                yield Glyph(GUESSED_SPACE, 0.0, 0.0, 0.0, 0.0, 1.0)
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if code == 0xFFFE or (code == 0x02 and raw.FPDFText_IsHyphen(text, at) == 1):
            code = 0x2D
        elif code in (0, 0xFFFD, 0xFFFF) or 0xD800 <= code < 0xE000 or code >= 0xF0000:
            told.unknown += 1
            code = ord(MISSING)
        if code >= 0x20 and not 0x7F <= code < 0xA0:
            yield glyph(at, chr(code))


class _Measure:
    """Computes the box of a character's whole body. PDFium's boxes cover only the ink in some fonts, as of 一."""

    def __init__(self, text: Any, height: float) -> None:
        self.text = text
        self.height = height
        self.x, self.y, self.matrix, self.box = c_double(), c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
        self.places = byref(self.x), byref(self.y), byref(self.matrix), byref(self.box)

    def __call__(self, at: int, character: str) -> Glyph:
        text, matrix, (x, y, form, box) = self.text, self.matrix, self.places
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetMatrix(text, at, form)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = min(max(abs(raw.FPDFText_GetFontSize(text, at) * scale), 1.0), 1000.0)
        left, base = self.x.value, self.height - self.y.value
        advance = size * math.hypot(matrix.a, matrix.b) / scale
        if character < "\u2e80" and character not in "“”‘’—…·":
            raw.FPDFText_GetLooseCharBox(text, at, box)
            advance = max(self.box.right - left, 0.1)
        quarter = round(math.atan2(matrix.b, matrix.a) * 2 / math.pi) % 4
        advance = min(advance, 2 * size)
        match quarter:
            case 0:
                place = left, base - ASCENT * size, left + advance, base + (1 - ASCENT) * size
            case 1:
                place = left - ASCENT * size, base - advance, left + (1 - ASCENT) * size, base
            case 2:
                place = left - advance, base - (1 - ASCENT) * size, left, base + ASCENT * size
            case _:
                place = left - (1 - ASCENT) * size, base, left + ASCENT * size, base + advance
        return Glyph(character, *place, size, quarter)


def main() -> None:
    """Prints the pages of the file that the command line names."""
    path, seconds = sys.argv[1], int(sys.argv[2])
    _limit(seconds)
    characters = 0
    try:
        for page in pages(path):
            sys.stdout.write(json.dumps(asdict(page)) + "\n")
            characters += len(page.text)
            _limit(seconds + characters // CHARACTERS_A_SECOND)
    except ValueError as error:
        sys.stdout.write(json.dumps({"error": str(error)}) + "\n")


def _limit(seconds: int) -> None:
    """Limits processor time, memory and core dumps."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows, where the caller's clock is the only limit

        for kind, bound in (
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, MAX_MEMORY),
            (resource.RLIMIT_CORE, 0),
        ):
            most = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (bound if most < 0 else min(bound, most), most))


if __name__ == "__main__":
    main()
