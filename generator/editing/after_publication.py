"""What becomes of an article after it was published: 更正, 撤稿 and 禁发. Each is one key of its front matter."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from generator.content import field_values, shown_lines
from generator.content.edits import one_stretch, one_value
from generator.content.edits.changes import Draft
from generator.editing import asked as requests
from generator.editing.asked import Around, Done, OfArticle
from generator.errors import ContentError, Problem
from generator.model import CHINA, Correction
from generator.newsroom import doubt_renewal

Words = Annotated[str, Field(max_length=2_000)]


class Correct(OfArticle):
    """A 更正: what was printed and what is right, or a note, or all three; ``in_text`` also changes these words."""

    printed: Words = ""
    correct: Words = ""
    note: Words = ""
    in_text: bool = False


class Withdraw(OfArticle):
    """A 撤稿, with the reason that readers will see in place of the article."""

    reason: Words


class Embargo(OfArticle):
    """A 禁发 until a day and time in Beijing, such as ``2026-03-26 06:00``."""

    until: Annotated[str, Field(max_length=40)]


def correct(draft: Draft, asked: Correct, around: Around) -> Done:
    """Adds a correction of today, and with ``in_text`` replaces the printed words wherever the article has them.

    Raises ``ContentError`` for a correction that says nothing, and where the printed words stand nowhere.
    """
    text = requests.text_of(draft, asked)
    article = shown_lines.read(text, asked.path)
    printed, right, note = asked.printed.strip(), asked.correct.strip(), asked.note.strip()
    if bool(printed) != bool(right) or not (printed or note):
        raise ContentError(Problem("这条更正没有写全", "写上印成什么、应为什么，或者写一句说明", asked.path))
    if printed == right != "":
        raise ContentError(Problem("印成的和应为的是同样的字", "改一处", asked.path))
    if asked.in_text:
        text = _with_words(text, printed, right, asked.path)
    today = around.now.astimezone(CHINA).date()
    held = (*article.corrections, Correction(today, printed, right, note))
    text = one_value.changed(text, "corrections", _written(held), asked.path)
    draft.write(asked.path, text.encode())
    if asked.in_text:
        doubt_renewal.renew(draft, asked.issue, asked.article)
    return Done(f"更正 {_of(asked)}：{f'“{printed[:20]}”应为“{right[:20]}”' if printed else note[:20]}")


def _written(held: tuple[Correction, ...]) -> list[dict[str, Any]]:
    """The corrections as front matter, each without the keys that it does not need."""
    rows = ({"date": c.date, "printed": c.printed, "correct": c.correct, "note": c.note} for c in held)
    return [{key: value for key, value in row.items() if value} for row in rows]


def _with_words(text: str, printed: str, right: str, path: str) -> str:
    """The file's text with words replaced in every line of the article that readers see, the last occurrence first."""
    found = [
        (line.place, at)
        for line in shown_lines.lines(shown_lines.read(text, path))
        if line.place.field != "tag"
        for at in _occurrences(line.text, printed)
    ]
    if not found:
        hint = "照文章里的字写“印成的”；文章已经改过，就不选“正文里也改”"
        raise ContentError(Problem(f"文章里没有“{printed[:20]}”这几个字", hint, path))
    for place, at in reversed(found):
        text = one_stretch.changed(text, place, at, at + len(printed), right, path)
    return text


def _occurrences(text: str, words: str) -> list[int]:
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def withdraw(draft: Draft, asked: Withdraw, around: Around) -> Done:  # noqa: ARG001 - every act has these three
    """Withdraws an article: a notice with the reason stands in its place. Raises ``ContentError`` without a reason."""
    reason = _read(field_values.withdrawal, asked.reason, asked.path)
    if not reason:
        raise ContentError(Problem("没有写缘由", "写明为什么撤下，读者在原网址上会看到", asked.path))
    _set(draft, asked, "withdrawn", reason)
    return Done(f"撤下 {_of(asked)}：{reason[:20]}")


def withdraw_back(draft: Draft, asked: OfArticle, around: Around) -> Done:  # noqa: ARG001
    """Lifts a withdrawal; the article stands again where it stood."""
    _remove(draft, asked, "withdrawn", "这一篇没有撤下")
    return Done(f"恢复 {_of(asked)}")


def embargo(draft: Draft, asked: Embargo, around: Around) -> Done:
    """Holds an article back until a moment. Raises ``ContentError`` for what is no moment, and for one that is past."""
    until = _read(field_values.moment, asked.until, asked.path)
    if until <= around.now:
        raise ContentError(Problem(f"{until:%Y-%m-%d %H:%M} 已经过了", "写一个以后的北京时间", asked.path))
    _set(draft, asked, "embargo", f"{until:%Y-%m-%d %H:%M}")
    return Done(f"禁发 {_of(asked)}，到 {until:%Y-%m-%d %H:%M}")


def embargo_lift(draft: Draft, asked: OfArticle, around: Around) -> Done:  # noqa: ARG001
    """Lifts an embargo."""
    _remove(draft, asked, "embargo", "这一篇没有禁发")
    return Done(f"解除禁发 {_of(asked)}")


def _read(read: Callable[[str], Any], value: str, path: str) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise ContentError(Problem("这样写不行", str(error), path)) from None


def _set(draft: Draft, asked: OfArticle, key: str, value: str) -> None:
    text = requests.text_of(draft, asked)
    draft.write(asked.path, one_value.changed(text, key, value, asked.path).encode())


def _remove(draft: Draft, asked: OfArticle, key: str, missing: str) -> None:
    text = requests.text_of(draft, asked)
    after = one_value.changed(text, key, None, asked.path)
    if after == text:
        raise ContentError(Problem(missing, "刷新页面再看", asked.path))
    draft.write(asked.path, after.encode())


def _of(asked: OfArticle) -> str:
    return f"{asked.issue}-{asked.article}"
