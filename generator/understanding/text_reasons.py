"""Evidence for and against a line opening a paragraph, or being a verse, a row or a signature."""

import re
from collections.abc import Callable, Iterator, Sequence

from generator.language.signatures import POLITE, UNIT
from generator.understanding import looks, patterns
from generator.understanding.forms import Form

_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")


def _is_contact(form: Form) -> bool:
    is_told = form.digits >= 4 or patterns.ROUTE.search(form.plain)
    return form.is_contact and bool(is_told) and not form.is_stopped


def _is_furniture(form: Form) -> bool:
    return bool(form.furniture) and not form.is_day and not looks.is_contact(form)


_SIGNS: tuple[tuple[str, Callable[[Form], object]], ...] = (
    ("问答或带名头", lambda form: form.is_label and not form.is_running),
    ("称呼", lambda form: form.is_salutation),
    ("分项", lambda form: form.is_enumerated or form.bullet),
    ("按语、作者简介、待续", lambda form: form.is_closing or form.is_note),
    ("缩进", lambda form: form.block.indented),
    ("顶格", lambda form: form.block.outdented),
    ("是署名", lambda form: form.signature and form.signature.is_sure and not form.is_closing),
    ("是日期", lambda form: form.is_day),
    ("是图署", lambda form: form.is_credit),
    ("几栏", lambda form: len(form.cells) > 2 and not form.is_contact),
    ("引语", lambda form: _QUOTED.fullmatch(form.text) or (patterns.DASH.match(form.text) and form.length < 40)),
    ("联系方式", _is_contact),
    ("开头是不能起行的标点", lambda form: form.text[0] in "，,。、；;：:）)”》」』％%！？"),
    ("有标题记号", lambda form: form.block.marked),
    ("是刊头", _is_furniture),
    ("是栏名", lambda form: form.has_section and not _is_furniture(form)),
)
"""Evidence that is found in the line itself, each with its test."""


