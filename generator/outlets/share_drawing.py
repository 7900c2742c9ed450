"""Draws a share picture: the paper's nameplate, a double rule, the day and the 版, and below them the headline.

It looks like the head of the paper's front page. The type is that of a font file of the paper's own, so that the same
paper gives the same bytes on every machine with the same Pillow.
"""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from generator import colours
from generator.outlets import font_glyphs, share_lines
from generator.pages.phrases import Cut
from generator.pages.shares import ShareText

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import Axis, FreeTypeFont

SIZE = WIDTH, HEIGHT = 1200, 630
"""The size in pixels that messengers and social networks ask for."""
MOST_BYTES = 60_000
_MARGIN = 64
_WIDE = WIDTH - 2 * _MARGIN
_HIGH = 120
"""The most that a kicker takes of the height."""
_NEARLY = 0.7
"""A headline stands in its printed lines unless that makes the type smaller than by this."""
_SOFT = 0.72
_HEADLINES = (124, 116, 108, 100, 92, 86, 80, 74, 68, 62, 57, 52, 48, 44, 40)
_KICKERS = (42, 38, 35)
_TINY = (30, 24, 18)
"""Sizes in pixels. The last are for texts of odd shape; ``shares`` lets none be so long that it needs them."""
_SMALL, _SMALLEST = 34, 24
_PALETTES = (32, 16, 8)
_CHINESE_FACES = ("SC", "CN", "Hans", "GB")
_BOLD = 700


class ShareLook(NamedTuple):
    """The paper's dress: its colours, the style of the nameplate, its name, and a picture of the name or ``b""``."""

    paper: str
    ink: str
    red: str
    masthead: str
    name: str
    logo: bytes
    mourning: bool


class ShareFont:
    """A font file, ready to draw with. Raises ``ValueError`` for what is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sizes: dict[int, FreeTypeFont] = {}
        names = [self._opened(24, face).getname()[0] or "" for face in range(font_glyphs.faces(data))]
        chinese = (at for at, name in enumerate(names) if name.endswith(_CHINESE_FACES))
        self.face = next(chinese, 0)

    def at(self, size: int) -> "FreeTypeFont":
        """The font at a size in pixels."""
        if size not in self._sizes:
            self._sizes[size] = self._opened(size, self.face)
        return self._sizes[size]

    def characters(self) -> frozenset[str]:
        """The characters that it can show. Raises ``ValueError``."""
        return font_glyphs.characters(self._data, self.face)

    def width(self, text: str, size: int) -> float:
        """How wide a text is at a size, in pixels."""
        return self.at(size).getlength(text)

    def _opened(self, size: int, face: int) -> "FreeTypeFont":
        from PIL import ImageFont  # noqa: PLC0415 - most builds draw no picture

        try:
            font = ImageFont.truetype(BytesIO(self._data), size, face, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            raise ValueError("no font") from None
        try:
            axes = font.get_variation_axes()
        except OSError:  # no variable font
            return font
        font.set_variation_by_axes([_bold(axis) for axis in axes])
        return font


def _bold(axis: "Axis") -> float:
    """The value of an axis of a variable font: bold where it is the weight, else the usual one."""
    least, usual, most = (float(axis[name] or 0) for name in ("minimum", "default", "maximum"))
    return min(max(_BOLD, least), most) if axis["name"] in (b"Weight", b"wght") else usual


opened = lru_cache(maxsize=2)(ShareFont)
"""A font, kept by its bytes from picture to picture."""


def drawn(text: ShareText, look: ShareLook, font: ShareFont, cut: Cut) -> bytes:
    """The picture as a PNG. Raises ``ValueError`` for a text that fits in no size."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - most builds draw no picture

    image = Image.new("RGB", SIZE, look.paper)
    draw = ImageDraw.Draw(image)
    if text.headline:
        _dateline(draw, text, look, font, _nameplate(image, draw, look, font, 92, 34))
        _story(draw, text, look, font, cut)
    else:
        _front(image, draw, text, look, font, cut)
    return _packed(image.convert("L").convert("RGB") if look.mourning else image)


