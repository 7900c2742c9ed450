"""Who wrote and who took the picture: ledes, byline lines, credits, as Chinese papers print them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.model import Author, Role

# The commonest surnames; a bare line of two to four characters is a byline only where it begins with one
# of these, or where the place below a headline makes it one.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣"
    "巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢扶谌奚"
)
COMPOUND_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒")

_HAN = "\u4e00-\u9fff"
# No name runs into the next role word; this also keeps matching linear however often roles repeat.
_LETTER = rf"(?!记者|通讯员|报道|实习|本报|本刊|特约|特派|首席|见习|摄影|全媒体|融媒|新华社|日报|晚报)[{_HAN}]"
_NAME = rf"(?:{_LETTER}){{2,4}}(?:·[{_HAN}]{{1,6}})*|{_LETTER}\s+{_LETTER}"
_SEPARATOR = r"[、，,\s]+"
_NAMES = rf"(?:{_NAME})(?:{_SEPARATOR}(?:{_NAME}))*"
_PAPER = (
    r"(?:本报|本刊|新华社|新华网|中新社|央视|本网|本台|今晚报|"
    rf"[{_HAN}]{{0,6}}(?:日报|晚报|晨报|早报|时报|商报|都市报))?"
)
_ROLE = (
    rf"{_PAPER}(?:全媒体|融媒体?|特派|特约|首席|见习|实习|摄影|驻站){{0,2}}记者|{_PAPER}(?:特约)?通讯员|实习生|"
    r"(?<![\u4e00-\u9fff])(?:文|作者|摄影|摄)(?=\s*[:：／/|])"
)
_CREDITED = rf"(?:(?:{_ROLE})\s*[:：/／|]?\s*{_NAMES}[、，,\s]*)+"

_OUTLET = (
    rf"(?:本报|本刊|本网|本台|新华社|中新社|中新网|人民网|新华网|央视网|央广网|"
    rf"[{_HAN}]{{1,6}}(?:日报|晚报|晨报|早报|时报|商报|都市报|电视台|融媒|客户端|网))"
)
DATELINE = re.compile(
    rf"[【\[■●◆□]?(?:据)?{_OUTLET}(?:全媒体|客户端)?(?:(?:[{_HAN}]{{2,6}})?"
    r"(?:[\d０-９]{1,2}月)?(?:[\d０-９]{1,2}日)?(?:讯|电|消息)"
    rf"|[{_HAN}、]{{2,16}}(?:[\d０-９]{{1,2}}月)?[\d０-９]{{1,2}}日[讯电])[】\]]?"
    # A local paper signs with its place: 青川讯(记者…).
    rf"|[{_HAN}]{{2,4}}讯(?=\s*[(（](?:{_ROLE}))"
)
_BRACKET = re.compile(r"\s*[(（]([^()（）]{1,80})[)）]")
_BRACKETED_LEDE = re.compile(rf"[(（]({_CREDITED})[)）]")
_REPORTED = re.compile(rf"\s*({_CREDITED}?)\s*(?:报道\s*[:：]|[:：]|(?=从|在|获悉|近日|日前|\d))")
_SHORT_REPORTED = re.compile(rf"({_CREDITED}?)\s*报道\s*[:：]")

CREDIT_VERB = r"(?:摄影报道|摄影|摄|供图|制图|文\s*[/／]\s*图|图\s*[/／]\s*文|(?<=[\s/／])图|图(?=\s*[:：/／|]))"
_OFFICE = (
    rf"[{_HAN}]{{2,20}}(?:公司|集团|局|馆|处|办|厅|中心|院|校|大学|会|部|委|站|支队|大队|街道|镇|乡|村|单位|社区|景区)"
)
_NAMELESS_CREDIT = rf"(?:资料图片|资料图|受访(?:者|单位|方)供图|{_OFFICE}供图|新华社发|视觉中国|本报资料照片)"
_SOURCE_NOTE = r"(?:[(（][^()（）]{2,10}[)）])?"
_CREDITED_NAMES = rf"(?:(?:{_ROLE})\s*)?{_NAMES}(?:[、\s]+(?:{_ROLE})\s*{_NAMES})*"
_CREDIT = (
    rf"(?:新华社发\s*)?[(（]?\s*(?:(?P<who>{_CREDITED_NAMES})\s*[/／]?\s*{CREDIT_VERB}"
    rf"|(?:{CREDIT_VERB})\s*[:：/／|]?\s*(?P<whom>{_CREDITED_NAMES})|{_NAMELESS_CREDIT})"
    rf"\s*{_SOURCE_NOTE}\s*[)）]?[。]?"
)
CREDIT_LINE = re.compile(_CREDIT)
GLUED_CREDIT = re.compile(rf"[。！？!?”…\s]\s*(?P<credit>{_CREDIT})$")
GLUED_LENGTH = 48
KEPT = 1024
"""How many answers about lines are kept: labelling asks again and again about the lines around it."""
LONGEST_NAME = 4
LEDE_LENGTH = 120
_GLUED_LEDE = re.compile(
    rf"[^。，,；;]{{4,40}}?(?P<lede>(?:据)?(?:本报|新华社)(?:[{_HAN}]{{2,6}})?(?:[\d０-９]{{1,2}}月[\d０-９]{{1,2}}日)?(?:讯|电)\s*(?:[(（]|{_PAPER}记者|通讯员))"
)
_BYLINE_MARK = r"[□■●◆◇○▲△]"
# What stands behind 记者 and is nobody's name: 记者手记 is a column.
_REPORTER_COLUMN = re.compile(
    r"[(（【]?(?:本报)?记者(?:手记|观察|调查|札记|走访|探访|体验|见闻|述评|日记|感言|来信|点评|心语|在线|帮)[)）】]?"
)
_MARKED_BYLINE = re.compile(rf"{_BYLINE_MARK}\s*({_CREDITED_NAMES}|本报评论员|本报特约评论员)(?:\s*报道|\s*文)?")
_ROLE_BYLINE = re.compile(rf"[(（]?{_CREDITED}(?:报道)?[)）]?")
_BRACKETED_BYLINE = re.compile(rf"[(（]\s*({_CREDITED_NAMES})\s*[)）]")
_BARE_BYLINE = re.compile(rf"({_NAME})(?:\s+({_NAME})){{0,3}}")
_TAIL_BYLINE = re.compile(rf"[。！？!?”…]\s*[(（]({_CREDITED_NAMES}|{_CREDITED})[)）]$")
_RUN_TOGETHER_TAIL = re.compile(rf"[。！？!?”…]\s*[(（]([{_HAN}]{{5,7}})[)）]$")
TAIL_LENGTH = 60
LONGEST_ROLE = 14
# A reader signs with the place: 青川县东湖镇 林望舒.
_PLACED_BYLINE = re.compile(
    rf"[{_HAN}]{{1,16}}(?:[省市县区乡镇村]|街道|社区|学校|中学|小学|大学|公司|局|医院)\s+({_NAME})"
)
# What a person did, not who: 记者甲 文/图.
_WORK = re.compile(r"文\s*[/／]\s*图|图\s*[/／]\s*文|摄影报道|报道$")
_STAFF_COMMENT = re.compile(r"本报(?:特约)?评论员")
# What stands in the brackets at a story's end and is nobody's name.
_NO_NAMES = frozenset(
    "央视 新华 本报 记者 完 待续 未完 下转 上接 摘编 综合 转载 连载 图片 资料 节选 原载 有删节".split()
)


@dataclass(frozen=True, slots=True)
class Lede:
    """The printed head of a story, ``本报讯(记者甲 通讯员乙)``: its length in characters and its people."""

    length: int
    authors: tuple[Author, ...]


@lru_cache(KEPT)
def lede(text: str) -> Lede | None:
    """The lede that ``text`` begins with, or ``None``."""
    head = text[:LEDE_LENGTH]
    found = DATELINE.match(head)
    if not found:
        opening = _SHORT_REPORTED.match(head) or _BRACKETED_LEDE.match(head)
        return Lede(opening.end(), people(opening[1])) if opening else None
    end = found.end()
    bracket = _BRACKET.match(head, end)
    if bracket:
        # (新闻联播) after a lede is a programme, not a person.
        authors = people(bracket[1], Role.AUTHOR) if _names_people(bracket[1]) else ()
        colon = re.compile(r"\s*(?:报道)?[:：]").match(head, bracket.end())
        return Lede(colon.end() if colon else bracket.end(), authors)
    reported = _REPORTED.match(head, end)
    if reported:
        return Lede(reported.end(), people(reported[1]))
    return Lede(end, ())


def glued_lede(text: str) -> int:
    """Where a lede begins that stands glued behind a headline; 0 where none does.

    中外合资企业落户新区本报讯记者… is a headline of this kind: nothing before the lede ends a sentence.
    """
    found = _GLUED_LEDE.match(text)
    return found.start("lede") if found and lede(text[found.start("lede") :]) else 0


@lru_cache(KEPT)
def glued_credit(text: str) -> int:
    """Where the credit begins that ends a caption in the same line; 0 where none does."""
    start = max(0, len(text) - GLUED_LENGTH)
    found = GLUED_CREDIT.search(text, start)
    return found.start("credit") if found and is_credit(found["credit"]) else 0


@lru_cache(KEPT)
def is_credit(text: str) -> bool:
    """Whether a line is nothing but a photographer's credit: 本报记者 某某 摄, 摄影：某某, 资料图片."""
    found = CREDIT_LINE.fullmatch(text) if len(text) <= GLUED_LENGTH else None
    if not found:
        return False
    named = found["who"] or found["whom"]
    return not named or _names_people(named)


