"""Tests on lines that several kinds of evidence use: whether a line is a word, a row, a name, a telephone number."""

import re

from generator.language import lexicon, scripts
from generator.language.person_names import HAN
from generator.understanding import patterns
from generator.understanding.forms import Form

_FIGURE = re.compile(r"[\d０-９]|[一二三四五六七八九十百千两半][元角分厘斤两时点票人名岁度日里亩]")
RARE = 20
"""A word with a lower frequency in the dictionary may also be a name."""
_NAME_LIST = re.compile(
    rf"[^，。：:]{{1,12}}[：:]\s*[{HAN}]{{2,4}}(?:[(（][^()（）]*[)）])?(?:[\s、]+[{HAN}·]{{2,6}}(?:[(（][^()（）]*[)）])?)*[。]?$"
)

_OF_PAPER = re.compile("新闻热线|投稿|广告热线|发行热线|本报地址|报料|爆料")
_GOES_ON = frozenset("的和与及在对为以从向把被将由使让是或并于至到按据因如每各该本其这那所之而且但等")
_TELLS_WHEN = re.compile(r"[\d０-９]{1,2}月[\d０-９]{1,2}日[\u4e00-\u9fff]{0,4}[,，]")
_MEASURE = re.compile(r"\d(?:元|%|％|℃|岁|分|秒|平方米|公斤|斤|号|楼)")
_BRACKETED = re.compile(r"[(（【].*[)）】]")
_QUOTED = re.compile(r"[“《「『〈].*[”》」』〉]")


def is_word(form: Form) -> bool:
    """Whether a short line is a word of the dictionary, and so hardly a name."""
    return form.length <= 3 and lexicon.count(form.plain) >= RARE


def shape(cell: str) -> tuple[bool, bool]:
    """Whether a cell begins with a digit, and whether it has one."""
    return cell[:1].isdigit(), bool(_FIGURE.search(cell))


def are_alike(form: Form, other: Form) -> bool:
    """Whether two lines look like rows of one table: the same number of cells, and digits in the same cells."""
    if len(form.cells) != len(other.cells) or other.is_running:
        return False
    same = sum(
        shape(one) == shape(two) and abs(len(one) - len(two)) <= 10
        for one, two in zip(form.cells, other.cells, strict=True)
    )
    return same * 2 > len(form.cells) and shape(form.cells[0])[0] == shape(other.cells[0])[0]


def is_names(form: Form) -> bool:
    """Whether a line is a list of names after a label: 一等奖：某某 某某."""
    return form.length <= 80 and not form.marks and bool(_NAME_LIST.match(form.text))


def is_rowlike(form: Form) -> bool:
    """Whether a line may be a row of a table or a list."""
    return (len(form.cells) > 1 and not form.is_running) or is_names(form)


def is_contact(form: Form) -> bool:
    """Whether a line that looks like furniture is only a telephone number or address, as at the end of a notice."""
    if form.furniture not in ("联系方式", "版头") or _OF_PAPER.search(form.plain):
        return False
    return form.is_contact and not re.search("年|期|版|编|校|审", form.plain)


def is_spaced_name(form: Form) -> bool:
    """Whether a line is two characters with a space between, as names of two are set to the width of three: 秋　野."""
    return bool(re.fullmatch(rf"[{HAN}]\s+[{HAN}]", form.plain)) and not patterns.NOTICE.search(
        re.sub(r"\s", "", form.plain)
    )


def can_be_names(form: Form) -> bool:
    """Whether the words of a line can be names: they have surnames, or are short and not in the dictionary."""
    sign = form.signature
    if sign is None or form.text[0] in "【〔[" or patterns.NOTICE.search(re.sub(r"\s", "", form.plain)):
        return False
    names = [scripts.simplified(author.name) for author in sign.wrote]
    return bool(names) and (
        sign.is_named
        or (sign.has_unit and len(names) == 1 and len(names[0]) <= 3)
        or all(len(name) <= 3 and lexicon.count(name) < RARE for name in names)
    )
