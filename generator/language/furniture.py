"""Recognizes furniture, the lines of a printed page besides its articles: folio, date and staff lines, page numbers."""

import re
from dataclasses import dataclass

from generator.language import web_page

_DIGIT = r"[0-9０-９]"
_HAN = r"[\u4e00-\u9fff]"
_NUMERAL = r"[一二三四五六七八九十]"

FOLIO = re.compile(
    rf"(?:第\s*)?(?P<number>[A-Z]?{_DIGIT}{{1,3}}|{_NUMERAL}{{1,3}})\s*版"
    r"(?:[\s:：·|]+(?P<name>[\u4e00-\u9fff·/、]{1,12}))?"
    rf"|(?P<name2>[\u4e00-\u9fff·]{{1,8}})\s+(?:第\s*)?(?P<number2>[A-Z]?{_DIGIT}{{1,3}})\s*版"
    r"|(?P<number3>[A-Z][0-9]{1,2}|0[0-9])\s+(?P<name3>[\u4e00-\u9fff·/]{2,6})"
    r"|(?P<name4>[\u4e00-\u9fff·/]{2,6})\s+(?P<number4>[A-Z][0-9]{1,2}|0[0-9])"
)

_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_CHINESE = r"[一二三四五六七八九十〇零○]"
_DAY = (
    rf"{_CHINESE}{{4}}年{_CHINESE}{{1,2}}月{_CHINESE}{{1,3}}日|(?:中华)?民国{_HAN}{{1,5}}年{_CHINESE}{{1,2}}月{_CHINESE}{{1,3}}日"
    rf"|{_DIGIT}{{4}}\s*年\s*{_DIGIT}{{1,2}}\s*月\s*{_DIGIT}{{1,2}}\s*日"
    rf"|{_DIGIT}{{4}}[-./]{_DIGIT}{{1,2}}[-./]{_DIGIT}{{1,2}}"
)
_LUNAR = rf"(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年{_HAN}{{2,8}}|农历{_HAN}{{2,12}}"
POSTS = (
    r"(?:责任编辑|责编|值班编辑|值班主任|值班总编|执行主编|主编|编辑|美编|美术编辑|"
    r"视觉设计|插图|题图|策划|执行|总监|监制|审校|检校|组稿|责校|版式设计|版式|校对|校审|组版|排版|签发|审读|统筹)"
)
"""The posts of people who are named on a printed page."""
_POST = rf"(?:本版|本期)?{POSTS}"
_PERSON = rf"(?:{_HAN}{{2,4}}|{_HAN}\s{_HAN})"
_CONTACTS = "本报地址|社址|督印人|出版人|总代理|晚报热线|本报热线|爆料热线|报料热线|小编微信|编辑部微信|总编室电话|总编室|编辑部电话|发行|印刷|承印|读者服务电话|服务电话|新闻热线|投稿热线|广告热线|发行热线|热线电话|热线|电话|传真|邮箱|电子邮箱|投稿邮箱|网址|地址|邮编|E-?mail|QQ|微信"
# Without a colon there must be a number or an address, since 热线全天候 may begin a headline.
_CONTACT = rf"(?:{_CONTACTS})\s*(?:[:：]\s*|(?=[\w\s]{{0,12}}[\d@]))[\w@.\-－:/（）() ]{{3,60}}"
# Navigation of an e-paper's web page.
_NAVIGATION = (
    r"上一版|下一版|上一篇|下一篇|上一期|下一期|上期|下期|往期|返回(?:主页|首页|目录|顶部|\w{0,6}首页)|版面(?:导航|目录|概览)|标题导航|"
    r"放大|缩小|默认|打印(?:本页)?|关闭(?:窗口)?|收藏|分享到?|数字报|电子报|PDF(?:版|下载)?|字体|复制链接"
)
_RIGHTS = r"(?=.*(?:授权|许可|转载|镜像)).{0,20}版权.{2,90}"

