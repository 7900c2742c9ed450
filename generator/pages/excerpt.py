"""The opening words of a text, cut where it can be cut."""

import re
from collections.abc import Iterable

# 本报讯(记者某某): the byline says it again, so an excerpt starts after it. The article itself keeps it.
_LEDE = re.compile(r"本报[^,，。()（）]{0,10}[讯电](?:\s*[(（][^()（）]{1,60}[)）]\s*|\s+)")

_NUMBER = re.compile(r"[\d.,，．%]{2}|[A-Za-z]{2}|[〇零一二三四五六七八九十百千万亿点]{2}")


_BULLETS = "●○▲△■□◆◇▶►★☆•·・ \u3000"
"""What marks a brief on the page, and says nothing in a list."""
_ENDS = tuple("，、。；：！？…—,.;:!?”’」』）》)")
"""What a line may end in so that the next follows at once."""


def run_on(lines: Iterable[str]) -> str:
    """Lines as one running text: a space parts verses, rows and subheads from what follows."""
    return "".join(line if line.endswith(_ENDS) else f"{line} " for line in lines).rstrip()


def shortened(text: str, length: int) -> str:
    """At most ``length`` characters of a text without its lede, to the end of a sentence where one is near."""
    text = text.lstrip(_BULLETS)
    text = _LEDE.sub("", text, count=1) if _LEDE.match(text) else text
    if len(text) <= length:
        return text
    # A sentence that ends in the second half is a better end than a cut.
    end = max(text.rfind(mark, 0, length) for mark in "。！？!?")
    if end >= length // 2:
        return text[: end + 1]
    cut = length - 1
    # Half a number would be a wrong number.
    while cut > 1 and _NUMBER.fullmatch(text[cut - 1 : cut + 1]):
        cut -= 1
    return text[:cut].rstrip("，、；：,;: ") + "…"
