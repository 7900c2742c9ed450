"""Reads the file of an article or issue fast, if it is laid out just as import writes it.

Nearly every file is: the keys in their order, each string in plain double quotes. Then one regular expression finds
all fields, thirty times faster than YAML and the validator. For any other file (another order, an escape, a comment, a
value that needs checking) the functions here return ``None``, and the caller reads it with YAML. Where they return a
value, it is the same as that of the slow way.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from generator import article_keys
from generator.article_keys import Form, Key
from generator.content import extras, field_values
from generator.content.issue_files import in_one_form
from generator.content.role_words import ROLES
from generator.kinds import Kind
from generator.model import Article, Author, Extra, Folio, Issue, Photo

# Characters that YAML does not allow unescaped in double quotes. One search for them is faster than a check per field.
_ODD = re.compile("[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INNER = r'(?!\s)[^"\\\n]*(?<!\s)'  # without a blank at either end, which YAML would drop
_ANY = f'"{_INNER}"'
_QUOTED = f'"({_INNER})"'
_SAYS = r'"(?!\s)[^"\\\n]+(?<!\s)"'
_LIST = rf"\[((?:{_SAYS}(?:, {_SAYS})*)?)\]"
_VALUE = rf"(?:{_ANY}|{extras.PLAIN})"

_STAFF = rf"(?:\n  staff: \[{_SAYS}(?:, {_SAYS})*\])?"
_FOLIO = re.compile(rf'\n- number: "([^"]*)"\n  name: {_QUOTED}(?:\n  staff: {_LIST})?')
_ISSUE = re.compile(
    rf"""---
kind: "issue"
date: (\d{{4}}-\d{{2}}-\d{{2}})
number: (null|[1-9][0-9]{{0,8}})
folios:( \[\]|(?:\n- number: "(?:[A-Z]?[0-9]{{1,3}}|)"\n  name: {_ANY}{_STAFF})+)
furniture: {_LIST}
(?:format: ([12])
)?(?:numbered: ([1-9][0-9]{{0,3}})
)?---
""",
    re.ASCII,
)
_ALT = rf"(?:\n  alt: {_ANY})?"
_STRING = re.compile(r'"([^"]*)"')
_PHOTO = re.compile(
    rf"\n- file: {_QUOTED}\n  caption: {_QUOTED}\n  credit: {_QUOTED}\n  credit_line: {_QUOTED}(?:\n  alt: {_QUOTED})?"
)
_OWN = re.compile(rf"\n  ({extras.KEY}): (?:{_QUOTED}|({extras.PLAIN}))(?=\n|$)")
_KINDS = {name: kind for kind in Kind for name in (kind.value, kind.word)}
_NOTHING = " []"
_FLAGS = {"true": True, "false": False, None: False}


def _names(given: str) -> tuple[str, ...]:
    return tuple(_STRING.findall(given)) if given else ()


def _day(given: str) -> date | None:
    return None if given == "null" else date.fromisoformat(given)


def _authors(given: str) -> tuple[Author, ...]:
    if given == _NOTHING:
        return ()
    named = _STRING.findall(given)
    return tuple(Author(name, ROLES[role]) for name, role in zip(named[::2], named[1::2], strict=True))


def _photos(given: str) -> tuple[Photo, ...]:
    if given == _NOTHING:
        return ()
    return tuple(
        Photo(caption, in_one_form(file), credit, credit_line, alt)
        for file, caption, credit, credit_line, alt in _PHOTO.findall(given)
    )


def _staff(given: str) -> tuple[tuple[str, str], ...]:
    return field_values.staff(_STRING.findall(given))


def _extra(given: str | None) -> Extra:
    if given is None:
        return ()
    found = _OWN.findall(given)
    keys = {key for key, _, _ in found}
    if len(keys) < len(found) or keys & extras.UNREADABLE:
        raise ValueError(given)
    return tuple((key, extras.typed(bare) if bare else text.strip()) for key, text, bare in found)


_FORMS: dict[Form, tuple[str, Callable[[Any], Any] | None]] = {
    Form.NAME: (f': "({_SAYS[1:-1]})"', None),
    Form.TEXT: (f": {_QUOTED}", None),
    Form.TEXTS: (f": {_LIST}", _names),
    Form.KIND: (f": {_QUOTED}", _KINDS.__getitem__),
    Form.FLAG: (": (true|false)", _FLAGS.__getitem__),
    Form.NUMBER: (": ([1-9][0-9]{0,8})", int),
    Form.DAY: (": (null|[0-9]{4}-[0-9]{2}-[0-9]{2})", _day),
    Form.FOLIO: (': "([A-Z]?[0-9]{1,3}|)"', None),
    Form.AUTHORS: (rf":( \[\]|(?:\n- name: {_SAYS}\n  role: {_ANY})+)", _authors),
    Form.PHOTOS: (
        rf":( \[\]|(?:\n- file: {_ANY}\n  caption: {_ANY}\n  credit: {_ANY}\n  credit_line: {_ANY}{_ALT})+)",
        _photos,
    ),
    Form.EXTRA: (rf":((?:\n  {extras.KEY}: {_VALUE})+)", _extra),
}
"""For each form, the pattern of what follows a key, with a group for the value, and a function that converts the text.

The function is ``None`` where the text is the value. Files with forms that are not listed here are read with YAML.
"""


def _line(key: str, row: Key) -> str:
    found = rf"{key}{_FORMS[row.form][0]}\n"
    return f"(?:{found})?" if row.rare else found


_ROWS = {attribute: row for attribute, row in article_keys.keys(Article).items() if row[1].form in _FORMS}
_FILE = re.compile("---\n" + "".join(_line(key, row) for key, row in _ROWS.values()) + "---\n")


def _rare_text(given: str | None) -> str:
    return given or ""


_READ = [
    (attribute, read)
    for attribute, (_, row) in _ROWS.items()
    if (read := _FORMS[row.form][1] or (_rare_text if row.rare else None))
]


def article(text: str) -> Article | None:
    """The article in a file's text (with line feeds), or ``None``: then the file must be read with YAML."""
    found = _FILE.match(text)
    if found is None or _ODD.search(text, 0, found.end()):
        return None
    values: dict[str, Any] = dict(zip(_ROWS, found.groups(), strict=True))
    try:
        for attribute, read in _READ:
            values[attribute] = read(values[attribute])
    except (KeyError, ValueError):  # a kind, role or date that does not exist, or a key given twice
        return None
    return Article(**values, body=text[found.end() :].strip("\n"))


def issue(text: str, issue_id: str) -> Issue | None:
    """The issue in the text of ``issue.md``, without its articles, or ``None``: then it must be read with YAML."""
    found = _ISSUE.match(text)
    if found is None or _ODD.search(text, 0, found.end()):
        return None
    day, number, listed, printed, written, numbered = found.groups()
    furniture = _names(printed)
    if any(string != string.strip() for string in (*_STRING.findall(listed), *furniture)):
        return None
    try:
        return Issue(
            issue_id,
            date.fromisoformat(day),
            None if number == "null" else int(number),
            tuple(Folio(folio, name, _staff(staff)) for folio, name, staff in _FOLIO.findall(listed)),
            furniture,
            format=int(written or 1),
            numbered=int(numbered or 0),
        )
    except ValueError:  # a date that does not exist
        return None
