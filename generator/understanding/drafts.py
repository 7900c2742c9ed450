"""Articles being put together: what a draft holds, and how its texts are compared."""

import re
from dataclasses import dataclass, field

from generator.model import Folio
from generator.understanding.parts import Part, Piece


@dataclass(slots=True)
class Picture:
    """A caption and the credit where one is printed, each in more than one piece where it was broken."""

    captions: list[Piece]
    credit: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The caption as one text."""
        return "".join(piece.text for piece in self.captions)


@dataclass
class Draft:
    """An article being put together: its pieces by what they are, in reading order."""

    folio: str
    headlines: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    photos: list[Picture] = field(default_factory=list)
    strays: list[Piece] = field(default_factory=list)
    """Lines beside it that were taken for the page's, and may be its own."""
    last: bool = False
    """Whether the source ends with this article's text."""

    @property
    def is_photo(self) -> bool:
        """Whether there is nothing but pictures."""
        return not self.body and bool(self.photos)

    @property
    def pieces(self) -> list[Piece]:
        """Everything that it is made of."""
        pictures = [piece for photo in self.photos for piece in (*photo.captions, *photo.credit)]
        return [*self.headlines, *self.bylines, *self.body, *pictures]

    def paragraphs(self) -> list[list[Piece]]:
        """The pieces of the body by paragraph; a verse, a row, a line of a signature is one by itself."""
        found: list[list[Piece]] = []
        for piece in self.body:
            if found and piece.part is Part.REST:
                found[-1].append(piece)
            else:
                found.append([piece])
        return found


@dataclass
class Layout:
    """A whole issue taken apart: drafts in reading order, folios as printed, furniture verbatim."""

    drafts: list[Draft] = field(default_factory=list)
    folios: list[Folio] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


def common_pairs(one: str, other: str) -> int:
    """How many pairs of neighbouring characters of one text stand in the other."""
    return sum(one[at : at + 2] in other for at in range(len(one) - 1))


def runs(text: str) -> list[str]:
    """The runs of Chinese characters in a text, punctuation and figures left out."""
    return re.findall(r"[\u4e00-\u9fff]+", text)


def han(text: str) -> str:
    """The Chinese characters of a text."""
    return "".join(runs(text))
