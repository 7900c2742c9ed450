"""Checks of punctuation: pairs of marks, mixed widths, and the mark at the end; also missing titles and ends."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.content.doubts import Doubt
from generator.kinds import Kind
from generator.language import bylines
from generator.proofreading.copy_lines import Copy, around

PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "『": "』", "「": "」", "【": "】", "〈": "〉", "〔": "〕"}
_LEFT = {right: left for left, right in PAIRS.items()}
_FOLDED = {"（": "("}
_PAIRED = re.compile(f"[{re.escape(''.join((*PAIRS, *_LEFT)))}]")
_LIST_NUMBER = re.compile(r"(?:^|[\s。；;：:，,、])[\d０-９一二三四五六七八九十a-zA-Z]{1,3}[)）]$")
_WIDTHS = {"，": ",", "：": ":", "；": ";", "？": "?", "！": "!", "（": "("}
_HAN = r"[\u4e00-\u9fff“”《》]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[{''.join((*_WIDTHS, *_WIDTHS.values()))}](?={_HAN})")
_ENDED = re.compile(r"[。！？!?…”』」）)：:】》—～~]$")
_NOTE_LENGTH = 20
_LONGEST_ROW = 30
_FEW = 0.2


def unbalanced(copy: Copy) -> Iterator[Doubt]:
    """Doubts about quotation marks, book title marks and brackets without a partner.

    A quotation may extend over paragraphs: some papers open it again in each paragraph and close only the last, some
    mark only the beginning and the end. A number in a list, as in 1), has only one bracket. An article that breaks off
    needs no closing mark.
    """
    lonely = {place: _unpaired(text) for place, text in copy.lines}
    _close_over_paragraphs(copy, lonely)
    if copy.article.truncated and copy.paragraphs:
        place = copy.place(len(copy.paragraphs))
        lonely[place] = [at for at in lonely[place] if copy.paragraphs[-1][at] not in PAIRS]
    for place, text in copy.lines:
        for at in lonely[place]:
            mark = text[at]
            left, right = (mark, PAIRS[mark]) if mark in PAIRS else (_LEFT[mark], mark)
            missing = right if mark in PAIRS else left
            yield Doubt("unbalanced", place, around(text, at, at + 1, 6), f"{left}{right} 不成对", f"少一个 {missing}")


def _close_over_paragraphs(copy: Copy, lonely: dict[str, list[int]]) -> None:
    """Removes from ``lonely`` the marks of quotations that extend over several paragraphs."""
    opened: tuple[list[int], int] | None = None
    for number, (text, following) in enumerate(zip(copy.paragraphs, (*copy.paragraphs[1:], ""), strict=False), 1):
        here = lonely[copy.place(number)]
        if opened and here and text[here[0]] == "”":
            here.pop(0)
            waiting, at = opened
            waiting.remove(at)
            opened = None
        if here and text[here[-1]] == "“":
            if following.startswith("“"):
                here.pop()
            else:
                opened = (here, here[-1])


def _unpaired(text: str) -> list[int]:
    """The places of marks without a partner; half-width and full-width brackets can be partners."""
    opened: dict[str, list[int]] = {}
    lonely = []
    for found in _PAIRED.finditer(text):
        mark, at = found[0], found.start()
        if mark in PAIRS:
            opened.setdefault(_FOLDED.get(mark, mark), []).append(at)
            continue
        waiting = opened.get(_FOLDED.get(_LEFT[mark], _LEFT[mark]))
        if waiting:
            waiting.pop()
        elif not _LIST_NUMBER.search(text[max(0, at - 4) : at + 1]):
            lonely.append(at)
    return sorted([*lonely, *(at for waiting in opened.values() for at in waiting)])


def mixed_widths(copy: Copy) -> Iterator[Doubt]:
    """Doubts about a mark that has both widths between Chinese characters, if one of the widths is an exception.

    A paper that always sets half-width commas and full-width stops is consistent, and raises no doubt.
    """
    seen: Counter[str] = Counter()
    first: dict[str, tuple[str, str, int]] = {}
    for place, text in copy.lines:
        for found in _BETWEEN_HAN.finditer(text):
            seen[found[0]] += 1
            first.setdefault(found[0], (place, text, found.start()))
    for full, half in _WIDTHS.items():
        few, many = sorted((full, half), key=seen.__getitem__)
        if not seen[few] or seen[few] > max(1, _FEW * seen[many]):
            continue
        place, text, at = first[few]
        reason = f"本篇“{many}”有 {seen[many]} 处，“{few}”只有 {seen[few]} 处，全角半角混用"
        yield Doubt("mixed-width", place, around(text, at, at + 1, 5), reason, f"“{few}”改为“{many}”")


# Kinds that may end with a verse, row, signature or date, which have no mark at their end.
_OF_LINES = frozenset({Kind.LITERATURE, Kind.NOTICE, Kind.DATA, Kind.LETTER})


def unfinished(copy: Copy) -> Iterator[Doubt]:
    """A doubt about a story whose last paragraph has no mark at its end."""
    if copy.article.truncated or not copy.paragraphs:
        return
    last = copy.paragraphs[-1].rstrip()
    is_row = len(copy.paragraphs) > 1 and len(last) <= _LONGEST_ROW and not re.search("[，,。；;]", last)
    is_line = copy.article.kind in _OF_LINES or is_row or bool(bylines.tail(last))
    if not is_line and not _ENDED.search(last):
        place = copy.place(len(copy.paragraphs))
        yield Doubt("unfinished", place, last[-12:], "最后一段没有句末标点，可能不完整")


def truncated(copy: Copy) -> Iterator[Doubt]:
    """A doubt about an article that breaks off."""
    if copy.article.truncated:
        end = copy.paragraphs[-1][-_NOTE_LENGTH:] if copy.paragraphs else ""
        yield Doubt("truncated", copy.place(len(copy.paragraphs)), end, "文章到这里中断，原稿可能没有导出完整")


def untitled(copy: Copy) -> Iterator[Doubt]:
    """A doubt about an item without a headline."""
    if copy.article.untitled and not copy.article.title:
        yield Doubt("untitled", "标题", "", "原稿里没有标题", "需要时由编辑补上")
