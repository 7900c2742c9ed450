"""What a picture's metadata says of who made it and whose it is, kept in every size and format that readers are sent.

Kept are the creator, the credit, the copyright, the IPTC's kind of digital source, and the mark of content that
artificial intelligence made (AIGC), which GB 45438-2025 forbids to delete. It asks for a property ``AIGC`` that holds
JSON (Label, ContentProducer, ProduceID …). Generators write it into XMP, into a PNG text, or into EXIF's UserComment.
All other metadata (place, device, dates, thumbnails) is dropped.

Metadata is what strangers wrote: whatever of it is damaged, too long or of an unknown form counts as not there.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.press import xmp_packets
from generator.press.xmp_packets import AIGC, CREATOR, CREDIT, NAMES, RIGHTS, SOURCE

if TYPE_CHECKING:
    from PIL.Image import Image

_LONGEST, _LONGEST_MARK, _LARGEST, _MOST_PACKETS = 4_000, 12_000, 4_000_000, 8
"""Limits: characters of a text, and of a mark; bytes of a packet that is read; packets of a picture."""
_MOST_BYTES = 60_000
"""The largest packet that is written; a segment of JPEG holds 65,533 bytes."""

_PACKET = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta\s*>", re.DOTALL)
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_INSIDE = re.compile(r'"AIGC"\s*:\s*')
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_DESCRIPTION, _ARTIST, _COPYRIGHT, _EXIF, _COMMENT = 0x010E, 0x013B, 0x8298, 0x8769, 0x9286
_BY_LINE, _IPTC_CREDIT, _IPTC_COPYRIGHT = (2, 80), (2, 110), (2, 116)


@dataclass(frozen=True, slots=True)
class Rights:
    """What is kept of a picture's metadata. ``marks`` are the properties of the AIGC mark with their values.

    ``other_marks`` are further values of the property ``AIGC``, where the picture's parts do not agree.
    """

    creators: tuple[str, ...] = ()
    rights: str = ""
    credit: str = ""
    source: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    other_marks: tuple[str, ...] = ()

    def options(self) -> dict[str, Any]:
        """What to give to ``Image.save``: nothing where there is nothing to keep. The same rights, the same bytes."""
        found: dict[str, Any] = {}
        if any((self.creators, self.rights, self.credit, self.source, self.marks)):
            whole = xmp_packets.packet(self.creators, self.rights, self.credit, self.source, self.marks)
            packets = (whole, xmp_packets.packet((), "", "", "", self.marks) if self.marks else b"")
            found |= next(({"xmp": packet} for packet in packets if 0 < len(packet) <= _MOST_BYTES), {})
        texts = {_ARTIST: "; ".join(self.creators), _COPYRIGHT: self.rights}
        if any(texts.values()) or self.other_marks:
            found["exif"] = _exif(texts, "\n".join(self.other_marks))
        return found


def read(image: "Image", original: bytes) -> Rights:
    """What is kept of a loaded picture's metadata; ``original`` are the bytes of its file."""
    found: dict[str, list[str]] = {}
    marks: dict[str, list[str]] = {}
    for source in (partial(_xmp, original), _png, _iptc, _in_exif):
        here: dict[str, list[str]] = {}
        for name, value in _safely(source, image):
            text = _UNWRITABLE.sub("", value)
            if not text.strip() or len(text) > (_LONGEST if name in NAMES else _LONGEST_MARK):
                continue
            if name in NAMES:
                here.setdefault(name, []).append(text.strip())
            elif text not in marks.setdefault(name, []):
                marks[name].append(text)
        found = here | found
    first = {name: values[0] for name, values in found.items()}
    return Rights(
        _within(dict.fromkeys(found.get(CREATOR, ()))),
        first.get(RIGHTS, ""),
        first.get(CREDIT, ""),
        first.get(SOURCE, ""),
        tuple((name, values[0]) for name, values in marks.items()),
        _within(marks.get(AIGC, [])[1:], _LONGEST_MARK),
    )


def _within(texts: Iterable[str], longest: int = _LONGEST) -> tuple[str, ...]:
    """The first of these texts that together are not too long."""
    kept: list[str] = []
    for text in texts:
        if sum(map(len, kept)) + len(text) <= longest:
            kept.append(text)
    return tuple(kept)


_Found = Iterator[tuple[str, str]]
"""Names of properties with their values: names of XMP, or, for a mark, what it is called in its namespace."""


def _safely(source: Callable[["Image"], _Found], image: "Image") -> list[tuple[str, str]]:
    """What a source says up to the place where it is damaged."""
    found: list[tuple[str, str]] = []
    with suppress(Exception):  # Pillow and expat raise many kinds; all mean: not readable
        for item in source(image):
            found.append(item)  # noqa: PERF402 - what came before an error is kept
    return found