_STAFF = rf"{_POST}\s*[:：/／]\s*{_PERSON}(?:[、\s]+{_PERSON}(?!\s*[:：/／]))*|{_POST}[\s/]+{_PERSON}"
# Items of running heads; a line that consists of such items only is furniture.
_STRONG = (
    ("日期行", rf"(?:{_DAY})(?:\s*{_WEEKDAY})?"),
    ("日期行", rf"(?:{_LUNAR})|{_WEEKDAY}"),
    ("版头", rf"《\s*{_HAN}{{2,12}}\s*》\s*[(（]\s*(?:{_DAY})\s*第\s*{_DIGIT}{{1,3}}\s*版\s*[)）]"),
    ("期号行", rf"(?:总\s*)?第\s*{_DIGIT}{{1,6}}\s*期|今日\s*(?:{_DIGIT}{{1,3}}|{_NUMERAL}{{1,3}})\s*版"),
    ("版次行", rf"第\s*(?:{_DIGIT}{{1,3}}|{_NUMERAL}{{1,3}})\s*版|[A-Z]?{_DIGIT}{{1,3}}\s*版"),
    ("责编行", _STAFF),
    ("联系方式", _CONTACT),
    ("网页导航", rf"[34]?\s*(?:{_NAVIGATION})\s*[34]?"),
    ("网址", r"https?://[\w./-]+|www\.[\w./-]+|\w[\w.]*@[\w.]+"),
    ("刊号", r"国内统一(?:连续出版物号|刊号)\s*[:：]?\s*CN[\d\-/ A-Z]+|CN\s?\d{2}-\d{4}|邮发代号\s*[:：]?[\d－-]+"),
)
_EDGE = r"\s|｜/·:：—\-"
_ITEM = re.compile(rf"(?<![^{_EDGE}])(?:{'|'.join(form for _, form in _STRONG)})(?![^{_EDGE}])")
_BETWEEN = re.compile(rf"[{_EDGE}]+")
# What else may be in a running head: a page number, pinyin, the name of a section.
_BESIDE = re.compile(r"[A-Z]?\d{1,3}|[A-Z]{4,14}|(?:[A-Z]?\d{1,2})?[\u4e00-\u9fff]{1,8}")
MOST_BESIDE = 4
_NUMBER_ALONE = re.compile(r"[A-Z]?\d{1,2}|[A-Z]{4,14}(?:\s[A-Z]{4,14})?|[①-⑳]\d{1,2}")
LONGEST = 120
PAGE_NUMBERS = frozenset({"版次行", "页码或拼音栏名", "版头", "日期行"})
"""The reasons that are given for lines at the beginning of a page."""
_SECTION = re.compile(
    r"(?:(?:本市|本地|本省|省内|国内|国际|天下|时政|时事|综合|要闻|新闻|民生|民声|经济|财经|产经|社会|法治|政法|教育|科技|科教|健康|卫生|文化|文旅|旅游|"
    r"体育|文体|娱乐|副刊|评论|理论|观点|言论|三农|乡村|农村|城市|城乡|县区|县市|区县|镇街|社区|基层|生活|消费|专题|专版|特刊|特别报道|深度|调查|关注|聚焦|视点|影像|"
    r"图片|读者|公益|广告|公告|军事|党建|时代|区域|人物|读书|阅读|生态|环境|头版)(?:新闻|版|周刊|专刊|在线|之窗)?){1,2}"
)


@dataclass(frozen=True, slots=True)
class FolioMark:
    """A 版 that a line names: its number as two digits (or A03), and its name where it is printed."""

    number: str
    name: str


def reason(line: str) -> str:
    """Why a line is furniture (``日期行``, ``责编行`` …); ``""`` for a line that is not."""
    if len(line) > LONGEST:
        return ""
    line = line.translate(_HALF)
    bare = line.strip("()（）[]【】 ").rstrip(":：")
    if bare != line and re.fullmatch(_STAFF, bare):
        return "责编行"
    if FOLIO.fullmatch(line.rstrip(":：")):
        return "版次行"
    if _NUMBER_ALONE.fullmatch(line):
        return "页码或拼音栏名"
    for why, form in _STRONG:
        if re.fullmatch(form, line):
            return why
    if re.fullmatch(_RIGHTS, line):
        return "版权声明"
    if _IMPRINT.match(line) and not line.endswith("。"):
        return "报尾"
    if web_page.is_chrome(line):
        return "网页导航"
    return "版头" if _is_running_head(line) else ""


def is_section(line: str) -> bool:
    """Whether a line is the name of a section (要闻, 综合新闻), which is furniture next to a page number."""
    return bool(_SECTION.fullmatch(line))


