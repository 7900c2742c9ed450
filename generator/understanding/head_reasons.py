"""Evidence for and against a line being a headline, a byline below one, or the signature at a story's end."""

import re
from collections.abc import Callable, Iterator, Sequence

from generator.language import lexicon
from generator.understanding import looks, patterns
from generator.understanding.forms import Form

_GOES_ON = frozenset("的和与及在对为以从向把被将由使让是或并于至到按据因如每各该本其这那所之而且但等")
_TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
_MEASURE = re.compile(r"\d(?:元|%|％|℃|岁|分|秒|平方米|公斤|斤|号|楼)")
_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")
_LONGEST_NOTICE = 30


def _has_column(form: Form) -> bool:
    if form.signature or form.length <= 7 or patterns.POEM.search(form.plain):
        return False
    end = form.text[-24:]
    return bool(patterns.COLUMN.search(end, max(0, len(end) - 20)))


# Evidence that is found in the line itself, each with its test.
_SIGNS: tuple[tuple[str, Callable[[Form], object]], ...] = (
    ("分两行排的标题", lambda form: len(form.block.lines) > 1),
    ("诗题", lambda form: patterns.POEM.search(form.plain)),
    ("带栏目名", _has_column),
    ("顶格", lambda form: form.block.outdented),
    ("缩进", lambda form: form.block.indented and not form.has_section),
    ("中间有句号", lambda form: form.has_stop and "。" in form.text),
    ("有三处以上逗号", lambda form: form.marks >= 3),
    ("有一两处逗号", lambda form: 0 < form.marks < 3 and not form.end and form.is_balanced),
    ("开头是不能起行的标点", lambda form: form.text[0] in "，,。、；;：:）)”》」』％%！？"),
    ("引号不成对", lambda form: not form.is_balanced),
    ("像一项", lambda form: form.is_enumerated or form.bullet),
    (
        "说明性的短行",
        lambda form: form.is_label or (form.is_contact and (form.digits > 4 or patterns.ROUTE.search(form.plain))),
    ),
    ("有数字单位或几栏", lambda form: len(form.cells) > 3 or (len(form.cells) > 1 and _MEASURE.search(form.text))),
    ("是日期", lambda form: form.is_day),
    ("是消息开头", lambda form: form.lede),
    ("是编者按", lambda form: form.is_note),
    ("括号括着", lambda form: _BRACKETED.fullmatch(form.text)),
    ("书名号、引号括着", lambda form: _QUOTED.fullmatch(form.text)),
    ("是刊头", lambda form: form.furniture),
    ("是栏名", lambda form: not form.furniture and (form.has_section or form.is_guide)),
    ("停在虚词", lambda form: form.length > 4 and (form.text[-1] in _GOES_ON or lexicon.is_function(form.plain[-2:]))),
    ("以某日开头", lambda form: _TELLS_WHEN.match(form.text)),
)


def headline(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line being a headline, from its form and the lines below."""
    form = lines[at]
    if form.block.marked:
        is_text = form.length > 80 or form.lede or (form.is_stopped and form.text[-1] == "。")
        return ["有标题记号", *(("以句号、逗号收尾", "中间有句号") if is_text else ())]
    found = [reason for reason, holds in _SIGNS if holds(form)]
    if form.block.gap > 1 and at and form.block.gap > lines[at - 1].block.gap:
        found.append("前面空得更开")
    return [*found, *_length(form), *_end(form), *_signed(form), *_below(lines, at)]


def _length(form: Form) -> Iterator[str]:
    is_notice = form.length <= _LONGEST_NOTICE and form.end not in ("stop", "colon")
    is_notice = is_notice and bool(patterns.NOTICE.search(re.sub(r"\s", "", form.plain)))
    if is_notice:
        yield "公告、启事一类的题"
    if patterns.DASH.match(form.text):
        yield "以破折号引出"
    elif form.length <= 2:
        if not is_notice:
            yield "一两个字"
    elif form.length <= 5:
        yield "三到五字"
    elif form.length <= 26:
        yield "六到二十六字"
    elif form.length <= 40 or (form.length <= 60 and form.block.outdented) or len(form.block.lines) > 1:
        yield "二十七到四十字"
    else:
        yield "比四十字还长"


def _end(form: Form) -> Iterator[str]:
    if form.end == "stop":
        asks = form.text.rstrip("”』」’》〉）)】")[-1:] in "？！?!…—"
        yield "以问号、叹号收尾" if asks else "以句号、逗号收尾"
    elif form.end in ("comma", "semi"):
        yield "以句号、逗号收尾"
    elif form.end == "colon":
        yield "以冒号收尾"


def _signed(form: Form) -> Iterator[str]:
    signature = form.signature
    if signature and signature.is_sure:
        yield "是署名"
    elif signature and ((signature.is_named and not looks.is_word(form) and form.length <= 4) or signature.has_unit):
        yield "像署名"


def _below(lines: Sequence[Form], at: int) -> Iterator[str]:
    """Evidence from the line below that an item begins."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.lede:
        return
    is_credit_next = at + 2 < len(lines) and lines[at + 2].is_credit
    if below.is_salutation:
        yield "下面是称呼"
    elif patterns.QUESTION.match(below.plain) and not (at and lines[at - 1].is_label):
        yield "下面是问答"
    elif below.captions or below.glued_credit or (is_credit_next and below.is_stopped):
        yield "下面是图片"
    elif looks.is_rowlike(below) and not (at and looks.are_alike(lines[at], below)):
        yield "下面是表行"
    elif below.is_running:
        yield "下面紧接正文"


def byline(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line being a byline below a headline."""
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
    """Evidence for and against the line being the author's signature at a story's end."""
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
