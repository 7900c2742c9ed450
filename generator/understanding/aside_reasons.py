"""Evidence for and against a line being a caption, or furniture, which belongs to no item."""

from collections.abc import Sequence

from generator.language import furniture as furniture_rules
from generator.language import web_page
from generator.understanding import looks, patterns
from generator.understanding.forms import Form, is_folio_line


def caption(lines: Sequence[Form], at: int) -> list[str]:
    """Evidence for and against the line being a picture's caption."""
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
        and ((not form.is_over and form.length > 12) or patterns.NUMBERED_PICTURE.match(below[0].text))
    ):
        found.append("隔一行是图署")
    if form.captions:
        near = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
        alike = any(other.text[0] == form.text[0] for other in near)
        if form.text[0] in "▲△▼◤◢" and not found:
            is_item = (
                patterns.NOTICE.search(form.plain)
                or form.end == "semi"
                or (alike and not any(o.glued_credit for o in near))
            )
            found.append("三角开头的是一项" if is_item else "以“图为”一类的字开头")
        else:
            is_numbered = patterns.PICTURED.match(form.plain)
            found.append("以“图①：”一类的字开头" if is_numbered else "以“图为”一类的字开头")
            if alike:
                found.append("上下行都以三角开头")
    if not found:
        return ["不像图说"]
    if form.length < 8:
        found.append("短")
    return found


def furniture(lines: Sequence[Form], at: int, *, in_guide: bool, comes_again: bool, is_often: bool) -> list[str]:
    """Evidence for and against the line being furniture.

    ``in_guide`` says that a box of contents began above; ``comes_again`` that the same line occurs again further below;
    ``is_often`` that it occurs on the page three times or more.
    """
    form = lines[at]
    beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)]
    if form.is_guide:
        return ["导读"]
    if furniture_rules.is_section(form.plain) and any(
        other.furniture in furniture_rules.PAGE_NUMBERS for other in beside
    ):
        return ["页码旁的栏名"]
    if form.furniture and form.is_day and at > 2 and not lines[at - 1].furniture:
        return ["是日期"]
    if form.furniture and form.is_day:
        return ["是刊头" if at < 3 or any(other.furniture for other in beside) else "是日期"]
    if looks.is_contact(form):
        return ["是刊头" if any(other.furniture and not looks.is_contact(other) for other in beside) else "是联系方式"]
    if form.furniture:
        return ["是刊头"]
    found = []
    if patterns.GUIDE_LINE.match(form.plain) and not form.is_stopped:
        return ["导读"]
    if patterns.FOLIO_HEAD.fullmatch(form.plain):
        found.append("像版次与栏名")
    if in_guide and is_folio_line(form.plain):
        found.append("导读里的一行")
    elif comes_again and form.is_short and not form.signature:
        found.append("目录里的标题" if in_guide else "同一行在下文又出现")
    elif in_guide and form.length < 40 and not form.is_stopped:
        found.append("目录里的短行")
    if (
        is_often
        and form.length <= 24
        and not form.signature
        and not form.is_day
        and not patterns.NOTICE.search(form.plain)
    ):
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
