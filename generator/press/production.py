"""Makes the files of a build: reads changed issues, plans the bundles, renders them into the spool.

Nothing is written to ``output/`` here; ``publishing`` does that.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator import config
from generator.content import catalogue
from generator.content.addresses import Record
from generator.content.issue_files import IssueFiles
from generator.errors import ContentError, Problem
from generator.pages import issue_pages, skin, theme_files, urls
from generator.pages.edition import Edition
from generator.pages.issue_summary import IssueFacts, Outline
from generator.pages.packing import pack
from generator.pages.site import site_card
from generator.pages.theme_files import ThemeSource
from generator.press import foreign, policy, share_outputs, tasks, writer
from generator.press import kit as tools
from generator.press.content_scan import Content
from generator.press.crew import FEW, Crew
from generator.press.headline_words import prepare
from generator.press.issue_memory import Known, Ledger
from generator.press.kit import Kit
from generator.press.manifest import Inputs, Manifest, Printed, digest, short
from generator.press.output import Bundle, Job, Made, Output, Paper, Scope
from generator.press.plan import plan
from generator.press.report import AWAITED, Progress, Report
from generator.press.standing import Found
from generator.press.warm import Warm
from generator.press.writer import Laid, Spool

MANY = 100
"""From so many articles on, the index is made in a process of its own, while this one makes pages."""


def kit(root: Path, state: Path, theme: ThemeSource, inputs: Inputs) -> tuple[Kit, dict[str, bytes]]:
    """What workers need, and the static files by path below ``output/``.

    Raises ``ConfigError``, ``ContentError`` and ``TemplateProblem``.
    """
    settings = config.load(root)
    kept = catalogue.read(root, settings.tags.min_articles)
    files, static = theme_files.dressed(theme, skin.css(settings.colours))
    key = short(f"{inputs.paper} {inputs.theme}")
    allowed = policy.allowed(files.templates, settings.analytics)
    foreign.stop(theme, allowed, settings.paper.address)
    shares = share_outputs.shares(root, settings)
    site = site_card(settings, kept.pages, policy.content_security(files.templates, settings.analytics))
    opens = settings.publish.opens
    return Kit(key, files, shares.told(site), settings.topic_list(), kept, opens, state, shares), static


class Standing(NamedTuple):
    """A bundle that was made: the digests of its files by path, and the files that are not in ``output`` yet."""

    name: str
    files: dict[str, str]
    laid: dict[str, Laid]
    spent: list[tuple[str, float]]


@dataclass
class Making:
    """The state of one build. ``laid`` are the new files that differ from those in ``output``, by path."""

    kit: Kit
    content: Content
    inputs: Inputs
    old: Manifest
    found: Found
    output: Path
    ledger: Ledger
    spool: Spool
    crew: Crew
    progress: Progress
    report: Report
    warm: Warm
    laid: dict[str, Laid] = field(default_factory=dict)
    printed: dict[str, Printed] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    _fresh: dict[str, Outline] = field(default_factory=dict)
    _facts: dict[str, IssueFacts] = field(default_factory=dict)

    def edition(self) -> Edition:
        """The paper as it now is; issues that changed are read. Raises ``ContentError`` with all problems."""
        known = self.ledger.facts()
        marks = {name: short(f"{self.kit.reading} {digest}") for name, digest in self.content.digests.items()}
        changed = [name for name, mark in marks.items() if known.get(name, ("", b""))[0] != mark]
        if changed:
            prepare(self.kit.state)
        if len(changed) >= FEW:  # worker processes are started soon; compiled now, templates need no compiling there
            tools.theme(self.kit).compile(issue_pages.TEMPLATES)
        problems: list[Problem] = []
        broken: set[str] = set()
        for done, found in enumerate(self._described(changed)):
            self.progress("读取各期", done, len(changed))
            problems += found.problems
            broken |= {found.name} if found.problems else set()
            if found.facts and found.outline:
                self._facts[found.name], self._fresh[found.name] = found.facts, found.outline
        problems.sort(key=lambda problem: problem.source)
        if self.content.problems or (problems and not self.content.without_broken):
            raise ContentError(*self.content.problems, *problems)
        if problems:
            self._leave_out(problems, broken)
        # An issue with broken articles is not cached, so that every build reads it again and reports them again.
        self.ledger.know(
            (name, Known(marks[name], json.dumps(pack(self._facts[name])).encode(), outline.pack()))
            for name, outline in self._fresh.items()
            if name not in broken
        )
        self.ledger.keep()
        rest = marks.keys() - self._facts.keys() - broken
        self._facts |= self.warm.facts({name: found for name, found in known.items() if name in rest})
        self.report.understood = len(changed)
        return Edition(
            tuple(self._facts[name] for name in self.content.digests if self._is_out(name)),
            self.kit.topics,
            self.kit.site,
            self.kit.catalogue,
            self.record,
            self.kit.hour,
            self.kit.shares,
            self.warm.relations,
        )

    def _leave_out(self, problems: list[Problem], broken: set[str]) -> None:
        """Reports the broken articles and goes on; an issue whose ``issue.md`` is broken is left out as a whole."""
        self.report.broken += tuple(problems)
        # The noted digest must differ from that of a complete build, which would otherwise find nothing to do.
        self.inputs = self.inputs._replace(content=f"{self.inputs.content} less {len(problems)}")
        for name in broken - self._facts.keys():
            del self.content.digests[name]

    def _is_out(self, name: str) -> bool:
        # An issue whose articles are all under embargo, such as tomorrow's, is not published yet.
        facts = self._facts[name]
        return name not in self.content.held or bool(facts.articles or facts.withdrawn)

    def _described(self, names: list[str]) -> Iterator[tasks.Described]:
        return self.crew.run(partial(tasks.describe, self.kit), map(self.content.files, names), len(names))

    def make(self, outputs: Sequence[Output], paper: Paper) -> None:
        """Makes every bundle of these outputs that must be made, those of one scope after the other."""
        heavy = [output for output in outputs if output.is_heavy]
        light = [output for output in outputs if not output.is_heavy]
        indexed: dict[str, Printed] = {}
        index = self._todo(indexed, heavy, paper)
        if sum(bundle.articles for bundle, _ in index) >= MANY:
            tools.theme(self.kit).compile(issue_pages.TEMPLATES)
            self.crew.start()
        with (
            self.report.phase(AWAITED),
            self.crew.beside(lambda: self._make_one_by_one(index, indexed)),
            self.report.phase("排版"),
        ):
            # Finding related articles takes long, and only issue pages show them: lists are made at the same time.
            with self.crew.beside(paper.edition.find_related):
                self._make_all("排列表", _of(light, Scope.SITE, Scope.LIST), paper)
            self._make_all("排版", _of(light, Scope.ISSUE), paper)
        paper = replace(paper, planned=self._files())
        for output in _of(light, Scope.LAST):  # in their order: the list of uploads names what the others made
            self._make_all("收尾", [output], replace(paper, others=self._files()))

    def _files(self) -> dict[str, str]:
        return {path: noted for printed in self.printed.values() for path, noted in printed.files.items()}

    def _make_all(self, phase: str, outputs: Sequence[Output], paper: Paper) -> None:
        # What is made of one issue is made one after the other: a worker then reads it, and sets its texts, only once.
        todo = sorted(self._todo(self.printed, outputs, paper), key=lambda each: each[0].name)
        tools.theme(self.kit).compile({name for bundle, _ in todo for name in bundle.templates})
        causes = {bundle.name: bundle.cause for bundle, _ in todo}
        jobs = (bundle.job(self) for bundle, _ in todo)
        for done, made in enumerate(self._made(jobs, len(todo))):
            self.progress(phase, done, len(todo))
            self.laid |= made.laid
            self.printed[made.name] = Printed(causes[made.name], made.files)
            self.report.add(made.name, made.spent)
            self.content.drop(made.name)

    def _make_one_by_one(self, todo: tuple[tuple[Bundle, str], ...], printed: dict[str, Printed]) -> None:
        with self.report.indexing():
            for done, (bundle, _) in enumerate(todo):
                self.progress("建立搜索索引", done, len(todo))
                (made,) = self.crew.do(partial(tasks.make, self.kit), [bundle.job(self)])
                printed[bundle.name] = Printed(bundle.cause, {path: self.lay(path, data) for path, data in made.files})
                self.report.indexed += bundle.articles
        self.printed |= printed

    def _todo(
        self, printed: dict[str, Printed], outputs: Sequence[Output], paper: Paper
    ) -> tuple[tuple[Bundle, str], ...]:
        """The bundles that must be made, and why; bundles that stay as they are get noted in ``printed``."""
        own = paper.own.keys() & set(urls.PAPERS_OWN)
        wanted = (bundle for output in outputs for bundle in output.bundles(paper) if bundle.name not in own)
        todo = plan(wanted, self.old, self.inputs, self.found.damaged)
        printed |= {name: self.old.bundles[name] for name in todo.keep}
        self.report.reasons |= {bundle.name: why for bundle, why in todo.make}
        return todo.make

    def _made(self, jobs: Iterator[Job], count: int) -> Iterator[Standing]:
        lay = partial(_laid, self.output, self.found.behind, self.spool)
        if self.crew.is_near:
            return self.crew.run(partial(_make_and_lay, self.kit, lay), jobs, count)
        return map(lay, self.crew.run(partial(tasks.make, self.kit), jobs, count))

    def files(self, issue: str) -> IssueFiles:
        """The files of an issue, for a job. Raises ``Changed`` where one was changed since the build began."""
        return self.content.files(issue)

    def picture(self, issue: str, file: str, digest: str) -> bytes:
        """The original of a picture, for a job. Raises ``Changed`` where it was changed since the build began."""
        return self.content.picture(issue, file, digest)

    def outline(self, issue: str) -> Outline:
        """The cards of an issue, for a job."""
        return self._fresh.get(issue) or Outline.unpack(self.ledger.outline(issue), self._facts[issue])

    def lay(self, path: str, data: bytes) -> str:
        """Stores a file in the spool unless ``output`` holds the same bytes already; returns its digest."""
        if path.startswith(self.found.behind) or not writer.holds(self.output, path, data):
            self.laid[path] = self.spool.lay(data)
        return digest(data)


def _of(outputs: Iterable[Output], *scopes: Scope) -> list[Output]:
    return [output for output in outputs if output.scope in scopes]


def _laid(output: Path, behind: tuple[str, ...], spool: Spool, made: Made) -> Standing:
    """Stores in the spool those files of a bundle that differ from the files in ``output``."""
    laid = {
        path: spool.lay(data)
        for path, data in made.files
        if path.startswith(behind) or not writer.holds(output, path, data)
    }
    return Standing(made.name, {path: digest(data) for path, data in made.files}, laid, made.spent)


def _make_and_lay(kit: Kit, lay: Callable[[Made], Standing], jobs: Iterable[Job]) -> list[Standing]:
    return list(map(lay, tasks.make(kit, jobs)))
