"""Checks the files that Pagefind made, and selects those that the site publishes.

A fragment holds the text of one article. Pagefind's fragments hold search units, so they are replaced by fragments with
the text that readers see. The chunks of the word index are published unchanged. Pagefind's own tables and scripts are
not published: the tables would be three times as long as ours, and the scripts cut text into words in another way.

The formats: fragments, chunks and tables are gzip around a signature and a body; a fragment's body is JSON, the
others' is CBOR made of arrays, strings and whole numbers.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from generator.errors import PagefindError, Problem

_SIGNATURE: Final = b"pagefind_dcd"
_ENTRY: Final = "pagefind-entry.json"
_NUMBER, _STRING, _ARRAY = 0, 3, 4  # CBOR's major types
_NEGATIVE: Final = 1
_NAME_LENGTH: Final = 7

CborValue: TypeAlias = "int | str | list[CborValue]"
"""What Pagefind's tables are made of."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What is published of the binary's files.

    ``fragments`` (by name) and ``lengths`` (in words) are in the order of pages. ``chunks`` of the word index, and the
    first word of each in ``first_words``, are in the order of words.
    """

    fragments: dict[str, bytes]
    lengths: tuple[int, ...]
    first_words: tuple[str, ...]
    chunks: tuple[bytes, ...]


def taken_back(files: Mapping[str, bytes], fragments: Mapping[str, bytes]) -> Taken:
    """Checks the files that ``Pagefind.files`` returned, and selects what is published of them.

    ``fragments`` has for each record's address the JSON to publish for it, in the order of adding. Raises
    ``PagefindError`` unless all records came back in this order and all files that the tables name are there and whole.
    """
    try:
        return _taken_back(files, fragments)
    except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        message = f"搜索引擎交回的索引不认识（{type(error).__name__}：{error}）"
        raise PagefindError(Problem(message, "装 banmian 要求的那一版 pagefind-bin")) from error


def _taken_back(files: Mapping[str, bytes], fragments: Mapping[str, bytes]) -> Taken:
    ((_, about),) = json.loads(files[_ENTRY])["languages"].items()
    _, pages, chunks, *_ = _list(_decoded(files[f"pagefind.{about['hash']}.pf_meta"]))
    lengths = []
    for (name, length), url in zip(map(_list, _list(pages)), fragments, strict=True):
        if json.loads(unpack(files[f"fragment/{name}.pf_fragment"]))["url"] != url:
            raise ValueError(f"another page where {url} belongs")
        lengths.append(_whole(length))
    words = [str(first) for first, _, _ in map(_list, _list(chunks))]
    if words != sorted(words):
        raise ValueError("words out of order")
    held = tuple(files[f"index/{name}.pf_index"] for _, _, name in map(_list, _list(chunks)))
    for chunk in held:
        unpack(chunk)
    return Taken(_named(fragments.values()), tuple(lengths), tuple(words), held)


def _named(fragments: Iterable[bytes]) -> dict[str, bytes]:
    """Names each fragment by a digest, as short as possible, since a search loads the names of a whole shard."""
    named: dict[str, bytes] = {}
    for fragment in fragments:
        whole, length = hashlib.blake2b(fragment).hexdigest(), _NAME_LENGTH
        while whole[:length] in named:
            length += 1
        named[whole[:length]] = pack(fragment)
    return named


def content_name(*data: bytes) -> str:
    """A name of 10 characters for a file or folder with this content: a digest of the content."""
    digest = hashlib.blake2b(digest_size=5)
    for part in data:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.hexdigest()


def pack(body: bytes) -> bytes:
    """A body compressed in Pagefind's format. The same body gives the same bytes, as gzip's time field is 0."""
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


def _decoded(data: bytes) -> CborValue:
    return decode(unpack(data))[0]


def _list(value: CborValue) -> list[CborValue]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} where a list belongs")
    return value


def _whole(value: CborValue) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} where a number belongs")
    return value
