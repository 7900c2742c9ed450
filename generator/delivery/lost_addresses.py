"""Public addresses that are gone, of which nobody said where they went: a part of the report of ``check``.

So are lines of ``moved.csv`` that do nothing: the former address stands, or nothing stands at the new one.
"""

from collections.abc import Iterator

from generator.content.addresses import MOVED, Record, address, path_of
from generator.delivery import address_changes
from generator.delivery.finding import Finding, Kind, Severity, of_problem
from generator.delivery.site_plan import SitePlan
from generator.delivery.subject import Subject


def found(subject: Subject) -> Iterator[Finding]:
    """A fault for each address; its page holds a notice, and ``publish`` waits for the answer."""
    record = subject.edition.record
    asked = tuple(_asked(subject, record)) if record.public else ()
    yield from asked
    if record.moved:
        lines = {finding.line for finding in asked}
        yield from (finding for finding in _idle(record, subject.plan) if finding.line not in lines)


def _asked(subject: Subject, record: Record) -> Iterator[Finding]:
    gone = (path for path in record.public if not subject.plan.found(path))
    for problem in address_changes.asked(record, address_changes.unanswered(record, gone, subject.edition)):
        yield of_problem(problem, Severity.FAULT, Kind.ADDRESS)


def _idle(record: Record, plan: SitePlan) -> Iterator[Finding]:
    for written, new in record.moved.items():
        line, old = record.places[written], path_of(written)
        if plan.found(old) == old:
            message, hint = f"/{written} 还在，这一行不起作用", "那一页不要了，先删掉它的文件；还要，就删掉这一行"
            yield Finding(MOVED, line, message, hint, Severity.NOTICE, Kind.ADDRESS)
        elif new and not plan.found(new):
            message = f"/{written} 搬到了 {address(new)}，可是网站上没有 {address(new)}"
            yield Finding(MOVED, line, message, "把新网址写对", Severity.FAULT, Kind.ADDRESS)