def _names_people(text: str) -> bool:
    if re.search(_ROLE, text):
        return True
    return all(is_name(name) for name in _split_names(text))


def is_name(name: str) -> bool:
    """Whether a word has a person's name's form: two characters, or three to four that begin with a surname."""
    if not re.fullmatch(_NAME, name) or name in _NO_NAMES:
        return False
    return len(name) == 2 or "·" in name or name[0] in SURNAMES or name.startswith(COMPOUND_SURNAMES)


def people(text: str, default: Role = Role.REPORTER) -> tuple[Author, ...]:
    """The people in ``记者甲、乙 通讯员丙``; names before any role word get ``default``."""
    text = _WORK.sub(" ", text)
    authors: list[Author] = []
    role, at = default, 0
    for word in re.finditer(_ROLE, text):
        authors += [Author(name, role) for name in _split_names(text[at : word.start()])]
        role, at = _role(word[0]), word.end()
    authors += [Author(name, role) for name in _split_names(text[at:])]
    return tuple(dict.fromkeys(authors))


def _role(word: str) -> Role:
    if "摄" in word:
        return Role.PHOTOGRAPHER
    if "通讯员" in word:
        return Role.CORRESPONDENT
    return Role.REPORTER if "记者" in word or "实习" in word else Role.AUTHOR


