"""Where a paragraph ends, and which pieces of text are one paragraph that a column cut in two."""

import re
from collections.abc import Iterable

_CLOSERS = "”』」’》〉）)】\"'"
_END = re.compile(rf"(?:[。！？!?…；;：:]|——)[{_CLOSERS}]*$")
_BRACKETED_TAIL = re.compile(
    r"(?:[。！？!?…][”』」]?[(（][^()（）]{2,24}|[(（]\s*(?:下转|转|未完)[^()（）]{0,14})[)）]$"
)
# A line of its own between brackets: （本报某地3月5日电）, （相关报道见第六版）.
_BRACKETED = re.compile(r"[(（][^()（）]{2,40}[)）]")
# A note is signed behind a dash: ——编 者.
_SIGNED = re.compile(r"——\s*(?:编\s*者|编\s*辑|本报编辑部|摘自.{2,30})")
_CLOSING = re.compile(
    r"[(（]\s*(?:(?:本报|新华社)[^()（）]{2,30}[电讯]|完|未完待续|下转[^()（）]{1,14}|[^()（）]{0,6}报道[^()（）]{0,4}第[^()（）]{1,8}版|"
    r"作者[^()（）]{2,30}|摘自[^()（）]{2,30}|[^()（）]{2,30}(?:整理|采写|供稿))\s*[)）]$"
)
_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d０-９]{1,3}[)）]|[①-⑳●◆■▲★]|"
    r"[\d０-９]{1,2}[.．、](?![\d０-９])|第[一二三四五六七八九十]{1,3}[章节部])"
)
_LIST_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]+是|[一二三四五六七八九十]要|其[一二三四五]|第[一二三四五六七八九十]+[,，、])"
)
_LABEL = re.compile(r"【[^【】]{1,12}】|\[[\u4e00-\u9fff]{1,12}\]")
SUBHEAD_LENGTH = 24
SUBHEAD_SPREAD = 6
LONGEST_END = 60


def is_subhead(text: str) -> bool:
    """Whether a line is a numbered heading inside a story: 一、七点半的长椅; or one between brackets: 【点评】."""
    if _LABEL.fullmatch(text):
        return True
    return len(text) <= SUBHEAD_LENGTH and bool(_ENUMERATOR.match(text)) and text[-1] not in "。，,、；;"


def is_item(text: str) -> bool:
    """Whether a text opens with a number or a sign as the items of a list do: 一、, （二）, ●."""
    return _ENUMERATOR.match(text) is not None


def is_complete(text: str) -> bool:
    """Whether a paragraph may end here: after a full stop, a colon, a closed quotation, a tail byline."""
    end = text[-LONGEST_END:]  # a search from the head of a text that grows line by line takes its square
    is_ended = _END.search(end) or _BRACKETED_TAIL.search(end) or _SIGNED.fullmatch(text)
    return bool(is_ended) or is_subhead(text) or is_bracketed(text)


def is_bracketed(text: str) -> bool:
    """Whether a line stands between brackets as a whole."""
    return bool(_BRACKETED.fullmatch(text))


def ends_story(text: str) -> bool:
    """Whether a paragraph ends with what papers print at a story's end: （本报某地3月5日电）, （下转第三版）."""
    return bool(_CLOSING.search(text[-LONGEST_END:]))


def are_one(first: str, second: str) -> bool:
    """Whether two pieces that follow one another are one paragraph that a column break cut.

    Only what the text shows is taken for a cut: a first half without an end, or a quotation that is still
    open. A cut that fell just after a full stop cannot be seen, and is not guessed.
    """
    if not is_complete(first):
        # 二、审议… and 三、审议… are items of a list, which may have no marks at their ends.
        return not (is_item(first) and is_item(second))
    if first[-1] in "；;":
        return not (is_item(first) or is_item(second) or _LIST_ITEM.match(second))
    return _quote_goes_on(first, second)


def _quote_goes_on(first: str, second: str) -> bool:
    # Papers open every paragraph of a long quotation anew; a piece that closes one without opening it is a rest.
    is_open = first.count("“") > first.count("”")
    opening, closing = second.find("“"), second.find("”")
    return is_open and closing >= 0 and (opening < 0 or closing < opening)


def rejoin(pieces: list[str], subheads: Iterable[int] = ()) -> list[str]:
    """Paragraphs from pieces in reading order. Nothing is put in or taken out between two halves.

    ``subheads`` are the pieces that are known to be headings inside the story.
    """
    first = starts(pieces, subheads)
    paragraphs: list[str] = []
    for at, piece in enumerate(pieces):
        if at in first:
            paragraphs.append(piece)
        else:
            paragraphs[-1] += piece
    return paragraphs


def starts(pieces: list[str], subheads: Iterable[int] = ()) -> set[int]:
    """Which pieces begin a paragraph; the others go on with the one before them."""
    subheads = _plain_subheads(pieces) | set(subheads)
    found: list[int] = []
    paragraphs: list[str] = []
    for at, piece in enumerate(pieces):
        if at == 0 or at in subheads or at - 1 in subheads or not are_one(paragraphs[-1], piece):
            found.append(at)
            paragraphs.append(piece)
            continue
        paragraphs[-1] += piece
        # Grown, it may show that it belongs to the paragraph above: it closes the quotation that is open there.
        if len(found) > 1 and not {found[-1], found[-1] - 1} & subheads and are_one(*paragraphs[-2:]):
            found.pop()
            rest = paragraphs.pop()
            paragraphs[-1] += rest
    return set(found)


def _plain_subheads(pieces: list[str]) -> set[int]:
    """Which pieces are headings inside a story that carry no number.

    One short line alone may as well be the beginning of a paragraph that a column cut; two or more of much the
    same length, each between finished paragraphs, are the story's headings.
    """
    found = [
        at
        for at in range(1, len(pieces) - 1)
        if _may_be_subhead(pieces[at]) and is_complete(pieces[at - 1]) and len(pieces[at + 1]) > SUBHEAD_LENGTH
    ]
    lengths = [len(pieces[at]) for at in found]
    alike = len(found) > 1 and max(lengths) - min(lengths) <= SUBHEAD_SPREAD
    return set(found) if alike else set()


def _may_be_subhead(text: str) -> bool:
    return (
        3 < len(text) <= SUBHEAD_LENGTH
        and not re.search(r"[。，,；;]", text)
        and text[-1] not in "、：:"
        and text.count("“") == text.count("”")
    )
