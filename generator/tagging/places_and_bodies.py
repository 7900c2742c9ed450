"""Finds places, bodies and meetings: a name consists of several words, the last of which tells its kind (镇, 公司)."""

import re
from collections.abc import Iterator

from generator.kinds import TagKind
from generator.tagging.dictionary import UNKNOWN, Dictionary, endings, vocabulary
from generator.tagging.mention import Mention
from generator.tagging.tagged_copy import TagText

Line = tuple[str, ...]

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NAMED = frozenset((UNKNOWN, "ns", "nz", "nt", "nr", "nrt", "nrfg"))
_JOINING = _NAMED | frozenset(("n", "vn", "an", "j", "b", "x", "i", "l", "g", "f", "s", "a", "ng", "z", "zg"))
_VERBS = frozenset(("v", "ad", "vd", "d"))
# Verbs that may be directly before the last word of a body's name: 指导委员会, 管理处.
_OFFICES = frozenset("指导 组织 管理 服务 考察 调查 协调 领导 推进 建设 监督 检测 监测 救援 交流 促进".split())
# Verbs for the purpose of a meeting, which may be part of its name.
_EVENT_VERBS = frozenset(
    "推进 动员 部署 分析 调度 表彰 总结 座谈 交流 签约 启动 招聘 推介 选拔 庆祝 纪念 贯彻 落实 学习 征求 协商 改革 "
    "防汛 创建 整治 攻坚".split()
)
# Words that end like bodies and places but are none: 大局 in 服务大局.
_NO_ENDS = frozenset("大局 全局 布局 格局 结局 开局 时局 定局 战局 出局 破局 僵局 全部 内部 外部 干部 局部".split())
_SURE = ("省", "市", "县", "区", "州", "镇", "旗", "盟", "公园", "运河", "水库", "半岛", "群岛", "大桥", "新村")
_SESSION = re.compile(
    r"第?(?P<term>[一二三四五六七八九十]{1,3}届)(?P<body>全国人大|全国政协|全国人民代表大会|[省市区县]?人大|[省市区县]?政协)(?:常委会|常务委员会)?"
    r"第?(?P<number>[一二三四五六七八九十]{1,3}次)(?:全体)?会议"
    r"|[省市区县](?:人大|政协)[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次会议"
    r"|[省市区县]委[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次全会|[一二三四五六七八九十]{2,3}届[一二三四五六七]中全会"
)
_LEADING = re.compile(
    r"^(?:另据|各大|籍|施工方|(?:施工|承建|运营|主办|责任|用人|建设)单位|龙头企业|家住|位于|承建方|运营方|投资方|主办方|扎根|毕业于|任教于|就读于)|^[从在由到往向对为与和及把被据是经]"
)
_FIGURE = r"[一二三四五六七八九十\d]+"
_ORDINAL = re.compile(rf"^(?:20\d\d年)?(?:第?{_FIGURE}[次场期]|第{_FIGURE}届|首[届次场])+")
_ORDINAL_WORD = re.compile(rf"第?{_FIGURE}[次届场期]?|20\d\d年")
_NO_SHOW = ("发展", "进展", "拓展", "扩展", "开展", "施展")
_HOLDING = ("主持", "召开", "参加", "出席", "列席")
# Venues and general organs, which are named in very many articles: a tag only if they are in the headline.
_COMMITTEE = re.compile(
    r"(?:会议中心|体育馆|体育中心|会展中心|大礼堂|党工委|管委会|[省市区县]委|党委|党组|政府|常委会)$"
)
_AFTER_MEETING = frozenset(("精神", "室", "中心", "代表"))
_LONGEST_BODY, _LONGEST_PLACE, _LONGEST_ZONE, _LONGEST_MEETING = 20, 8, 12, 24
_JOINTS = frozenset("暨")
# Words with these are no names, although jieba takes 路起于 and 节由县 for names.
PREPOSITIONS = frozenset("于由比把被将让至在自从")
# A level before an office identifies it in a local paper: 区城管局.
_LEVELS = frozenset("省 市 县 区 镇 乡 州 旗 盟 团 新区".split())
# Names that end so are distinct even if their words are common ones: 桐子岭隧道, 文庙社区.
_BUILT = frozenset("隧道 大桥 桥 水库 寺 塔 渡口 书院 祠堂 水厂 电站 公路".split())
_HOMES = frozenset("社区 小区".split())
_OUTER_HOMES = ("镇社区", "乡社区", "区社区", "镇小区", "县小区")
_TOWNS = frozenset("镇 乡 村 街道 社区".split())
_ENOUGH_FOR_TOWN = 2
_OF_OTHERS = 2
"""With more characters than this before the own district, a name is two: 浦溪高铁|槐原东站, but 国网槐原供电公司."""
_STRAY = frozenset("因由从在到向把被让给对年月日座条起于乡镇")
_HOSPITAL = re.compile(r"(?P<outer>.{2,}医院)(?P<inner>.{2,}中心)")
_WATERS = frozenset("湖河江山岛湾")
_SIDES = frozenset("前后上下东西南北中大小新老")
# A name of two places, which become two tags: 石门镇高坪村.
_WITHIN = re.compile(
    r"(?P<outer>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))(?P<inner>[\u4e00-\u9fff]{2,}(?:村|社区|小区|湾|渡|公园|广场|街|路))"
)


