"""Addresses of tags: lowercase pinyin; if two tags have the same pinyin, the later one gets a suffix."""

import re
import zlib
from collections.abc import Iterable, Mapping

_LONGEST = 80


def tag_slugs(tags: Iterable[str], frozen: Mapping[str, str] | None = None) -> dict[str, str]:
    """The slug of each tag. ``frozen`` are slugs that were given before; they stay, and no other tag gets one of them.

    ``tags`` come in order of first appearance, so that a new tag never changes the address of an old one.
    """
    frozen = frozen or {}
    taken = set(frozen.values())
    slugs: dict[str, str] = {}
    for name in tags:
        if name in slugs:
            continue
        slug = frozen.get(name, "") or _free(name, taken)
        taken.add(slug)
        slugs[name] = slug
    return slugs


def _free(name: str, taken: set[str]) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a third of a second to load

    plain = re.sub(r"[^a-z0-9]+", "-", "-".join(lazy_pinyin(name)).lower())[:_LONGEST].strip("-")
    slug, mark = plain, zlib.crc32(name.encode())
    while not slug or slug in taken:
        slug = f"{plain}-{mark:08x}".strip("-")
        mark += 1
    return slug
