"""jieba's dictionary, loaded once: how it cuts, each word's part of speech, and how rare each word is."""

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
"""The part of speech of a word that jieba found and no dictionary has: most often a name."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """How a text is cut into words, what kind of word each is, and how rare it is in print."""

    cut: Callable[[str], Iterable[str]]
    kinds: Mapping[str, str]
    rarities: Mapping[str, float]
    usual_rarity: float

    def words(self, text: str) -> list[str]:
        """The text cut up. jieba's time grows with the square of a run; no sentence is so long."""
        return list(self.cut(LONG_RUN.sub(r"\g<0>\n", text)))

    def kind(self, word: str) -> str:
        """The part of speech as jieba names it: n, v, ns; ``UNKNOWN`` for a word that no dictionary has."""
        return self.kinds.get(word, UNKNOWN)

    def rarity(self, word: str) -> float:
        """The word's inverse document frequency: about 4 for the commonest nouns, 12 for the rarest."""
        return self.rarities.get(word, self.usual_rarity)


@lru_cache(maxsize=1)
def load(folder: Path) -> Dictionary:
    """The dictionary, loaded once; ``folder`` is one of our own, where jieba keeps its cache.

    jieba would trust a cache that anybody can put into the system's temporary folder. Raises ``ImportRefused``.
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
    jieba.setLogLevel(logging.CRITICAL)  # that its cache cannot be written is told with a traceback otherwise
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
    """The words of one of the lists in the folder ``vocabulary``; lines behind ``#`` are notes."""
    lines = (VOCABULARY / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cached
def endings(name: str) -> tuple[str, ...]:
    """The same words as endings to be tried, the longest first."""
    return tuple(sorted(vocabulary(name), key=lambda word: (-len(word), word)))
