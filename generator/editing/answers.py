"""Answers a doubt: «fixed» with the right words, which are put into the text in the same change set, or «right»."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from generator.content import doubts, shown_lines, texts
from generator.content.doubts import FIXED, OPEN, Doubt
from generator.content.edits import one_stretch, one_value
from generator.content.edits.changes import Draft
from generator.editing.asked import Around, Done, OfArticle, Stale
from generator.errors import ContentError, Problem
from generator.newsroom import doubt_places, doubt_renewal, issue_folder
from generator.newsroom.doubt_places import Stand

ISSUE = "issue"
"""Stands for the number of an article in requests about the doubts of the issue itself."""
_SAID = {FIXED: "改好", OPEN: "重新打开"}


class Answer(OfArticle):
    """An answer to the doubt of a rule about certain words; ``at`` is where it stands (``doubt_places.Stand.at``).

    With ``fixed`` these words are replaced by ``text``. Where the doubt stands at no words of the article, ``fixed``
    says that an editor did elsewhere what it asks for. ``article`` may be ``issue``, for doubts about the issue itself.
    """

    article: Annotated[str, Field(pattern=rf"^(\d{{2,4}}|{ISSUE})$")]
    rule: str
    span: str
    at: Annotated[str, Field(pattern=r"^([a-z_]*[0-9]*:[0-9]{1,6})?$")]
    answer: Literal["open", "fixed", "right"]
    text: Annotated[str, Field(max_length=10_000)] = ""


def answer(draft: Draft, asked: Answer, around: Around) -> Done:  # noqa: ARG001 - every act has these three
    """Writes an answer into the doubts file; ``fixed`` also changes the words in the article, and nothing else there.

    The digest need not be that of the file now, as long as the words still stand where they stood. Raises ``Stale``
    where they do not, and ``ContentError`` where the doubt is gone or the words cannot be changed.
    """
    data = draft.read(asked.path)
    if data is None:
        raise Stale(asked.path, "")
    text = texts.utf8(data, asked.path)
    name = f"{asked.article}{doubts.ENDING}"
    held = doubt_renewal.read(draft, asked.issue, name)
    stands = _stands(text, asked, held)
    same = [number for number, doubt in enumerate(held) if doubt.key == (asked.rule, asked.span)]
    chosen = [number for number in same if stands[number].at == asked.at] or same
    waiting = [number for number in chosen if (held[number].answer == OPEN) != (asked.answer == OPEN)]
    if not waiting:
        raise ContentError(Problem("这条存疑已经没有了，或者已经答过", "刷新页面再看", asked.path))
    number = waiting[0]
    answered = replace(held[number], answer=asked.answer)
    if asked.answer == FIXED:
        if stands[number].at != asked.at:
            raise Stale(asked.path, text)
        draft.write(asked.path, _fixed(text, stands[number], asked).encode())
    issue_folder.write_doubts(draft, asked.issue, {name: (*held[:number], answered, *held[number + 1 :])})
    if asked.answer == FIXED and asked.article != ISSUE:
        doubt_renewal.renew(draft, asked.issue, asked.article)
    return Done(_told(answered, asked))


def _stands(text: str, asked: Answer, held: tuple[Doubt, ...]) -> list[Stand]:
    if asked.article == ISSUE:
        return [Stand(doubt, None, 0, doubt.span, doubt.span) for doubt in held]
    return doubt_places.stands(shown_lines.read(text, asked.path), held)


def _fixed(text: str, stand: Stand, asked: Answer) -> str:
    place, offset = stand.place, stand.offset
    if asked.rule == "untitled" and asked.text.strip():
        titled = one_value.changed(text, "title", asked.text.strip(), asked.path)
        return one_value.changed(titled, "untitled", value=False, source=asked.path)
    if (place is None or not stand.span) and not asked.text:
        return text
    if place is None or not stand.span:
        raise ContentError(Problem("这条存疑说的不是文章里的哪几个字", "在文章里改好，再答“改好了”", asked.path))
    if asked.text == stand.span:
        raise ContentError(Problem("文字还是原来的", "改好再答“改正”；不用改就答“原文不错”", asked.path))
    return one_stretch.changed(text, place, offset, offset + len(stand.span), asked.text, asked.path)


def _told(doubt: Doubt, asked: Answer) -> str:
    where = f"{asked.issue}-{asked.article}"
    if asked.answer == FIXED:
        return f"改 {where}：“{doubt.span[:20]}”改为“{asked.text[:20]}”"
    return f"{where} 的存疑“{doubt.span[:20]}”：{_SAID.get(asked.answer, '原文不错')}"
