"""Pictures that are none, are damaged, or want more than a picture should, as bytes."""

import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"


def encoded(image: Image.Image, name: str, **settings: object) -> bytes:
    """An image as the bytes of a file."""
    data = io.BytesIO()
    image.save(data, name, **settings)
    return data.getvalue()


def photo(name: str = "JPEG", size: tuple[int, int] = (90, 60), mode: str = "RGB", **settings: object) -> bytes:
    """A picture that can be shown."""
    return encoded(Image.linear_gradient("L").resize(size).convert(mode), name, **settings)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, *more: bytes, rows: bytes | None = None, depth: int = 8, colour: int = 0) -> bytes:
    """A PNG of a size, packed to next to nothing whatever the size is."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    if rows is None:
        packer, line = zlib.compressobj(9), bytes(1 + (width * depth + 7) // 8)
        rows = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    return PNG + head + b"".join(more) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _text_bomb(made: random.Random) -> bytes:
    packed = zlib.compress(bytes(made.choice([1_000_000, 100_000_000])), 9)
    return _png(9, 9, *[_chunk(b"zTXt", b"Comment\0\0" + packed)] * made.choice([1, 40]))


def _damaged(data: bytes, made: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(made.choice([1, 20, 200])):
        changed[made.randrange(20, len(changed))] = made.randrange(256)
    return bytes(changed)


def _cut(data: bytes, made: random.Random) -> bytes:
    return data[: made.randrange(1, len(data) - 2)]


def _with_profile(made: random.Random) -> bytes:
    return photo(made.choice(["JPEG", "PNG", "WEBP"]), icc_profile=made.randbytes(made.choice([1, 128, 60_000])))


def _large_exif(made: random.Random) -> bytes:
    return photo("PNG", exif=b"Exif\0\0" + made.randbytes(made.choice([4, 60_000, 3_000_000])))


def _turned(made: random.Random) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = made.choice([0, 3, 6, 9, 255])
    return photo("JPEG", exif=exif)


def _animated(made: random.Random) -> bytes:
    frames = [Image.new("RGB", (40, 30), (at % 256, 0, 0)) for at in range(made.choice([2, 60]))]
    name = made.choice(["WEBP", "PNG"])
    return encoded(frames[0], name, save_all=True, append_images=frames[1:])


PICTURES: dict[str, Callable[[random.Random], bytes]] = {
    "text": lambda _: "这是一段文字。".encode() * 9,
    "empty": lambda _: b"",
    "noise": lambda made: made.randbytes(5_000),
    "only a head": lambda made: made.choice([PNG, b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBPVP8 "]),
    "EPS": lambda _: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "SVG": lambda _: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "GIF": lambda _: photo("GIF"),
    "TIFF": lambda _: photo("TIFF"),
    "BMP": lambda _: photo("BMP"),
    "cut": lambda made: _cut(photo(made.choice(["JPEG", "PNG", "WEBP"]), (300, 200)), made),
    "damaged": lambda made: _damaged(photo(made.choice(["JPEG", "PNG", "WEBP"]), (300, 200)), made),
    "13,000 square": lambda _: _png(13_000, 13_000),
    "1 high": lambda _: _png(30_000, 1),
    "1 wide": lambda _: _png(1, 30_000),
    "thin": lambda made: _png(*made.choice([(15_999, 1), (1, 15_999), (8_000, 2)])),
    "just fits": lambda _: _png(7_000, 7_100),
    "just fits, in colour": lambda _: encoded(Image.new("RGB", (7_000, 7_100)), "JPEG", quality=1),
    "one pixel": lambda made: photo(made.choice(["JPEG", "PNG", "WEBP"]), (1, 1)),
    "huge by its head": lambda _: _png(2**31 - 1, 2**31 - 1, rows=b""),
    "nothing wide": lambda _: _png(0, 9, rows=b""),
    "no rows": lambda _: _png(90, 60, rows=zlib.compress(b"")),
    "rows are noise": lambda made: _png(90, 60, rows=made.randbytes(900)),
    "text bomb": _text_bomb,
    "profile bomb": lambda _: _png(9, 9, _chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(100_000_000), 9))),
    "profile is noise": _with_profile,
    "large exif": _large_exif,
    "turned": _turned,
    "animated": _animated,
    "CMYK": lambda _: photo("JPEG", mode="CMYK"),
    "CMYK with a profile": lambda made: photo("JPEG", mode="CMYK", icc_profile=made.randbytes(300)),
    "grey of 16 bit": lambda _: photo("PNG", mode="I;16"),
    "black and white": lambda _: photo("PNG", mode="1"),
    "palette": lambda _: photo("PNG", mode="P", transparency=0),
    "half clear": lambda _: photo("PNG", mode="LA"),
    "lossless": lambda _: photo("WEBP", mode="RGBA", lossless=True),
}
"""What is wrong with a picture, or only odd, and how it is made."""
