"""The 来源 of a story, where the paper prints it: 新华社北京3月25日电, （据《人民日报》报道）, 来源：某某网."""

import re

from generator.language import scripts
from generator.language.person_names import HAN

_AGENCY = "新华社|中国新闻社|中新社|中央社|新华网|人民网|中新网|央视新闻|央视网|央广网|中国青年网|中国新闻网"
_ENDING = "社|报|网|新闻|客户端|电视台|广播电台|周刊|杂志|公众号|在线"
_OUTLET = rf"(?!本[报刊网台社]|有关)(?:{_AGENCY}|《[^《》]{{2,16}}》(?:杂志|周刊)?|[{HAN}A-Za-z]{{1,12}}(?:{_ENDING}))"
_OUTLETS = rf"(?P<named>{_OUTLET}(?:[、，]{_OUTLET})*)(?:综合)?(?:报道|消息|电|讯)?"
_DAY = r"(?:[\d０-９〇零一二三四五六七八九十]{1,3}月[\d０-９〇零一二三四五六七八九十]{1,3}日)"
_OPENING = re.compile(
    rf"[【〔\[(（]?(?:据)?(?P<named>{_AGENCY})[{HAN}、·]{{0,10}}?{_DAY}?(?:专电|电讯|电|讯)(?=[\s()（）【】〔〕\[\]：:，,]|$)"
)
_CLOSING = (
    re.compile(rf"[（(](?:本文)?(?:据|(?:来源|转自|摘自|原载)(?:于|[:：])?)\s*{_OUTLETS}[）)]$"),
    re.compile(rf"^(?:来源|稿源)[:：]\s*{_OUTLETS}$"),
)


def source(opening: str, closing: str) -> str:
    """What a story's first or last paragraph names as its source, as printed; ``""`` where they name none."""
    found = _OPENING.match(scripts.simplified(opening))
    if found:
        return opening[slice(*found.span("named"))]
    closing = closing.rstrip()
    plain = scripts.simplified(closing)
    for form in _CLOSING:
        found = form.search(plain)
        if found:
            named = closing[slice(*found.span("named"))]
            return named[1:-1] if re.fullmatch("《[^《》]*》", named) else named
    return ""
