"""Checks for doubled and lost characters."""

import re
from collections.abc import Iterator

from generator.content.doubts import Doubt
from generator.language import scripts
from generator.proofreading import posts, word_tables
from generator.proofreading.copy_lines import Copy, around

_DOUBLED = re.compile(r"([\u4e00-\u9fff])\1")
_LEFT = 3
_AGAIN = 2
_PARTICLES = frozenset("的了是在有和着过地得")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零〇两")
_MARKS = re.compile(r"([，,、；;：:])\s*[，,、；;：:。]|。\s*[，,、；;：:。]|([！!？?])(?=[，,、；;。])")

# Strings of an AABB word without one character that are correct themselves: 红火火, 大大小于, 年年岁末.
_REMAINS = frozenset(word_tables.vocabulary("aabb_remains.txt"))
_WHOLE = frozenset(word_tables.vocabulary("aabb.txt"))
_LOST = {
    short: word
    for word in word_tables.vocabulary("aabb.txt")
    for short in (word[1:], word[:-1])
    if short not in _REMAINS
}


def lost_character(copy: Copy) -> Iterator[Doubt]:
    """Doubts about words of the form AABB that lost one of their four characters: 方面面, 扎扎实."""
    for place, text in copy.lines:
        for found in _DOUBLED.finditer(text):
            for start in _lost(text, found.start()):
                word = _LOST[text[start : start + 3]]
                yield Doubt("lost-character", place, around(text, start, start + 3, 2), f"像是“{word}”少了一个字", word)


def _lost(text: str, at: int) -> Iterator[int]:
    """The start of each incomplete AABB word whose doubled character is at ``at``."""
    for start in (at - 1, at):
        word = _LOST.get(text[start : start + 3]) if start >= 0 else None
        if word and word not in text[max(0, start - 1) : start + 4] and not _is_whole(text, start, at):
            yield start


def _is_whole(text: str, start: int, at: int) -> bool:
    """Whether the three characters belong to two different words: 扎实|实施, 关切|实实在在, 繁星|点点."""
    if start < at:
        return text[at : at + 4] in _WHOLE or (
            word_tables.is_word(text[start : at + 1]) and word_tables.is_word(text[at + 1 : at + 3])
        )
    return start > 0 and word_tables.is_word(text[start - 1 : start + 1])


def doubled_character(copy: Copy) -> Iterator[Doubt]:
    """Doubts about characters set twice (的的, 设设施), but not about correct doublings (人人, 一件件, 水利局局长)."""
    whole = scripts.simplified(copy.text)
    for place, printed in copy.lines:
        text = scripts.simplified(printed)
        for found in _DOUBLED.finditer(text):
            at = found.start()
            is_slip = _is_doubled(text, at) or _is_single_elsewhere(text, at, whole)
            if is_slip and not _is_usual(text, at, whole) and not [*_lost(text, at)]:
                character = printed[at]
                span, reason = around(printed, *found.span(), 2), f"“{character}”连着出现两次"
                yield Doubt("doubled-character", place, span, reason, f"看是否多了一个“{character}”")


def _is_doubled(text: str, at: int) -> bool:
    """Whether one of two equal characters is too many: they are not part of one word, nor end and begin two words."""
    character, after = text[at], text[at + 2 : at + 3]
    before = text[max(0, at - 1) : at]
    if character in _NUMERALS or before in _NUMERALS or character in (before, after):
        return False  # 一件件, 十五五; or three in a row, as for a sound
    if text[max(0, at - 1) : at + 2] in _REMAINS or word_tables.is_reduplicated(text, at):
        return False
    if before and before in posts.SURNAMES and _is_named(text, at - 1, at + 2):
        return False  # a given name: 记者王丽丽
    if (
        character in posts.SURNAMES
        and word_tables.is_word(before + character)
        and posts.name_at(text, at + 1, posts.Counts(text))
    ):
        return False  # 办公室主任任某某
    return not word_tables.is_seam(before, character, after)


def _is_usual(text: str, at: int, whole: str) -> bool:
    """Whether the rest of the article shows that the doubling is correct, since a slip is rarely repeated.

    盼盼食品 occurs twice; for 李克强|强调 the article has 李克强 elsewhere, and 强调 is a word.
    """
    pair, before, after = text[at : at + 2], text[max(0, at - 1) : at], text[at + 2 : at + 3]
    if pair[0] in _PARTICLES:
        return False
    if whole.count(pair) > 1 or (before.isdigit() and pair[0] == "年"):
        return True
    left = text[max(0, at - 2) : at + 1]
    if len(left) < _LEFT or not word_tables.is_han(left) or not word_tables.is_word(pair[0] + after):
        return False
    following = {found[1] for found in re.finditer(f"{left}(.)", whole)} - {pair[0]}
    return any(not word_tables.is_word(pair[0] + character) for character in following)


def _is_single_elsewhere(text: str, at: int, whole: str) -> bool:
    """Whether the article often has the same word with a single character: 习近近平 beside 习近平."""
    before, after = text[max(0, at - 1) : at], text[at + 2 : at + 3]
    single = before + text[at] + after
    return (
        len(single) == _LEFT
        and word_tables.is_han(single)
        and text[at] not in single[::2]
        and whole.count(single) >= _AGAIN
    )


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether the text between two places is a name: after a post, role or mark, and before a word that ends names."""
    is_opened = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in "和与由"
    return posts.ends_name(text, end) and (is_opened or posts.is_called(text[max(0, start - 12) : start]))


def doubled_mark(copy: Copy) -> Iterator[Doubt]:
    """Doubts about two marks where only one is possible: ，， or 、。."""
    for place, text in copy.lines:
        for found in _MARKS.finditer(text):
            yield Doubt("doubled-mark", place, around(text, *found.span()), "标点连着出现", "看应当留哪一个")
