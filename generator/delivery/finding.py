"""What ``banmian check`` tells: findings, each with its file, its line, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from generator.errors import Problem


class Severity(StrEnum):
    """How grave a finding is; the value stands in ``check --json``."""

    FAULT = "fault"
    """Something is in a reader's way, such as a link that leads nowhere. ``check`` fails."""
    DOUBT = "doubt"
    """A doubt that waits for an editor's answer. ``check`` fails only with ``--strict``."""
    NOTICE = "notice"
    """Worth a look; ``check`` does not fail."""


class Kind(StrEnum):
    """What a finding is about; the value stands in ``check --json``."""

    BROKEN = "broken"
    """A file of the paper that cannot be read, or has invalid values."""
    DOUBT = "doubt"
    TYPED = "typed"
    """Text that a page may not show as it was meant."""
    LINK = "link"
    ANCHOR = "anchor"
    ALT = "alt"
    SIZE = "size"
    TOPIC = "topic"
    """A topic or special topic without an article, which is not published."""
    LOST = "lost"
    """A file of ``output/`` that is missing or was altered."""
    UNKNOWN = "unknown"
    """A file of ``output/`` that no build made."""
    TWIN = "twin"
    """Two things on one page of ``output/`` with the same id."""
    ADDRESS = "address"
    """A public address that is gone."""
    HOST = "host"
    """What a host of the paper would not do, or would drop."""
    SHARE = "share"
    """A share picture that is not made."""
    HELD = "held"
    """What ``build --release`` would hold back."""
    REVIEW = "review"
    """A text that waits for a sign-off, or for its release."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``source`` is the file, from the paper's folder; ``line`` counts from 1, ``None`` for all of it.

    ``message`` says what is wrong, ``hint`` what to do.
    """

    source: str
    line: int | None
    message: str
    hint: str
    severity: Severity
    kind: Kind

    @property
    def place(self) -> tuple[str, int, str]:
        """What findings are sorted by: file, line, message."""
        return self.source, self.line or 0, self.message

    def problem(self) -> Problem:
        """The finding as a message for a person."""
        return Problem(self.message, self.hint, self.source, self.line)


def of_problem(problem: Problem, severity: Severity, kind: Kind) -> Finding:
    """The finding that a message tells of."""
    return Finding(problem.source, problem.line, problem.message, problem.hint, severity, kind)


def packed(found: Finding) -> list[str | int | None]:
    """A finding as plain values that JSON can hold."""
    return [found.source, found.line, found.message, found.hint, found.severity, found.kind]


def unpacked(row: list[Any]) -> Finding:
    """The finding that ``packed`` made plain values of."""
    source, line, message, hint, severity, kind = row
    return Finding(source, line, message, hint, Severity(severity), Kind(kind))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file and line, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda found: found.place))


@dataclass(frozen=True, slots=True)
class Counts:
    """What proofreading counted: issues, articles, the paper's own pages, doubts without and with an answer, notes.

    ``entered`` are the tags that were added to the register.
    """

    issues: int
    articles: int
    own_pages: int
    open: int
    answered: int
    typed: int
    entered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings by file and line; ``counts`` is ``None`` where nothing was proofread."""

    findings: tuple[Finding, ...]
    counts: Counts | None = None
