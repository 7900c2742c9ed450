"""The table of evidence: what speaks for a line being this or that, and how much.

Weights are on one scale with those of ``grammar`` and ``joins``: about five is strong, two is a hint.
"""

from collections.abc import Sequence

from generator.intake import furniture as furniture_rules
from generator.intake import lexicon, scripts, web_page
from generator.intake.signatures import HAN, POLITE, POST, UNIT
from generator.intake.understanding import forms
from generator.intake.understanding.forms import Form
from generator.intake.understanding.parts import Part

import re

NEVER = -40.0

HEADLINE = {
    "有标题记号": 18,
    "分两行排的标题": 20,
    "六到二十六字": 3.5,
    "三到五字": 4.5,
    "一两个字": -3.5,
    "二十七到四十字": -1,
    "比四十字还长": -7.5,
    "公告、启事一类的题": 10,
    "诗题": 5.5,
    "以破折号引出": -6,
    "书名号、引号括着": 1.5,
    "带栏目名": 0.5,
    "顶格": 0.5,
    "缩进": -7.5,
    "前面空得更开": 2,
    "以问号、叹号收尾": -4,
    "以冒号收尾": -9.5,
    "以句号、逗号收尾": -14,
    "中间有句号": -12,
    "有一两处逗号": -0.5,
    "有三处以上逗号": -5,
    "开头是不能起行的标点": -25,
    "引号不成对": -6.5,
    "像署名": -8,
    "是署名": -15.5,
    "像一项": -2.5,
    "说明性的短行": -8.5,
    "有数字单位或几栏": -4,
    "是日期": -20,
    "是消息开头": -20,
    "是编者按": -5.5,
    "括号括着": -7.5,
    "是刊头": -10,
    "是栏名": -5.5,
    "下面紧接正文": 0,
    "下面是称呼": 6.5,
    "下面是问答": 4.5,
    "下面是图片": 11,
    "下面是表行": 4.5,
    "题中的词在下文": 1,
    "题中的词在上文": -1,
    "停在虚词": -3,
    "以某日开头": -7,
}
BODY = {
    "是完整的句子": 5,
    "是整段文字": 3,
    "长，没有收尾": 5,
    "短，没有收尾": -0.5,
    "以冒号收尾": 7,
    "以分号收尾": 4,
    "以逗号收尾": -0.5,
    "问答或带名头": 0,
    "称呼": 5,
    "括号括着的一段": 4,
    "分项": 2.5,
    "按语、作者简介、待续": 2,
    "缩进": 3,
    "顶格": 0,
    "是署名": -3,
    "是日期": -8,
    "是图署": -7.5,
    "几栏": 1.5,
    "引语": 4,
    "开头是不能起行的标点": -8,
    "有标题记号": -12,
    "是刊头": -8,
    "是栏名": -3.5,
    "联系方式": 8,
}
VERSE = {
    "短": -1,
    "长": -6,
    "没有标点": 1.5,
    "以句号收尾": -1,
    "像诗词的句子": 4.5,
    "上下行一样短": 5,
    "几行一样长": 1.5,
    "连着几行短行": 1,
    "中间有句号": -5,
    "另有名头": -4,
    "几栏": -3.5,
    "缩进": -1,
    "有标题记号": -20,
    "是署名": -9,
    "像署名": -7,
    "是日期": -9,
    "像公告、标题": -3,
}
ROW = {
    "以制表符分栏": 7,
    "与邻行栏数相同": 8,
    "与邻行都是两栏": 0,
    "与邻行栏数相近": 7,
    "独自有几栏": 5,
    "独自有两栏": 2.5,
    "数字多": 5,
    "名单": 5,
    "表里的类名": -3,
    "表里的短行": 7,
    "没有几栏": -8,
    "是整段文字": -8,
    "是署名": -5.5,
    "有标题记号": -20,
}
SIGNATURE = {
    "日期": 8,
    "机构名": 2.5,
    "落款用语": 8,
    "读者、老师一类": 2.5,
    "机构与日期": 6,
    "人名": 0,
    "不像落款": -7.5,
    "下面是日期": 5.5,
}
BYLINE = {
    "有记者、文、作一类的字": 10.5,
    "本报评论员": 9,
    "前面有方块、圆圈": 7.5,
    "括号里的人名": 2,
    "人名": 6.5,
    "像人名": -2,
    "单位与人名": 1.5,
    "职务与人名": 4,
    "字间空开的名字": -0.5,
    "词典里有这个词": -5,
    "不像署名": NEVER,
    "只是图署": -4,
}
TAIL = {
    "括号里的署名": 7.5,
    "括号里的短名": 2,
    "有记者、文、作一类的字": 3.5,
    "几个人名": 4,
    "人名": -1.5,
    "单位与人名": -0.5,
    "像人名": -2,
    "不像署名": NEVER,
    "只是图署": -6.5,
}
CAPTION = {
    "下一行是图署": 10.5,
    "下一行是图文署名": 5,
    "隔一行是图署": 0,
    "末尾连着图署": 13,
    "以“图为”一类的字开头": 6.5,
    "上下行都以三角开头": 2,
    "三角开头的是一项": -9,
    "不像图说": NEVER,
    "短": 0.5,
}
FURNITURE = {
    "是刊头": 10,
    "是日期": 3,
    "页码旁的栏名": 9,
    "是联系方式": 1.5,
    "栏名": 8.5,
    "像栏名，下面是标题": 4,
    "像栏名": 8.5,
    "导读": 10,
    "导读里的一行": 10,
    "目录里的标题": 10,
    "目录里的短行": 3.5,
    "同一行在下文又出现": 4,
    "在版面上反复出现": 7,
    "报名": 7.5,
    "报头旁的短行": -6,
    "消息上面的短行": -2,
    "短行上面的短行": -8,
    "是正文": NEVER,
}

