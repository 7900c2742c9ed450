"""Knowledge about words for proofreading: characters that look or sound alike, correct doublings, and words."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.language import lexicon

VOCABULARY = Path(__file__).with_name("vocabulary")
_COMMON = 3
_VERY_COMMON = 100
_KNOWN = 20

# Nouns for places, bodies and things that can end one word and begin the next: 焦化厂厂长, 石桥桥头, 市水利局局长.
_CLASSES = frozenset(
    "委赛国省市区县州旗乡镇村街路巷桥河湖江海山岛港湾田渠站场厂店馆院校园系部局厅司处科室所队团组会社党军师旅营连班机车船楼城门寺庙庄户店户网线塔坝"
    "库泵房棚墙窗灯井矿油水气电人家员工业学费税款币股票证书报刊台屏幕片剧歌舞画字词诗文曲书木林树花草果茶酒米面粮菜鱼牛羊猪鸡肉蛋奶药病医"
)


# Words of one character; the word before may end with the same character: 作为|为, 可以|以.
_ALONE = frozenset(
    "在和与为以会作要有到对给让将使还能可上下来去做用由不就也都向把被从而于及或并比但因其我这那说看时人得大多中内外里后前间"
)
_AFTER_DOUBLED = frozenset("的地得着了会都也才就在是有不，。,、；：”“ 一")
# Characters with correct doublings that the dictionary lacks: units, verbs (看看), and syllables of foreign names.
_MORE = frozenset(
    "管泡装看听想试谈聊走坐写读问学练跳唱玩歇躺晒洗擦扫搬抬推拉敲拍摸揉按捏捶转画尝闻猜数算查找等帮教劝夸骂笑哭讲评比照修补刮剪贴挂浇翻整理动弹吹烤炒煮蒸统"
    "年月颗个件项趟座幅股根棵支枝盏缸罐壶碗盘沓捆摞代秒段章张份桌扇街巷妥瞅暖说逛翻品聊亮驱掂拽捋嚼斯克拉尔尼巴库莫卡塔洛"
)
# _PLACES: last characters of names of places and bodies; the next word may begin with the same: 滨港|港务, 县委|委员.
# _BEHIND: words of place after any noun: 进程中|中国. _COMMON_DOUBLES: nouns that are often doubled themselves: 人人.
_PLACES = frozenset("市县省州区乡镇村国港党委赛馆院校")
_BEHIND = frozenset("中上里内外前后下")
_COMMON_DOUBLES = frozenset("人家")
_ENDS_IN_DE = frozenset("目标")


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """The words of one of the lists in the folder ``vocabulary``."""
    lines = (VOCABULARY / name).read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(1)
def _pairs() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for group in vocabulary("look_alikes.txt"):
        for other in group[1:]:
            table.setdefault(group[0], set()).add(other)
            table.setdefault(other, set()).add(group[0])
    return table


def look_alikes(one: str) -> set[str]:
    """The characters that are easily confused with one because of their shapes: for 己 they are 已 and 巳."""
    return _pairs().get(one, set())


def look_alike(one: str, other: str) -> bool:
    """Whether two characters are easily confused because of their shapes: 己 and 已."""
    return other in look_alikes(one)


@lru_cache(4096)
def sound_alike(one: str, other: str) -> bool:
    """Whether two characters have the same pronunciation, apart from the tone: 刚 and 钢."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a third of a second that few issues need

    first, second = (
        {reading for sounds in pinyin(character, style=Style.NORMAL, heteronym=True) for reading in sounds}
        for character in (one, other)
    )
    return bool(first & second)


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """The parts of jieba's dictionary that are needed: words of two characters, and words with a doubled character."""

    pairs: dict[str, int]
    reduplicated: frozenset[str]


@lru_cache(1)
def _dictionary() -> _Dictionary:
    """Jieba's dictionary, which is read once, when it is first needed."""
    text = lexicon.dictionary()
    rows = re.findall(rf"^([\u4e00-\u9fff])(?!\1)([\u4e00-\u9fff]) (\d\d+|[{_COMMON}-9])", text, re.MULTILINE)
    doubled = re.findall(r"^([\u4e00-\u9fff]{0,3}([\u4e00-\u9fff])\2[\u4e00-\u9fff]{0,3}) ", text, re.MULTILINE)
    slips = frozenset(vocabulary("doubled_slips.txt"))
    return _Dictionary(
        {one + other: int(count) for one, other, count in rows},
        frozenset(word for word, _ in doubled if len(word) <= 4 and word not in slips),
    )


def prepare() -> None:
    """Reads the dictionary now, which takes a moment, so that nothing has to wait for it later."""
    _dictionary()


def is_word(pair: str, common: int = 0) -> bool:
    """Whether two characters are a word whose frequency in the dictionary is at least ``common``."""
    count = _dictionary().pairs.get(pair)
    return count is not None and count >= common


def is_han(text: str) -> bool:
    """Whether a text consists of Chinese characters only."""
    return re.fullmatch(r"[\u4e00-\u9fff]+", text) is not None


def is_reduplicated(text: str, at: int) -> bool:
    """Whether the equal characters at ``at`` and after it belong to one word: 渐渐, 光秃秃, 息息相关, 高高兴兴."""
    following, before = text[at + 2 : at + 4], text[max(0, at - 2) : at]
    if (len(following) == 2 and following[0] == following[1]) or (len(before) == 2 and before[0] == before[1]):
        return True
    known = _dictionary().reduplicated
    longer = ((at - back, at - back + length) for length in (3, 4) for back in range(length - 1))
    if any(start >= 0 and text[start:end] in known for start, end in longer):
        return True
    return (text[at] in _MORE or text[at : at + 2] in known) and not _runs_over(before[-1:], text[at], following)


def _runs_over(before: str, character: str, following: str) -> bool:
    """Whether a doubling is a slip in a common word after or before it: 人人民, 提高高了."""
    after = following[:1]
    if after and after in _AFTER_DOUBLED:
        return False
    if is_word(character + after, _VERY_COMMON) and not (len(following) == 2 and is_word(following)):
        return not (before and is_word(before + character, _KNOWN))
    return bool(before) and is_word(before + character, _VERY_COMMON) and not is_seam(before, character, after)


def is_seam(before: str, character: str, after: str) -> bool:
    """Whether one word ends with a character and the next begins with it: 工作|作为, 市水利局|局长, 现在|在."""
    if character == "的":
        return before in _ENDS_IN_DE
    if character in _BEHIND and is_word(character + after):
        return True
    is_class = character in _CLASSES and character not in _COMMON_DOUBLES
    is_place = character in _PLACES and is_word(character + after)
    is_ended = after == "长" or is_word(before + character) or is_place
    ends = is_word(before + character, _KNOWN) or (is_class and is_ended)
    return ends and (character in _ALONE or after == "长" or is_word(character + after))
