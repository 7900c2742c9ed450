"""Evidence for and against a line continuing the paragraph above it, from the text before and after the line break.

Without evidence a line is taken for a paragraph of its own. A break after a full stop cannot be recognized.
"""

import re
from collections.abc import Iterator

from generator.language import lexicon, scripts
from generator.understanding.forms import Form
from generator.understanding.weights import JOINS

_OPENERS = "“「『《〈（(【‘"
_CANNOT_OPEN = frozenset("，,。、；;：:！？!?”」』》〉）)】’％%…")
_PAIRS = (("“", "”"), ("《", "》"), ("「", "」"), ("（", "）"), ("(", ")"), ("‘", "’"), ("『", "』"))
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]+是|[一二三四五六七八九十]要|其[一二三四五]|第[一二三四五六七八九十]+[,，、])"
)
_NEVER_FIRST = frozenset("的了着们")
_HALF = frozenset("过者性化等而之所里")
_UNITS = frozenset("年月日时点号楼元人个名万亿多％%")
MANY_CUTS = 3
LONGEST_REST = 10
"""A line no longer than this that ends a sentence is the end of a sentence that began above: 2.5亿元。"""
TORN = "断开的词接上了"
_GOES_ON = frozenset("的和与及在对为以从向把被将由使让是有或并于至到按据因如每各该本其这那所之而且但")


def reasons(above: Form, below: Form, tail: str, *, indents: bool, is_apart: bool, cuts_near: int) -> list[str]:
    """Evidence for and against the line ``below`` continuing the paragraph whose last text is ``tail``.

    ``above`` is the last line of that paragraph; ``indents`` says that paragraphs are indented in this source,
    ``is_apart`` that there is furniture between the two; ``cuts_near`` counts long lines nearby without a proper end.
    """
    is_open = _is_open(tail, below.text)
    if _is_over(above, below, is_open=is_open):
        return ["上行已经收尾"]
    found = [*_of_above(above, below, tail, cuts_near), *_of_below(above, below, tail, is_open=is_open)]
    if cuts_near:
        found.append("附近有断开的段落" if cuts_near < MANY_CUTS else "附近有多处断开的段落")
    if len(tail) < 13 and not above.lede and above.end != "comma" and TORN not in found:
        found.append("上行很短")
    if indents and below.block.indented:
        found.append("另有段首空格")
    if is_apart:
        found.append("隔着刊头")
    return found


def _is_over(above: Form, below: Form, *, is_open: bool) -> bool:
    """Whether the paragraph is complete. If a quotation in it is still open, it is not, even after a full stop."""
    if above.is_over:
        return not is_open or not above.is_stopped
    is_item = _ITEM.match(below.text) or below.is_enumerated or below.bullet or above.is_enumerated
    return above.end == "semi" and bool(is_item)


def _of_above(above: Form, below: Form, tail: str, cuts_near: int) -> Iterator[str]:
    """Evidence from the end of the paragraph so far."""
    first, last = below.text[0], tail[-1:]
    if above.end == "semi":
        yield "上行停在分号"
    elif above.end == "comma":
        yield "上行停在逗号、顿号" if len(tail) >= 16 or above.lede or above.has_stop else "上行短，停在逗号"
    elif not above.end:
        if above.lede:
            yield "上行以电头开始，没有收尾"
        elif len(tail) >= 24 and re.search("[。；;！？]", tail):
            yield "上行是整段文字，没有收尾"
        elif len(tail) >= 34 or (len(tail) >= 20 and above.marks):
            yield "上行很长，没有收尾"
        elif above.marks and last not in "）)】”》":
            yield "上行短，有逗号，没有收尾"
        if last in _GOES_ON or lexicon.is_function(scripts.simplified(tail[-2:])):
            yield "上行停在虚词"
        if cut := torn(tail, below.text):
            yield cut
        if last.isdigit() and first.isdigit():
            is_rest = below.is_stopped and below.length <= LONGEST_REST
            is_cut = len(tail) >= 16 and (cuts_near or is_rest)
            yield "两个数字断在整段文字里" if is_cut else "两行的数字各是各的"
        if last.isdigit() and first in _UNITS:
            yield "数字与单位接上了"
    if above.is_enumerated and len(tail) <= 24 and not above.marks:
        yield "上行是编号的标题"
    if (above.is_contact and above.length < 36) or len(above.cells) > 2 or (len(above.cells) > 1 and above.length < 20):
        yield "上行是联系方式或表行"


def _of_below(above: Form, below: Form, tail: str, *, is_open: bool) -> Iterator[str]:
    """Evidence from the line below."""
    first = below.text[0]
    if first in _CANNOT_OPEN:
        yield "开头是不能起行的标点"
    if is_open:
        yield "引号、括号接上了"
    if first in _NEVER_FIRST and not above.is_over:
        yield "开头是不能起行的字"
    elif first in _HALF and not above.is_over:
        yield "开头像下半句"
    if below.lede:
        yield "这行是消息开头"
    if below.block.marked:
        yield "这行有标题记号"
    if below.is_enumerated or below.bullet or (below.is_label and len(tail) < 60):
        yield "这行另起一项"
    if below.is_day or (below.signature and (below.signature.is_sure or below.signature.is_bracketed)):
        yield "这行是署名或日期"
    if below.is_bracketed and not is_open:
        yield "这行括在括号里"
    if below.length <= 30 and not below.end and not below.has_stop and below.marks == 0:
        yield "这行像标题"
    if below.is_stopped or below.is_running:
        yield "这行是整段文字"


def has_evidence(found: list[str]) -> bool:
    """Whether there is any real evidence for a join; the form of the line below alone is not enough."""
    return not _EVIDENCE.isdisjoint(found)


_EVIDENCE = frozenset(
    {
        "开头是不能起行的标点",
        "上行停在逗号、顿号",
        "上行短，停在逗号",
        "上行停在分号",
        "上行短，有逗号，没有收尾",
        "上行是整段文字，没有收尾",
        "上行以电头开始，没有收尾",
        "断开的词接上了",
        "两边的字像一个词",
        "引号、括号接上了",
        "上行很长，没有收尾",
        "上行停在虚词",
        "两个数字断在整段文字里",
        "开头像下半句",
        "开头是不能起行的字",
        "数字与单位接上了",
    }
)


def score(found: list[str]) -> float:
    """The sum of the weights of the evidence for and against a join."""
    if found == ["上行已经收尾"]:
        return -30.0
    return float(sum(JOINS[reason] for reason in found))


def _is_open(tail: str, below: str) -> bool:
    """Whether a quotation or bracket that is open at the line break is closed below, before another one opens."""
    for left, right in _PAIRS:
        if tail.count(left) > tail.count(right):
            opening, closing = below.find(left), below.find(right)
            if closing >= 0 and (opening < 0 or closing < opening):
                return True
    return False


def torn(tail: str, below: str) -> str:
    """The evidence that the line break divides a word, or ``""``; it is ``TORN`` if neither half is a common word."""
    one, other = scripts.simplified(tail[-2:]), scripts.simplified(below[:2])
    pair = lexicon.count(one[-1:] + other[:1])
    triple = max(lexicon.count(one + other[:1]), lexicon.count(one[-1:] + other))
    if max(pair, triple) < 3:
        return ""
    left, right = lexicon.count(one), lexicon.count(other)
    if max(pair, 3 * triple) >= 20 and left < 20 and right < 20:
        return TORN
    return "两边的字像一个词" if max(pair, 3 * triple) > min(left, right) else ""