def bodies(copy: TagText) -> Iterator[Mention]:
    """Finds bodies: offices, companies, schools, troops."""
    generic, ends = vocabulary("generic.txt"), endings("bodies.txt")
    for name in sorted(vocabulary("organs.txt")):
        # 交通部门 does not name 交通部.
        if name in copy.text and name in copy.text.replace(f"{name}门", ""):
            yield Mention(name, TagKind.BODY, "机构")
    for line in copy.words:
        for at, word in enumerate(line):
            if _ends_name(line, at, ends, copy.dictionary):
                start = _start(line, at, copy.dictionary, _LONGEST_BODY)
                if start and line[start - 1].isdigit():
                    continue  # as in 10|号线|交通大学
                words = line[start : at + 1]
                name = _LEADING.sub("", "".join(words))
                name = _from_own(name, copy)
                if name[0] in "各多全某" or "某" in name or _is_venue(name, copy):
                    continue
                is_one = len(name) > 3 and name not in generic and _is_distinct(words, copy)
                if is_one and (name in copy.headline or not _COMMITTEE.search(name)):
                    yield from (Mention(part, TagKind.BODY, "机构") for part in _parted(name, _HOSPITAL))
            elif copy.dictionary.kind(word) == "nt" and len(word) > 2 and word.endswith(ends) and word not in generic:
                yield Mention(word, TagKind.BODY, "机构")


def places(copy: TagText) -> Iterator[Mention]:
    """Finds places, from countries to villages."""
    gazetteer, generic = vocabulary("gazetteer.txt"), vocabulary("generic.txt")
    ends = endings("places.txt")
    for line in copy.words:
        for at, word in enumerate(line):
            known = _is_known(word, copy) and word not in generic
            if (word in gazetteer or (known and word.endswith(_SURE))) and not _is_listed(line, at):
                yield Mention(_township(word, copy) or word, TagKind.PLACE, "地点")
            goes_on = at + 1 < len(line) and line[at + 1] in endings("bodies.txt")
            if _ends_name(line, at, ends, copy.dictionary) and word not in copy.own and not goes_on:
                most = _LONGEST_ZONE if word.endswith("开发区") else _LONGEST_PLACE
                is_whole = len(word) > 2 and word not in ends
                words = line[at if is_whole else _start(line, at, copy.dictionary, most, verbs=False) : at + 1]
                name = "".join(words)
                if len(name) == 2 and at and line[at - 1] in _SIDES:
                    name = line[at - 1] + name  # 后|澳村
                    words = (name,)
                begin = at - len(words) + 1
                core = len(name) - max((len(end) for end in ends if name.endswith(end)), default=0)
                if (core < _ENOUGH_FOR_TOWN or words[0] in _WATERS) and begin and _is_piece(line[begin - 1], name):
                    name = line[begin - 1] + name  # 望|湖|公园, 查|干嘎查
                if word in _TOWNS and len(words) > 2:
                    words = _of_town(words)
                    name = "".join(words)
                # 河南省|安阳市 are two places, each of which stands by itself.
                several = len(words) > 1 and word not in ends and all(_is_known(one, copy) for one in words)
                name = _bare(name, copy)
                is_water = len(name) == 2 and name[-1] in _WATERS and copy.text.count(name) > 1
                if (len(name) > 2 or is_water) and not several and _may_be_place(name) and _is_distinct(words, copy):
                    yield from (Mention(part, TagKind.PLACE, "地点") for part in _parted(name, _WITHIN))


