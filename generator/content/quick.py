"""An article's file, or an issue's, read at once where it is laid out just as import writes it.

Nearly every file is: the keys in their order, each string in plain double quotes. One expression then finds every
field, thirty times faster than YAML and the validator. Anything else – another order, an escape, a comment, a value
that must be looked at – is ``None`` here and read the long way; where this gives something, it is the same.
"""

import re
from datetime import date

from generator.content import extras
from generator.content.issue_files import in_one_form
from generator.model import Article, Author, Extra, Folio, Issue, Kind, Photo, Role

# What YAML does not let stand unescaped in double quotes. One look for it costs less than to say so in each field.
_ODD = re.compile("[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_QUOTED = r'"([^"\\\n]*)"'
_ANY = _QUOTED.replace("(", "").replace(")", "")
_LIST = rf"\[((?:{_ANY}(?:, {_ANY})*)?)\]"
_FLAG = "(true|false)"
_VALUE = rf"(?:{_ANY}|{extras.PLAIN})"

_FILE = re.compile(
    rf"""---
id: {_QUOTED}
title: {_QUOTED}
kicker: {_QUOTED}
subtitle: {_QUOTED}
kind: {_QUOTED}
authors:( \[\]|(?:\n- name: {_ANY}\n  role: {_ANY})+)
byline: {_QUOTED}
event_date: (null|\d{{4}}-\d{{2}}-\d{{2}})
folio: "([A-Z]?[0-9]{{1,3}}|)"
order: ([1-9][0-9]{{0,8}})
topics: {_LIST}
tags: {_LIST}
photos:( \[\]|(?:\n- file: {_ANY}\n  caption: {_ANY}\n  credit: {_ANY}\n  credit_line: {_ANY})+)
summary: {_QUOTED}
truncated: {_FLAG}
untitled: {_FLAG}
(?:extra:((?:\n  {extras.KEY}: {_VALUE})+)
)?---
""",
    re.ASCII,
)
_ISSUE = re.compile(
    rf"""---
kind: "issue"
date: (\d{{4}}-\d{{2}}-\d{{2}})
number: (null|[1-9][0-9]{{0,8}})
folios:( \[\]|(?:\n- number: "(?:[A-Z]?[0-9]{{1,3}}|)"\n  name: {_ANY})+)
furniture: {_LIST}
(?:format: ([12])
)?---
""",
    re.ASCII,
)
_STRING = re.compile(_QUOTED)
_OWN = re.compile(rf"\n  ({extras.KEY}): (?:{_QUOTED}|({extras.PLAIN}))(?=\n|$)")
_KINDS = {name: kind for kind in Kind for name in (kind.value, kind.word)}
_ROLES = {role.value: role for role in Role}


def article(text: str) -> Article | None:
    """The article of a file's text, with line feeds, or ``None``: then it must be read the long way."""
    found = _FILE.match(text)
    if found is None or _ODD.search(text, 0, found.end()):
        return None
    *given, own = found.groups()
    id_, title, kicker, subtitle, kind, authors, byline, day, folio, order, *given = given
    topics, tags, photos, summary, *flags = given
    named = _STRING.findall(authors)
    shown = _STRING.findall(photos)
    lists = _STRING.findall(topics), _STRING.findall(tags)
    strings = (id_, title, kicker, subtitle, byline, summary, *named, *shown, *lists[0], *lists[1])
    must_say = (id_, *named, *lists[0], *lists[1])
    if any(string != string.strip() for string in strings) or not all(must_say):
        return None
    try:
        extra = _own_values(own) if own else ()
        return Article(
            id=id_,
            order=int(order),
            title=title,
            kicker=kicker,
            subtitle=subtitle,
            kind=_KINDS[kind],
            authors=tuple(Author(name, _ROLES[role]) for name, role in zip(named[::2], named[1::2], strict=True)),
            byline=byline,
            event_date=None if day == "null" else date.fromisoformat(day),
            folio=folio,
            topics=tuple(lists[0]),
            tags=tuple(lists[1]),
            photos=tuple(
                Photo(shown[at + 1], in_one_form(shown[at]), shown[at + 2], shown[at + 3])
                for at in range(0, len(shown), 4)
            ),
            summary=summary,
            truncated=flags[0] == "true",
            untitled=flags[1] == "true",
            extra=extra,
            body=text[found.end() :].strip("\n"),
        )
    except (KeyError, ValueError):  # a kind, a role or a date that there is not, a key that may not be
        return None


def _own_values(lines: str) -> Extra:
    rows = _OWN.findall(lines)
    keys = {key for key, _, _ in rows}
    if len(keys) < len(rows) or keys & extras.UNREADABLE:
        raise ValueError
    return tuple((key, extras.typed(bare) if bare else text.strip()) for key, text, bare in rows)


def issue(text: str, issue_id: str) -> Issue | None:
    """The issue that a text of ``issue.md`` declares, without its articles, or ``None``: then read it the long way."""
    found = _ISSUE.match(text)
    if found is None or _ODD.search(text, 0, found.end()):
        return None
    day, number, *lists, written = found.groups()
    named, furniture = map(_STRING.findall, lists)
    if any(string != string.strip() for string in (*named, *furniture)):
        return None
    try:
        return Issue(
            issue_id,
            date.fromisoformat(day),
            None if number == "null" else int(number),
            tuple(map(Folio, named[::2], named[1::2])),
            tuple(furniture),
            format=int(written or 1),
        )
    except ValueError:  # a date that there is not
        return None
