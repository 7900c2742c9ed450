"""The ledger of people and posts (人名职务.csv): who was seen in which post, how often, and what is confirmed.

The file belongs to the newsroom. In rows that a person confirmed only the count and the articles are updated; rows that
no person changed are updated in their place; notes stay where they are.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator.content import tables
from generator.content.doubts import Doubt
from generator.content.posts_table import COLUMNS, CONFIRMED, FILE, WRONG
from generator.errors import ContentError, Problem
from generator.proofreading import posts, word_tables
from generator.proofreading.posts import Sighting

PLACES = 6
LONGEST_NAME = 30
"""Longer texts are not names, and are not compared with others."""
_CLEAR = 3
_REPORTING = frozenset(("记者", "通讯员", "作者", "摄影"))
HEAD = """\
# 人名职务账：谁在什么职务上，见过几次。导入时自动记，编辑来核对。
# “确认”一栏：核对无误写 是；确知是错的写 错（以后见到就提醒）；没核对的空着。
# “起”“止”是任期，确认时可以改；卸任了写上“止”，以后再用这个职务就会提醒。# 开头的行是备注，不会被改动。
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """One row: a person in a post. ``places`` are the last articles in which it was seen, at most ``PLACES``.

    ``at`` is its line in the file, ``None`` for a new row. There may be two rows of one person in one post, for two
    terms of office.
    """

    name: str
    post: str
    since: date | None = None
    until: date | None = None
    state: str = ""
    seen: int = 0
    places: tuple[str, ...] = ()
    at: int | None = field(default=None, compare=False)

    def line(self, columns: Iterable[str]) -> str:
        """The row as a line of CSV with these columns."""
        since, until = (day.isoformat() if day else "" for day in (self.since, self.until))
        cells = (self.name, self.post, since, until, self.state, str(self.seen), " ".join(self.places))
        by_column = dict(zip(COLUMNS, cells, strict=True))
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([by_column.get(column, "") for column in columns])
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows that contradict each other or are suspiciously similar; ``doubted`` is the one with less evidence."""

    rule: str
    doubted: Holding
    other: Holding
    is_clear: bool


@dataclass
class Ledger:
    """The rows by person; ``file`` are the bytes that were read, ``written`` the row on each of its lines."""

    rows: dict[str, list[Holding]] = field(default_factory=dict)
    file: bytes | None = None
    written: dict[int, Holding] = field(default_factory=dict)
    _patterns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _conflicts: dict[str, tuple[Conflict, ...]] = field(default_factory=dict)
    """The conflicts that involve a person, as long as no row changes; many issues ask for the same people."""

    def holdings(self) -> Iterator[Holding]:
        """Every row."""
        for rows in self.rows.values():
            yield from rows

    def add(self, sighting: Sighting, day: date) -> None:
        """Counts one article's sighting; a longer or shorter form of a known post counts as that post."""
        self._conflicts.clear()
        rows = self.rows.setdefault(sighting.name, [])
        self._index(sighting.name)
        for at, known in enumerate(rows):
            if posts.is_same(known.post, sighting.post):
                rows[at] = self._seen(known, sighting, day)
                return
        places = (sighting.article,)
        rows.append(Holding(sighting.name, sighting.post, day, None, "", sighting.count, places))

    def _seen(self, known: Holding, sighting: Sighting, day: date) -> Holding:
        if sighting.article in known.places:
            return known
        places = tuple(sorted({*known.places, sighting.article}))[-PLACES:]
        seen = known.seen + sighting.count
        if known.state:
            return replace(known, seen=seen, places=places)
        post = max(known.post, sighting.post, key=len)
        return replace(known, post=post, since=min(known.since or day, day), seen=seen, places=places)

    def forget(self) -> None:
        """Sets all counts back to zero. Rows that a person wrote or decided stay, all others are removed."""
        self._conflicts.clear()
        for name, rows in list(self.rows.items()):
            kept = [replace(row, seen=0, places=()) for row in rows if row.state or self._is_by_hand(row)]
            self.rows[name] = kept

    def _is_by_hand(self, row: Holding) -> bool:
        return row.at is not None and not self.written[row.at].seen

    def settle(self, written: "Ledger") -> None:
        """Takes over the file as it was ``written``, with the line of each row in it."""
        self._conflicts.clear()
        self.file, self.written = written.file, written.written
        for name, rows in self.rows.items():
            lines: dict[str, list[int | None]] = defaultdict(list)
            for row in reversed(written.rows.get(name, ())):
                lines[row.post].append(row.at)
            self.rows[name] = [replace(row, at=lines[row.post].pop() if lines[row.post] else None) for row in rows]

    def _index(self, name: str) -> None:
        if name not in self._patterns:
            self._patterns[name] = set()
            for pattern in _patterns(name):
                self._patterns[pattern].add(name)

    def _near(self, name: str) -> Iterator[tuple[str, int]]:
        """The names that differ from this one in a single character, each with the place of that character."""
        for at, pattern in enumerate(_patterns(name)):
            yield from ((other, at) for other in self._patterns.get(pattern, ()) if other != name)

    def _look_alikes(self, name: str) -> Iterator[tuple[str, int]]:
        """Those of these names whose characters look alike."""
        for at, character in enumerate(name if len(name) <= LONGEST_NAME else ""):
            for other in word_tables.look_alikes(character):
                near = f"{name[:at]}{other}{name[at + 1 :]}"
                if near in self.rows:
                    yield near, at

    def conflicts(self, names: Iterable[str]) -> Iterator[Conflict]:
        """The conflicts between rows that involve these people."""
        done: set[frozenset[tuple[str, str]]] = set()
        for name in sorted(set(names)):
            if name not in self._conflicts:
                self._conflicts[name] = tuple(self._of(name))
            for conflict in self._conflicts[name]:
                key = frozenset({(row.name, row.post) for row in (conflict.doubted, conflict.other)})
                if key not in done:
                    done.add(key)
                    yield conflict

    def _of(self, name: str) -> Iterator[Conflict]:
        rows = self.rows.get(name, [])
        # Two reporters are one person only if the characters look alike, and a paper has many reporters.
        are_reporters = all(row.post in _REPORTING for row in rows)
        near = sorted(self._look_alikes(name) if are_reporters else self._near(name)) if rows else []
        for at, one in enumerate(rows):
            for other in rows[at + 1 :]:
                if posts.differs_in_rank(one.post, other.post):
                    yield from _weighed("post", one, other)
            for neighbour, place in near:
                for other in self.rows[neighbour]:
                    if _may_be_one(one.post, other.post, name[place], neighbour[place], len(name)):
                        yield from _weighed("name", one, other)

    def to_bytes(self) -> bytes | None:
        """The bytes of the file: old lines in their places, and new rows at the end.

        Rows that only counting had made, and that are not counted any more, are left out. Returns ``None`` where there
        is no file and no row.
        """
        if self.file is None and not any(True for _ in self.holdings()):
            return None
        sheet = tables.opened(self.file, f"{HEAD}{','.join(COLUMNS)}\n")
        columns = tables.head(sheet.lines)
        gone = set(self.written)
        fresh = []
        for holding in self.holdings():
            if holding.at is None:
                fresh.append(holding.line(columns))
                continue
            gone.discard(holding.at)
            if holding != self.written[holding.at]:
                sheet.set(holding.at, holding.line(columns))
        kept = replace(sheet, lines=[line for at, line in enumerate(sheet.lines) if at not in gone])
        for line in fresh:
            kept.add(line)
        return kept.to_bytes()


