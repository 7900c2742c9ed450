"""Parts of the report of ``check``: what the paper's own files say to crawlers, and what pages bring from elsewhere."""

from collections.abc import Iterator

from generator.content import root_files
from generator.delivery.finding import Finding, Kind, Severity, of_problem
from generator.delivery.subject import Subject
from generator.pages import robots, urls
from generator.press import foreign, policy

ROBOTS = f"{root_files.FOLDER}/{urls.ROBOTS}"


def robots_lines(subject: Subject) -> Iterator[Finding]:
    """Lines that banmian would have written into ``robots.txt``, where the paper's own file stands in its place."""
    if urls.ROBOTS not in root_files.read(subject.root):
        return
    for line in robots.missing(subject.text(ROBOTS), subject.edition.site):
        message, hint = f"您自己的 robots.txt 里少了：{line}", "加进去；或删掉这个文件，用 banmian 写的"
        yield Finding(ROBOTS, None, message, hint, Severity.NOTICE, Kind.HOST)


def from_elsewhere(subject: Subject) -> Iterator[Finding]:
    """What pages bring from other sites and browsers refuse. Raises ``TemplateProblem`` for what templates bring."""
    settings = subject.settings
    allowed = policy.allowed(subject.source.templates, settings.analytics)
    foreign.stop(subject.source, allowed, settings.paper.address)
    own = root_files.read(subject.root)
    for problem in foreign.of_pages({}, own, allowed, settings):
        yield of_problem(problem, Severity.FAULT, Kind.HOST)
