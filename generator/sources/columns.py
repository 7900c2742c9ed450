"""Divides the pieces of text on a page into columns in reading order, by geometry alone (a recursive XY cut).

A page is cut horizontally where columns begin or end, and vertically along the gutters between columns; each part is
cut again. The order of text in the file is used only where no clean cut can be found.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from generator.sources import page_heads
from generator.sources.glyph_sheet import Column, Run, Sheet, body_size, rows

NARROWEST_COLUMN = 5.0
NARROWEST_GUTTER = 0.7
FAR = 2.5
STOREY = 0.9
DISPLAY = 1.25
"""A headline is at least this many times as large as the body text."""
MAX_RUNS = 4_000
MAX_BANDS = 250
MAX_DEPTH = 12
TRIES = 3
FEWEST_LINES = 3

Span = tuple[float, float]


def columns(sheet: Sheet) -> list[Column]:
    """The columns of a page in reading order: its running head first, its foot last.

    A foot that names the page's 版 comes first as well, so that the 版 is known before the articles.
    """
    words = [run for run in sheet.runs if run.text]
    if not words:
        return []
    if len(words) > MAX_RUNS:
        return [Column(words, mixed=True)]
    em = body_size(words)
    pictures = [run for run in sheet.runs if not run.text and _is_in_the_way(run, sheet, em)]
    bands = _bands(words + pictures)
    first, last = 0, len(bands)
    while first < last and page_heads.is_margin(bands[first]):
        first += 1
    while last > first and page_heads.is_margin(bands[last - 1]):
        last -= 1
    inner = [run for band in bands[first:last] for run in band]
    head = [Column(band, is_margin=True) for band in bands[:first]]
    foot = [Column(band, is_margin=True) for band in bands[last:]]
    head += [column for column in foot if page_heads.turns(column)]
    return [*head, *_Cutter(em, words).cut(inner, 0), *(column for column in foot if not page_heads.turns(column))]


def _is_in_the_way(picture: Run, sheet: Sheet, em: float) -> bool:
    """Whether a picture separates text; a background of the whole page, or one as thin as a rule, does not."""
    width, height = picture.right - picture.left, picture.bottom - picture.top
    return min(width, height) > 2 * em and width * height < 0.5 * sheet.width * sheet.height


def _bands(runs: Iterable[Run]) -> list[list[Run]]:
    """Groups of runs, separated where white space extends over the whole width."""
    found: list[list[Run]] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda run: run.top):
        slack = 0.1 * run.size  # tightly set lines touch
        if found and run.top + slack < bottom:
            found[-1].append(run)
            bottom = max(bottom, run.bottom - slack)
        else:
            found.append([run])
            bottom = run.bottom - slack
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


class _Cutter:
    def __init__(self, em: float, filed: list[Run]) -> None:
        self.em = em
        self.filed = {id(run): at for at, run in enumerate(filed)}

    def cut(self, runs: list[Run], depth: int) -> Iterator[Column]:
        if not any(run.text for run in runs):
            return
        bands = _bands(runs)
        found = self._stretch(bands) if depth < MAX_DEPTH and len(bands) <= MAX_BANDS else None
        if found is None:
            yield from self._one(runs)
            return
        first, last, gutters = found
        yield from self.cut([run for band in bands[:first] for run in band], depth + 1)
        for part in self._storeys(bands[first:last], gutters):
            for left, right in pairwise([float("-inf"), *gutters, float("inf")]):
                yield from self.cut([run for run in part if left <= run.left < right], depth + 1)
        yield from self.cut([run for band in bands[last:] for run in band], depth + 1)

    def _stretch(self, bands: list[list[Run]]) -> tuple[int, int, list[float]] | None:
        """The tallest sequence of bands with one or more common gutters: its bounds and the gutters."""
        edges = (min(run.left for band in bands for run in band), max(run.right for band in bands for run in band))
        spans = [self._spans(band, edges) for band in bands]
        best: tuple[float, int, int] | None = None
        for first in range(len(bands)):
            for last in self._ends(spans, first, edges)[-TRIES:][::-1]:
                height = max(run.bottom for run in bands[last]) - bands[first][0].top
                if best is not None and height <= best[0]:
                    break
                taken = _merged(span for band in spans[first : last + 1] for span in band)
                if self._gutters(bands[first : last + 1], taken) and not self._is_torn(bands, first, last):
                    best = (height, first, last)
                    break
        if best is None:
            return None
        _, first, last = best
        last = self._without_foot(bands, first, last)
        inner = bands[first : last + 1]
        taken = _merged(span for band in spans[first : last + 1] for span in band)
        return first, last + 1, self._gutters(inner, taken)

    def _is_torn(self, bands: list[list[Run]], first: int, last: int) -> bool:
        """Whether a gutter of a few lines is accidental, as the lines above or below it have wide gaps as well."""
        if last - first >= FEWEST_LINES:
            return False
        return any(
            self._stands_beside(row) for band in (bands[:first][-1:] + bands[last + 1 :][:1]) for row in rows(band)
        )

    def _stands_beside(self, row: list[Run]) -> bool:
        return any(
            after.left - before.right > NARROWEST_GUTTER * self.em and min(len(before.text), len(after.text)) > 4
            for before, after in pairwise(row)
        )

    def _storeys(self, bands: list[list[Run]], gutters: list[float]) -> list[list[Run]]:
        """Rows of columns, one above the other, separated by white space that is wider than any inside a column."""
        tops = [min(run.top for run in band) for band in bands]
        words = [run for band in bands for run in band if run.text]
        within = 0.0
        for left, right in pairwise([float("-inf"), *gutters, float("inf")]):
            for above, below in pairwise(rows(run for run in words if left <= run.left < right)):
                start, end = max(run.bottom for run in above), min(run.top for run in below)
                is_headline = max(above[0].size, below[0].size) >= DISPLAY * self.em
                if not is_headline and not any(start <= top <= end for top in tops) and end - start < FAR * self.em:
                    within = max(within, end - start)
        parts: list[list[Run]] = [[]]
        for band in bands:
            above = parts[-1]
            white = min(run.top for run in band) - max((run.bottom for run in above), default=0.0)
            if above and not self._is_headed(band, above) and white > max(1.25 * within, STOREY * self.em):
                parts.append([])
            parts[-1].extend(band)
        return parts

    def _is_headed(self, band: list[Run], above: list[Run]) -> bool:
        """Whether there is a headline directly above a band, or above one of its columns."""
        for run in rows(band)[0]:
            over = [one for one in above if one.left < run.right and run.left < one.right]
            if over and max(over, key=lambda one: one.bottom).size >= DISPLAY * self.em:
                return True
        return False

    def _ends(self, spans: list[list[Span]], first: int, edges: Span) -> list[int]:
        """The bands that have a gutter in common with all bands from ``first`` on."""
        found = []
        taken: list[Span] = []
        for last in range(first, len(spans)):
            taken = _merged([*taken, *spans[last]])
            if taken[0][0] <= edges[0] and taken[0][1] >= edges[1]:
                break
            wide = NARROWEST_GUTTER * self.em
            if any(after[0] - before[1] >= wide for before, after in pairwise(taken)):
                found.append(last)
        return found

    def _spans(self, band: list[Run], edges: Span) -> list[Span]:
        """The horizontal spans of a band. A headline alone on its line also takes the white space beside it."""
        spans = [(run.left, run.right) for run in band]
        if all(run.text and run.size >= DISPLAY * self.em for run in band):
            left, right = min(spans)[0], max(span[1] for span in spans)
            is_centred = abs((left - edges[0]) - (edges[1] - right)) < 3 * self.em
            spans.append((max(spans)[0], edges[1]))
            if is_centred:
                spans.append((edges[0], min(spans)[1]))
        return spans

    def _gutters(self, bands: list[list[Run]], taken: list[Span]) -> list[float]:
        """The gutters: white space from top to bottom, with columns on both sides and not cells of a table."""
        gaps = [
            (before[1] + after[0]) / 2
            for before, after in pairwise(taken)
            if after[0] - before[1] >= NARROWEST_GUTTER * self.em
        ]
        words = [run for band in bands for run in band if run.text]
        found: list[float] = []
        for gap in gaps:
            here = [run for run in words if run.left < gap and (not found or run.left >= found[-1])]
            beyond = [run for run in words if run.left >= gap]
            if self._is_column(here) and self._is_column(beyond) and max(len(rows(here)), len(rows(beyond))) > 1:
                found.append(gap)
        return found

    def _is_column(self, runs: list[Run]) -> bool:
        if not runs:
            return False
        return max(run.right for run in runs) - min(run.left for run in runs) >= NARROWEST_COLUMN * self.em

    def _without_foot(self, bands: list[list[Run]], first: int, last: int) -> int:
        """Leaves out single lines far below the columns, as they belong to none of them."""
        while last > first:
            above = max(run.bottom for band in bands[first:last] for run in band)
            if min(run.top for run in bands[last]) - above < FAR * self.em or len(rows(bands[last])) > 1:
                break
            last -= 1
        return last

    def _one(self, runs: list[Run]) -> Iterator[Column]:
        words = [run for run in runs if run.text]
        if not self._is_mixed(words):
            yield Column(words)
            return
        # No clean cut is possible, so the file's own order is used, and a person must check it.
        yield from (Column(list(part), mixed=True) for part in self._as_filed(words))

    def _is_mixed(self, runs: list[Run]) -> bool:
        lines = rows(runs)
        beside = sum(self._stands_beside(line) for line in lines)
        over = sum(after.left < before.right - self.em for line in lines for before, after in pairwise(line))
        return (beside > 2 and beside * 4 > len(lines)) or (over > 2 and over * 10 > len(lines))

    def _as_filed(self, runs: list[Run]) -> Iterator[list[Run]]:
        part: list[Run] = []
        for run in sorted(runs, key=lambda run: self.filed[id(run)]):
            last = part[-1] if part else None
            if last and (run.top < last.top - self.em or run.left > last.right + self.em):
                yield part
                part = []
            part.append(run)
        yield part
