"""What speaks for a line being a headline, and for one being who wrote what stands below or above it."""

import re
from collections.abc import Sequence

from generator.intake import lexicon
from generator.intake.understanding import looks, patterns
from generator.intake.understanding.forms import Form

_GOES_ON = frozenset("的和与及在对为以从向把被将由使让是或并于至到按据因如每各该本其这那所之而且但等")
_TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:元|%|％|℃|岁|分|秒|平方米|公斤|斤|号|楼)")
_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")

_TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:元|%|％|℃|岁|分|秒|平方米|公斤|斤|号|楼)")
_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")

_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:元|%|％|℃|岁|分|秒|平方米|公斤|斤|号|楼)")
_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")

_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")

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
    is_notice = (
        length <= 30
        and bool(patterns.NOTICE.search(re.sub(r"\s", "", form.plain)))
        and form.end not in ("stop", "colon")
    )
    if is_notice:
        found.append("公告、启事一类的题")
    if patterns.POEM.search(form.plain):
        found.append("诗题")
    elif patterns.COLUMN.search(text[-24:], max(0, min(len(text), 24) - 20)) and not form.signature and length > 7:
        found.append("带栏目名")
    if patterns.DASH.match(text):
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
    elif signature and ((signature.is_named and not looks.is_word(form) and len(text) <= 4) or signature.has_unit):
        found.append("像署名")
    if form.is_enumerated or form.bullet:
        found.append("像一项")
    if form.is_label or (form.is_contact and (form.digits > 4 or patterns.ROUTE.search(form.plain))):
        found.append("说明性的短行")
    if len(form.cells) > 3 or (_MEASURE.search(text) and len(form.cells) > 1):
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
        elif patterns.QUESTION.match(below.plain) and not (at and lines[at - 1].is_label):
            found.append("下面是问答")
        elif (
            below.captions
            or below.glued_credit
            or (at + 2 < len(lines) and lines[at + 2].is_credit and below.is_stopped)
        ):
            found.append("下面是图片")
        elif looks.is_rowlike(below) and not (at and looks.are_alike(form, below)):
            found.append("下面是表行")
        elif below.is_running:
            found.append("下面紧接正文")
    return [reason for reason in found if reason]


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
    elif sign.is_sure and not sign.has_role and not looks.can_be_names(form) and not re.search("[／/:：]", form.text):
        return ["不像署名"]
    elif sign.is_sure:
        posted = not sign.has_role and not _DEEDS.search(form.plain)
        found.append("职务与人名" if posted else "有记者、文、作一类的字")
    elif not looks.can_be_names(form) or re.search("[：:]", form.text):
        return ["不像署名"]
    elif sign.is_bracketed:
        found.append("括号里的人名")
    elif form.is_tabbed:
        return ["不像署名"]
    elif sign.has_unit:
        found.append("单位与人名")
    else:
        found.append("人名" if sign.is_named else "像人名")
    if looks.is_spaced_name(form):
        found.append("字间空开的名字")
    elif not sign.is_sure and looks.is_word(form):
        found.append("词典里有这个词")
    if sign.is_credit and not sign.is_both and not sign.wrote:
        found.append("只是图署")
    return found


_DEEDS = re.compile(r"[／/:：]|文|著|作|图|摄|供稿|整理")


def tail(lines: Sequence[Form], at: int) -> list[str]:
    """What speaks for and against the line being the signature at a story's end."""
    form = lines[at]
    sign = form.signature
    if sign is None or (form.is_closing and not sign.has_role):
        return ["不像署名"]
    if not sign.is_sure and (not looks.can_be_names(form) or re.search("[：:]|[(（].*[，,].*[)）]", form.text)):
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
        found.append("人名" if sign.is_named and not looks.is_word(form) else "像人名")
    if sign.is_credit and not sign.is_both and not sign.wrote:
        found.append("只是图署")
    return found