_OF_PAPER = re.compile("新闻热线|投稿|广告热线|发行热线|本报地址|报料|爆料")
_GOES_ON = frozenset("的和与及在对为以从向把被将由使让是或并于至到按据因如每各该本其这那所之而且但等")
_TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:元|%|％|℃|岁|分|秒|平方米|公斤|斤|号|楼)")
_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")


def headline(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being a headline, by its form and what stands below."""
    form, found = lines[at], []
    length, text = form.length, form.text
    if form.block.marked:
        found.append("有标题记号")
        if length > 80 or form.lede or (form.is_stopped and text[-1] == "。"):
            return [*found, "以句号、逗号收尾", "中间有句号"]
        return found
    if len(form.block.lines) > 1:
        found.append("分两行排的标题")
    is_notice = length <= 30 and bool(forms.NOTICE.search(re.sub(r"\s", "", form.plain))) and form.end not in ("stop", "colon")
    if is_notice:
        found.append("公告、启事一类的题")
    if forms.POEM.search(form.plain):
        found.append("诗题")
    elif forms.COLUMN.search(text[-24:], max(0, min(len(text), 24) - 20)) and not form.signature and length > 7:
        found.append("带栏目名")
    if forms.DASH.match(text):
        found.append("以破折号引出")
    elif length <= 2:
        found.append("" if is_notice else "一两个字")
    elif length <= 5:
        found.append("三到五字")
    elif length <= 26:
        found.append("六到二十六字")
    elif length <= 40 or (length <= 60 and form.block.outdented) or len(form.block.lines) > 1:
        found.append("二十七到四十字")
    else:
        found.append("比四十字还长")
    if form.block.outdented:
        found.append("顶格")
    elif form.block.indented and form.has_section is False:
        found.append("缩进")
    if form.block.gap > 1 and at and form.block.gap > lines[at - 1].block.gap:
        found.append("前面空得更开")
    if form.end == "stop":
        found.append("以问号、叹号收尾" if text[-1] in "？！?!…—”" or form.plain[-1] in "？！" else "以句号、逗号收尾")
    elif form.end in ("comma", "semi"):
        found.append("以句号、逗号收尾")
    elif form.end == "colon":
        found.append("以冒号收尾")
    if form.has_stop and "。" in text:
        found.append("中间有句号")
    if form.marks >= 3:
        found.append("有三处以上逗号")
    if text[0] in "，,。、；;：:）)”》」』％%！？":
        found.append("开头是不能起行的标点")
    if not form.is_balanced:
        found.append("引号不成对")
    signature = form.signature
    if signature and signature.is_sure:
        found.append("是署名")
    elif signature and (signature.is_named and not _is_word(form) and len(text) <= 4 or signature.has_unit):
        found.append("像署名")
    if form.is_enumerated or form.bullet:
        found.append("像一项")
    if form.is_label or (form.is_contact and (form.digits > 4 or forms.ROUTE.search(form.plain))):
        found.append("说明性的短行")
    if len(form.cells) > 3 or _MEASURE.search(text) and len(form.cells) > 1:
        found.append("有数字单位或几栏")
    if form.is_day:
        found.append("是日期")
    if form.lede:
        found.append("是消息开头")
    if form.is_note:
        found.append("是编者按")
    if _BRACKETED.fullmatch(text):
        found.append("括号括着")
    elif _QUOTED.fullmatch(text):
        found.append("书名号、引号括着")
    if form.furniture:
        found.append("是刊头")
    elif form.has_section or form.is_guide:
        found.append("是栏名")
    if (text[-1] in _GOES_ON or lexicon.is_function(form.plain[-2:])) and length > 4:
        found.append("停在虚词")
    if 0 < form.marks < 3 and not form.end and form.is_balanced:
        found.append("有一两处逗号")
    if _TELLS_WHEN.match(text):
        found.append("以某日开头")
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is not None and not below.lede:
        if below.is_salutation:
            found.append("下面是称呼")
        elif forms.QUESTION.match(below.plain) and not (at and lines[at - 1].is_label):
            found.append("下面是问答")
        elif below.captions or below.glued_credit:
            found.append("下面是图片")
        elif at + 2 < len(lines) and lines[at + 2].is_credit and below.is_stopped:
            found.append("下面是图片")
        elif _is_rowlike(below) and not (at and _are_alike(form, below)):
            found.append("下面是表行")
        elif below.is_running:
            found.append("下面紧接正文")
    return [reason for reason in found if reason]


def body(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line opening a paragraph."""
    form, found = lines[at], []
    if form.has_stop and (form.is_stopped or form.signs_off):
        found.append("是整段文字")
    elif form.is_stopped or form.signs_off or form.glued_credit:
        found.append("是完整的句子")
    elif form.end == "colon":
        found.append("以冒号收尾")
    elif form.end == "semi":
        found.append("以分号收尾")
    elif form.is_running or form.has_stop:
        found.append("长，没有收尾")
    elif form.end == "comma":
        found.append("以逗号收尾")
    elif form.is_closing or form.is_note or _is_attribution(lines, at) or form.is_label or form.is_salutation:
        pass
    elif form.is_bracketed:
        found.append("括号括着的一段")
    else:
        found.append("短，没有收尾")
    if form.is_label and not form.is_running:
        found.append("问答或带名头")
    if form.is_salutation:
        found.append("称呼")
    if form.is_enumerated or form.bullet:
        found.append("分项")
    if form.is_closing or form.is_note:
        found.append("按语、作者简介、待续")
    if form.block.indented:
        found.append("缩进")
    elif form.block.outdented:
        found.append("顶格")
    if form.signature and form.signature.is_sure and not form.is_closing:
        found.append("是署名")
    if form.is_day:
        found.append("是日期")
    if form.is_credit:
        found.append("是图署")
    if len(form.cells) > 2 and not form.is_contact:
        found.append("几栏")
    if _QUOTED.fullmatch(form.text) or (forms.DASH.match(form.text) and form.length < 40):
        found.append("引语")
    if form.is_contact and (form.digits >= 4 or forms.ROUTE.search(form.plain)) and not form.is_stopped:
        found.append("联系方式")
    if form.text[0] in "，,。、；;：:）)”》」』％%！？":
        found.append("开头是不能起行的标点")
    if form.block.marked:
        found.append("有标题记号")
    if form.furniture and not form.is_day and not _is_contact(form):
        found.append("是刊头")
    elif form.has_section:
        found.append("是栏名")
    return found


def _is_attribution(lines: Sequence[Form], at: int) -> bool:
    """Whether a line names whose words the quotation above it are: ——教师某某."""
    above = lines[at - 1].text if at else ""
    return bool(forms.DASH.match(lines[at].text)) and above[:1] in "“「『" and lines[at].length < 40


def verse(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being a verse."""
    form, found = lines[at], []
    is_classical = bool(forms.CLASSICAL.fullmatch(form.text)) and form.length <= 60
    if is_classical:
        found.append("像诗词的句子")
    else:
        found.append("短" if form.length <= 24 else "长")
        if form.has_stop:
            found.append("中间有句号")
        if not form.end:
            found.append("没有标点")
        elif form.end == "stop" and form.text[-1] == "。":
            found.append("以句号收尾")
    beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)]
    if sum(other.length <= 24 and not other.is_running and not other.lede for other in beside) == 2 and not is_classical:
        found.append("上下行一样短")
    if form.bullet or (form.is_label and not form.is_enumerated) or form.is_contact:
        found.append("另有名头")
    if len(form.cells) > 2 and not is_classical:
        found.append("几栏")
    if form.block.marked:
        found.append("有标题记号")
    if form.signature and form.signature.is_sure:
        found.append("是署名")
    elif _is_spaced_name(form) or (form.signature and form.signature.is_named and not _is_word(form)):
        found.append("像署名")
    if form.is_day or form.furniture or form.lede:
        found.append("是日期")
    if forms.NOTICE.search(form.plain) and form.length <= 26:
        found.append("像公告、标题")
    run = _run(lines, at)
    if run >= 3 and form.end in ("comma", "semi", "stop"):
        found.append("几行一样长")
    if run >= 2 and form.length <= 20 and not form.is_label:
        found.append("连着几行短行")
    return found


def _run(lines: Sequence[Form], at: int) -> int:
    """How many lines around a short one are about as long as it: a poem's, not a headline and a byline."""
    length, count = lines[at].length, 1
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(lines) and abs(lines[near].length - length) <= 4 and lines[near].length <= 24 and not lines[near].has_stop:
            count += 1
            near += step
            if count > 6:
                return count
    return count


def row(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being a row of a table or a list."""
    form, found = lines[at], []
    if form.is_tabbed:
        found.append("以制表符分栏")
    if forms.DASH.match(form.text):
        return ["没有几栏"]
    near = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    count = len(form.cells)
    if re.match("备注|说明|注", form.plain) and at and _is_rowlike(lines[at - 1]) and form.length <= 30:
        found.append("表里的短行")
    elif count > 1 and not form.is_running:
        if any(_are_alike(form, other) for other in near):
            found.append("与邻行栏数相同" if count > 2 or form.digits or form.is_tabbed else "与邻行都是两栏")
        elif any(len(other.cells) > 2 and count > 2 and not other.is_running for other in near):
            found.append("与邻行栏数相近")
        elif count > 2:
            found.append("独自有几栏")
        else:
            found.append("独自有两栏")
        if form.digits * 3 >= form.length:
            found.append("数字多")
    elif _is_names(form) and any(_is_names(other) for other in near):
        found.append("名单")
    elif form.length <= 8 and not form.end and at + 1 < len(lines) and _is_rowlike(lines[at + 1]) and at and _is_rowlike(lines[at - 1]):
        found.append("表里的类名")
    elif _LIST_HEAD.fullmatch(form.text) and any(_is_rowlike(other) for other in near):
        found.append("表里的短行")
    else:
        found.append("没有几栏")
    if _is_names(form) and "名单" not in found and count > 1:
        found.append("名单")
    if form.is_running or form.has_stop:
        found.append("是整段文字")
    if form.signature and form.signature.is_sure and form.signature.has_role:
        found.append("是署名")
    if form.block.marked:
        found.append("有标题记号")
    return found


_LIST_HEAD = re.compile(
    r"[^，。：:]{1,16}[：:]|[^，。：:]{1,10}[(（][\d０-９一二三四五六七八九十]{1,4}[人名位个项]?[)）]|第[一二三四五六七八九十\d]+[轮组场名节]|[^，。]{0,4}[一二三特优]等奖|备注|注|合计"
)


def _shape(cell: str) -> tuple[bool, bool]:
    """Whether a cell begins with a digit, and whether it has one."""
    return cell[:1].isdigit(), any(map(str.isdigit, cell))


def _are_alike(form: Form, other: Form) -> bool:
    """Whether two lines look like rows of one table: as many cells, and digits in the same of them."""
    if len(form.cells) != len(other.cells) or other.is_running:
        return False
    same = sum(_shape(one) == _shape(two) and abs(len(one) - len(two)) <= 10 for one, two in zip(form.cells, other.cells, strict=True))
    return same * 2 > len(form.cells) and _shape(form.cells[0])[0] == _shape(other.cells[0])[0]


_NAME_LIST = re.compile(rf"[^，。：:]{{1,12}}[：:]\s*[{HAN}]{{2,4}}(?:[(（][^()（）]*[)）])?(?:[\s、]+[{HAN}·]{{2,6}}(?:[(（][^()（）]*[)）])?)*[。]?$")


def _is_names(form: Form) -> bool:
    return form.length <= 80 and not form.marks and bool(_NAME_LIST.match(form.text))


def _is_rowlike(form: Form) -> bool:
    return (len(form.cells) > 1 and not form.is_running) or _is_names(form)


def signature(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being a signature (落款) or its date."""
    form, found = lines[at], []
    plain = form.plain
    if form.is_day:
        return ["日期"]
    if form.length > 34 or re.search("[：:]", plain) or form.is_stopped and not forms.SIGNER.search(plain) or form.end in ("comma", "colon", "semi"):
        return ["不像落款"]
    bare = re.sub(r"\s+", "", plain)
    words = plain.split()
    is_unit = bool(UNIT.fullmatch(bare)) or all(UNIT.fullmatch(word) for word in words)
    if len(words) > 1 and forms.DAY.fullmatch(words[-1]) and UNIT.search(words[-2]):
        found.append("机构与日期")
    if is_unit:
        found.append("机构名")
    if forms.SIGNER.search(plain):
        found.append("落款用语")
    sign = form.signature
    if sign and not sign.has_role and not sign.is_credit and not sign.is_marked:
        if sign.is_sure or (sign.has_unit and sign.is_named) or any(POLITE.fullmatch(word) for word in words):
            found.append("读者、老师一类")
        elif sign.is_named and not _is_word(form):
            found.append("人名")
    if not found:
        found.append("不像落款")
    if at + 1 < len(lines) and lines[at + 1].is_day and form.length <= 30:
        found.append("下面是日期")
    return found


def byline(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being a byline below a headline."""
    form = lines[at]
    sign = form.signature
    if "评论员" in form.plain and form.length <= 14:
        return ["本报评论员"]
    if sign is None or form.length > 44 or form.end == "colon":
        return ["不像署名"]
    found = []
    if sign.is_marked and not sign.has_role:
        found.append("前面有方块、圆圈")
    elif sign.is_sure and not sign.has_role and not _can_be_names(form) and not re.search("[／/:：]", form.text):
        return ["不像署名"]
    elif sign.is_sure:
        posted = not sign.has_role and not _DEEDS.search(form.plain)
        found.append("职务与人名" if posted else "有记者、文、作一类的字")
    elif not _can_be_names(form) or re.search("[：:]", form.text):
        return ["不像署名"]
    elif sign.is_bracketed:
        found.append("括号里的人名")
    elif form.is_tabbed:
        return ["不像署名"]
    elif sign.has_unit:
        found.append("单位与人名")
    else:
        found.append("人名" if sign.is_named else "像人名")
    if _is_spaced_name(form):
        found.append("字间空开的名字")
    elif not sign.is_sure and _is_word(form):
        found.append("词典里有这个词")
    if sign.is_credit and not sign.is_both and not sign.wrote:
        found.append("只是图署")
    return found


def _is_spaced_name(form: Form) -> bool:
    """Whether a line is two characters set apart, as a name of two is set to the width of three: 秋　野."""
    return bool(re.fullmatch(rf"[{HAN}]\s+[{HAN}]", form.plain)) and not forms.NOTICE.search(re.sub(r"\s", "", form.plain))


_DEEDS = re.compile(r"[／/:：]|文|著|作|图|摄|供稿|整理")


def _can_be_names(form: Form) -> bool:
    """Whether the words of a bare line can be names: with surnames, or short and unknown to the dictionary."""
    sign = form.signature
    if sign is None or form.text[0] in "【〔[" or forms.NOTICE.search(re.sub(r"\s", "", form.plain)):
        return False
    names = [scripts.simplified(author.name) for author in sign.wrote]
    return bool(names) and (
        sign.is_named or (sign.has_unit and len(names) == 1 and len(names[0]) <= 3) or all(len(name) <= 3 and not lexicon.count(name) for name in names)
    )


def tail(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being the signature at a story's end."""
    form = lines[at]
    sign = form.signature
    if sign is None or form.is_closing and not sign.has_role:
        return ["不像署名"]
    if not sign.is_sure and (not _can_be_names(form) or re.search("[：:]|[(（].*[，,].*[)）]", form.text)):
        return ["不像署名"]
    found = []
    if sign.is_bracketed:
        found.append("括号里的署名" if sign.is_sure or sign.is_named else "括号里的短名")
    elif sign.is_sure:
        found.append("有记者、文、作一类的字")
    elif sign.has_unit:
        found.append("单位与人名")
    elif len(sign.wrote) > 1 and sign.is_named:
        found.append("几个人名")
    else:
        found.append("人名" if sign.is_named and not _is_word(form) else "像人名")
    if sign.is_credit and not sign.is_both and not sign.wrote:
        found.append("只是图署")
    return found


def _is_word(form: Form) -> bool:
    """Whether a short line is a word of the dictionary, and so hardly a name."""
    return form.length <= 3 and lexicon.count(form.plain) > 0


def caption(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being a picture's caption."""
    form, found = lines[at], []
    below = lines[at + 1 : at + 3]
    if form.furniture or form.is_credit or form.lede or form.block.marked:
        return ["不像图说"]
    if form.glued_credit:
        found.append("末尾连着图署")
    elif below and below[0].is_credit:
        is_both = below[0].signature is not None and below[0].signature.is_both
        found.append("下一行是图文署名" if is_both else "下一行是图署")
    elif (
        len(below) > 1
        and below[1].is_credit
        and not below[0].is_credit
        and ((not form.is_over and form.length > 12) or forms.NUMBERED_PICTURE.match(below[0].text))
    ):
        found.append("隔一行是图署")
    if form.captions:
        near = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
        alike = any(other.text[0] == form.text[0] for other in near)
        if form.text[0] in "▲△▼◤◢" and not found:
            is_item = forms.NOTICE.search(form.plain) or form.end == "semi" or (alike and not any(o.glued_credit for o in near))
            found.append("三角开头的是一项" if is_item else "以“图为”一类的字开头")
        else:
            found.append("以“图为”一类的字开头")
            if alike:
                found.append("上下行都以三角开头")
    if not found:
        return ["不像图说"]
    if form.length < 8:
        found.append("短")
    return found


def _is_contact(form: Form) -> bool:
    """Whether a line that looks like furniture is nothing but a telephone number or an address, as a notice has one."""
    if form.furniture not in ("联系方式", "版头") or _OF_PAPER.search(form.plain):
        return False
    return form.is_contact and not re.search("年|期|版|编|校|审", form.plain)


def furniture(lines: Sequence[Form], at: int, *, in_guide: bool, comes_again: bool, is_often: bool) -> list[str]:
    """What speaks for and against the line belonging to the page and to no item.

    ``in_guide`` says that a box of contents began above; ``comes_again`` that the same line stands further below,
    ``is_often`` that it stands on the page three times or more.
    """
    form = lines[at]
    beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)]
    if form.is_guide:
        return ["导读"]
    if furniture_rules.is_section(form.plain) and any(other.furniture in furniture_rules.PAGE_NUMBERS for other in beside):
        return ["页码旁的栏名"]
    if form.furniture and form.is_day and at > 2 and not lines[at - 1].furniture:
        return ["是日期"]
    if form.furniture and form.is_day:
        return ["是刊头" if at < 3 or any(other.furniture for other in beside) else "是日期"]
    if _is_contact(form):
        return ["是刊头" if any(other.furniture and not _is_contact(other) for other in beside) else "是联系方式"]
    if form.furniture:
        return ["是刊头"]
    found = []
    if in_guide and forms.is_folio_line(form.plain):
        found.append("导读里的一行")
    elif comes_again and form.is_short and not form.signature:
        found.append("目录里的标题" if in_guide else "同一行在下文又出现")
    elif in_guide and form.length < 40 and not form.is_stopped:
        found.append("目录里的短行")
    if is_often and form.length <= 24 and not form.signature and not form.is_day and not forms.NOTICE.search(form.plain):
        found.append("在版面上反复出现")
    if form.has_section:
        found.append("栏名" if at + 1 < len(lines) and not lines[at + 1].is_running else "像栏名")
    if at < 4 and web_page.is_paper_name(form.plain):
        found.append("报名")
    elif at < 4 and form.is_short and any(other.furniture for other in beside):
        found.append("报头旁的短行")
    below = lines[at + 1] if at + 1 < len(lines) else None
    if not found and form.length <= 8 and not form.end and below is not None and not form.block.marked:
        if below.lede:
            found.append("消息上面的短行")
        elif below.is_short and not form.signature and not below.signature:
            found.append("短行上面的短行")
    return found or ["是正文"]


TABLES: dict[Part, dict[str, float]] = {
    Part.HEADLINE: dict(HEADLINE),
    Part.BODY: dict(BODY),
    Part.VERSE: dict(VERSE),
    Part.ROW: dict(ROW),
    Part.SIGNATURE: dict(SIGNATURE),
    Part.BYLINE: dict(BYLINE),
    Part.TAIL: dict(TAIL),
    Part.CAPTION: dict(CAPTION),
    Part.FURNITURE: dict(FURNITURE),
}


def weigh(part: Part, found: list[str]) -> float:
    """The sum of the weights of what was found."""
    table = TABLES[part]
    return float(sum(table[reason] for reason in found))
