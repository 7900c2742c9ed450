"""Finds where a line of a headline may break: between words, and never so that one character stands alone.

Words come from a dictionary that has few names and returns unknown words as single characters. Several single
characters in a row are taken for one word (何映秋, 拾光园), and one alone is joined to its neighbours (陆承志), so that
no name is broken over two lines. Some good places to break are lost by this, which does no harm.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

Cut = Callable[[str], Iterable[str]]
"""Cuts a run of Han characters into words; joined again they are the run."""

# A single character that begins what follows it; one that ends what it follows.
_LEADS = frozenset("在以从把被为向对将让使给由往到于与和及同跟或就也都还不没未再又更最很正要会应请新老第各每这那再")
_TRAILS = frozenset("的了着过地得们个等年月日时分元次项名位件条里中内外上下后前起止吗呢吧")

# Two-character surnames, which stay with the name after them; and words for places and bodies, which may end a name.
_SURNAMES = frozenset(
    "欧阳 司马 诸葛 上官 皇甫 公孙 慕容 令狐 东方 西门 南宫 端木 司徒 完颜 呼延 尉迟 夏侯 轩辕 宇文 长孙 独孤".split()
)
_NAMED_BEFORE = re.compile(
    "[村镇乡县市区州省旗屯寨堡坝沟坪岭湾河江湖山岛峰峡桥街路站港][畔边岸口上里]?"
    "|小学|中学|大学|学院|医院|卫生院|公园|街道|社区|水库|景区|大桥|隧道|机场|集团|公司|合作社|农场|林场|电站|古镇|新村"
)
_COMPLEMENTS = frozenset("到")
"""Characters that complete a verb before them: 卖到."""
_MEETING = frozenset(
    "推进 座谈 现场 动员 表彰 报告 研讨 听证 招聘 发布 调度 协调 总结 交流 洽谈 推介 恳谈 部署 展销".split()
)

_TOKEN = re.compile(r"[\u3400-\u9fff〇々]+|[A-Za-z0-9.,:%％‰+/&°·-]+|.", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff〇々]")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿]")
# A short name in quotation marks; up to this length it fits into a line beside a picture on the narrowest phone.
_NAMED = re.compile("“[^“”]{1,6}”|《[^《》]{1,6}》")
_FIGURE = re.compile(r"[A-Za-z0-9%％‰+]")
_OPENING = frozenset("“‘《〈「『（【[(\"'")
_MARK = re.compile(r"[^\w%％‰+]")


def phrases(text: str, cut: Cut) -> tuple[str, ...]:
    """The parts of a headline's line between which it may break; joined again they are the line.

    No part is a single character, unless the whole line is. Marks stay with the word that they open or close, a figure
    with its neighbours (增长5.2%, 首批14个), and a short name in quotation marks stays in one part: “三十工程”.
    """
    tokens = list(_tokens(text, cut))
    parts = tokens[:1]
    within = {at for name in _NAMED.finditer(text) for at in range(name.start() + 1, name.end())}
    place = 0
    for before, token in pairwise(tokens):
        place += len(before)
        if place not in within and _may_part(before, token):
            parts.append(token)
        else:
            parts[-1] += token
    return tuple(_without_strays(parts))


def runs(text: str) -> list[str]:
    """The runs of Han characters that ``phrases`` passes to ``cut``."""
    return [token for token in _TOKEN.findall(text) if _HAN.match(token)]


def _tokens(text: str, cut: Cut) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if not _HAN.match(token):
            yield token
            continue
        known = ""
        for is_unknown, group in groupby(cut(token), _is_unknown):
            words = list(group)
            if is_unknown and len(known) > 1 and len(words) > 1 and _NAMED_BEFORE.fullmatch(words[0]):
                yield words.pop(0)  # 沙坪坝, 村: the rest is no part of the name
            yield from ["".join(words)] if is_unknown else words
            known = words[-1]


def _is_unknown(word: str) -> bool:
    return len(word) == 1 and word not in _LEADS and word not in _TRAILS and not _NUMERAL.match(word)


def _may_part(before: str, token: str) -> bool:
    if before in _OPENING:
        return False
    if _MARK.fullmatch(token):
        return token in _OPENING
    if _MARK.fullmatch(before):
        return True
    if _FIGURE.match(before[-1]) or _FIGURE.match(token):
        return False
    if _NUMERAL.match(before[-1]) and _NUMERAL.match(token):
        return False
    if before in _SURNAMES or token[0] == "而" or (token[0] == "会" and before in _MEETING):
        return False
    if _NAMED_BEFORE.fullmatch(token) and 1 < len(before) < 4:
        return False
    if len(before) == 1 and token in _COMPLEMENTS:
        return before in _TRAILS
    if len(before) == 1 and before in _TRAILS:
        return token not in _TRAILS
    return token in _LEADS if len(token) == 1 else len(before) > 1


def _without_strays(parts: list[str]) -> list[str]:
    """Joins each part of one character to the next part, and the last one to the part before."""
    kept: list[str] = []
    for part in parts:
        if kept and _length(kept[-1]) < 2:
            kept[-1] += part
        else:
            kept.append(part)
    if len(kept) > 1 and _length(kept[-1]) < 2:
        last = kept.pop()
        kept[-1] += last
    return kept


def _length(part: str) -> int:
    return sum(not _MARK.match(char) for char in part)
