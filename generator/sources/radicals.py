"""Replaces look-alikes by the usual characters: the radical ⽅ by the character 方.

Text copied from a PDF may contain radicals (the blocks 2E80–2EF3 and 2F00–2FD5) in place of characters. They look the
same, but a search does not find them. Nothing else is normalised: widths and marks stay as they are.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from generator.sources.radical_table import IDEOGRAPHS, RADICALS
from generator.sources.raw import Change

KIND = "部首和兼容字换成的通用字"
_TABLE = dict(zip(RADICALS, IDEOGRAPHS, strict=True))
# One radical stands for two characters; the other characters of the page decide between them.
_DOOR, _SIMPLIFIED_DOOR = "⼾", "户"
_FORMS = ((0xF900, 0xFAFF), (0x2F800, 0x2FA1E), (0xFB00, 0xFB07))


def table(text: str, *, forms: bool = False) -> dict[str, str]:
    """The replacement for each look-alike in the text of a page.

    With ``forms`` compatibility forms (豈, ﬁ) are replaced as well: fonts in a PDF use them for usual characters, while
    in a text file somebody may have chosen them.
    """
    found = {character: _TABLE[character] for character in set(text) & _TABLE.keys()}
    if _DOOR in found and not _is_traditional(text):
        found[_DOOR] = _SIMPLIFIED_DOOR
    if forms:
        found |= {one: unicodedata.normalize("NFKC", one) for one in set(text) if _is_form(ord(one))}
    return {one: other for one, other in found.items() if one != other}


def folded(text: str) -> tuple[str, tuple[Change, ...]]:
    """A text with its radicals replaced, and the changes that were made."""
    read = table(text)
    return replaced(text, read), changes(text, read)


def replaced(text: str, read: Mapping[str, str]) -> str:
    """A text with all look-alikes replaced by the table ``read``."""
    return text.translate({ord(one): other for one, other in read.items()})


def changes(text: str, read: Mapping[str, str]) -> tuple[Change, ...]:
    """What a table changes in a text, in the order of the code points."""
    times = Counter(text)
    return tuple(Change(KIND, one, read[one], times[one]) for one in sorted(read) if times[one])


def _is_form(code: int) -> bool:
    return any(first <= code < end for first, end in _FORMS)


def _is_traditional(text: str) -> bool:
    """Whether a text has more characters that only Traditional Chinese has (國) than only Simplified has (国)."""
    han = [one for one in text if "\u4e00" <= one <= "\u9fff"]
    return _known(han, "big5") > _known(han, "gb2312")


def _known(characters: Iterable[str], charset: str) -> int:
    return sum(1 for one in characters if one.encode(charset, "ignore"))
