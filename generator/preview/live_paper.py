"""The paper as its files are now, in memory. Each page is made when it is asked for, by the functions of a build.

Nothing is written here. ``refresh`` takes in what changed; while a file has a mistake, what could be read last stays.
"""

import threading
from collections import OrderedDict
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.content import article_file
from generator.content.edits import journal
from generator.errors import BanmianError, ContentError, Problem
from generator.pages import former
from generator.pages.edition import Edition
from generator.pages.page import Page
from generator.pages.relations import Relations
from generator.press import content_folders, kit, outputs, page_outputs
from generator.press.content_scan import Changed
from generator.press.output import OnRequest, Paper
from generator.press.report import Progress, silent
from generator.preview import frame as frames
from generator.preview import held
from generator.preview.frame import STATIC, Frame
from generator.preview.live_issues import Known, LiveIssues
from generator.preview.photo_store import PhotoStore
from generator.preview.what_changed import Changes

ISSUES = "content/issues/"
MOST_PAGES = 200
"""How many pages are kept as they were when they could last be made."""


class Refreshed(NamedTuple):
    """What a refresh found: whether pages may be new, and which static files are."""

    pages: bool = False
    static: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.pages or bool(self.static)


class Shown(NamedTuple):
    """A file for a browser. Where it has a mistake now, ``data`` are its last good bytes, or ``None``."""

    data: bytes | None
    is_broken: bool = False


