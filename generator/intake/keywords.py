"""Topics and tags proposed for a new article. Front matter keeps them, and from then on a person decides."""

import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content import body
from generator.errors import ImportRefused, Problem
from generator.model import Article, Topic

MAX_TAGS = 6
CANDIDATES = 20
QUOTED = re.compile(r"“([\u4e00-\u9fffA-Za-z0-9+]{2,10})”")
LONG_RUN = re.compile(r"[\u4e00-\u9fff]{500}")
LONGEST = 60_000
NEW_NAME = "nz"
KEPT_KINDS = ("nr", "ns", "nt", "nz", "n")
STOP = frozenset(
    "记者 本报讯 本报记者 通讯员 工作 会议 问题 情况 方面 同志 负责人 单位 部门 人员 "
    "群众 干部 领导 全区 全市 我市 我区 新区 区域 重点 重要 基础 机制 体系 目标 任务 "
    "内容 过程 时间 时候 今年 去年 地方 有关 要求 措施 工程 项目 活动 服务 发展 建设 "
    "管理 企业 公司 社会 经济 中心 水平 能力 作用 力度 成效 环节 领域 结构 方式 方案 "
    "责任 安全 主任 书记 副主任 副书记 党工委 管委会 现场 上午 下午 晚上 老人 孩子 "
    "居民 市民 先生 女士 师傅 大家 第一 人次 总投资 全国 国家 中国 ".split()
)


class Keywords:
    """Proposes topics by the paper's own words and tags by what the text names; the dictionary is loaded once.

    ``cache`` is a folder of our own: jieba would trust a file that anybody can put into the system's
    temporary folder.
    """

    def __init__(self, topics: Iterable[Topic], cache: Path) -> None:
        self._topics = tuple(topics)
        self._cache = cache
        self._dictionary: _Dictionary | None = None

    def propose(self, article: Article) -> Article:
        """The article with topics and tags filled in."""
        paragraphs = body.to_text(article.body)
        captions = tuple(photo.caption for photo in article.photos)
        head = f"{article.kicker} {article.title} {article.subtitle}"
        text = "\n".join((*paragraphs, *captions))
        return replace(article, topics=self._find_topics(head, text), tags=self._find_tags(article, head, text))

    def _find_topics(self, head: str, text: str) -> tuple[str, ...]:
        """Topics whose words stand in the headline, or at least twice in the text."""
        return tuple(
            topic.slug
            for topic in self._topics
            if any(word in head for word in topic.words) or sum(text.count(word) for word in topic.words) > 1
        )

    def _find_tags(self, article: Article, head: str, text: str) -> tuple[str, ...]:
        names = {author.name for author in article.authors}
        names |= {name for photo in article.photos for name in photo.credit.split("、")}
        quoted = Counter(QUOTED.findall(text))
        chosen = [word for word, count in quoted.items() if count > 1 or word in head]
        for word, kind in self._ranked(f"{head}\n{text}"):
            named = kind in ("nr", "ns", "nt", "nz") and text.count(word) > 1
            if (named or word in head) and not any(word in other or other in word for other in chosen):
                chosen.append(word)
        return tuple(word for word in chosen if word not in STOP and not any(word in name for name in names))[:MAX_TAGS]

    def _ranked(self, text: str) -> list[tuple[str, str]]:
        """The text's nouns with their kinds, those that tell most of it first (TF-IDF)."""
        if self._dictionary is None:
            self._dictionary = _load(self._cache)
        words = self._dictionary
        # jieba's time grows with the square of a run; no sentence is so long, and no article.
        text = LONG_RUN.sub(r"\g<0>\n", text[:LONGEST])
        counts = Counter(word for word in words.cut(text) if len(word) > 1 and not word.isdigit())
        weights = {
            word: count * words.rarity.get(word, words.usual_rarity)
            for word, count in counts.items()
            if words.kind(word) in KEPT_KINDS
        }
        ranked = sorted(weights, key=lambda word: (-weights[word], word))[:CANDIDATES]
        return [(word, words.kind(word)) for word in ranked]


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """jieba's dictionary, loaded once: how it cuts, each word's part of speech, and how rare each word is."""

    cut: Callable[[str], Iterable[str]]
    nouns: Mapping[str, str]
    known: Container[str]
    rarity: Mapping[str, float]
    usual_rarity: float

    def kind(self, word: str) -> str:
        """The part of speech. A word that jieba found and no dictionary has is most often a name."""
        return self.nouns.get(word) or ("" if word in self.known else NEW_NAME)


def _load(cache: Path) -> _Dictionary:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        import jieba  # noqa: PLC0415 - a second of start-up that only import needs
        import jieba.analyse  # noqa: PLC0415
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "检查磁盘空间和文件夹权限；什么都没有写入"
        raise ImportRefused(Problem(f"建不了词典的文件夹：{error.strerror}", hint, str(cache))) from None
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(cache)
    jieba.dt.cache_file = "jieba.cache"
    rarity, usual = jieba.analyse.default_tfidf.idf_loader.get_idf()
    jieba.initialize()
    nouns = {}
    with jieba.dt.get_dict_file() as file:
        for line in file:
            word, _, kind = line.decode().strip().split(" ")
            if kind in KEPT_KINDS:
                nouns[word] = kind
    return _Dictionary(jieba.cut, nouns, jieba.dt.FREQ, rarity, usual)
