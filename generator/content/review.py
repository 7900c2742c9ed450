"""Reads ``review.csv``, an issue's record of who passed which article at which step of 三审三校, and when.

A line is bound to what was signed by a digest of it (``signed_text``), and to the line of the same article before it by
a ``seal``: a digest of that line's seal and of the line itself. So a line that was altered, copied or moved is found,
and one that was taken out from before another. Lines are only added. A further line revokes a step, with all later
ones, or everything that an article has.

It is a record among colleagues: whoever may write the file can compute seals, too.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from generator.content import tables, texts
from generator.content.tables import Row
from generator.errors import ContentError, Problem
from generator.review_table import ALL, ReviewTable

COLUMNS = ("时间", "姓名", "做什么", "步骤", "文章", "稿子", "连着上一行")
REQUIRED = tuple(column for column in COLUMNS if column != "稿子")
HEAD = (
    "# 三审三校的记录：banmian 往后面添行。稿子一栏是签的那一稿的摘要；最后一栏把每一行和这篇文章的上一行连在一起，\n"
    "# 所以哪一行都不要改，也不要删；撤回也是添一行。\n"
    f"{','.join(COLUMNS)}\n"
)
SIGNS, REVOKES = "签", "撤回"
_SIGNED = re.compile(r"[0-9a-f]{32}(\.[0-9a-f]{16}|\.-)*")
_SEAL = re.compile(r"[0-9a-f]{24}")
_AGAIN = "这一篇的签字，从第一处不对的往后都不作数：恢复原来的文件；恢复不了，就在编辑台撤回这一篇的全部签字，再从头签"
_MENDED = "恢复原来的文件；恢复不了，就删掉这一行"
_MERGED = (
    "两边的行都留下，去掉 <<<<<<<、=======、>>>>>>> 这三种记号；同一篇两边都签过的，再在编辑台撤回它的全部签字，从头签"
)
_FORKED = "两边各签各的，又用 git 合在一起，都不作数：在编辑台撤回这一篇的全部签字，再从头签"


class Line(NamedTuple):
    """One line: at ``when`` (an ISO date and time), ``person`` signed a step of an article, or revoked it.

    ``signed`` is the digest of the text that was signed, ``""`` where all sign-offs of the article are revoked.
    """

    when: str
    person: str
    is_revocation: bool
    step: str
    article: str
    signed: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as cells, without its seal."""
        does = REVOKES if self.is_revocation else SIGNS
        return (self.when, self.person, does, self.step, self.article, self.signed)

    def seal(self, before: str) -> str:
        """The seal of this line behind one with the seal ``before``, ``""`` for none."""
        text = "\0".join((before, *self.cells))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(slots=True)
class Trail:
    """The lines of one article: what they pass, and what is not in order with them.

    From the first line on that is not in order nothing counts but revocations, until a line revokes everything.
    """

    passed: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each digest of a text the steps that it passed, in their order, each with the person."""
    seals: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_broken: bool = False
    _lines: list[Line] = field(default_factory=list)
    _states: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """What had been passed behind each line, by its seal."""

    @property
    def end(self) -> str:
        """What the next line is bound to."""
        return self.seals[-1] if self.seals else ""

    @property
    def everything(self) -> str:
        """What a line that revokes everything is bound to: all lines of the article."""
        return " ".join(self.seals)

    @property
    def standing(self) -> tuple[Line, ...]:
        """The sign-offs that still count, in their order."""
        found = (line for line in self._lines if self.passed.get(line.signed, {}).get(line.step) == line.person)
        return tuple(found)

    def steps(self, signed: str) -> tuple[str, ...]:
        """The steps that a text, given by its digest, has passed."""
        return tuple(self.passed.get(signed, ()))

    def add(self, line: Line, seal: str, row: Row, rules: ReviewTable) -> None:
        """Takes in the next line of the article, with the seal that stands in its row."""
        if line.is_revocation and line.step == ALL:
            self.passed = {}
            if seal == line.seal(self.everything):
                self.problems, self.is_broken = [], False
            else:
                self._break(line, seal, row)
        elif not self.is_broken and seal != line.seal(self.end):
            self._break(line, seal, row)
        if line.step != ALL and (line.is_revocation or not self.is_broken):
            self._count(line, row, rules)
        self.seals.append(seal)
        self._states[seal] = {signed: dict(steps) for signed, steps in self.passed.items()}

    def _count(self, line: Line, row: Row, rules: ReviewTable) -> None:
        had = self.passed.get(line.signed, {})
        if line.step not in rules.steps:
            hint = f"[review] 的 steps 里有：{'、'.join(rules.steps)}；换过办法，就把 since 改成新办法开始的那一天"
            self.problems.append(row.problem(f"没有“{line.step}”这一道，这一行不作数", hint))
            return
        before = rules.steps[: rules.steps.index(line.step)]
        missing = next((step for step in before if step not in had), "")
        if line.person not in rules.persons:
            hint = f"把他留在 [review] 的 people 里；不再签了，就写成 “{line.person}：”"
            self.problems.append(row.problem(f"名单里没有“{line.person}”，这一行不作数", hint))
        elif line.is_revocation:
            self.passed[line.signed] = {step: person for step, person in had.items() if step in before}
        elif missing:
            self.problems.append(row.problem(f"“{missing}”还没有签，“{line.step}”不作数", _AGAIN))
        else:
            self._lines.append(line)
            self.passed[line.signed] = had | {line.step: line.person}

    def _break(self, line: Line, seal: str, row: Row) -> None:
        self.is_broken = True
        bound = next((before for before in ("", *self.seals) if seal == line.seal(before)), None)
        if seal in self.seals:
            self.problems.append(row.problem("这一行和上面的一行相同，不作数", "删掉这一行"))
        elif bound is None:
            self.problems.append(row.problem("和上一行连不上：这一行或它上面的一行改过、删过", _AGAIN))
        else:  # what was passed before the two branches began counts, where neither has revoked it
            shared = self._states.get(bound, {})
            self.passed = {
                signed: {step: who for step, who in steps.items() if shared.get(signed, {}).get(step) == who}
                for signed, steps in self.passed.items()
            }
            self.problems.append(row.problem("这一行和上面的一行接在同一行后面", _FORKED))


class Record(NamedTuple):
    """An issue's ``review.csv``: the lines of its articles by id, and what is wrong with the file."""

    trails: Mapping[str, Trail]
    problems: tuple[Problem, ...] = ()

    def of(self, article: str) -> Trail:
        """The lines of an article; an empty trail where it has none."""
        return self.trails.get(article) or Trail()


