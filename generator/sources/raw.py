"""What a reader gives: the text of one raw file, and what an editor must be told about how it was read."""

from dataclasses import dataclass

from generator.model import Folio

UNRELIABLE = "版面次序不可靠"
"""How a remark begins that says the order of the text is not to be trusted."""

MAX_CHARACTERS = 400_000
MAX_LINES = 20_000
"""More than any issue holds: fifty full pages. What is longer would only keep the rules busy."""
MAX_REPEATED = 500
"""How often the same line may follow itself. An export that is stuck on one line is no issue either."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader took for something else: ``printed`` was read as ``read``, which is empty for what was taken off.

    ``kind`` says in words what such a change is; ``times`` in how many places it was made.
    """

    kind: str
    printed: str
    read: str
    times: int


@dataclass(frozen=True, slots=True)
class Text:
    """What a format's reader gives: the text, remarks for the editor, and what the file holds otherwise.

    ``turns`` are the pages by their first line, from 1, each with the 版 that its layout shows (a number alone in its
    margin) where no line of its text names it.
    """

    text: str
    remarks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    turns: tuple[tuple[int, Folio | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """The text of one raw file: lines end in line feeds, look-alikes are read, nothing else is decided.

    ``folio`` is the 版 that the file's name gives; ``remarks`` are for the editor, in words; ``changes`` are all
    the differences between the file's characters and the text's; ``turns`` are as in ``Text``.
    """

    text: str
    source: str
    folio: Folio | None = None
    remarks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    turns: tuple[tuple[int, Folio | None], ...] = ()


def side_by_side(text: str) -> str:
    """A remark for a text whose columns stand beside one another on one line; ``""`` for any other.

    Such a text came from a program that went across the page, so its lines do not follow one another.
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
    """Where a line's two halves are apart, in characters from its start; 0 where they are not."""
    for gap in ("\t", "\u3000\u3000", "    "):
        left, found, right = line.partition(gap)
        if found and min(len(left.strip()), len(right.strip())) >= FEWEST_BESIDE:
            return len(left)
    return 0
