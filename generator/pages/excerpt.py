"""Shortens a text to its opening words, without cutting a number or, where possible, a sentence."""

import re
from collections.abc import Iterable

# The byline repeats 本报讯(记者某某), so an excerpt starts after it. The article itself keeps it.
_LEDE = re.compile(r"本报[^,，。()（）]{0,10}[讯电](?:\s*[(（][^()（）]{1,60}[)）]\s*|\s+)")

_NUMBER = re.compile(r"[\d.,，．%]{2}|[A-Za-z]{2}|[〇零一二三四五六七八九十百千万亿点]{2}")


_PAUSES = "，、；：,;: "
_LAST_NUMBER = re.compile(
    r"(?:[A-Za-z]*\d[\d.,，．]*[%％‰]?|(?<![\u3400-\u9fff])[〇零一二三四五六七八九十百千万亿点]+)$"
)

_BULLETS = "●○▲△■□◆◇▶►★☆•·・ \u3000"
"""Marks at the head of a printed brief, which are left out in lists."""
_ENDS = tuple("，、。；：！？…—,.;:!?”’」』）》)")
"""If a line ends in one of these, the next line follows without a space."""


def run_on(lines: Iterable[str]) -> str:
    """Lines as one running text; after a line that ends without a mark, such as a verse or a subhead, comes a space."""
    return "".join(line if line.endswith(_ENDS) else f"{line} " for line in lines).rstrip()


def shortened(text: str, length: int) -> str:
    """At most ``length`` characters of a text without its lede, up to the end of a sentence where one is near."""
    text = text.lstrip(_BULLETS)
    text = _LEDE.sub("", text, count=1) if _LEDE.match(text) else text
    if len(text) <= length:
        return text
    # If a sentence ends in the second half, the excerpt ends there.
    end = max(text.rfind(mark, 0, length) for mark in "。！？!?")
    if end >= length // 2:
        return text[: end + 1]
    cut = length - 1
    # Half a number would be wrong, and a number without the word that it counts is useless, so both are left out.
    while cut > 1 and _NUMBER.fullmatch(text[cut - 1 : cut + 1]):
        cut -= 1
    begun = text[:cut].rstrip(_PAUSES)
    return (_LAST_NUMBER.sub("", begun) or begun).rstrip(_PAUSES) + "…"


_CLAUSE = re.compile("[^。；！？!?;]{4,}?(?=[，。；！？!?;,]|$)")
_TIME = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日.{0,4}|(?:昨|今|近|前|连)日.{0,3}|日前|[春夏秋冬].{0,3}")


def first_clause(text: str, length: int) -> str:
    """The first clause of a caption, up to a comma or a full stop, in at most ``length`` characters.

    If the first clause is only a time (3月23日清晨), the second is added, or replaces it where both are too long.
    """
    if not (clause := _CLAUSE.match(text)):
        return shortened(text, length)
    if _TIME.fullmatch(clause[0]) and (second := _CLAUSE.match(text, clause.end() + 1)):
        both = text[: second.end()]
        return both if len(both) <= length else first_clause(second[0], length)
    return clause[0].strip() if len(clause[0]) <= length else shortened(text, length)