def read(data: bytes | None, source: str, issue: str, rules: ReviewTable) -> Record:
    """The record of an issue; ``source`` names its file in messages. Nothing is raised: ``problems`` tells all."""
    try:
        text = tables.decode(data or b"")
    except UnicodeDecodeError:
        return Record({}, (tables.not_text(source),))
    rows, problems = _rows(text, source)
    trails: dict[str, Trail] = {}
    for row in rows:
        wrong = _wrong(row, issue)
        if wrong:
            problems.append(row.problem(f"{wrong}，这一行不作数", _MENDED))
            continue
        does = row["做什么"] == REVOKES
        line = Line(row["时间"], row["姓名"], does, row["步骤"], row["文章"], row["稿子"])
        trails.setdefault(line.article, Trail()).add(line, row["连着上一行"], row, rules)
    problems += [problem for trail in trails.values() for problem in trail.problems]
    return Record(trails, tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def _rows(text: str, source: str) -> tuple[tuple[Row, ...], list[Problem]]:
    """The rows that can be read, and what is wrong with the others."""
    lines = texts.lines(text)
    conflict = next((at for at, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), 0)
    if conflict:
        return (), [Problem("git 的合并还没有做完", _MERGED, source, conflict)]
    try:
        return tables.parse(text, source, COLUMNS, REQUIRED), []
    except ContentError as error:
        wrong = {problem.line for problem in error.problems}
        rest = "".join("#\n" if at in wrong else line for at, line in enumerate(lines, 1))
        told = [replace(problem, hint=_MENDED) for problem in error.problems]
    try:
        return tables.parse(rest, source, COLUMNS, REQUIRED), told
    except ContentError:  # the head is wrong
        return (), told


def _wrong(row: Row, issue: str) -> str:
    """What is wrong with the cells of a line."""
    try:
        moment = datetime.fromisoformat(row["时间"])
    except ValueError:
        return f"时间“{row['时间'][:40]}”不对"
    does_all = row["做什么"] == REVOKES and row["步骤"] == ALL
    if moment.tzinfo is None:
        return f"时间“{row['时间']}”没有时区"
    if row["做什么"] not in (SIGNS, REVOKES):
        return f"“{row['做什么'][:20]}”不是“{SIGNS}”也不是“{REVOKES}”"
    if not re.fullmatch(rf"{re.escape(issue)}-\d{{2,4}}", row["文章"]):
        return f"“{row['文章'][:30]}”不是这一期的文章"
    if not (_SIGNED.fullmatch(row["稿子"]) or (does_all and not row["稿子"])):
        return f"稿子的摘要“{row['稿子'][:40]}”不对"
    return "" if _SEAL.fullmatch(row["连着上一行"]) else "最后一栏不对"


def added(data: bytes | None, lines: Iterable[tuple[Line, str]]) -> bytes:
    """The file with further lines, each given with the seal that it is bound to. Raises ``UnicodeDecodeError``."""
    sheet = tables.opened(data, HEAD)
    columns = tables.head(sheet.lines)
    for line, before in lines:
        cells = dict(zip(COLUMNS, (*line.cells, line.seal(before)), strict=True))
        sheet.add(tables.line(cells.get(column, "") for column in columns))
    return sheet.to_bytes()
