"""From the digests of issues to finished files in a spool: understand, plan, render, index; nothing is published."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator import config
from generator.content import catalogue
from generator.errors import ContentError, Problem
from generator.model import PhotoFile
from generator.pages import issue_pages, skin, theme_files, urls, web_app
from generator.pages.edition import Edition
from generator.pages.issue_summary import IssueFacts, Outline
from generator.pages.packing import pack, unpack
from generator.pages.page import wanted
from generator.pages.site import site_card
from generator.pages.theme_files import ThemeSource
from generator.press import icons, photo_sizes, tasks, writer
from generator.press.content_scan import Content
from generator.press.crew import FEW, Crew
from generator.press.headline_words import prepare
from generator.press.issue_memory import Known, Ledger
from generator.press.manifest import ROOT, Cause, Inputs, Manifest, Printed, digest
from generator.press.plan import (
    Bundle,
    IssueBundle,
    PhotoBundle,
    ShardBundle,
    issues,
    listed,
    plan,
    shards,
    short,
    templates,
)
from generator.press.report import Progress, Report
from generator.press.standing import Found
from generator.press.writer import Laid, Spool
from generator.search import entries, shard_index

STATIC = "static"
ICON_FOLDER = "icons"


def kit(root: Path, state: Path, theme: ThemeSource, inputs: Inputs) -> tuple[tasks.Kit, dict[str, bytes]]:
    """What workers need, and the static files by path below ``output/``. Raises ``ConfigError``, ``ContentError``."""
    settings = config.load(root)
    kept = catalogue.read(root, settings.tags.min_articles)
    files, static = theme_files.dressed(theme, skin.css(settings.colours))
    key = short(f"{inputs.paper} {inputs.theme}")
    return tasks.Kit(key, files, site_card(settings, kept.pages), settings.topic_list(), kept, state), static


class Standing(NamedTuple):
    """A bundle that was made: the digests of its files by path, and those that do not stand in ``output`` yet."""

    name: str
    files: dict[str, str]
    laid: dict[str, Laid]
    spent: list[tuple[str, float]]


@dataclass
class Making:
    """One build at work. ``laid`` are the files that will differ from what stands in ``output``."""

    kit: tasks.Kit
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
    laid: dict[str, Laid] = field(default_factory=dict)
    printed: dict[str, Printed] = field(default_factory=dict)
    _fresh: dict[str, Outline] = field(default_factory=dict)
    _facts: dict[str, IssueFacts] = field(default_factory=dict)

    def edition(self) -> Edition:
        """The paper as it now is; issues that changed are read. Raises ``ContentError`` with all problems."""
        known = self.ledger.facts()
        marks = {name: short(f"{self.kit.reading} {digest}") for name, digest in self.content.digests.items()}
        changed = [name for name, mark in marks.items() if known.get(name, ("", b""))[0] != mark]
        if changed:
            prepare(self.kit.state)
        if len(changed) >= FEW:  # processes are about to be begun, and need not compile then
            tasks.theme(self.kit).compile(issue_pages.TEMPLATES)
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
        # An issue with broken articles is understood anew in each build, which tells of them each time.
        self.ledger.know(
            (name, Known(marks[name], json.dumps(pack(self._facts[name])).encode(), outline.pack()))
            for name, outline in self._fresh.items()
            if name not in broken
        )
        for name in marks.keys() - self._facts.keys() - broken:
            self._facts[name] = unpack(IssueFacts, json.loads(known[name][1]))
        self.report.understood = len(changed)
        return Edition(
            tuple(self._facts[name] for name in self.content.digests if self._is_out(name)),
            self.kit.topics,
            self.kit.site,
            self.kit.catalogue,
        )

    def _leave_out(self, problems: list[Problem], broken: set[str]) -> None:
        """Goes on without what is broken; an issue whose ``issue.md`` is broken is not there."""
        self.report.broken = tuple(problems)
        # A build that leaves nothing out must not take this one for its own.
        self.inputs = self.inputs._replace(content=f"{self.inputs.content} less {len(problems)}")
        for name in broken - self._facts.keys():
            del self.content.digests[name]

    def _is_out(self, name: str) -> bool:
        # Tomorrow's issue, all of it under embargo, is not there yet.
        facts = self._facts[name]
        return name not in self.content.held or bool(facts.articles or facts.withdrawn)

    def _described(self, names: list[str]) -> Iterator[tasks.Described]:
        return self.crew.run(partial(tasks.describe, self.kit), map(self.content.files, names), len(names))

    def render(self, edition: Edition) -> None:
        """Makes every page that must be made."""
        theme = tasks.theme(self.kit)
        # To find related reading takes as long as to make many lists, and none of them shows it.
        with self.crew.beside(edition.find_related):
            own = self.printed[ROOT].files.keys() & set(urls.PAPERS_OWN)
            self._render("排列表", (bundle for bundle in listed(edition, theme) if bundle.name not in own))
        self._render("排版", issues(edition, self.content.digests, theme, photo_sizes.recipe()))

    def _render(self, phase: str, wanted: Iterable[Bundle]) -> None:
        todo = plan(wanted, self.old, self.inputs, self.found.damaged)
        self.printed |= {name: self.old.bundles[name] for name in todo.keep}
        self.report.reasons |= {bundle.name: why for bundle, why in todo.make}
        causes = {bundle.name: bundle.cause for bundle, _ in todo.make}
        tasks.theme(self.kit).compile({name for bundle, _ in todo.make for name in templates(bundle)})
        jobs = map(self._job, (bundle for bundle, _ in todo.make))
        for done, made in enumerate(self._made(jobs, len(causes))):
            self.progress(phase, done, len(causes))
            self.laid |= made.laid
            self.printed[made.name] = Printed(causes[made.name], made.files)
            self.report.add(made.name, made.spent)
            self.content.drop(made.name)

    def _made(self, jobs: Iterator[tasks.Job], count: int) -> Iterator[Standing]:
        lay = partial(_laid, self.output, self.found.behind, self.spool)
        if self.crew.is_near:
            return self.crew.run(partial(_make_and_lay, self.kit, lay), jobs, count)
        return map(lay, self.crew.run(partial(tasks.make, self.kit), jobs, count))

    def _job(self, bundle: Bundle) -> tasks.Job:
        if isinstance(bundle, IssueBundle):
            return tasks.IssueJob(self.content.files(bundle.name), bundle.around, self._outline(bundle.name))
        if isinstance(bundle, PhotoBundle):
            photo = PhotoFile(bundle.file, Path(), bundle.digest, *bundle.size)
            return tasks.PhotoJob(bundle.name, bundle.issue, photo, self.content.picture(bundle.issue, bundle.file))
        if isinstance(bundle, ShardBundle):
            held = [(self.content.files(issue.id), first, last) for issue, first, last in bundle.shard.spans]
            return tasks.ShardJob(bundle.name, held)
        return tasks.ListJob(bundle.name, bundle.page, wanted(bundle.page, self._outline))

    def _outline(self, name: str) -> Outline:
        return self._fresh.get(name) or Outline.unpack(self.ledger.outline(name), self._facts[name])

    def add_static(self, files: dict[str, bytes]) -> None:
        """The static files; their folder is named after what they hold."""
        laid = {path: self.lay(path, data) for path, data in files.items()}
        self.printed[STATIC] = Printed(Cause(short("\n".join(sorted(files))), ""), laid)

    def add_root(self, files: dict[str, bytes]) -> None:
        """The paper's own files for the root of its site, which are published as they are."""
        laid = {path: self.lay(path, data) for path, data in files.items()}
        self.printed[ROOT] = Printed(Cause("", short(repr(sorted(laid.items())))), laid)

    def add_app(self, edition: Edition, root: Path) -> None:
        """The service worker, which names what it keeps by content, and the icons."""
        theme, assets = tasks.theme(self.kit), self.kit.theme.assets
        needed = {name: path for name, path in sorted(assets.items()) if not name.startswith("search")}
        held = [f"{path} {short(self._read(path).decode())}" for path in web_app.kept(edition)]
        held += [f"{photo}" for photo in edition.latest.photos] if edition.latest else []
        page = web_app.worker(edition, needed, short("\n".join(held)), short(repr(needed)))
        data = theme.render(page)
        self.printed[page.path] = Printed(Cause("", short(data.decode())), {page.path: self.lay(page.path, data)})
        self._add_icons(config.load(root), root)

    def _add_icons(self, settings: config.Settings, root: Path) -> None:
        name = settings.app.icon
        picture = root / config.LOGO_FOLDER / name if name else None
        theme = self.inputs.theme if name else ""
        cause = Cause("", short(f"{photo_sizes.recipe()} {self.inputs.program} {settings.colours} {name} {theme}"))
        before = self.old.bundles.get(ICON_FOLDER)
        if before and before.cause == cause and ICON_FOLDER not in self.found.damaged:
            self.printed[ICON_FOLDER] = before
            return
        made = {urls.icon(icon): icons.made(icon, settings.colours, picture) for icon in web_app.ICONS}
        self.printed[ICON_FOLDER] = Printed(cause, {path: self.lay(path, data) for path, data in made.items()})

    def _read(self, path: str) -> bytes:
        return self.laid[path].read() if path in self.laid else writer.read(f"{self.output}/{path}")

    def index(self, edition: Edition) -> None:
        """Makes the shards of the search index that must be made, one at a time: each takes much memory."""
        cut = list(shards(edition, self.content.digests))
        todo = plan(cut, self.old, self.inputs, self.found.damaged)
        kept = {name: self.old.bundles[name] for name in todo.keep}
        for done, (bundle, why) in enumerate(todo.make):
            self.progress("建立搜索索引", done, len(todo.make))
            (made,) = self.crew.do(partial(tasks.make, self.kit), [self._job(bundle)])
            kept[bundle.name] = Printed(bundle.cause, {path: self.lay(path, data) for path, data in made.files})
            self.report.reasons[bundle.name] = why
        self.report.indexed = sum(bundle.shard.articles for bundle in cut if bundle.name not in todo.keep)
        indexed = {bundle.shard.name: _indexed(kept[bundle.name], bundle.shard.articles) for bundle in cut}
        catalogue = shard_index.catalogue(indexed, entries.labels(edition.issues, edition.topics))
        path = f"{urls.SEARCH_INDEX}{shard_index.CATALOGUE}"
        kept[path] = Printed(Cause("", short(catalogue.decode())), {path: self.lay(path, catalogue)})
        self.printed |= kept

    def lay(self, path: str, data: bytes) -> str:
        """Takes a file in, unless it stands there already; returns its digest."""
        if path.startswith(self.found.behind) or not writer.holds(self.output, path, data):
            self.laid[path] = self.spool.lay(data)
        return digest(data)


def _laid(output: Path, behind: tuple[str, ...], spool: Spool, made: tasks.Made) -> Standing:
    """Lays aside those files of a bundle that differ from what stands in ``output``."""
    laid = {
        path: spool.lay(data)
        for path, data in made.files
        if path.startswith(behind) or not writer.holds(output, path, data)
    }
    return Standing(made.name, {path: digest(data) for path, data in made.files}, laid, made.spent)


def _make_and_lay(kit: tasks.Kit, lay: Callable[[tasks.Made], Standing], jobs: Iterable[tasks.Job]) -> list[Standing]:
    return list(map(lay, tasks.make(kit, jobs)))


def _indexed(shard: Printed, articles: int) -> shard_index.Indexed:
    table = next(path for path in shard.files if path.endswith(shard_index.TABLE))
    return shard_index.Indexed(table.rpartition("/")[2].removesuffix(shard_index.TABLE), articles)
