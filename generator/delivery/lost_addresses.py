"""Public addresses that are gone, of which nobody said where they went: a part of the report of ``check``."""

from collections.abc import Iterator

from generator.delivery import address_changes
from generator.delivery.finding import Finding, Kind, Severity, of_problem
from generator.delivery.subject import Subject


def found(subject: Subject) -> Iterator[Finding]:
    """A fault for each address; its page holds a notice, and ``publish`` waits for the answer."""
    record = subject.edition.record
    if not record.public:
        return
    gone = (path for path in record.public if not subject.plan.found(path))
    for problem in address_changes.asked(address_changes.unanswered(record, gone, subject.edition)):
        yield of_problem(problem, Severity.FAULT, Kind.ADDRESS)