def _is_running_head(line: str) -> bool:
    if _ITEM.search(line):
        beside = [word for word in _BETWEEN.split(_ITEM.sub(" ", line)) if word]
        if len(beside) <= MOST_BESIDE and all(_BESIDE.fullmatch(word) for word in beside):
            return True
    if len(line) > LONGEST_HEAD or re.search("[。，；？！]", line):
        return False
    found = sum(weight for form, weight in _SIGNS if form.search(line))
    words = [word for word in re.split(r"[\s|｜]+", line) if word]
    is_dated = _SIGNS[0][0].search(line) or _SIGNS[1][0].search(line) or _SIGNS[-1][0].search(line)
    return found >= ENOUGH and bool(is_dated) and len(words) > 1 and max(map(len, words)) <= LONGEST_WORD


def folio(line: str) -> FolioMark | None:
    """The 版 that a line of furniture names, or ``None``."""
    line = line.translate(_HALF)
    found = FOLIO.fullmatch(line) or _IN_HEAD.search(line)
    if not found:
        return None
    groups = found.groupdict()
    number = next(groups[key] for key in ("number", "number2", "number3", "number4") if groups.get(key))
    name = next((groups[key] for key in ("name", "name2", "name3", "name4") if groups.get(key)), "")
    return FolioMark(_number(number), name)


def _number(printed: str) -> str:
    plain = printed.translate(_ASCII_DIGITS)
    if plain and all(character in _NUMERALS for character in plain):
        tens, _, units = plain.rpartition("十")
        value = (_NUMERALS.get(tens, 1) * 10 if "十" in plain else 0) + (_NUMERALS.get(units, 0) if units else 0)
        return f"{value:02d}"
    return plain.zfill(2) if plain.isdigit() else plain


_IMPRINT = re.compile(
    r"(?:主办|主管|承办|主办单位|本报地址|报社地址|社址|编辑部地址|发行人|督印人|总编辑|社长|主编)\s*[:：/／].{4,}"
)
# Evidence for running heads of other forms, with weights.
_SIGNS = (
    (re.compile(_DAY), 2),
    (re.compile(rf"第\s*(?:{_DIGIT}{{1,6}}|{_CHINESE}{{1,6}})\s*期|总\s*第?\s*{_DIGIT}{{1,6}}\s*期"), 2),
    (
        re.compile(
            rf"(?:^|\s|第)(?:[A-Z]?{_DIGIT}{{1,3}}|{_NUMERAL}{{1,3}})\s*版|[\u4e00-\u9fff]版(?=\s|$)|^[A-Z]?\d{{1,2}}\s|\s[A-Z]?\d{{1,2}}$"
        ),
        1,
    ),
    (re.compile(r"\d{4}年\d{1,2}月(?!\d)"), 1),
    (re.compile(rf"{_WEEKDAY}"), 1),
    (
        re.compile(
            rf"{_LUNAR}|(?:^|\s)(?:农历)?[正一二三四五六七八九十冬腊]{{1,2}}月(?:初|十|廿|三十)[一二三四五六七八九十]?|(?:立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒)"
        ),
        1,
    ),
    (re.compile(_POST), 1),
    (re.compile(r"零售|定价|赠阅|内部资料|准印证|双月刊|月刊|每份|邮发|刊号|国内统一|主办|主管|承印"), 1),
    (
        re.compile(
            r"(?:^|\s)《?[\u4e00-\u9fff·]{2,10}(?:报|刊|周刊|导报|乡讯|通讯|时讯|简讯报|月刊|之声)》?(?=\s|·|◎|$)"
        ),
        1,
    ),
)
ENOUGH = 3
LONGEST_HEAD = 90
LONGEST_WORD = 24
# The 版 in a running head that has more than its number: 第3版 矿区新闻 2026年3月2日, A12地方新闻.
_IN_HEAD = re.compile(
    rf"(?<![\d一-龥])第\s*(?P<number>[A-Z]?\d{{1,3}}|{_NUMERAL}{{1,3}})\s*版(?:[\s:：·|]+(?P<name>[\u4e00-\u9fff·/、]{{2,8}})(?=\s|$))?"
    r"|(?:^|\s)(?P<number2>[A-Z]\d{1,2}|0\d)\s*版?[\s:：·|]*(?P<name2>[\u4e00-\u9fff·/、]{2,8})(?=\s|$)"
)
_HALF = {ord(full): chr(ord(full) - 0xFEE0) for full in "０１２３４５６７８９ＡＢＣＤＥＦＧＨ"}
_ASCII_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMERALS = {character: value for value, character in enumerate("〇一二三四五六七八九十")}