def _is_known(word: str, copy: TagText) -> bool:
    return len(word) > 1 and copy.dictionary.kind(word) == "ns"


def _is_piece(word: str, name: str) -> bool:
    """Whether a single character before a very short name may belong to it."""
    return len(word) == 1 and bool(_HAN.fullmatch(word)) and word not in vocabulary("breaks.txt") and len(name) > 1


def _of_town(words: Line) -> Line:
    """The last words of a town's name, with at least two characters before the ending: 横岭乡 of 老家横岭乡."""
    at = len(words) - 1
    while at and sum(map(len, words[at:-1])) < _ENOUGH_FOR_TOWN:
        at -= 1
    return words[at:]


def _may_be_place(name: str) -> bool:
    return name[0] not in "各多全某" and not name.endswith(_OUTER_HOMES) and name not in vocabulary("generic.txt")


def _bare(name: str, copy: TagText) -> str:
    """A place without the own district before it, and without a stray character, as in 因鹿湖大桥."""
    for own in sorted((own for own in copy.own if own.endswith(_SURE)), key=len, reverse=True):
        if name.startswith(own) and len(name) > len(own) + 2:
            return name[len(own) :]
    return name[1:] if name[0] in _STRAY and len(name) > 3 else name


def _parted(name: str, within: re.Pattern[str]) -> tuple[str, ...]:
    """The two names that a name consists of, or the name itself."""
    found = within.fullmatch(name)
    return (found["outer"], found["inner"]) if found else (name,)


def _is_listed(line: Line, at: int) -> bool:
    """Whether a word is in a list of three or more, whose members are no tags: 重庆、贵阳、遵义等地."""
    row = "".join("、" if word == "、" else "字" for word in line[max(0, at - 4) : at + 5])
    here = min(at, 4)
    return any(row[first : first + 5] == "字、字、字" for first in (here - 4, here - 2, here) if first >= 0)


def _township(word: str, copy: TagText) -> str:
    """The full name of a township, if the text has it: 黄石镇 for 黄石; ``""`` if the text means the city."""
    if len(word) > 2 or f"{word}市" in copy.text:
        return ""
    return next((word + end for end in ("镇", "乡", "街道", "村") if word + end in copy.text), "")


def meetings(copy: TagText) -> Iterator[Mention]:
    """Finds meetings and events in headline and lead: 安全生产专题会议, 十四届全国人大四次会议."""
    for found in _SESSION.finditer(copy.text):
        yield Mention(found[0], TagKind.SUBJECT, "会议")
    ends, generic = endings("meetings.txt"), vocabulary("generic.txt")
    for at_line, line in enumerate(copy.words[:2]):
        for at, word in enumerate(line):
            following = line[at + 1] if at + 1 < len(line) else ""
            if not _ends_meeting(word, ends) or following in _AFTER_MEETING or not PREPOSITIONS.isdisjoint(word):
                continue
            start = _start(line, at, copy.dictionary, _LONGEST_MEETING, free=True)
            name = _unquoted(_ORDINAL.sub("", "".join(line[start : at + 1])))
            told = at_line == 0 or name in copy.lead
            if told and len(name) > 4 and name not in generic and not _SESSION.search(name):
                yield Mention(name, TagKind.SUBJECT, "会议、活动")


def _unquoted(name: str) -> str:
    return name.replace("“", "").replace("”", "") if name.count("“") != name.count("”") else name


def _ends_meeting(word: str, ends: tuple[str, ...]) -> bool:
    if word in ends:
        return True
    return word.endswith(ends) and len(word) > 2 and not word.startswith(_HOLDING) and not word.endswith(_NO_SHOW)


def _ends_name(line: Line, at: int, ends: tuple[str, ...], dictionary: Dictionary) -> bool:
    """Whether a name ends with the word at ``at``: the word is one of ``ends``, or ends so and may be a name itself."""
    word = line[at]
    if not word.endswith(ends) or not _HAN.fullmatch(word) or word in _NO_ENDS:
        return False
    if len(word) == len("巢区") and word.endswith("区") and word not in ends:
        return False
    if len(word) > 2 and dictionary.kind(word) == UNKNOWN and not PREPOSITIONS.isdisjoint(word):
        return False
    following = line[at + 1] if at + 1 < len(line) else ""
    if following in ends and following not in vocabulary("breaks.txt"):
        return False  # the name goes on
    if word in ends:
        return True
    kind = dictionary.kind(word)
    if at and line[at - 1] in ends:
        return False  # a department: 有限公司|投融部
    return kind in _NAMED or (
        kind == "n"
        and len(word) > 2
        and word.endswith(("局", "厅", "署", "委员会", "院", "开发区", "委", "大学", "学校", "中学", "小学", "高中"))
    )


