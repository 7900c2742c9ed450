"""A font drawn for tests: every character is a black box, a whole em wide, or half of one for ASCII."""

import struct
from collections.abc import Iterable

EM = 1000
_BLANK, _WIDE, _NARROW, _SPACE = range(4)


def font(characters: Iterable[str], *, form: int = 12) -> bytes:
    """A TrueType file that shows these characters; its table of characters has format 12, or 4."""
    glyphs = {ord(char): _SPACE if char.isspace() else _NARROW if char.isascii() else _WIDE for char in characters}
    boxes = (b"", _box(60, 940), _box(30, 470), b"")
    places, glyf = [0], b""
    for box in boxes:
        glyf += box
        places.append(len(glyf))
    tables = {
        b"cmap": _cmap(glyphs, form),
        b"glyf": glyf,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 3, EM, 0, 0, 0, -120, EM, 880, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 1 << 16, 880, -120, 0, EM, 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, 4),
        b"hmtx": struct.pack(">HhHhHhHh", EM, 0, EM, 60, EM // 2, 30, EM // 2, 0),
        b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 1 << 16, 4, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _box(left: int, right: int) -> bytes:
    bottom, top = -60, 820
    ends = struct.pack(">HH", 3, 0)
    wide, high = right - left, top - bottom
    steps = struct.pack(">4h4h", left, wide, 0, -wide, bottom, 0, high, 0)
    return struct.pack(">hhhhh", 1, left, bottom, right, top) + ends + b"\1\1\1\1" + steps + b"\0\0"


def _cmap(glyphs: dict[int, int], form: int) -> bytes:
    rows = sorted(glyphs.items())
    if form == 12:
        groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in rows)
        table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(rows)) + groups
        return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    rows.append((0xFFFF, 0))
    count = len(rows)
    codes = struct.pack(f">{count}H", *(code for code, _ in rows))
    deltas = struct.pack(f">{count}H", *((glyph - code) & 0xFFFF for code, glyph in rows))
    parts = codes + b"\0\0" + codes + deltas + bytes(2 * count)
    table = struct.pack(">HHHHHHH", 4, 14 + len(parts), 0, 2 * count, 0, 0, 0) + parts
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _file(tables: dict[bytes, bytes]) -> bytes:
    at = 12 + 16 * len(tables)
    head, body = struct.pack(">IHHHH", 1 << 16, len(tables), 0, 0, 0), b""
    for name, data in sorted(tables.items()):
        head += struct.pack(">4sIII", name, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + body


def collection(*fonts: bytes) -> bytes:
    """A collection of fonts, whose tables are moved to where they then lie."""
    start = 12 + 4 * len(fonts)
    places, body = [], b""
    for data in fonts:
        at = start + len(body)
        places.append(at)
        (count,) = struct.unpack_from(">H", data, 4)
        moved = bytearray(data)
        for row in range(12, 12 + 16 * count, 16):
            (offset,) = struct.unpack_from(">I", data, row + 8)
            struct.pack_into(">I", moved, row + 8, offset + at)
        body += bytes(moved)
    return b"ttcf" + struct.pack(f">II{len(fonts)}I", 1 << 16, len(fonts), *places) + body