def body(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line opening a paragraph."""
    form = lines[at]
    return [*_end(lines, at), *(reason for reason, holds in _SIGNS if holds(form))]


def _end(lines: Sequence[Form], at: int) -> Iterator[str]:
    """Evidence from the end of the line."""
    form = lines[at]
    if form.has_stop and (form.is_stopped or form.signs_off):
        yield "是整段文字"
    elif form.is_stopped or form.signs_off or form.glued_credit:
        yield "是完整的句子"
    elif form.end in _ENDS:
        yield _ENDS[form.end]
    elif form.is_running or form.has_stop:
        yield "长，没有收尾"
    elif form.end == "comma":
        yield "以逗号收尾"
    elif form.is_closing or form.is_note or _is_attribution(lines, at) or form.is_label or form.is_salutation:
        return
    else:
        yield "括号括着的一段" if form.is_bracketed else "短，没有收尾"


_ENDS = {"colon": "以冒号收尾", "semi": "以分号收尾"}


def _is_attribution(lines: Sequence[Form], at: int) -> bool:
    """Whether a line names the speaker of the quotation above it: ——教师某某."""
    above = lines[at - 1].text if at else ""
    return bool(patterns.DASH.match(lines[at].text)) and above[:1] in "“「『" and lines[at].length < 40


def verse(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line being a verse."""
    form, found = lines[at], []
    is_classical = _is_classical(form)
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
    if (
        sum(other.length <= 24 and not other.is_running and not other.lede for other in beside) == 2
        and not is_classical
    ):
        found.append("上下行一样短")
    if form.bullet or (form.is_label and not form.is_enumerated) or form.is_contact:
        found.append("另有名头")
    if len(form.cells) > 2 and not is_classical:
        found.append("几栏")
    if form.block.marked:
        found.append("有标题记号")
    if form.signature and form.signature.is_sure:
        found.append("是署名")
    elif looks.is_spaced_name(form) or (form.signature and form.signature.is_named and not looks.is_word(form)):
        found.append("像署名")
    if form.is_day or form.furniture or form.lede:
        found.append("是日期")
    if patterns.NOTICE.search(form.plain) and form.length <= 26:
        found.append("像公告、标题")
    run = _run(lines, at)
    if run >= 3 and form.end in ("comma", "semi", "stop"):
        found.append("几行一样长")
    if run >= 2 and form.length <= 20 and not form.is_label:
        found.append("连着几行短行")
    return found


def _is_classical(form: Form) -> bool:
    """Whether a line has the form of classical poems: short clauses, with a mark at the end or all of one length."""
    if form.length > 60 or not patterns.CLASSICAL.fullmatch(form.text):
        return False
    clauses = {len(clause) for clause in re.split(r"[，,、。；;！？!?\s]+", form.text) if clause}
    return bool(form.end) or len(clauses) == 1


def _run(lines: Sequence[Form], at: int) -> int:
    """How many neighbouring lines, this one included, are short and about as long as this one, as in a poem."""
    length, count = lines[at].length, 1
    for step in (-1, 1):
        near = at + step
        while (
            0 <= near < len(lines)
            and abs(lines[near].length - length) <= 4
            and lines[near].length <= 24
            and not lines[near].has_stop
        ):
            count += 1
            near += step
            if count > 6:
                return count
    return count


def row(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line being a row of a table or a list."""
    form, found = lines[at], []
    if form.is_tabbed:
        found.append("以制表符分栏")
    if patterns.DASH.match(form.text):
        return ["没有几栏"]
    near = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    count = len(form.cells)
    if re.match("备注|说明|注", form.plain) and at and looks.is_rowlike(lines[at - 1]) and form.length <= 30:
        found.append("表里的短行")
    elif count > 1 and not form.is_running:
        if any(looks.are_alike(form, other) for other in near):
            found.append("与邻行栏数相同" if count > 2 or form.digits or form.is_tabbed else "与邻行都是两栏")
        elif any(len(other.cells) > 2 and count > 2 and not other.is_running for other in near):
            found.append("与邻行栏数相近")
        elif count > 2:
            found.append("独自有几栏")
        elif not (
            at + 1 < len(lines) and lines[at + 1].block.marked
        ):  # two cells (上句 下句) above a marked headline are its kicker
            found.append("独自有两栏")
        if form.digits * 3 >= form.length:
            found.append("数字多")
    elif looks.is_names(form) and any(looks.is_names(other) for other in near):
        found.append("名单")
    elif (
        form.length <= 8
        and not form.end
        and at + 1 < len(lines)
        and looks.is_rowlike(lines[at + 1])
        and at
        and looks.is_rowlike(lines[at - 1])
    ):
        found.append("表里的类名")
    elif _LIST_HEAD.fullmatch(form.text) and any(looks.is_rowlike(other) for other in near):
        found.append("表里的短行")
    else:
        found.append("没有几栏")
    if looks.is_names(form) and "名单" not in found and count > 1:
        found.append("名单")
    if form.is_running or form.has_stop:
        found.append("是整段文字")
    if form.signature and form.signature.is_sure and form.signature.has_role:
        found.append("是署名")
    if form.block.marked:
        found.append("有标题记号")
    if form.lede:
        found.append("是消息开头")
    return found


_LIST_HEAD = re.compile(
    r"[^，。：:]{1,16}[：:]|[^，。：:]{1,10}[(（][\d０-９一二三四五六七八九十]{1,4}[人名位个项]?[)）]|第[一二三四五六七八九十\d]+[轮组场名节]|[^，。]{0,4}[一二三特优]等奖|备注|注|合计"
)


def signature(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line being a signature (落款) or its date."""
    form, found = lines[at], []
    plain = form.plain
    if form.is_day:
        return ["日期"]
    if (
        form.length > 34
        or re.search("[：:]", plain)
        or (form.is_stopped and not patterns.SIGNER.search(plain))
        or form.end in ("comma", "colon", "semi")
    ):
        return ["不像落款"]
    bare = re.sub(r"\s+", "", plain)
    words = plain.split()
    is_unit = bool(UNIT.fullmatch(bare)) or all(UNIT.fullmatch(word) for word in words)
    if len(words) > 1 and patterns.DAY.fullmatch(words[-1]) and UNIT.search(words[-2]):
        found.append("机构与日期")
    if is_unit:
        found.append("机构名")
    if patterns.SIGNER.search(plain):
        found.append("落款用语")
    sign = form.signature
    if sign and not sign.has_role and not sign.is_credit and not sign.is_marked:
        if sign.is_sure or (sign.has_unit and sign.is_named) or any(POLITE.fullmatch(word) for word in words):
            found.append("读者、老师一类")
        elif sign.is_named and not looks.is_word(form):
            found.append("人名")
    if not found and 1 < len(words) < 4 and POLITE.fullmatch(words[-1]):
        found.append("读者、老师一类")
    if not found:
        found.append("不像落款")
    if at + 1 < len(lines) and lines[at + 1].is_day and form.length <= 30:
        found.append("下面是日期")
    return found
