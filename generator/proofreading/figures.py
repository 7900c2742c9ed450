"""Checks for numbers that differ between headline and story."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from generator.content.doubts import Doubt
from generator.proofreading.copy_lines import Copy

_FORMS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_CHINESE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "〇": 0, "零": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(
    r"(?<![\d.])(\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]{1,7})([万亿]{0,2})(%|[\u4e00-\u9fff]{0,3})"
)
_IN_TITLE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)([万亿]{0,2})(%|[\u4e00-\u9fff]{2,3})")
_ABOUT = re.compile(r"[超逾近约过破达余]$")
_NO_COUNT = re.compile(r"^(?:年|月|日|时|点|分|届|次会|号|周年|版|路|级|期|楼|世纪|后|岁|旬|站|[国省市区县]道)")
_ROUND = Decimal("0.1")


def disagree(copy: Copy) -> Iterator[Doubt]:
    """Doubts about a number in the headline (12个口袋公园) if the story counts the same differently (11个口袋公园).

    A number that occurs anywhere in the story, or that is a number of the story rounded, is correct.
    """
    title = copy.article.title.translate(_FORMS)
    titled = list(_IN_TITLE.finditer(title))
    if not titled or not copy.paragraphs:
        return
    told = [(_value(found), found[3]) for found in _NUMBER.finditer("\n".join(copy.paragraphs).translate(_FORMS))]
    values = {value for value, _ in told}
    for found in titled:
        value, thing = _value(found), found[3]
        if value is None or _NO_COUNT.match(thing) or value in values:
            continue
        about = bool(_ABOUT.search(title[: found.start()])) or thing[0] in "多余"
        others = [other for other, counted in told if other is not None and _same_thing(thing, counted)]
        if not others or any(about and abs(other - value) <= value * _ROUND for other in others):
            continue
        if any(_rounds_to(other, value) for other in others) or (thing == "%" and len(others) > 1):
            continue
        span = copy.article.title[found.start() : found.end()]
        given = "、".join(f"{other.normalize():f}{thing}" for other in dict.fromkeys(others[:3]))
        yield Doubt("numbers", "标题", span, f"标题写“{span}”，正文写“{given}”", "核对数字")


def _same_thing(titled: str, told: str) -> bool:
    return told.startswith(titled[:2]) if titled != "%" else told == "%"


def _rounds_to(exact: Decimal, rounded: Decimal) -> bool:
    return exact != 0 and abs(exact - rounded) / abs(exact) <= Decimal("0.02")


def _value(found: re.Match[str]) -> Decimal | None:
    written, scales = found[1], found[2]
    try:
        value = Decimal(written.replace(",", "")) if written[0].isdigit() else Decimal(_chinese(written))
    except InvalidOperation:
        return None
    for scale in scales:
        value *= _SCALES[scale]
    return value


def _chinese(written: str) -> int:
    total = digit = 0
    for character in written:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _CHINESE[character]
    return total + digit
