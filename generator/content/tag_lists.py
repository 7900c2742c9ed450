"""The newsroom's tables about tags, in ``content/lists``:

标签.csv      标签,类型,网址      the register: the kind of each tag, and its address, which never changes
同义词.csv    说法,标签           synonyms: a word, and the tag that is used in its place
停用标签.csv  词,说明             stop list: words that are never proposed as tags
词典.csv      词,类型             names that import should recognize
词频.csv      词,篇数             in how many of the paper's articles a word occurs; written by ``banmian tags weigh``
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from generator.content import tables
from generator.content.tables import Row
from generator.errors import ContentError, Problem
from generator.kinds import TagKind
from generator.model import Tag

T = TypeVar("T")

REGISTER, SYNONYMS, STOP, WORDS, COUNTS = "标签.csv", "同义词.csv", "停用标签.csv", "词典.csv", "词频.csv"
ALL_ARTICLES = "（全部）"
"""The row with this word in 词频.csv has the number of articles that were counted."""

REGISTER_COLUMNS = ("标签", "类型", "网址")
SYNONYM_COLUMNS = ("说法", "标签")
LONGEST_WAY = 8
"""How many words of a circle of synonyms a message lists."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 200
"""The longest slug; file names can have at most 255 bytes."""


@dataclass(frozen=True, slots=True)
class TagLists:
    """All five tables. ``counts`` has for each word the number of articles with it, out of ``articles``.

    ``own`` are the names of the paper's own district, which are never tags, since every article is about it.
    """

    register: Mapping[str, Tag] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    stop: frozenset[str] = frozenset()
    words: Mapping[str, TagKind] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    articles: int = 0
    own: frozenset[str] = frozenset()


def read(root: Path, data: tables.Read | None = None, own: frozenset[str] = frozenset()) -> TagLists:
    """The tables of a site, read from disk or with ``data``; a missing table counts as empty.

    Raises ``ContentError`` with every mistake of all of them.
    """
    problems: list[Problem] = []
    register = _rows(root, REGISTER, REGISTER_COLUMNS, ("标签",), _tag, problems, data)
    synonyms = _rows(root, SYNONYMS, SYNONYM_COLUMNS, SYNONYM_COLUMNS, _synonym, problems, data)
    stop = _rows(root, STOP, ("词", "说明"), ("词",), lambda row: row["词"], problems, data)
    words = _rows(root, WORDS, ("词", "类型"), ("词",), lambda row: (row["词"], kind(row)), problems, data)
    counts = dict(_rows(root, COUNTS, ("词", "篇数"), ("词", "篇数"), _count, problems, data))
    used = {said: tag for said, tag, _ in synonyms}
    problems += _twice([(tag.name, row) for tag, row in register]) + _slugs_twice(register)
    problems += _twice([(said, row) for said, _, row in synonyms])
    circles = _circles(used)
    problems += [
        row.problem(f"同义词绕了一圈：{_way_round(said, used)}", "去掉其中一行")
        for said, _, row in synonyms
        if said in circles
    ]
    if problems:
        raise ContentError(*problems)
    total = counts.pop(ALL_ARTICLES, 0)
    return TagLists(
        register={tag.name: tag for tag, _ in register},
        synonyms=_followed(used),
        stop=frozenset(stop),
        words=dict(words),
        counts=counts,
        articles=total,
        own=own,
    )


def _rows(
    root: Path,
    name: str,
    columns: tuple[str, ...],
    required: tuple[str, ...],
    understand: Callable[[Row], T],
    problems: list[Problem],
    data: tables.Read | None,
) -> list[T]:
    found = []
    try:
        rows = tables.read(tables.folder(root) / name, root, columns, required, data)
    except ContentError as error:
        problems += error.problems
        return []
    for row in rows:
        try:
            found.append(understand(row))
        except ContentError as error:
            problems += error.problems
    return found


def kind(row: Row) -> TagKind:
    """The kind in the cell 类型 of a row; an empty cell means 主题词. Raises ``ContentError``."""
    try:
        return TagKind(row["类型"] or TagKind.SUBJECT)
    except ValueError:
        raise ContentError(row.problem(f"“类型”一栏写了 “{row['类型']}”", f"写 {'、'.join(TagKind)} 之一")) from None


def _tag(row: Row) -> tuple[Tag, Row]:
    slug = row["网址"]
    if slug and not _SLUG.fullmatch(slug):
        raise ContentError(row.problem(f"“网址”一栏的 “{slug}” 不能用", "只用小写字母、数字和连字符，或空着"))
    if len(slug) > LONGEST_SLUG:
        raise ContentError(row.problem("“网址”一栏太长", f"最多 {LONGEST_SLUG} 个字母，或空着"))
    return Tag(row["标签"], kind(row), slug), row


def _synonym(row: Row) -> tuple[str, str, Row]:
    return row["说法"], row["标签"], row


def _count(row: Row) -> tuple[str, int]:
    return row["词"], row.number("篇数", "运行 banmian tags weigh 重新统计")


def _twice(named: list[tuple[str, Row]]) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for name, row in named:
        if name in seen:
            problems.append(row.problem(f"“{name}” 写了两行", f"与第 {seen[name]} 行只留一行"))
        seen.setdefault(name, row.line)
    return problems


def _slugs_twice(register: list[tuple[Tag, Row]]) -> list[Problem]:
    seen: dict[str, str] = {}
    problems = []
    for tag, row in register:
        if tag.slug and tag.slug in seen:
            problems.append(row.problem(f"网址 “{tag.slug}” 已经是 “{seen[tag.slug]}” 的", "换一个，或空着"))
        seen.setdefault(tag.slug, tag.name)
    return problems


def _circles(used: Mapping[str, str]) -> set[str]:
    """The words in circles of synonyms, which lead back to themselves. Each word is visited only once."""
    done: set[str] = set()
    found: set[str] = set()
    for said in used:
        way: dict[str, int] = {}
        while said in used and said not in done and said not in way:
            way[said] = len(way)
            said = used[said]  # noqa: PLW2901 - one step further
        found |= {word for word, at in way.items() if said in way and at >= way[said]}
        done.update(way)
    return found


def _way_round(said: str, used: Mapping[str, str]) -> str:
    way = [said]
    while used[way[-1]] != said and len(way) < LONGEST_WAY:
        way.append(used[way[-1]])
    return " → ".join([*way, "……" if used[way[-1]] != said else said])


def _followed(used: Mapping[str, str]) -> dict[str, str]:
    """The tag that each word finally leads to, over any number of steps. There must be no circles."""
    last: dict[str, str] = {}
    for said in used:
        way = [said]
        while way[-1] in used and way[-1] not in last:
            way.append(used[way[-1]])
        end = last.get(way[-1], way[-1])
        last |= dict.fromkeys(way[:-1] if way[-1] not in used else way, end)
    return {said: last[said] for said in used}
