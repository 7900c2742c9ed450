"""Turns what proofreading found into findings, each with the line of the words that it is about."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.content import frontmatter
from generator.content.doubts import Doubt
from generator.delivery.finding import Finding, Kind, Severity, of_problem
from generator.delivery.subject import text_of
from generator.newsroom import issue_folder
from generator.newsroom.check import ArticleDoubts, Checked

_KEYS = {"引题": "kicker", "标题": "title", "副题": "subtitle", "署名": "byline"}
_PARAGRAPH = re.compile(r"正文第(\d+)[段行]")
_CAPTION = re.compile(r"图片说明(\d+)")


def found(root: Path, checked: Checked) -> Iterator[Finding]:
    """Open doubts, answers that do not fit, and notes on what was typed."""
    for page in checked.pages:
        if page.open:
            yield from of_doubts(root, page, page.open)
        if page.still_there:
            yield from _still_there(root, page)
    for note in checked.notes:
        yield of_problem(note, Severity.NOTICE, Kind.TYPED)


def of_doubts(root: Path, page: ArticleDoubts, waiting: Iterable[Doubt]) -> Iterator[Finding]:
    """A finding for each of these doubts about an article."""
    source = issue_folder.path_of(page.issue, f"{page.number}.md")
    text = text_of(root, source)
    for doubt in waiting:
        words = f"“{doubt.span}”" if doubt.span else ""
        message = f"{doubt.place}{words}：{doubt.reason}"
        yield Finding(source, line_of(text, doubt), message, doubt.suggestion, Severity.DOUBT, Kind.DOUBT)


def _still_there(root: Path, page: ArticleDoubts) -> Iterator[Finding]:
    source = issue_folder.path_of(page.issue, f"{page.number}.md")
    text = text_of(root, source)
    for doubt in page.still_there:
        message = f"{doubt.place}“{doubt.span}”：答复是 fixed，原文还没有改"
        hint = "改好原文；原文不错，就改答 right"
        yield Finding(source, line_of(text, doubt), message, hint, Severity.NOTICE, Kind.DOUBT)


def line_of(text: str, doubt: Doubt) -> int | None:
    """The line of the words that a doubt is about, or of the paragraph or key that it names; ``None`` for neither."""
    lines = text.split("\n")
    first = frontmatter.body_line(text)
    if doubt.place in _KEYS:
        return _beginning(lines[: first - 1], f"{_KEYS[doubt.place]}:", 1)
    if caption := _CAPTION.fullmatch(doubt.place):
        return _beginning([line.strip(" -") for line in lines[: first - 1]], "caption:", int(caption[1]))
    if paragraph := _PARAGRAPH.fullmatch(doubt.place):
        shown = [number for number, line in enumerate(lines[first - 1 :], first) if line.strip()]
        usual = shown[min(int(paragraph[1]), len(shown)) - 1] if shown else first
        holding = [number for number in shown if doubt.span and doubt.span in lines[number - 1]]
        return min(holding, key=lambda number: abs(number - usual), default=usual)
    return None


def _beginning(lines: list[str], word: str, count: int) -> int | None:
    """The line that is the given one of those that begin with a word, counted from 1."""
    found = [number for number, line in enumerate(lines, 1) if line.startswith(word)]
    return found[count - 1] if len(found) >= count else None
