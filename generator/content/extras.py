"""``extra:`` in front matter: the paper's own values, which its own templates show.

A value in quotation marks is text. Without them, a plain number, ``true``, ``false`` or a day is read as such, but only
if it would be printed exactly as it was typed. Everything else is text as typed (``04``, ``1.50``, ``是``).
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from generator.content.frontmatter import Document, Location
from generator.errors import ContentError, Problem
from generator.model import Extra, ExtraPlain, ExtraValue

FIELD = "extra"
KEY = r"[A-Za-z\u3007\u3400-\u4dbf\u4e00-\u9fff][A-Za-z0-9_\u3007\u3400-\u4dbf\u4e00-\u9fff]{0,39}"
"""The keys that a template can use, as in ``article.extra.票价``."""
UNREADABLE = frozenset("get items keys values format format_map center expandtabs ljust rjust zfill".split())
"""Keys that mean something else in a template, or that the sandbox refuses."""
PLAIN = r"true|false|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,9})\.[0-9]{0,3}[1-9]|0|[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""Values that are not read as text when they have no quotation marks."""

_KEY = re.compile(KEY)
_PLAIN = re.compile(PLAIN)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(document: Document, source: str) -> Extra:
    """The values in the order of the file. Raises ``ContentError`` with every mistake and its line."""
    given = document.fields.get(FIELD)
    if given is None or given == {}:
        return ()
    if not isinstance(given, dict):
        hint = "一行一个，前面空两格，例如 票价: 免费"
        raise ContentError(Problem(f"“{FIELD}” 应当是一组“键: 值”", hint, source, document.line((FIELD,))))
    problems: list[Problem] = []
    found = tuple((key, _value(value, (FIELD, key), document, source, problems)) for key, value in given.items())
    problems += _wrong_keys(given, document, source)
    if problems:
        raise ContentError(*sorted(problems, key=lambda problem: problem.line or 0))
    return found


def _wrong_keys(given: dict[str, Any], document: Document, source: str) -> Iterator[Problem]:
    for key in given:
        line = document.line((FIELD, key))
        if not _KEY.fullmatch(key):
            hint = "用汉字或英文字母开头，里面只有汉字、英文字母、数字和 _，最多 40 个字"
            yield Problem(f"extra 的键 “{key[:20]}” 不能用", hint, source, line)
        elif key in UNREADABLE:
            yield Problem(f"extra 的键 “{key}” 在模板里另有用处", "换一个名字", source, line)


def _value(value: Any, at: Location, document: Document, source: str, problems: list[Problem]) -> ExtraValue:
    if isinstance(value, list):
        return tuple(_single(item, (*at, place), document, source, problems) for place, item in enumerate(value))
    return _single(value, at, document, source, problems)


def _single(value: Any, at: Location, document: Document, source: str, problems: list[Problem]) -> ExtraPlain:
    line = document.line(at)
    if isinstance(value, dict | list):
        what = "一层里不能再套一层" if isinstance(value, dict) else "列表里不能再套列表"
        problems.append(Problem(f"“{'.'.join(map(str, at[:2]))}” 不对：{what}", "分成几个键来写", source, line))
        return ""
    if value is None:
        return ""
    text = str(value).strip()
    if at not in document.bare:
        return text
    try:
        return typed(text)
    except ValueError:
        hint = '改正日期；就要这几个字，整个放进英文双引号："…"'
        problems.append(Problem(f"“{text}” 不是日历上的日子", hint, source, line))
        return ""


def typed(text: str) -> ExtraPlain:
    """The value of a text without quotation marks. Raises ``ValueError`` for a day that does not exist."""
    if not _PLAIN.fullmatch(text):
        return text
    if text in ("true", "false"):
        return text == "true"
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    with suppress(ValueError):
        return int(text)
    number = float(text)
    return number if repr(number) == text else text