def _split_names(text: str) -> list[str]:
    words = [word for word in re.split(r"[、，,\s:：/／()（）]+", text) if word]
    names: list[str] = []
    for word in words:
        # 刘 昆: a name of two characters is spaced out to the width of three.
        if len(word) == 1 and names and len(names[-1]) == 1:
            names[-1] += word
        else:
            names += _parted(word)
    return names


def _parted(word: str) -> list[str]:
    """The two names that are set without a space between them, where surnames show the seam: 林望舒郑明."""
    if not re.fullmatch(rf"[{_HAN}]{{5,7}}", word):
        return [word]
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    found = [pair for pair in halves if all(len(name) <= LONGEST_NAME and _has_surname(name) for name in pair)]
    return list(found[0]) if len(found) == 1 else [word]


def _has_surname(name: str) -> bool:
    if name.startswith(COMPOUND_SURNAMES):
        return len(name) > 2
    return len(name) < LONGEST_NAME and name[0] in SURNAMES


@lru_cache(KEPT)
def own_line(text: str, *, below_headline: bool) -> tuple[Author, ...] | None:
    """The people of a line that is nothing but a byline, or ``None``.

    A bare name counts only ``below_headline``: elsewhere it may be the end of a broken paragraph.
    本报评论员 names nobody and gives no authors.
    """
    if _STAFF_COMMENT.fullmatch(text.strip("□■●◆◇○ ()（）")):
        return ()
    if _REPORTER_COLUMN.fullmatch(text):
        return None
    found = _MARKED_BYLINE.fullmatch(text)
    # □ stands before an author; other signs may open a list as well: ■小贴士.
    if found and (text[0] == "□" or ("·" not in found[1] and _names_people(found[1]))):
        return people(found[1], Role.AUTHOR)
    found = _BRACKETED_BYLINE.fullmatch(text)
    if found and _names_people(found[1]):
        return people(found[1], Role.AUTHOR)
    if _ROLE_BYLINE.fullmatch(text):
        return people(text)
    found = _PLACED_BYLINE.fullmatch(text)
    if found and not below_headline and _names_people(found[1]):
        return people(found[1], Role.AUTHOR)
    if below_headline and is_credit(text):
        return people(re.sub(CREDIT_VERB, " ", text))
    if below_headline and _BARE_BYLINE.fullmatch(text):
        names = _split_names(text)
        if all(is_name(name) for name in names):
            return people(text, Role.AUTHOR)
    return None


def is_bracketed(text: str) -> bool:
    """Whether a byline stands in brackets, as it does at a story's end."""
    return text[:1] in "(（" and text[-1:] in ")）"


def is_marked(text: str) -> bool:
    """Whether a byline carries the sign (□) that papers put before the author of a commentary."""
    return bool(re.match(_BYLINE_MARK, text))


@lru_cache(KEPT)
def tail(text: str) -> tuple[Author, ...]:
    """The people in the brackets that end a story: ``……。（甲 乙）``."""
    found = _TAIL_BYLINE.search(text, max(0, len(text) - TAIL_LENGTH))
    if found and _names_people(found[1]):
        return people(found[1], Role.AUTHOR)
    found = _RUN_TOGETHER_TAIL.search(text, max(0, len(text) - TAIL_LENGTH))
    if found and len(names := _parted(found[1])) > 1:
        return tuple(Author(name, Role.AUTHOR) for name in names)
    credit = glued_credit(text)
    return people(text[credit:], Role.AUTHOR) if credit and is_text_and_picture(text[credit:]) else ()


def is_text_and_picture(credit: str) -> bool:
    """Whether a credit is for the text as well (文/图): then it signs a story."""
    return bool(re.search(r"文\s*[/／]\s*图|图\s*[/／]\s*文", credit))


def is_role(text: str) -> bool:
    """Whether a line is a role without its name: the first half of a credit that was broken in two."""
    return len(text) <= LONGEST_ROLE and re.fullmatch(_ROLE, text) is not None


def photographer(credit_line: str) -> str:
    """The name or names in a credit line, joined with 、; ``""`` where there is none."""
    found = CREDIT_LINE.fullmatch(credit_line.strip()) if is_credit(credit_line.strip()) else None
    named = (found["who"] or found["whom"] or "") if found else ""
    return "、".join(author.name for author in people(named))
