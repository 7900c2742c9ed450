"""``banmian check --release``: tells an editor what ``banmian build --release`` would hold back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from generator.content import addresses
from generator.delivery import checking, doubt_findings, last_report, waiting_texts
from generator.delivery.finding import CheckReport, Finding, Kind, Severity, in_order
from generator.newsroom.check import Checked
from generator.pages import urls
from generator.press import places

IsPublic = Callable[[str], bool]
"""Whether an article, named by its id, is public as it now stands."""


def found(root: Path, now: datetime) -> CheckReport:
    """What ``build --release`` would hold back or replace by a notice; nothing is written.

    These are files that cannot be read, and articles with an open doubt of a rule that ``[publish] hold_for`` names.
    An article that is public, and has not changed since, is built as it stands. Where the paper declares steps of
    三审三校, texts that did not pass them are told as well. Raises ``ConfigError``.
    """
    state = root / places.STATE
    clock = last_report.clock_of(state, update=False)
    checked, reading, settings, _ = checking.proofread(root, state, clock, update=False)
    public = addresses.read(root).at(now).public
    sights = {} if checked.problems else reading.sights()
    shown: dict[str, str] = {}
    known_as: dict[str, list[str]] = {}
    for issue, sight in sights.items():
        shown |= {urls.article(f"{issue}-{article.number}"): article.shown for article in sight.facts.articles}
        for former, number in sight.facts.former:
            known_as.setdefault(urls.article(f"{issue}-{number}"), []).append(urls.article(former))

    def is_public(article: str) -> bool:
        path = urls.issue(article[: -len("-issue")]) if article.endswith("-issue") else urls.article(article)
        lines = (public[one] for one in (path, *known_as.get(path, ())) if one in public)
        return any(not line.digest or line.digest == shown.get(path, line.digest) for line in lines)

    rules = frozenset(settings.publish.hold_for)
    told = [*_unreadable(checked, is_public), *_doubted(checked, rules, is_public, public, root)]
    told += waiting_texts.found(root, settings, clock, now)
    return CheckReport(in_order(told), checking.counts(checked))


def _unreadable(checked: Checked, is_public: IsPublic) -> Iterator[Finding]:
    for problem in checked.problems:
        *_, issue, name = ("", *problem.source.split("/"))
        is_out = name.endswith(".md") and is_public(f"{issue}-{name.removesuffix('.md')}")
        then = "网址上先放一个说明" if is_out else "先不登"
        message = f"读不了，{then}：{problem.message}"
        yield Finding(problem.source, problem.line, message, problem.hint, Severity.FAULT, Kind.HELD)


def _doubted(
    checked: Checked, rules: frozenset[str], is_public: IsPublic, seen: addresses.Lines, root: Path
) -> Iterator[Finding]:
    """``seen`` are the addresses that are public: a build holds back no article that readers know in another form."""
    for page in checked.pages:
        waiting = [doubt for doubt in page.open if doubt.rule in rules]
        if waiting and not is_public(f"{page.issue}-{page.number}"):
            for doubt, told in zip(waiting, doubt_findings.of_doubts(root, page, waiting), strict=True):
                is_out = urls.article(f"{page.issue}-{page.number}") in seen
                then = "登过以后改了，不会扣下" if is_out else "先不登"
                message = f"还有存疑（{doubt.rule}），{then}。{told.message}"
                yield Finding(told.source, told.line, message, told.hint, Severity.FAULT, Kind.HELD)
