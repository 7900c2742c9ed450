"""The types of articles in preparation (drafts), and helpers for comparing texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.model import Folio
from generator.understanding.parts import Part, Piece


@dataclass(slots=True)
class Picture:
    """A caption, and its credit if one is printed; each may consist of several pieces."""

    captions: list[Piece]
    credit: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The caption as one text."""
        return "".join(piece.text for piece in self.captions)


@dataclass
class Draft:
    """An article in preparation: its pieces by part, in reading order."""

    folio: str
    headlines: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    photos: list[Picture] = field(default_factory=list)
    strays: list[Piece] = field(default_factory=list)
    """Lines next to it that were taken for furniture, but may belong to it."""
    last: bool = False
    """Whether the source ends with this article's text."""

    @property
    def is_photo(self) -> bool:
        """Whether it has pictures and no body."""
        return not self.body and bool(self.photos)

    @property
    def pieces(self) -> list[Piece]:
        """All its pieces."""
        pictures = [piece for photo in self.photos for piece in (*photo.captions, *photo.credit)]
        return [*self.headlines, *self.bylines, *self.body, *pictures]

    def paragraphs(self) -> list[list[Piece]]:
        """The pieces of the body by paragraph; each verse, row and line of a signature counts as one paragraph."""
        found: list[list[Piece]] = []
        for piece in self.body:
            if found and piece.part is Part.REST:
                found[-1].append(piece)
            else:
                found.append([piece])
        return found


@dataclass
class StaffLine:
    """A line that names people responsible for a 版, each with a post; ``line`` is its number in the source.

    ``above`` is the 版 that is named last above it, ``below`` the one named next below it, ``""`` where there is none.
    """

    line: int
    above: str
    people: tuple[tuple[str, str], ...]
    below: str = ""


@dataclass
class Layout:
    """A whole issue, divided: drafts in reading order, folios as printed, and lines of furniture, unchanged."""

    drafts: list[Draft] = field(default_factory=list)
    folios: list[Folio] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    staff: list[StaffLine] = field(default_factory=list)

    def folios_with_staff(self) -> Iterator[Folio]:
        """The folios, each with the people named on it.

        Papers print these people below the number of their 版, or all above it. The latter is seen from a line that has
        no 版 above it, while none is without one below it.
        """
        is_above = any(not line.above for line in self.staff) and all(line.below for line in self.staff)
        for folio in self.folios:
            here = [line for line in self.staff if (line.below if is_above else line.above) == folio.number]
            yield replace(folio, staff=tuple(dict.fromkeys(person for line in here for person in line.people)))


def common_pairs(one: str, other: str) -> int:
    """How many pairs of neighbouring characters of one text occur in the other."""
    return sum(one[at : at + 2] in other for at in range(len(one) - 1))


def runs(text: str) -> list[str]:
    """The runs of Chinese characters in a text, punctuation and figures left out."""
    return re.findall(r"[\u4e00-\u9fff]+", text)


def han(text: str) -> str:
    """The Chinese characters of a text."""
    return "".join(runs(text))