@dataclass
class LivePaper:
    """The paper in ``root``; ``state`` is a folder for what is remembered. One thread at a time may use it."""

    root: Path
    state: Path
    issues: LiveIssues
    photos: PhotoStore
    frame: Frame | None = None
    version: int = 0
    """Counts the refreshes after which pages may be new."""
    _paper: Paper | None = None
    _relating: threading.Lock = field(default_factory=threading.Lock)
    """Held while related reading is found, which may be done ahead in another thread."""
    _mistakes: tuple[Problem, ...] = ()
    """What is wrong besides issues and single pages."""
    _page_mistakes: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    _made: OrderedDict[str, tuple[int, bytes]] = field(default_factory=OrderedDict)
    """Pages by path, each with the version at which it was made."""

    def start(self, known: Known, progress: Progress = silent) -> None:
        """Finds out everything for the first time."""
        self._read_frame()
        if self.frame:
            self.issues.describe(self.frame.kit, known, progress)
        self._renew()

    def refresh(self, changes: Changes) -> Refreshed:
        """Takes in what changed on disk. Mistakes are found in ``problems`` afterwards; nothing is raised for them."""
        before = self.frame
        with journal.held(self.root, writing=False):  # no other command may be half way through writing its changes
            issues = self._issues_of(changes)
            changed = self.issues.read(issues)
            if changes.everything or any(not path.startswith(ISSUES) for path in changes.paths) or not self.frame:
                self._read_frame()
        if self.frame is None:
            return Refreshed()
        static = _different(before.static if before else {}, self.frame.static)
        is_new = bool(changed) or before is None or _of_pages(before) != _of_pages(self.frame)
        if is_new:
            self._renew_issues()
        elif static:
            self._renew()
        if is_new or any(not name.endswith(".css") for name in static):
            self.version += 1
        self._try_again()
        return Refreshed(is_new, tuple(name.removeprefix(STATIC) for name in static))

    def at(self, now: datetime) -> None:
        """Goes on to another moment: what was held back until then comes out."""
        self.issues.at(self.issues.moment._replace(now=now))
        self._read_frame()
        self._renew_issues()
        self.version += 1

    def _issues_of(self, changes: Changes) -> list[str]:
        known = self.issues.content.seen.keys()
        parent = self.root / ISSUES
        if changes.everything or changes.paths & {"content", ISSUES.rstrip("/")}:
            self.issues.content.problems = []
            return sorted({*known, *content_folders.named(parent, self.issues.content.problems)})
        touched = {path.removeprefix(ISSUES).partition("/")[0] for path in changes.paths if path.startswith(ISSUES)}
        if touched - known:
            self.issues.content.problems = []
            return sorted(touched & {*known, *content_folders.named(parent, self.issues.content.problems)})
        return sorted(touched)

    def _read_frame(self) -> None:
        try:
            found = frames.read(self.root, self.state, self.issues.moment)
            self._mistakes = frames.mistakes(found, self.frame)
        except BanmianError as error:
            self._mistakes = error.problems
            return
        if not self._mistakes:
            self.frame = found
            moment = self.issues.moment.by(found.kit.hour, found.settings.review)
            if moment != self.issues.moment:
                self.issues.at(moment)

    def _renew_issues(self) -> None:
        if self.frame:
            self.issues.describe(self.frame.kit)
            self._renew()

    def _renew(self) -> None:
        if not self.frame:
            return
        of, issues = self.frame, self.issues
        relations = self._paper.edition.relations if self._paper else Relations()
        edition = Edition(
            tuple(issues.facts[name] for name in issues.names()),
            of.kit.topics,
            of.kit.site,
            of.kit.catalogue,
            of.record,
            of.kit.hour,
            of.kit.shares,
            relations,
        )
        digests, theme = issues.content.digests, kit.theme(of.kit)
        self._paper = Paper(self.root, of.settings, of.kit, edition, theme, digests, of.static, of.own)

    def _try_again(self) -> None:
        for path in list(self._page_mistakes):
            self.page(path)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All mistakes that stand now, in issues, in the rest of the paper, and in pages that were asked for."""
        of_issues = [problem for _, found in sorted(self.issues.problems.items()) for problem in found]
        of_pages = [problem for found in self._page_mistakes.values() for problem in found]
        found = (*self._mistakes, *self.issues.content.problems, *of_issues, *self.issues.content.unsigned, *of_pages)
        return tuple(dict.fromkeys(problem.seen_from(self.root) for problem in found))

    @property
    def is_ready(self) -> bool:
        """Whether pages can be made at all; they cannot where the paper had a mistake from the beginning."""
        return self._paper is not None

    @property
    def base(self) -> str:
        """The beginning of every link."""
        return self.frame.kit.site.base if self.frame else "/"

    def page(self, path: str) -> Shown | None:
        """The file at a path below ``output/``, as a build would make it; ``None`` where it makes none on request.

        Raises ``Changed`` where a file of an issue is newer than the last refresh.
        """
        if self._paper is None or self.frame is None:
            return None
        photo = self.photos.get(self._paper, path, self.issues) if "/photos/" in path else None
        if photo is not None or path in self.frame.static:
            return Shown(photo or self.frame.static[path])
        version, data = self._made.get(path, (-1, b""))
        if version == self.version:
            return Shown(data)
        try:
            with self._relating if path[:1].isdigit() else nullcontext():
                made = self._make(path, self._paper)
            kept_back = self.kept_back(path) if made is None else None
        except Changed:
            raise
        except BanmianError as error:
            self._page_mistakes[path] = error.problems
            return Shown(data if version >= 0 else None, is_broken=True)
        self._page_mistakes.pop(path, None)
        if made is None:
            return Shown(kept_back) if kept_back else None
        self._made[path] = self.version, made
        self._made.move_to_end(path)
        if len(self._made) > MOST_PAGES:
            self._made.popitem(last=False)
        return Shown(made)

    def find_related(self) -> None:
        """Finds related reading ahead, which takes seconds in a large archive; other threads may go on meanwhile."""
        paper = self._paper
        if paper:
            with self._relating:
                paper.edition.find_related()

    def _make(self, path: str, paper: Paper) -> bytes | None:
        made = self.standing(path)
        if made is None:
            page = former.find(paper.edition, path, _Standing(self))
            made = page_outputs.rendered(paper.kit, page) if page else None
        return made

    def kept_back(self, path: str, *, withdrawn: bool = False) -> bytes | None:
        """A page or picture of an issue that readers do not see, at the address that it will have; ``None`` for others.

        With ``withdrawn``, the page of a withdrawn article with its text. Raises ``ContentError`` and ``Changed``.
        """
        found = self.whole_issue(path.partition("/")[0], withdrawn=withdrawn)
        if found is None:
            return None
        paper, pages = found
        for page in pages:
            if page.path == path:
                return page_outputs.rendered(paper.kit, page)
        return self.photos.get(paper, path, self.issues)

    def whole_issue(self, name: str, *, withdrawn: bool = False) -> tuple[Paper, tuple[Page, ...]] | None:
        """The paper with all of an issue as if it were public, and the pages of that issue; ``None`` without the issue.

        Raises ``ContentError`` and ``Changed``.
        """
        if self._paper is None or name not in self.issues.content.seen:
            return None
        with self._relating:
            return held.with_all_of(self._paper, self.issues.whole(name), withdrawn=withdrawn)

    def headline(self, path: str) -> str:
        """What the article of a page is called, read from its file; ``""`` where it cannot be read."""
        name, _, rest = path.partition("/")
        files = self.issues.whole(name)
        data = files.texts.get(f"{rest.removesuffix('.html')}.md")
        with suppress(ContentError):
            return article_file.read(data, rest).title if data else f"{name} 一期"
        return ""

    def standing(self, path: str) -> bytes | None:
        """The file at a path, if it is more than the notice of a former address."""
        paper = self._paper
        for output in outputs.OUTPUTS:
            if paper and isinstance(output, OnRequest):
                job = output.job_at(paper, path, self.issues)
                files = dict(job.make(paper.kit).files) if job else {}
                if path in files:
                    return files[path]
        return None


class _Standing:
    """The paths at which something stands that is not only led on from."""

    def __init__(self, paper: LivePaper) -> None:
        self._paper = paper

    def __contains__(self, path: object) -> bool:
        return self._paper.standing(str(path)) is not None


def _of_pages(frame: Frame) -> tuple[object, ...]:
    """What pages follow from: all but the bytes of static files."""
    return frame.kit.key, frame.own, frame.record


def _different(before: dict[str, bytes], now: dict[str, bytes]) -> tuple[str, ...]:
    return tuple(path for path in sorted(before.keys() | now.keys()) if before.get(path) != now.get(path))
