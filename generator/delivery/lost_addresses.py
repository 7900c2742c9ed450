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
    # Articles of an issue to come have no digest yet; if one is deleted before it is out, nothing need be answered.
    out = {path.split("/")[0] for path, line in record.public.items() if line.digest}
    lines = ((path, path.split("/")[0], line) for path, line in record.public.items())
    public = (path for path, issue, line in lines if line.digest or not path[:4].isdigit() or issue in out)
    gone = (path for path in public if not subject.plan.found(path))
    for problem in address_changes.asked(address_changes.unanswered(record, gone, subject.edition)):
        yield of_problem(problem, Severity.FAULT, Kind.ADDRESS)
