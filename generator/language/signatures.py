"""Parses signatures, lines that name writers or photographers: 本报记者 某某, 文／某某, 某某 摄, 某某（某地）.

A line is divided into roles (记者), deeds (摄, 文, 供稿), units (某某公司), posts (校长) and names. If nothing else is left,
it is a signature. The rules work on simplified characters; names are returned as printed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.kinds import Role
from generator.language import person_names, scripts
from generator.language.person_names import HAN, OUTLET, ROLE
from generator.model import Author

MARKS = "□■◎●◆◇○▲△★☆▼◤◢▪•"
LONGEST = 60
# Names of columns and labels, such as 记者手记 and 小说连载, which are no signatures.
_COLUMN_NAME = re.compile(
    r"(?:记者|通讯员)(?:手记|观察|调查|札记|走访|探访|体验|见闻|述评|日记|感言|来信|点评|心语|在线|帮)|连载|待续|未完|贴士|导读|声明|启事"
)

_DEED = re.compile(
    r"(?P<both>图文(?:整理)?|文图(?=\s*[/／:：])|文[/／、·・](?:图|摄)(?:片)?|图[/／、·・]文|文\s+图(?=$|\s)|摄影报道|(?<=[\s／/])文\s*[/／]\s*图)"
    r"|(?P<picture>(?:图片)?摄影|(?:图片)?供图|制图|绘图|摄制|手绘|漫画|插图|(?<![\u4e00-\u9fff])图片?(?=\s*[:：／/|]|\s+[\u4e00-\u9fff]{2,4}(?:\s|$))|(?<=[\s／/])(?:图片?|作|绘|画|速写)(?=$|[\s）)。])|(?<=^[\u4e00-\u9fff][\s\u3000][\u4e00-\u9fff])[画作绘]$"
    r"|摄(?=\s*(?:$|[:：／/|）)。]))|(?:图片)?提供(?=$|[）)。\s]))"
    r"|(?P<text>供稿|撰文|整理|采写|口述|编译|(?<![\u4e00-\u9fff])(?:文字?|作者|执笔|诗|词|曲|译|讲述人?|记录|文字整理|编译)(?=\s*[:：／/|]|\s+[\u4e00-\u9fff]{2,4}(?:\s|$))|(?<=[\s／/])(?:文|著|译|编|书)(?=$|[\s）)。／/])|报[道导](?=$|[\s）)。】〕]))"
)
_ROLE = re.compile(ROLE)
# Parts of a signature that name no author: the beginning of a lede, a place of reporting, a teacher who helped.
_NOBODY = re.compile(
    rf"^(?:本报|本网|本刊)?讯|{OUTLET}讯|(?<=[\s／/])(?!摄影)[{HAN}]{{2,6}}(?:(?=报[道导]$)|(?:专访|特稿)$)|发自[{HAN}]{{2,8}}|本报综合(?:报道)?|本报讯|指导(?:老师|教师)\s*[:：]?\s*[{HAN}\s]{{2,9}}$"
)
_PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门".split()
)
_ALL_PICTURES = re.compile(r"(?:本版|本组|以上|文中)(?:图片|照片|图)(?:均|除署名外均?)?由?\s*")
_SPLIT = re.compile(r"[、，,\s:：/／|·•;；—-]+")
_ASIDE = re.compile(r"[(（][^()（）]{2,24}[)）]")
_NAMELESS = re.compile(
    rf"(?:[{HAN}]{{0,8}}(?:资料图片?|资料照片|资料片|供图|提供)|新华社发|新华社供本报(?:专|特)稿|视觉中国(?:供图)?|影像中国|网络图片?|网络截图|AI制图|(?:本报|校报)资料(?:图|照片)?)"
)
UNIT = re.compile(
    rf"[{HAN}·]{{1,24}}(?:公司|集团|局|馆|处|办|厅|中心|学院|医院|法院|检察院|研究院|学校|大学|中学|小学|幼儿园|协会|学会|委员会|会|部|委|站|支队|大队|中队|分队|队|街道|车间|工段|工区|班组|哨所|书院|剧团|"
    r"社区|景区|镇|乡|村|县|市|区|省|州|旗|单位|事务所|所|厂|矿|班|年级|系|专业|科|室|社|团|连|营|地方)"
)
POST = re.compile(
    rf"(?:[{HAN}]{{0,6}}(?:校长|院长|书记|主任|局长|处长|科长|教授|讲师|律师|医生|医师|护士长?|老师|教师|辅导员|厂长|经理|董事长|主席|会长|队长|站长|所长|馆长|部长|作家|诗人|农艺师|工程师|专家|研究员)"
    r"|棘人|孝[男女子媳孙]|未亡人|读者|市民|网友|学生|居民|业主|村民|家长|职工|工人|战士|作者|编者|指导老师)"
)
POLITE = re.compile(rf"[{HAN}](?:先生|女士|小姐|同学|老师|大爷|大妈|阿姨|师傅|某某?|××|XX|X|大姐)")


@dataclass(frozen=True, slots=True)
class Signature:
    """A parsed line: ``wrote`` are the writers, ``pictured`` the photographers.

    ``is_sure`` says that there is a role, a deed, a post or a sign, and not names alone; ``is_named`` that all names
    begin with surnames; ``is_both`` that the same people wrote and took the pictures.
    """

    wrote: tuple[Author, ...] = ()
    pictured: tuple[str, ...] = ()
    is_sure: bool = False
    is_bracketed: bool = False
    is_marked: bool = False
    is_named: bool = False
    is_credit: bool = False
    is_both: bool = False
    has_unit: bool = False
    has_role: bool = False


@lru_cache(2048)
def read(text: str, default: Role = Role.AUTHOR) -> Signature | None:
    """The signature that a line is, or ``None`` for any other line."""
    if not 2 <= len(text) <= LONGEST:
        return None
    plain = scripts.simplified(text)
    if _COLUMN_NAME.search(plain) or plain[0] in "—-─":
        return None
    start, end = 0, len(plain)
    is_marked = plain[0] in MARKS
    while start < end and (plain[start] in MARKS or plain[start].isspace()):
        start += 1
    while end > start and (plain[end - 1] in "。." or plain[end - 1].isspace()):
        end -= 1
    is_bracketed = end - start > 2 and plain[start] in "(（【〔[" and plain[end - 1] in ")）】〕]"
    if is_bracketed and not re.search(r"[)）】〕\]]", plain[start + 1 : end - 1]):
        start, end = start + 1, end - 1
    elif is_bracketed:
        is_bracketed = False
    if start >= end:
        return None
    return _taken_apart(text[start:end], plain[start:end], default, is_marked=is_marked, is_bracketed=is_bracketed)


def _taken_apart(text: str, plain: str, default: Role, *, is_marked: bool, is_bracketed: bool) -> Signature | None:
    agency = re.match(r"新华社发\s*(?=[(（])", plain)
    if agency:
        text, plain = text[agency.end() :].strip("()（） "), plain[agency.end() :].strip("()（） ")
    all_of = _ALL_PICTURES.match(plain)
    if all_of:
        text, plain = text[all_of.end() :], plain[all_of.end() :]
    if re.fullmatch(_NAMELESS, plain):
        return Signature(is_sure=True, is_bracketed=is_bracketed, is_named=True, is_credit=True, has_unit=True)
    aside = _ASIDE.search(plain)
    for pattern in (_ASIDE, _NOBODY):
        plain = pattern.sub(lambda found: " " * len(found[0]), plain)
    words = _words(text, plain)
    if words is None:
        return None
    wrote: list[Author] = []
    pictured: list[str] = []
    role, has_unit, is_named, has_post = default, aside is not None, True, False
    has_role = has_deed = is_credit = is_both = False
    waiting: list[tuple[str, Role]] = []
    before = ""
    for what, word in words:
        match what:
            case "role":
                if not has_role and not has_deed:  # 晚晴热线 记者 甲: what stands before the role is where he works
                    waiting = [(name, given) for name, given in waiting if person_names.has_surname(name)]
                role, has_role = _role(word), True
                if before:  # 文／甲 记者乙
                    waiting = _given(waiting, before, wrote, pictured)
            case "name":
                waiting.append((word, role))
                is_named = is_named and (person_names.has_surname(word) or "·" in word)
            case "unit":
                has_unit = True
            case "post":
                has_post = True
            case _:
                has_deed = True
                is_both = is_both or what == "both"
                is_credit = is_credit or what == "picture"
                if word:  # the deed stands before those who did it
                    waiting = _given(waiting, before, wrote, pictured)
                    before = what
                else:
                    waiting = _given(waiting, before or what, wrote, pictured)
                    before = ""
    _given(waiting, before, wrote, pictured)
    if not wrote and not pictured and not (is_credit and has_unit) and not (has_role and "评论员" in plain):
        return None
    everyone = len(wrote) + len(pictured)
    if everyone > 12 or (not has_role and not has_deed and not is_marked and everyone > 5):
        return None
    is_sure = has_role or has_deed or is_marked or has_post
    is_credit = bool(pictured or (is_credit and has_unit)) and (not wrote or is_both)
    return Signature(
        tuple(dict.fromkeys(wrote)),
        tuple(dict.fromkeys(pictured)),
        is_sure,
        is_bracketed,
        is_marked,
        is_named,
        is_credit,
        is_both,
        has_unit,
        has_role,
    )


def _given(
    waiting: list[tuple[str, Role]], deed: str, wrote: list[Author], pictured: list[str]
) -> list[tuple[str, Role]]:
    """Moves the names that were read to the writers or photographers; returns the empty list of waiting names."""
    if deed in ("picture", "both"):
        pictured += [name for name, _ in waiting]
    if deed != "picture":
        wrote += [Author(name, role) for name, role in waiting]
    return []


def _words(text: str, plain: str) -> list[tuple[str, str]] | None:
    """The words of a line with their kinds; ``None`` if one of them cannot be part of a signature.

    For a deed the second value is ``":"`` if it is before the names.
    """
    found: list[tuple[str, str]] = []
    at = 0
    marks = sorted(
        [(m.start(), m.end(), "role", m[0]) for m in _ROLE.finditer(plain)]
        + [(m.start(), m.end(), m.lastgroup or "", "") for m in _DEED.finditer(plain)]
    )
    for start, end, what, word in marks:
        if start < at:
            continue
        rest = _names(text[at:start], plain[at:start])
        if rest is None:
            return None
        found += rest
        if what == "role":
            found.append(("role", word))
        else:
            found.append((what, ":" if re.match(r"\s*[:：／/|]\s*\S", plain[end:]) else ""))
        at = end
    rest = _names(text[at:], plain[at:])
    return None if rest is None else found + rest


def _names(text: str, plain: str) -> list[tuple[str, str]] | None:
    found: list[tuple[str, str]] = []
    single, behind = "", 0
    at = 0
    rest = _after_unit(text, plain)
    if rest:
        found.append(("unit", text[:rest]))
        text, plain = text[rest:], plain[rest:]
    for word in _SPLIT.split(plain):
        at = plain.find(word, at) if word else at
        printed = text[at : at + len(word)]
        at += len(word)
        if not word:
            continue
        if len(word) == 1 and re.match(f"[{HAN}]", word):
            if not single:
                single, behind = printed, at
            elif plain[behind : at - 1].isspace():  # 李 明, and never what a slash parts
                found.append(("name", single + printed))
                single = ""
            else:
                return None
            continue
        if single:
            return None
        people = person_names.parted(printed)
        if len(people) > 1 or person_names.can_be(printed):
            is_alone = len(plain.split()) == 1
            if not is_alone and word.startswith(tuple(_PROVINCES)):
                found.append(("unit", printed))
                continue
            is_unit = len(people) == 1 and (not person_names.has_surname(printed) or (len(word) > 2 and not is_alone))
            is_unit = is_unit and bool(UNIT.fullmatch(word) or POST.fullmatch(word))
            if is_unit:
                found.append(("post" if POST.fullmatch(word) else "unit", printed))
            else:
                found += [("name", name) for name in people]
        elif POLITE.fullmatch(word):
            found.append(("name", printed))
        elif POST.fullmatch(word):
            found.append(("post", printed))
        elif UNIT.fullmatch(word):
            found.append(("unit", printed))
        else:
            return None
    return None if single else _dotted(found, plain)


_AFFILIATION = re.compile(rf"\s*[{HAN}\d]{{2,14}}(?:[(（]\d{{1,2}}[)）])?[{HAN}\d]{{0,4}}\s+(?=[{HAN}])")


_BELONGS = re.compile(r"(?:班|年级|小学|中学|大学|学院|公司|厂|连|营|团|队|村|镇|乡|社区|车间|医院|局|所|系)[)）]?$")


def _after_unit(text: str, plain: str) -> int:
    """The start of the names after the school or village of the writers: 某某小学五（3）班 甲 乙; 0 if there is none."""
    found = _AFFILIATION.match(plain)
    if not found:
        return 0
    people = re.sub(rf"(?<=^[{HAN}])\s+(?=[{HAN}]$)", "", text[found.end() :].strip()).split()
    first = text[: found.end()].strip()
    is_plain = not person_names.has_surname(first) or len(first) > 3
    if not is_plain or len(first) < 3 or not people:
        return 0
    is_told = _BELONGS.search(scripts.simplified(first)) and all(2 <= len(name) <= 3 for name in people)
    return found.end() if is_told or all(map(person_names.has_surname, people)) else 0


def _dotted(found: list[tuple[str, str]], plain: str) -> list[tuple[str, str]]:
    """Joins the parts of names with a dot: 阿依古丽·买买提."""
    for name in re.findall(rf"[{HAN}]{{1,7}}(?:·[{HAN}]{{1,7}})+", plain):
        parts = name.split("·")
        words = [word for _, word in found]
        for at in range(len(words) - len(parts) + 1):
            if words[at : at + len(parts)] == parts:
                found[at : at + len(parts)] = [("name", name)]
                break
    return found


def _role(word: str) -> Role:
    if "通讯员" in word:
        return Role.CORRESPONDENT
    return Role.REPORTER if "记者" in word or "实习" in word or "采访" in word else Role.AUTHOR