def _packed(image: "Image") -> bytes:
    """The smallest of a few colours that still look the same; a picture of the name may need fewer to stay small."""
    from PIL import Image  # noqa: PLC0415 - as above

    data = b""
    for count in _PALETTES:
        stored = BytesIO()
        image.quantize(count, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(stored, "PNG")
        data = stored.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data


def _soft(look: ShareLook) -> str:
    return colours.mix(look.ink, look.paper, _SOFT)


def _nameplate(image: "Image", draw: "ImageDraw", look: ShareLook, font: ShareFont, size: int, top: int) -> int:
    """Draws the name, or its picture, in the middle; returns the place below it."""
    if look.logo:
        logo = _logo(look.logo, _WIDE, round(size * 1.15))
        image.paste(logo, ((WIDTH - logo.width) // 2, top), logo)
        return top + logo.height
    apart = 0.18 if len(look.name) <= 6 else 0.08 if len(look.name) <= 10 else 0.0
    while size > _SMALLEST and _spaced(look.name, size, apart, font) > _WIDE * 0.94:
        size -= 2
    wide = _spaced(look.name, size, apart, font)
    left, high = (WIDTH - wide) / 2, round(size * 1.24)
    if look.masthead == "block":
        draw.rectangle((left - size * 0.3, top, left + wide + size * 0.3, top + high), look.red)
    ink = {"ink": look.ink, "block": look.paper}.get(look.masthead, look.red)
    for char in look.name:
        draw.text((left, top + high / 2), char, ink, font.at(size), anchor="lm")
        left += font.width(char, size) + size * apart
    return top + high


def _spaced(text: str, size: int, apart: float, font: ShareFont) -> float:
    return font.width(text, size) + size * apart * (len(text) - 1)


def _logo(data: bytes, wide: int, high: int) -> "Image":
    from PIL import Image  # noqa: PLC0415 - as above

    with Image.open(BytesIO(data), formats=("PNG", "WEBP")) as image:
        logo = image.convert("RGBA")
    share = min(wide / logo.width, high / logo.height)
    size = max(round(logo.width * share), 1), max(round(logo.height * share), 1)
    return logo.resize(size, Image.Resampling.LANCZOS)


_RULE, _BELOW = 176, 250
"""Where the double rule stands, and the single one below the dateline."""


def _double_rule(draw: "ImageDraw", top: int, ink: str) -> None:
    draw.rectangle((_MARGIN, top, WIDTH - _MARGIN - 1, top + 2), ink)
    draw.rectangle((_MARGIN, top + 7, WIDTH - _MARGIN - 1, top + 8), ink)


def _dateline(draw: "ImageDraw", text: ShareText, look: ShareLook, font: ShareFont, below: int) -> None:
    _double_rule(draw, max(_RULE, below + 16), look.ink)
    draw.rectangle((_MARGIN, _BELOW, WIDTH - _MARGIN - 1, _BELOW + 1), look.ink)
    size = _SMALL
    while size > _SMALLEST and font.width(text.left, size) + font.width(text.right, size) > _WIDE - 60:
        size -= 1
    middle = (max(_RULE, below + 16) + 9 + _BELOW) / 2
    draw.text((_MARGIN, middle), text.left, look.ink, font.at(size), anchor="lm")
    draw.text((WIDTH - _MARGIN, middle), text.right, look.red, font.at(size), anchor="rm")


def _story(draw: "ImageDraw", text: ShareText, look: ShareLook, font: ShareFont, cut: Cut) -> None:
    """Draws kicker and headline from the left, in the middle of the space below the dateline."""
    top, bottom, gap = _BELOW + 22, HEIGHT - 26, 8
    kicker = _fitted(text.kicker, _HIGH, _KICKERS, font, cut) if text.kicker else None
    used = kicker.height + gap if kicker else 0
    high = bottom - top - used
    headline = _fitted(text.headline, high, _HEADLINES, font, cut)
    printed = share_lines.as_printed(text.headline, font.width, _WIDE, high, _HEADLINES)
    if printed and printed.size > headline.size * _NEARLY:
        headline = printed
    at = top + (bottom - top - used - headline.height) / 2
    if kicker:
        _lines(draw, kicker, at, look.red, font)
    _lines(draw, headline, at + used, look.ink, font)


def _fitted(text: str, high: int, sizes: tuple[int, ...], font: ShareFont, cut: Cut) -> share_lines.Setting:
    found = (share_lines.fitted(text, cut, font.width, _WIDE, high, chosen) for chosen in (sizes, _TINY))
    setting = next(filter(None, found), None)
    if setting is None:
        raise ValueError("a text that fits in no size")
    return setting


def _lines(draw: "ImageDraw", setting: share_lines.Setting, top: float, ink: str, font: ShareFont) -> None:
    step, of_size = setting.size * share_lines.LEADING, font.at(setting.size)
    for line in setting.lines:
        # An opening mark fills only the right half of its square; its ink stands at the margin.
        left = _blank(line[0], of_size) if line[0] in share_lines.NOT_LAST else 0
        draw.text((_MARGIN - left, top + step / 2), line, ink, of_size, anchor="lm")
        top += step


def _blank(char: str, font: "FreeTypeFont") -> int:
    """How far from its left edge the ink of a character begins, in pixels."""
    mask, offset = font.getmask2(char, "L")
    return offset[0] + (mask.getbbox() or (0,))[0]


def _front(image: "Image", draw: "ImageDraw", text: ShareText, look: ShareLook, font: ShareFont, cut: Cut) -> None:
    """Draws the paper's own picture: the name large, the zone below it, and what the paper says of itself."""
    below = _nameplate(image, draw, look, font, 190, 96 if text.zone or text.description else 180)
    if text.zone:
        size = 40
        while size > _SMALLEST and _spaced(text.zone, size, 0.3, font) > _WIDE:
            size -= 2
        left = (WIDTH - _spaced(text.zone, size, 0.3, font)) / 2
        for char in text.zone:
            draw.text((left, below + 44), char, _soft(look), font.at(size), anchor="lm")
            left += font.width(char, size) + size * 0.3
    _double_rule(draw, 440, look.ink)
    setting = share_lines.fitted(text.description, cut, font.width, _WIDE, 130, (44, 40, 36))
    if text.description and setting:
        top = 449 + (HEIGHT - 30 - 449 - setting.height) / 2
        for at, line in enumerate(setting.lines):
            middle = top + setting.size * share_lines.LEADING * (at + 0.5)
            draw.text((WIDTH / 2, middle), line, look.ink, font.at(setting.size), anchor="mm")
