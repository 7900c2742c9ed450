"""Which characters a font file can show: its table ``cmap`` read (OpenType, TrueType, and collections of them)."""

import struct
from collections.abc import Iterator
from typing import Any

_COLLECTION = b"ttcf"
_MOST_FACES, _MOST_GROUPS = 64, 100_000


def faces(data: bytes) -> int:
    """How many faces a file has. Raises ``ValueError`` for what is no font."""
    if data[:4] == _COLLECTION:
        (count,) = _at(">I", data, 8)
        if not 0 < count <= _MOST_FACES:
            raise ValueError("a collection of so many faces")
        return int(count)
    if data[:4] in (b"\0\1\0\0", b"OTTO", b"true"):
        return 1
    raise ValueError("no font")


def characters(data: bytes, face: int = 0) -> frozenset[str]:
    """The characters for which a face has a glyph. Raises ``ValueError`` for what is no font."""
    start = _at(">I", data, 12 + 4 * face)[0] if data[:4] == _COLLECTION else 0
    table = _table(data, start, b"cmap")
    (count,) = _at(">H", data, table + 2)
    found: dict[int, int] = {}
    for at in range(count):
        platform, encoding, offset = _at(">HHI", data, table + 4 + 8 * at)
        (form,) = _at(">H", data, table + offset)
        if (platform, encoding) in ((0, 3), (3, 1), (0, 4), (3, 10)) and form in (4, 12):
            found[form] = table + offset
    if 12 in found:  # it holds all that format 4 does, and what lies beyond
        return frozenset(map(chr, _format_12(data, found[12])))
    if 4 in found:
        return frozenset(map(chr, _format_4(data, found[4])))
    raise ValueError("no table of Unicode characters")


def _table(data: bytes, start: int, name: bytes) -> int:
    (count,) = _at(">H", data, start + 4)
    for at in range(count):
        tag, _, offset, _ = _at(">4sIII", data, start + 12 + 16 * at)
        if tag == name:
            return int(offset)
    raise ValueError("no such table")


def _format_12(data: bytes, at: int) -> Iterator[int]:
    (count,) = _at(">I", data, at + 12)
    if count > _MOST_GROUPS:
        raise ValueError("so many groups")
    for group in range(count):
        first, last, glyph = _at(">III", data, at + 16 + 12 * group)
        if not first <= last <= 0x10FFFF:
            raise ValueError("no range of characters")
        yield from range(first + (not glyph), last + 1)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    (twice,) = _at(">H", data, at + 6)
    count = twice // 2
    lasts = _at(f">{count}H", data, at + 14)
    firsts = _at(f">{count}H", data, at + 16 + twice)
    deltas = _at(f">{count}H", data, at + 16 + 2 * twice)
    places = at + 16 + 3 * twice
    offsets = _at(f">{count}H", data, places)
    for segment, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for code in range(first, last + 1):
            if code == 0xFFFF:
                continue
            glyph = code
            if offset:
                (glyph,) = _at(">H", data, places + 2 * segment + offset + 2 * (code - first))
            if (glyph + delta) & 0xFFFF if glyph or not offset else 0:
                yield code


def _at(form: str, data: bytes, at: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from(form, data, at)
    except struct.error:
        raise ValueError("a font that ends too soon") from None
