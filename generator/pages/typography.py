"""Chinese typesetting of the text on pages: full-width marks, and places where a line may break.

Newsroom systems often export ``,;:!?()`` and straight quotes where the printed page has full-width ones. Only these
marks are replaced, one for one; no other character is changed. The stored text stays as it is.
"""

import re
from collections.abc import Iterator, Sequence

# 々〇, both blocks of common Han characters, and the marks that only Chinese text has.
_HAN = "々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_CHINESE = re.compile(f"[{_HAN}，。、；：！？…—·《》〈〉【】「」『』（）％℃]")

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_HALF = re.compile(r"""[,;:!?.()"']""")
# A comma after one of _UNITS or before one of _BREAKS separates no thousands: a figure ends or a quotation begins.
_UNITS = ("%", "‰", "°")
_BREAKS = ("", "“", "‘", "《", '"')
_OPENERS = "“‘\"'(（《〈「『【["
_CLOSERS = "”’\"')）》〉」』】]"

# Web and mail addresses are typed in by readers, so their marks stay; a mark after one belongs to the sentence.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]*[A-Za-z0-9/=&#_~-]|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII
)

_BLANK = re.compile(r"(?P<between>(?<=[!-~])\s+(?=[!-~]))|\s+", re.ASCII)


def full_width(text: str) -> str:
    """The text with full-width marks in place of half-width ones among Chinese characters; its length stays the same.

    Numbers (1,200 and 9:30), formulas, Latin text, addresses, unpaired brackets and quotes stay.
    """
    if not _HALF.search(text) or not _IS_HAN.search(text):
        return text
    kept = [match.span() for match in _ADDRESS.finditer(text)]
    marks = [m.start() for m in _HALF.finditer(text) if not any(a <= m.start() < b for a, b in kept)]
    shown = list(text)
    for at in marks:
        if text[at] in ",;:!?." and _is_chinese_mark(text, at, _before(shown, at)):
            shown[at] = _WIDE[text[at]]
    for opening, closing in _brackets(text, marks):
        shown[opening], shown[closing] = "（", "）"
    for quote, pair in (('"', ("“", "”")), ("'", ("‘", "’"))):
        for opening, closing in _quotations(text, marks, quote):
            shown[opening], shown[closing] = pair
    return "".join(shown)


def unbroken(title: str) -> str:
    """A headline for running text, without the spaces that mark the ends of its printed lines.

    A space between two words of Latin letters or figures stays.
    """
    return _BLANK.sub(lambda blank: " " if blank["between"] else "", title.strip())


def _before(text: Sequence[str], at: int) -> str:
    """The nearest character before a place that is no closing mark, or ``""``."""
    at -= 1
    while at >= 0 and text[at] in _CLOSERS:
        at -= 1
    return text[at] if at >= 0 else ""


def _after(text: str, at: int) -> str:
    """The nearest character after a place that is no opening mark, or ``""``."""
    return next((char for char in text[at + 1 :] if char not in _OPENERS), "")


def _is_chinese_mark(text: str, at: int, before: str) -> bool:
    mark, left, right = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    follows_chinese = bool(_IS_CHINESE.match(before))
    if mark == ".":
        # Only where it can be nothing but the end: 约翰.史密斯 is a name and 一.总则 a number.
        return follows_chinese and at > 3 and not text[at + 1 :].strip(_CLOSERS + " \n")
    if mark in "!?" or follows_chinese or (left.isdigit() and right.isdigit()):
        return follows_chinese
    if mark in ",;" and (left in _UNITS or (left.isalnum() and right in _BREAKS)):
        return True
    return not left.isspace() and bool(_IS_HAN.match(_after(text, at)))


def _brackets(text: str, marks: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of half-width brackets that hold Chinese, or follow it (人工智能(AI), but f(x) and (010)6688 stay)."""
    open_ones: list[int] = []
    for at in marks:
        if text[at] == "(":
            open_ones.append(at)
        elif text[at] == ")" and open_ones:
            opening = open_ones.pop()
            inside, next_one = text[opening + 1 : at], text[at + 1 : at + 2]
            area_code = inside.isdigit() and (next_one.isdigit() or next_one == "-")
            before = _before(text, opening)
            if _IS_HAN.search(inside) or (_IS_CHINESE.match(before) and not area_code):
                yield opening, at


def _quotations(text: str, marks: list[int], quote: str) -> Iterator[tuple[int, int]]:
    """Pairs of straight quotes around Chinese or in it. None if their number is odd, as the pairs are unclear then."""
    found = [at for at in marks if text[at] == quote and not _is_apostrophe(text, at)]
    if len(found) % 2:
        return
    for opening, closing in zip(found[::2], found[1::2], strict=True):
        around = (_before(text, opening), _after(text, closing))
        if _IS_HAN.search(text[opening:closing]) or any(_IS_CHINESE.match(char) for char in around):
            yield opening, closing


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a quote is an apostrophe or a sign for feet or inches: It's, 5'10" and 27"."""
    left, right = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] == '"':
        return left.isdigit()
    return all(char.isascii() and char.isalnum() for char in (left, right))


# ---- the same for HTML ----

_PIECE = re.compile(r"<[^>]*>|&#?\w+;|[^<&]+|[<&]")
_INLINE = re.compile(r"</?(?:a|strong|em|sup|sub|wbr)\b")
_LITERAL = re.compile(r"<(/?)(?:code|pre)\b")
_PLACEHOLDER = "\ufffc"

# What nearly every article is: paragraphs and crossheads of text alone.
_PARAGRAPHS = re.compile(r"<(p|h2)>[^<&\n]*</\1>(?:\n<(p|h2)>[^<&\n]*</\2>)*")
_BETWEEN = re.compile(r"(?<=>)[^<\n]+(?=<)")

# Browsers with "line-break: strict" take “ ” for Western quotes and allow no break between them and the word outside.
# So places to break are added before an opening quote and after a closing one.
_QUOTE_EDGE = re.compile(f"(?<=[{_HAN}，。、；：！？…—])(?=[“‘])|(?<=[”’])(?=[{_HAN}])")


def in_html(html: str) -> str:
    """``full_width`` for the text of safe HTML, block by block, with line ends allowed around quotes.

    Tags and entities stay as they are.
    """
    if _PARAGRAPHS.fullmatch(html):
        return _BETWEEN.sub(lambda text: _QUOTE_EDGE.sub("<wbr>", full_width(text[0])), html)
    out: list[str] = []
    block: list[str] = []
    for piece in _PIECE.findall(html):
        if piece.startswith("<") and len(piece) > 1 and not _INLINE.match(piece):
            out += _set(block)
            block = []
            out.append(piece)
        else:
            block.append(piece)
    return "".join([*out, *_set(block)])


def _set(block: list[str]) -> Iterator[str]:
    """The pieces of one block; marks are decided on its whole text, as if there were no tags in it."""
    if not block:
        return
    texts = [_text(piece) for piece in block]
    shown = full_width("".join(texts))
    at = 0
    for piece, text in zip(block, texts, strict=True):
        part = shown[at : at + len(text)]
        at += len(text)
        yield piece if _PLACEHOLDER in text or not text else _QUOTE_EDGE.sub("<wbr>", part)


def _text(piece: str) -> str:
    if piece.startswith("<") and len(piece) > 1:
        return ""
    if piece.startswith("&") or piece == "<":
        return _PLACEHOLDER
    return piece
