"""Icons for home screens and browsers: a drawing of a front page in the paper's colours, or the paper's own picture.

The drawing is made of rectangles, not letters, because a build must not depend on the fonts of a machine.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator import system
from generator.config import LOGO_FOLDER
from generator.content import issue_files
from generator.errors import ConfigError, Problem
from generator.pages.web_app import ICONS
from generator.settings import Colours

if TYPE_CHECKING:
    from PIL import Image

LEAST = 512
GRID = 32
_RED, _INK = "red", "ink"
FRONT_PAGE = (
    *((_RED, 5, 5, 22, 5), (_INK, 5, 13, 13, 9)),
    *((_INK, 20, 13, 7, 2), (_INK, 20, 16.5, 7, 2), (_INK, 20, 20, 7, 2)),
    *((_INK, 5, 25, 6, 2), (_INK, 13, 25, 6, 2), (_INK, 21, 25, 6, 2)),
)
"""The mark, on a grid of 32: colour, left, top, width, height."""
_TAB = (48, 32, 16)
"""The sides in pixels of the pictures in ``favicon.ico``, largest first."""
_INSIDE = 0.8  # the mark's share of a side; small enough that no device's icon mask cuts it off


def made(name: str, colours: Colours, picture: Path | None) -> bytes:
    """The icon of a name in ``ICONS`` as PNG, from the paper's own square ``picture`` where it has one."""
    size = ICONS[name]
    inside = round(size * _INSIDE) if name.startswith("mask") else size
    data = BytesIO()
    _icon(size, inside, colours, picture).save(data, "PNG", optimize=True)
    return data.getvalue()


def favicon(colours: Colours, picture: Path | None) -> bytes:
    """``favicon.ico`` for programs that ask for no other icon, with the same drawing or picture in three sizes."""
    largest, *others = (_icon(size, size, colours, picture) for size in _TAB)
    data = BytesIO()
    largest.save(data, "ICO", sizes=[(size, size) for size in _TAB], append_images=others)
    return data.getvalue()


def _icon(size: int, inside: int, colours: Colours, picture: Path | None) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415 - most builds draw no icon

    mark = _scaled(picture, inside) if picture else _drawn(inside, colours)
    icon = Image.new("RGB", (size, size), colours.paper)
    place = (size - inside) // 2
    icon.paste(mark, (place, place), mark if mark.mode == "RGBA" else None)
    return icon


def _drawn(size: int, colours: Colours) -> "Image.Image":
    from PIL import Image, ImageDraw  # noqa: PLC0415

    # Drawn four times as large, then reduced, so that edges between two pixels come out smooth.
    scale = size * 4 / GRID
    image = Image.new("RGB", (size * 4, size * 4), colours.paper)
    draw = ImageDraw.Draw(image)
    for ink, left, top, width, height in FRONT_PAGE:
        box = (left * scale, top * scale, (left + width) * scale - 1, (top + height) * scale - 1)
        draw.rectangle(box, colours.red if ink == _RED else colours.ink)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _scaled(picture: Path, size: int) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415

    source = f"{LOGO_FOLDER}/{picture.name}"
    data = system.bytes_of(picture)
    look = issue_files.look(data)
    if look.problem:
        problem = Problem(f"图标{look.problem}", "换一个 PNG 图片，或把 newspaper.toml 里的 icon 留空", source)
        raise ConfigError(problem)
    if look.width != look.height or look.width < LEAST:
        message = f"图标是 {look.width}×{look.height} 像素"
        raise ConfigError(Problem(message, f"要正方形，{LEAST} 像素以上", source))
    with Image.open(BytesIO(data), formats=issue_files.PICTURE_FORMATS) as image:
        return image.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
