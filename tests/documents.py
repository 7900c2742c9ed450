"""Word and PDF files for tests, made as small as they can be."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = {"1": "heading 1", "2": "heading 2", "a3": "Title"}
FONT = "STSong-Light"


def paragraph(text: str, style: str = "") -> str:
    """A Word paragraph as XML; a line feed in the text is a line break."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p>{look}<w:r>{lines}</w:r></w:p>"


def docx(body: str, styles: Mapping[str, str] = STYLES, head: str = "") -> bytes:
    """A Word file with the given body XML."""
    named = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in styles.items())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("word/styles.xml", f"<w:styles {W}>{named}</w:styles>"),
            ("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"),
        ):
            # A ZipInfo of our own has no time of day in it: the same document is the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@dataclass
class Sheet:
    """A page that is set by hand: points from the upper left corner."""

    width: float = 600
    height: float = 840
    words: list[tuple[float, float, float, str]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    turned: int = 0
    """By how many degrees the page lies on its side."""

    def put(self, left: float, top: float, text: str, size: float = 10) -> "Sheet":
        """One line of text."""
        self.words.append((left, top, size, text))
        return self

    def column(self, left: float, top: float, lines: Iterable[str], size: float = 10) -> "Sheet":
        """Lines below one another; a full-width space at the head is the indent of a paragraph."""
        for at, line in enumerate(lines):
            self.put(left, top + at * 1.6 * size, line, size)
        return self


def pdf(*sheets: Sheet, password: str = "", by_rows: bool = False) -> bytes:
    """A PDF file; with ``by_rows`` it holds its text line by line across the page, as some programs write it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True, encrypt=password or None)
    for sheet in sheets:
        canvas.setPageSize((max(sheet.width, sheet.height),) * 2 if sheet.turned else (sheet.width, sheet.height))
        if sheet.turned:
            canvas.translate(420, 420)
            canvas.rotate(sheet.turned)
            canvas.translate(-420, -420)
        for left, top, width, height in sheet.pictures:
            canvas.drawImage(_grey(), left, sheet.height - top - height, width, height)
        words = sorted(sheet.words, key=lambda word: (word[1], word[0])) if by_rows else sheet.words
        for left, top, size, text in words:
            indent = len(text) - len(text.lstrip("\u3000"))
            canvas.setFont(FONT, size)
            canvas.drawString(left + indent * size, sheet.height - top - 0.88 * size, text.lstrip("\u3000"))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _grey() -> ImageReader:
    return ImageReader(Image.new("L", (2, 2), 128))


def write(path: Path, data: bytes | str) -> Path:
    """Puts a file there, with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