def _patterns(name: str) -> list[str]:
    return [f"{name[:at]}?{name[at + 1 :]}" for at in range(len(name) if len(name) <= LONGEST_NAME else 0)]


@lru_cache(65_536)
def _may_be_one(post: str, other: str, a: str, b: str, length: int) -> bool:
    """Whether two people in these posts, whose names of this length differ in ``a`` and ``b``, may be one person.

    They must have the same post, and the two characters must be alike in shape, or in sound for names of three
    characters. If only one person at a time can hold the post, any other character in such a name is suspicious.
    """
    if not posts.is_same(post, other):
        return False
    if word_tables.look_alike(a, b):
        return True
    if post in _REPORTING or min(len(post), len(other)) <= len(posts.title_of(post)):
        return False
    single = "副" not in posts.title_of(post) and "委" not in posts.title_of(post)[-2:]
    return length > 2 and (single or word_tables.sound_alike(a, b))


def _weighed(rule: str, one: Holding, other: Holding) -> Iterator[Conflict]:
    """The conflict of two rows, unless an editor has decided it."""
    if one.state == other.state == CONFIRMED or (rule == "post" and _one_after_the_other(one, other)):
        return
    for right, wrong in ((one, other), (other, one)):
        if right.state == CONFIRMED or wrong.state == WRONG:
            yield Conflict(rule, wrong, right, is_clear=True)
            return
    less, more = sorted((one, other), key=lambda row: (row.seen, row.since or date.min))
    yield Conflict(rule, less, more, is_clear=more.seen >= _CLEAR * less.seen and more.seen >= _CLEAR)


