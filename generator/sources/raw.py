"""The types that readers return: the text of one raw file, and remarks for the editor on how it was read."""

from dataclasses import dataclass

from generator.model import Folio

UNRELIABLE = "版面次序不可靠"
"""The beginning of a remark that the order of the text is unreliable."""

MAX_CHARACTERS = 400_000
MAX_LINES = 20_000
"""The longest raw issue, about fifty full pages; longer texts are refused."""
MAX_REPEATED = 500
"""How often the same line may be repeated; more mean that an export got stuck on a line."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a reader made: ``printed`` was replaced by ``read``, which is empty if it was removed.

    ``kind`` describes the change in Chinese; ``times`` is the number of places.
    """

    kind: str
    printed: str
    read: str
    times: int


@dataclass(frozen=True, slots=True)
class Text:
    """What the reader of a format returns: the text, remarks for the editor, and the changes that were made.

    ``turns`` has for each page the number of its first line, from 1, and the 版 that the page's layout shows (a number
    alone in its margin), if no line of its text names it.
    """

    text: str
    remarks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    turns: tuple[tuple[int, Folio | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """The text of one raw file: lines end with line feeds, and look-alikes are replaced.

    ``folio`` is the 版 in the file's name; ``remarks`` are for the editor, in Chinese; ``changes`` are all differences
    between the characters of the file and those of the text; ``turns`` are as in ``Text``.
    """

    text: str
    source: str
    folio: Folio | None = None
    remarks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    turns: tuple[tuple[int, Folio | None], ...] = ()


def side_by_side(text: str) -> str:
    """A remark for a text in which two columns are side by side on the same lines; ``""`` for any other text.

    Some programs export a page line by line across all columns, so that consecutive lines do not belong together.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    gaps = [at for line in lines if (at := _gap(line))]
    if len(gaps) < FEWEST_GAPS or len(gaps) * 3 < len(lines):
        return ""
    middle = sorted(gaps)[len(gaps) // 2]
    aligned = sum(abs(at - middle) <= 2 for at in gaps)
    # Tables and lists of names are wide too, but their cells are short.
    return f"{UNRELIABLE}：许多行中间隔着大段空白，像是两栏被并排导出" if 2 * aligned > len(gaps) else ""


FEWEST_GAPS = 5
FEWEST_BESIDE = 6


def _gap(line: str) -> int:
    """The place of a wide gap between the two halves of a line, in characters from its start; 0 for none."""
    for gap in ("\t", "\u3000\u3000", "    "):
        left, found, right = line.partition(gap)
        if found and min(len(left.strip()), len(right.strip())) >= FEWEST_BESIDE:
            return len(left)
    return 0
