"""Decides whether two articles are about the same story, from the names in them and the words of their headlines.

Names of towns, offices, leaders and storms occur in many unrelated stories, so they prove nothing. Two articles about
the same bridge, company or programme are mostly about one story.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.kinds import TagKind

_BUILT = (
    "桥 水库 隧道 公路 老街 浴场 基地 码头 港 站 水厂 电站 电厂 工房 馆 渡口 驿站 市集 早市 夜市 铁路 高铁 "
    "书院 祠堂 寺 塔 工程 一期 二期 三期 四期 号线"
)
_BUILT_ENDS = tuple(_BUILT.split())
_HOUSES = tuple(
    "公司 集团 合作社 学校 小学 中学 大学 学院 幼儿园 馆 厂 矿 店 农场 林场 茶场 剧团 传习所 俱乐部 队 班 所".split()
)
_OFFICES = tuple("派出所 卫生所 法院 检察院 公安局 执法队 消防队 研究所 事务所".split())
_DISTRICTS = tuple("省 市 县 区 州 镇 乡 村 旗 盟 街道 工业园 产业园 科技园 物流园 创业园".split())
_STORM = re.compile("台风|飓风|热带风暴|寒潮")
_WEATHER = re.compile(
    "(?:低温|高温|雨雪|冰冻|冰雪|暴雨|大雨|强降雨|降雨|大雪|暴雪|降雪|初雪|寒潮|冰雹|大风|大雾|沙尘|雷暴|洪水|洪涝|内涝|干旱|旱情|汛期|台风|地震|天气|灾害|持续|极端)+"
)
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST = 4
_LONG = 4


def common_words() -> frozenset[str]:
    """Words that occur in too many headlines to tell one story from another."""
    return _listed("common_words.txt")


def subjects() -> frozenset[str]:
    """Subjects that many unrelated stories are about, such as 就业 and 消防安全."""
    return _listed("subjects.txt")


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of a list that ``tools/common_words.py`` makes."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_one_thing(name: str, kind: TagKind, title: str, *, holds_post: bool) -> bool:
    """Whether two articles that both have this name in their headlines are most likely one story."""
    return _can_be_one_thing(name, kind, holds_post=holds_post) and not is_storm(name, title)


@lru_cache(maxsize=10_000)
def _can_be_one_thing(name: str, kind: TagKind, *, holds_post: bool) -> bool:
    """Whether a name is mostly of one story, whatever the headline."""
    if len(name) < 2 or name in common_words() or name in subjects() or name.endswith(_DISTRICTS):
        return False
    match kind:
        case TagKind.PERSON:
            return not holds_post
        case TagKind.PLACE:
            return name.endswith(_BUILT_ENDS) and len(name) > 3
        case TagKind.BODY:
            return name.endswith(_HOUSES) and not name.endswith(_OFFICES) and len(name) > 3
        case TagKind.SUBJECT:
            return len(name) > 2


def short_names(names: Iterable[str], own: Collection[str]) -> Iterator[str]:
    """Names with the paper's own district removed from their beginning: 柳泉花鼓戏传习所 gives 花鼓戏传习所."""
    districts = sorted(own)
    for name in names:
        for district in districts:
            if name.startswith(district) and len(name) > len(district) + 2:
                yield name[len(district) :]


def is_storm(name: str, title: str) -> bool:
    """Whether the name is about weather (雨雪冰冻), or the headline uses it as the name of a storm (台风“鲸歌”)."""
    if not _STORM.search(title):
        return _is_weather(name)
    named = (name, f"“{name}", f"《{name}")  # no pattern of the name: there are too many names to compile one for each
    return _is_weather(name) or any(title.startswith(named, at.end()) for at in _STORM.finditer(title))


@lru_cache(maxsize=10_000)
def _is_weather(name: str) -> bool:
    return bool(_WEATHER.fullmatch(name))


@dataclass(frozen=True, slots=True)
class Told:
    """The telling part of a headline, without common words: pairs of characters, and the longer runs they are from."""

    pairs: frozenset[str]
    runs: tuple[str, ...]


def told(title: str, passed_over: Collection[str]) -> Told:
    """The telling part of a headline, without common words and without the names in ``passed_over``.

    Those names are removed also where the headline has only part of them: if 云湖湿地公园 is passed over, 湿地公园 is
    too.
    """
    districts = (name for name in passed_over if name.endswith(_DISTRICTS))
    stems = (name.removesuffix(end) for name in districts for end in _DISTRICTS if name.endswith(end))
    for name in sorted((*passed_over, *(stem for stem in stems if len(stem) > 1)), key=lambda name: (-len(name), name)):
        title = title.replace(name, "，")
    parts = [part for run in _RUN.findall(title) for part in _rare(run)]
    every = {part[at : at + 2] for part in parts for at in range(len(part) - 1)}
    pairs = frozenset(pair for pair in every if not any(pair in name for name in passed_over))
    runs = tuple(part for part in parts if len(part) >= _LONG and part[:2] in pairs)
    return Told(pairs, runs)


@cache
def _begun() -> frozenset[str]:
    """The first two characters of every common word: at most places there is none, and this shows it at once."""
    return frozenset(word[:2] for word in common_words())


def _rare(run: str) -> list[str]:
    """The parts of a run of characters between its common words; at each place the longest common word is removed."""
    common, begun, parts, start, at = common_words(), _begun(), [], 0, 0
    while at < len(run):
        length = run[at : at + 2] in begun and next(
            (n for n in range(_LONGEST, 1, -1) if run[at : at + n] in common and at + n <= len(run)), 0
        )
        if length:
            parts.append(run[start:at])
            at += length
            start = at
        else:
            at += 1
    parts.append(run[start:])
    return parts