def _one_after_the_other(one: Holding, other: Holding) -> bool:
    """Whether the editor's dates show that one post ended before the other began."""
    return any(
        first.until and second.since and first.until <= second.since for first, second in ((one, other), (other, one))
    )


def doubts(conflicts: Iterable[Conflict], recall: Callable[[str], Iterable[Sighting]]) -> Iterator[tuple[str, Doubt]]:
    """The doubts that follow from conflicts, with the ids of their articles.

    There is one in each article of the side with less evidence and, unless the case is clear, one in each issue of the
    other side. Two names that share several posts give only one doubt. ``recall`` gives the sightings of an article.
    """
    told: set[tuple[str, str, str, str]] = set()
    for conflict in conflicts:
        yield from _end(conflict, conflict.doubted, conflict.other, recall, told, once=False)
        if not conflict.is_clear:
            yield from _end(conflict, conflict.other, conflict.doubted, recall, told, once=True)


def _end(
    conflict: Conflict,
    here: Holding,
    there: Holding,
    recall: Callable[[str], Iterable[Sighting]],
    told: set[tuple[str, str, str, str]],
    *,
    once: bool,
) -> Iterator[tuple[str, Doubt]]:
    for place in here.places:
        key = (conflict.rule, place.rpartition("-")[0] if once else place, here.name, there.name)
        if key in told:
            continue
        for sighting in recall(place):
            if sighting.name == here.name and posts.is_same(sighting.post, here.post):
                told.add(key)
                yield place, _doubt(conflict, sighting, there)
                break


def _doubt(conflict: Conflict, sighting: Sighting, there: Holding) -> Doubt:
    where = f"见 {there.places[-1]}" if there.places else "见人名职务账"
    sure = "，已经编辑确认" if there.state == CONFIRMED else ""
    if conflict.rule == "name":
        reason = f"同一职务“{there.post}”还有“{there.name}”，一字之差（{where}{sure}）"
        return Doubt("name", sighting.place, sighting.span, reason, f"核对是“{sighting.name}”还是“{there.name}”")
    reason = f"“{there.name}”另处写作“{there.post}”（{where}{sure}）"
    return Doubt("post", sighting.place, sighting.span, reason, f"核对职务；若有变动，在 {FILE} 里写明起止")


def expired(holding: Holding, sighting: Sighting, day: date) -> Doubt | None:
    """The doubt about a post that is over or wrong according to the ledger, or ``None``."""
    if holding.state == WRONG:
        return Doubt("ledger", sighting.place, sighting.span, f"{FILE} 里注明这一条是错的", "核对姓名和职务")
    if holding.state == CONFIRMED and holding.until and day > holding.until:
        return Doubt("ledger", sighting.place, sighting.span, f"{FILE} 里写着任期到 {holding.until}", "核对职务")
    return None


def read(root: Path) -> Ledger:
    """The ledger of a site, which is empty if there is no file. Raises ``ContentError``."""
    path = tables.folder(root) / FILE
    held = path.read_bytes() if path.is_file() else None
    rows = tables.read(path, root, COLUMNS, ("姓名", "职务"), lambda _: held)
    ledger = Ledger(file=held)
    problems: list[Problem] = []
    for row in rows:
        try:
            holding = _holding(row)
        except ContentError as error:
            problems += error.problems
            continue
        ledger.rows.setdefault(holding.name, []).append(holding)
        ledger.written[row.line - 1] = holding
        ledger._index(holding.name)  # noqa: SLF001 - its own module
    if problems:
        raise ContentError(*problems)
    return ledger


def _holding(row: tables.Row) -> Holding:
    state = row["确认"]
    if state not in ("", CONFIRMED, WRONG, "否"):
        raise ContentError(row.problem(f"“确认”一栏写了 “{state}”", f"写 {CONFIRMED}、{WRONG}，或空着"))
    seen = row.number("次数", "空着即可，下次自动数") if row["次数"] else 0
    places = tuple(row["见于"].split())
    since, until, state = row.day("起"), row.day("止"), state.replace("否", "")
    return Holding(row["姓名"], row["职务"], since, until, state, seen, places, row.line - 1)
