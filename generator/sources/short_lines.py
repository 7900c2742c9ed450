"""Tests of short lines by their form alone, for readers of formatted files."""

import re

_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d０-９]{1,3}[)）]|[①-⑳●◆■▲★]|"
    r"[\d０-９]{1,2}[.．、](?![\d０-９])|第[一二三四五六七八九十]{1,3}[章节部])"
)
_LABEL = re.compile(r"【[^【】]{1,12}】|\[[\u4e00-\u9fff]{1,12}\]")
SUBHEAD_LENGTH = 24


def is_subhead(text: str) -> bool:
    """Whether a line is a heading inside a story, numbered (一、七点半的长椅) or in brackets (【点评】)."""
    if _LABEL.fullmatch(text):
        return True
    return len(text) <= SUBHEAD_LENGTH and bool(_ENUMERATOR.match(text)) and text[-1] not in "。，,、；;"


def is_headline(text: str, longest: int) -> bool:
    """Whether a line has a headline's form: short, and without the punctuation of running text."""
    return (
        len(text) <= longest
        and not re.search(r"[。；;]", text)
        and text[-1] not in "，,、：:"
        and text[0] not in "，,。、；;：:）)”》」』％%"
    )
