"""Loads jieba and its dictionary once: word segmentation, parts of speech, and inverse document frequencies."""

import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache as cached
from functools import lru_cache
from pathlib import Path

from generator import system
from generator.errors import ImportRefused, Problem

VOCABULARY = Path(__file__).with_name("vocabulary")
LONG_RUN = re.compile(r"[\u4e00-\u9fff]{500}")
UNKNOWN = ""
"""The part of speech of a word that jieba found but no dictionary has; it is mostly a name."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A function that cuts text into words, parts of speech, and inverse document frequencies."""

    cut: Callable[[str], Iterable[str]]
    kinds: Mapping[str, str]
    rarities: Mapping[str, float]
    usual_rarity: float

    def words(self, text: str) -> list[str]:
        """The words of a text. Very long runs are divided first, as jieba's time grows with the square of a run."""
        return list(self.cut(LONG_RUN.sub(r"\g<0>\n", text)))

    def kind(self, word: str) -> str:
        """The part of speech in jieba's notation (n, v, ns …); ``UNKNOWN`` for a word that no dictionary has."""
        return self.kinds.get(word, UNKNOWN)

    def rarity(self, word: str) -> float:
        """The word's inverse document frequency: about 4 for the commonest nouns, 12 for the rarest."""
        return self.rarities.get(word, self.usual_rarity)


@lru_cache(maxsize=1)
def load(folder: Path) -> Dictionary:
    """The dictionary, loaded once; ``folder`` is the paper's own folder for jieba's cache.

    By default jieba reads its cache from the system's temporary folder, where any user could put a false one. Raises
    ``ImportRefused``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        import jieba  # noqa: PLC0415 - a second of start-up that only import needs
        import jieba.analyse  # noqa: PLC0415
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "检查磁盘空间和文件夹权限；什么都没有写入"
        raise ImportRefused(Problem(f"建不了词典的文件夹：{system.why(error)}", hint, str(folder))) from None
    jieba.setLogLevel(logging.CRITICAL)  # otherwise jieba logs a traceback if its cache cannot be written
    jieba.dt.tmp_dir = str(folder)
    jieba.dt.cache_file = "jieba.cache"
    rarities, usual = jieba.analyse.default_tfidf.idf_loader.get_idf()
    jieba.initialize()
    kinds = {}
    with jieba.dt.get_dict_file() as file:
        for line in file:
            word, _, kind = line.decode().strip().split(" ")
            kinds[word] = sys.intern(kind)
    return Dictionary(jieba.cut, kinds, rarities, usual)


@cached
def vocabulary(name: str) -> frozenset[str]:
    """The words of one of the lists in the folder ``vocabulary``; lines that begin with ``#`` are notes."""
    lines = (VOCABULARY / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cached
def endings(name: str) -> tuple[str, ...]:
    """The words of one of the lists as endings of names, the longest first."""
    return tuple(sorted(vocabulary(name), key=lambda word: (-len(word), word)))
