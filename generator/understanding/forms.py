"""The features of one line by itself: its length, its end, its cells, and the fixed forms that papers use."""

import re
from dataclasses import dataclass, field

from generator.language import bylines, furniture, person_names, scripts, signatures, web_page
from generator.language.bylines import Lede
from generator.language.signatures import Signature
from generator.understanding import patterns
from generator.understanding.manuscript import Block


@dataclass(slots=True)
class Form:
    """The features of one line. ``plain`` is its text in simplified characters."""

    block: Block
    text: str
    plain: str
    length: int
    furniture: str
    lede: Lede | None
    signature: Signature | None
    is_credit: bool
    glued_credit: int
    is_stopped: bool
    has_stop: bool
    marks: int
    end: str
    is_day: bool
    cells: tuple[str, ...]
    is_tabbed: bool
    has_section: bool
    is_guide: bool
    is_note: bool
    is_enumerated: bool
    bullet: str
    is_label: bool
    is_closing: bool
    signs_off: bool
    is_balanced: bool
    captions: bool
    is_contact: bool
    is_salutation: bool
    is_bracketed: bool
    digits: int

    is_over: bool = field(init=False)
    """Whether a paragraph may end with the line, as with a full stop, a colon or a signature."""
    is_running: bool = field(init=False)
    """Whether the line can only be running text, because it is long or has a full stop inside."""
    is_short: bool = field(init=False)
    """Whether the line is short and has no complete sentence."""

    def __post_init__(self) -> None:
        self.is_over = (
            self.is_stopped
            or self.end == "colon"
            or self.signs_off
            or self.is_closing
            or self.is_bracketed
            or bool(self.glued_credit)
            or bool(patterns.NUMBER.search(self.text))
            or bool(patterns.ENDS_IN_BRACKET.search(self.text[-30:]))
        )
        self.is_running = (self.length >= RUNNING or (self.has_stop and self.length >= 16)) and len(self.cells) < 4
        self.is_short = self.length <= SHORT and not self.has_stop and self.end not in ("stop", "semi")


RUNNING = 30
LONGEST_SECTION = 5
"""A longer text between 【】 is a heading of an item and not the name of a section."""
LONGEST_QUESTION = 30
"""In a line no longer than this, a question mark inside may be part of a headline."""
SHORT = 26


def form(block: Block) -> Form:
    """The features of a block: of its one line, or of several lines set as one headline."""
    text = block.text
    plain = scripts.simplified(text)
    length = len(text)
    short = length <= 60
    signature = signatures.read(text) if short else None
    last = text[-1]
    is_stopped = bool(patterns.STOP.search(text[-6:]))
    end = (
        "stop"
        if is_stopped
        else {"，": "comma", ",": "comma", "、": "comma", "；": "semi", ";": "semi", "：": "colon", ":": "colon"}.get(
            last, ""
        )
    )
    if end == "colon" or not is_stopped:
        inner_end = text.rstrip("”』」’》〉）)】\"'")
        if not end and inner_end[-1:] in "。！？!?…":
            end = "stop"
    return Form(
        block=block,
        text=text,
        plain=plain,
        length=length,
        furniture=_furniture(block, plain),
        lede=bylines.lede(text),
        signature=signature,
        is_credit=bylines.is_credit(text) if short else False,
        glued_credit=bylines.glued_credit(text),
        is_stopped=end == "stop",
        has_stop=bool(patterns.INNER.search(text)) and ("。" in text[:-1] or length > LONGEST_QUESTION),
        marks=sum(map(text.count, "，,；;")),
        end=end,
        is_day=length <= 24 and bool(patterns.DAY.fullmatch(plain)),
        cells=_cells(text) if length <= 200 else (),
        is_tabbed="\t" in text,
        has_section=length <= 14 and _is_section(plain),
        is_guide=length <= 12
        and (bool(patterns.GUIDE.match(re.sub(r"\s", "", plain))) or web_page.opens_contents(plain)),
        is_note=bool(patterns.NOTE.match(plain)),
        is_enumerated=bool(patterns.ENUMERATOR.match(text)),
        bullet=text[0] if patterns.BULLET.match(text) else "",
        is_label=_is_label(plain, end),
        is_closing=bool(patterns.CLOSING.search(plain[-70:])) or bool(patterns.BIO.match(plain)),
        signs_off=bool(bylines.tail(text)),
        is_balanced=all(text.count(one) == text.count(other) for one, other in ("“”", "《》", "‘’", "「」")),
        captions=bool(patterns.CAPTION.match(plain)),
        is_contact=bool(
            patterns.CONTACT.search(plain) or patterns.ROUTE.search(plain) or patterns.PHONE.fullmatch(plain)
        ),
        is_bracketed=length > 3 and bool(patterns.IN_BRACKETS.fullmatch(text)),
        is_salutation=length <= 16 and end == "colon" and _is_salutation(plain),
        digits=len(patterns.DIGIT.findall(text)),
    )


def _is_salutation(plain: str) -> bool:
    return bool(patterns.SALUTATION.match(plain)) or person_names.has_surname(plain[:-1])


def _is_label(plain: str, end: str) -> bool:
    """Whether a line begins with a label and a colon, such as a speaker's name.

    A headline may have a colon as well, so the line must also end or be as long as running text.
    """
    if patterns.QUESTION.match(plain) or patterns.FIELD.match(plain):
        return True
    is_told = end or len(plain) > RUNNING or patterns.CONTACT.search(plain) or len(patterns.DIGIT.findall(plain)) > 2
    return bool(is_told) and plain[-1] not in "？！?!" and bool(patterns.LABEL.match(plain))


def _furniture(block: Block, plain: str) -> str:
    if block.marked:
        return ""
    reasons = [furniture.reason(line) for line in block.lines] if len(block.lines) > 1 else [furniture.reason(plain)]
    return reasons[0] if all(reasons) else ""


def _is_section(plain: str) -> bool:
    bare = re.sub(r"\s", "", plain).strip("◇◆■●▲★☆□○◎·•【】[]〔〕—-=~※")
    if patterns.SECTION.fullmatch(bare):
        return True
    is_label = plain[0] != "◇" and (
        bool(patterns.IN_STORY.search(bare)) or (plain[0] == "【" and len(bare) > LONGEST_SECTION)
    )
    return bool(patterns.DECORATED.fullmatch(plain)) and not patterns.TITLE_BRACKETS.fullmatch(plain) and not is_label


def is_folio_line(plain: str) -> bool:
    """Whether a line ends with a page number, as the lines of a box of contents do."""
    return bool(patterns.FOLIO_AT_END.search(plain))


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a row: separated by tabs, or by spaces if all of them are short."""
    if "\t" in text:
        return tuple(cell.strip() for cell in text.split("\t"))
    words = tuple(word for word in re.split(r"\s+", text) if word)
    if len(words) < 2:
        return words
    if max(map(len, words)) > 22 or any(re.search("[。，；]", word[:-1]) for word in words):
        return (text,)
    return words


def width(form_: Form) -> float:
    """The width of a line in full-width characters."""
    return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’—…·×" else 0.5 for character in form_.text)