def _xmp(original: bytes, image: "Image") -> _Found:
    """The properties of all XMP packets: of the picture, in parts of a JPEG, or anywhere else in the file."""
    packets: list[bytes] = []
    for packet in (image.info.get("xmp"), _extended(image), *(found[0] for found in _PACKET.finditer(original))):
        data = packet.encode() if isinstance(packet, str) else packet
        if data and len(data) <= _LARGEST and data not in packets and len(packets) < _MOST_PACKETS:
            packets.append(data)
    seen: set[str] = set()
    for data in packets:
        found = xmp_packets.properties(data)
        named = {name for name, _ in found}
        yield from ((name, value) for name, value in found if name == AIGC or name not in seen)
        seen |= named


def _extended(image: "Image") -> bytes:
    """The part of a JPEG's XMP that is too long for one segment."""
    parts: dict[bytes, dict[int, bytes]] = {}
    for _, segment in getattr(image, "applist", ()):
        if segment.startswith(_EXTENSION):
            head = segment[len(_EXTENSION) :]
            parts.setdefault(head[:32], {})[int.from_bytes(head[36:40])] = head[40:]
    return b"".join(data for _, data in sorted(next(iter(parts.values()), {}).items()))


def _png(image: "Image") -> _Found:
    """Texts of a PNG: the mark by its keyword or inside of another text, and the standard's Author and Copyright."""
    from PIL.PngImagePlugin import PngImageFile, iTXt  # noqa: PLC0415 - most builds make no picture

    texts = image.text if isinstance(image, PngImageFile) else {}
    for keyword, value in texts.items():
        text = str(value) if isinstance(value, iTXt) else _decoded(value.encode("latin-1", "replace"))
        name = {AIGC: AIGC, "Author": CREATOR, "Copyright": RIGHTS}.get(keyword)
        yield from [(name, text)] if name else _loose(text)


def _iptc(image: "Image") -> _Found:
    """The by-line, credit and copyright that newsroom systems write into a JPEG (IPTC-IIM)."""
    from PIL import IptcImagePlugin  # noqa: PLC0415 - as above

    found = IptcImagePlugin.getiptcinfo(image) if hasattr(image, "applist") else None  # type: ignore[arg-type]
    for key, name in ((_BY_LINE, CREATOR), (_IPTC_CREDIT, CREDIT), (_IPTC_COPYRIGHT, RIGHTS)):
        values = (found or {}).get(key, [])
        yield from ((name, _decoded(value)) for value in ([values] if isinstance(values, bytes) else values))


def _in_exif(image: "Image") -> _Found:
    exif = image.getexif()
    for tag, name in ((_ARTIST, CREATOR), (_COPYRIGHT, RIGHTS)):
        yield name, _plain(exif.get(tag, ""))
    yield from _loose(_plain(exif.get(_DESCRIPTION, "")))
    yield from _loose(_comment(exif.get_ifd(_EXIF).get(_COMMENT, b"")))
    yield from _loose(_plain(image.info.get("comment", b"")))


def _plain(value: object) -> str:
    """A text of EXIF, which Pillow reads byte by byte; a photographer and an editor are parted by a zero."""
    data = value if isinstance(value, bytes) else str(value).encode("latin-1", "ignore")
    return "; ".join(part.strip() for part in _decoded(data).split("\0") if part.strip())


def _comment(value: object) -> str:
    """EXIF's UserComment: eight bytes name its encoding."""
    data = value if isinstance(value, bytes) else str(value).encode()
    if data[:8] == b"UNICODE\0":
        texts = (data[8:].decode(name, "ignore") for name in ("utf-16-le", "utf-16-be"))
        return next((text for text in texts if AIGC in text or "ContentProducer" in text), "")
    return _decoded(data[8:] if data[:8] in (b"ASCII\0\0\0", bytes(8)) else data)


def _loose(text: str) -> _Found:
    """The mark where it stands inside of another text, without what else is in that text."""
    found = _INSIDE.search(text)
    at = found.end() if found else text.find("{") if '"ContentProducer"' in text else -1
    if at < 0:
        return
    try:
        end = json.JSONDecoder().raw_decode(text, at)[1]
    except (ValueError, RecursionError):  # damaged: up to the first brace
        end = text.find("}", at) + 1 or len(text)
    yield AIGC, text[at:end]


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _exif(texts: dict[int, str], comment: str) -> bytes:
    from PIL import Image  # noqa: PLC0415 - as above

    exif = Image.Exif()
    for tag, text in texts.items():
        if text:
            exif[tag] = text.encode()
    if comment:
        exif.get_ifd(_EXIF)[_COMMENT] = bytes(8) + comment.encode()
    return exif.tobytes()