def _from_own(name: str, copy: TagText) -> str:
    """The part of a body's name from the own district on: 双溪东站 of 浦溪高铁|双溪东站."""
    starts = [at for own in copy.own if (at := name.find(own)) > _OF_OTHERS and len(name) > at + len(own) + 1]
    return name[min(starts) :] if starts else name


def _is_venue(name: str, copy: TagText) -> bool:
    """Whether a body is named only as a venue: 在区文化中心召开."""
    return name not in copy.headline and any(
        f"在{name}{verb}" in copy.text for verb in ("召开", "举行", "开幕", "举办")
    )


def _is_distinct(words: Line, copy: TagText) -> bool:
    """Whether a name identifies one place or body; 科技有限公司 and 社区卫生服务中心 do not."""
    kinds = [copy.dictionary.kind(word) for word in words]
    if any(
        kind in _NAMED and word not in vocabulary("generic.txt") for word, kind in zip(words[:-1], kinds, strict=False)
    ):
        return True
    if kinds[-1] in _NAMED and len(words[-1]) > 2:
        return True
    if words[0] in _LEVELS and len(words) > 1:
        return True
    if len(words) > 1 and words[0] not in vocabulary("stop_tags.txt"):
        name = "".join(words)
        if len(name) > 3 and (
            copy.text.count(name) > 1 or (len(name) > 4 and words[-1] in _BUILT) or words[-1] in _HOMES
        ):
            return True
    return words[0] in ("国家", "中央", "全国", "中华", "中共", "国务院", "新区") and len(words) > 1


def _start(line: Line, at: int, dictionary: Dictionary, most: int, *, free: bool = False, verbs: bool = True) -> int:
    """The first word of the name that ends with the word at ``at``; ``free`` names may contain quotations and verbs."""
    breaks = vocabulary("breaks.txt")
    start, length, inside = at, len(line[at]), False
    while start > 0:
        word = line[start - 1]
        length += len(word)
        if length > most:
            break
        if free and word in "“”":
            if word == "“" and not inside:
                break
            inside = word == "”"
        elif not inside:
            if word in breaks or not (_HAN.fullmatch(word) or (free and _ORDINAL_WORD.fullmatch(word))):
                break
            if not _joins(word, line, start - 1, at, dictionary, free=free, verbs=verbs):
                anchor = _anchor(line, start - 1, most - length, dictionary) if not free else None
                start = start if anchor is None else anchor
                break
        start -= 1
    while start < at and dictionary.kind(line[start]) in _VERBS:
        start += 1  # a name does not begin with a verb
    return start


def _joins(word: str, line: Line, at: int, end: int, dictionary: Dictionary, *, free: bool, verbs: bool) -> bool:
    """Whether a word belongs to the name that the word at ``end`` ends."""
    kind = dictionary.kind(word)
    if kind in (UNKNOWN, "nr") and not PREPOSITIONS.isdisjoint(word):
        return False
    if not verbs:
        return kind in _JOINING and kind not in ("vn", "an")
    if (
        kind in _JOINING
        or word in _JOINTS
        or (kind == "m" and word.startswith("第"))
        or (free and _ORDINAL_WORD.fullmatch(word))
    ):
        return True
    if at == end - 1 and word in _OFFICES:
        return True
    if kind not in _VERBS or len(word) == 1 or at == 0:
        return False
    return word in _EVENT_VERBS if free else at == end - 1 and dictionary.kind(line[at - 1]) in ("n", "ns", "nt", "nz")


def _anchor(line: Line, at: int, left: int, dictionary: Dictionary) -> int | None:
    """The place name that begins a name whose other words are short ones of any kind: 北京|清|航空|天|动力."""
    while at >= 0 and left >= 0:
        word = line[at]
        if word in vocabulary("gazetteer.txt") or word in ("中国", "国家"):
            return at
        if word in vocabulary("breaks.txt") or not _HAN.fullmatch(word):
            return None
        if len(word) > 1 and dictionary.kind(word) not in _JOINING:
            return None
        at -= 1
        left -= len(word)
    return None
