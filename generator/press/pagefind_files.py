"""Pagefind's files as the site publishes them: readable, in a fixed order, named after what they hold.

What the binary gives back is right but not repeatable: version 1.5.2 writes filters in the order of a hash
table, so the same articles give other bytes, other names and another table of contents on every run. Here
the order is fixed and the names follow; a fragment gets the text that readers see in place of its units.

The formats, as far as they are touched: fragments, chunks and tables are gzip around a signature and a body;
a fragment's body is JSON, the others' is CBOR made of arrays, strings and whole numbers.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Final, TypeAlias

from generator.errors import PagefindError, Problem

_SIGNATURE: Final = b"pagefind_dcd"
_ENTRY: Final = "pagefind-entry.json"
_SCRIPTS: Final = ("pagefind.js", "wasm.unknown.pagefind")  # all that our worker loads; the rest is for interfaces
_NUMBER, _STRING, _ARRAY = 0, 3, 4  # CBOR's major types
_NEGATIVE: Final = 1

CborValue: TypeAlias = "int | str | list[CborValue]"
"""What Pagefind's tables are made of."""


def publishable(files: Mapping[str, bytes], fragments: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files to publish, by path, from those that ``Pagefind.files`` gave.

    ``fragments`` says for each record's address which JSON to publish for it. Every record must have come
    back and every file that the tables name must be there, or it is a ``PagefindError``.
    """
    try:
        return _publishable(files, fragments)
    except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        message = f"搜索引擎交回的索引不认识（{type(error).__name__}：{error}）"
        raise PagefindError(Problem(message, "装 banmian 要求的那一版 pagefind-bin")) from error


def _publishable(files: Mapping[str, bytes], fragments: Mapping[str, bytes]) -> dict[str, bytes]:
    published = {path: files[path] for path in _SCRIPTS}
    entry = json.loads(files[_ENTRY])
    if not entry["languages"] and not fragments:
        return published | {_ENTRY: files[_ENTRY]}
    ((language, about),) = entry["languages"].items()
    version, pages, chunks, filters, sorts, fields = _list(_decoded(files[f"pagefind.{about['hash']}.pf_meta"]))

    missing = dict(fragments)
    for name, _ in map(_list, _list(pages)):
        path = f"fragment/{name}.pf_fragment"
        published[path] = pack(missing.pop(json.loads(unpack(files[path]))["url"]))
    if missing:
        raise ValueError(f"without {', '.join(sorted(missing)[:3])}")

    for _, _, name in map(_list, _list(chunks)):
        path = f"index/{name}.pf_index"
        published[path] = files[path]

    table: list[CborValue] = []
    for label, name in sorted(map(_list, _list(filters)), key=str):
        _, values = _list(_decoded(files[f"filter/{name}.pf_filter"]))
        body = encode([label, sorted(_list(values), key=lambda value: str(_list(value)[0]))])
        renamed = _name(language, body)
        published[f"filter/{renamed}.pf_filter"] = pack(body)
        table.append([label, renamed])

    body = encode([version, pages, chunks, table, sorts, fields])
    about["hash"] = _name(language, body)
    published[f"pagefind.{about['hash']}.pf_meta"] = pack(body)
    published[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return published


def pack(body: bytes) -> bytes:
    """A body as Pagefind's browser side expects it; the same bytes for the same body, as gzip's time is 0."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    return press.compress(_SIGNATURE + body) + press.flush()


def unpack(data: bytes) -> bytes:
    """The body of one of Pagefind's compressed files; ``ValueError`` or ``zlib.error`` if it is none."""
    content = zlib.decompress(data, 31)
    if not content.startswith(_SIGNATURE):
        raise ValueError("a file without Pagefind's signature")
    return content[len(_SIGNATURE) :]


def decode(data: bytes, at: int = 0) -> tuple[CborValue, int]:
    """The CBOR value that begins at a byte, and the byte after it; ``ValueError`` for a kind not listed above."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size > 27:
        raise ValueError(f"CBOR of indefinite length at byte {at}")
    if size > 23:
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == _NUMBER:
        return size, at
    if kind == _NEGATIVE:
        return -1 - size, at
    if kind == _STRING:
        return data[at : at + size].decode(), at + size
    if kind == _ARRAY:
        items: list[CborValue] = []
        for _ in range(size):
            item, at = decode(data, at)
            items.append(item)
        return items, at
    raise ValueError(f"CBOR of kind {kind} at byte {at}")


def encode(value: CborValue) -> bytes:
    """A value as CBOR, every length in its shortest form."""
    if isinstance(value, int):
        return _head(_NUMBER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_STRING, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(encode, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    power = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes([kind << 5 | 24 + power]) + size.to_bytes(1 << power, "big")


def _decoded(data: bytes) -> CborValue:
    return decode(unpack(data))[0]


def _list(value: CborValue) -> list[CborValue]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} where a list belongs")
    return value


def _name(language: str, body: bytes) -> str:
    return f"{language}_{hashlib.blake2b(body, digest_size=6).hexdigest()}"
