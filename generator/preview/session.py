"""A running preview: takes in what changed, gives pages to the server, tells open browsers, and has builds made behind.

Only one thread at a time works with the paper: the one that takes in changes, or one that answers a request.
"""

import secrets
import threading
from contextlib import suppress
from datetime import UTC, datetime
from time import monotonic
from typing import NamedTuple

from generator import defects
from generator.content.issue_files import IssueFiles
from generator.errors import BanmianError, Problem
from generator.pages import theme_files
from generator.pages.page import Page
from generator.press.content_scan import Changed
from generator.press.headline_words import prepare
from generator.press.kit import Kit
from generator.press.places import Place
from generator.preview import excerpts, held, marks
from generator.preview.behind import Behind, Outcome
from generator.preview.held import Held
from generator.preview.live_paper import LivePaper, Shown
from generator.preview.open_pages import OpenPages
from generator.preview.spoken import Mood, Said
from generator.preview.what_changed import Changes

LATER = 24 * 3600.0
"""The longest time, in seconds, that is waited for an embargo to end before looking again."""
MOST_SAID = 100
"""How many new mistakes are said in the terminal at once."""
AHEAD_AFTER = 1.5
"""Seconds after the beginning before anything is found out that no page asked for; the first page comes first."""
AGAIN_AFTER = 2.0
"""Seconds after which changes that could not be taken in are looked for again."""
_NEWER = "有文件比通知先到"
_MISSED = "上一次没有看完，全部再看一遍"


class Sent(NamedTuple):
    """A file for a browser, ``None`` where there is none, and whether it has a mistake.

    ``state`` says of which state of the preview it is, ``held`` why readers do not see it.
    """

    data: bytes | None
    is_broken: bool
    state: dict[str, object]
    stamp: str
    held: Held | None


class Whole(NamedTuple):
    """An issue for the newsroom: its files, what its pages are made with, and these pages."""

    files: IssueFiles
    kit: Kit
    pages: tuple[Page, ...]


class Session:
    """The preview of one paper; ``asked`` says what site the builds behind it make."""

    def __init__(self, paper: LivePaper, at: Place, asked: dict[str, object], said: Said) -> None:
        self.paper = paper
        self.pages = OpenPages()
        self._said = said
        self._is_of_now = not asked["now"]
        self._lock = threading.RLock()
        self._styles = 0
        self._scripts = 0
        self._run = secrets.token_hex(4)
        self._times_told = 0
        self._behind_problems: tuple[Problem, ...] = ()
        self._told: tuple[Problem, ...] = ()
        self._missed = Changes()
        """What could not be taken in, since an error came in between."""
        self._timer: threading.Timer | None = None
        self._ended = threading.Event()
        self.output = at.output
        self._behind = Behind(paper.root, at, asked, self._build_begins, self._build_ended)

    def begin(self) -> None:
        """Begins to build behind, and reads ahead."""
        self._tell()
        self._behind.start()
        self._behind.soon()
        self._await_moment()
        threading.Thread(target=self._read_ahead, name="reading ahead", daemon=True).start()

    def end(self) -> None:
        """Ends what was begun."""
        self._ended.set()
        if self._timer:
            self._timer.cancel()
        self._behind.stop()

    def act(self, changes: Changes) -> None:
        """Takes in what changed on disk."""
        begun = monotonic()
        with self._lock:
            changes |= self._missed
            before = self.paper.problems
            self._missed = Changes(reason=_MISSED)  # until it is known that nothing was
            done = self.paper.refresh(changes)
            self._missed = Changes()
            self._styles += any(name.endswith(".css") for name in done.static)
            self._scripts += any(not name.endswith(".css") for name in done.static)
            now = self.paper.problems
            if not done and now == before:
                self._nothing_new()
                return
            self._behind_problems = tuple(
                problem for problem in self._behind_problems if not _is_of(problem, changes.paths)
            )
        self._tell()
        self._said(f"{_named(changes)}：页面 {monotonic() - begun:.2f} 秒后就是新的，搜索和 output/ 随后", Mood.PLAIN)
        self._behind.soon()
        self._await_moment()

    def _nothing_new(self) -> None:
        """Files are as they were, but a build may have read them in between, or have had no luck."""
        if self._behind_problems:
            self._behind.soon()
        else:
            self._behind.doubt()

    def failed(self, error: Exception) -> None:
        """Tells what kept changes from being taken in, or a page from being made; the preview goes on."""
        told = error if isinstance(error, BanmianError) else defects.told(self.paper.root, error)
        self._behind_problems = told.problems
        self._tell()
        if self._missed and not self._ended.is_set():
            again = threading.Timer(AGAIN_AFTER, self._look_again)
            again.daemon = True
            again.start()

    def _look_again(self) -> None:
        try:
            self.act(self._missed)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next save must be taken in
            self.failed(error)

    def page(self, path: str) -> Sent:
        """The file at a path below ``output/``."""
        with self._lock:
            before = self.paper.problems
            shown = None
            for _ in range(3):
                try:
                    shown = self.paper.page(path)
                    break
                except Changed:  # a file is newer than what its event, if there is one, has told yet
                    self.act(Changes(reason=_NEWER))
            is_told = self.paper.problems == before
            found = held.why(self.paper.issues, path, datetime.now(UTC))
            sent = self._sent(shown or Shown(None, is_broken=not self.paper.is_ready), found)
        if not is_told:
            self._tell()
        return sent

    def _sent(self, shown: Shown, why: Held | None) -> Sent:
        stamp = marks.stamp(shown.data or b"", self._scripts)
        return Sent(shown.data, shown.is_broken, self._state, stamp, why)

    @property
    def _state(self) -> dict[str, object]:
        """What browsers compare: ``run`` tells this preview from one before it, whose numbers mean nothing now."""
        return {"run": self._run, "version": self.paper.version + self._scripts, "styles": self._styles}

    def held(self) -> list[tuple[Held, str]]:
        """Everything that readers do not see, each with its headline."""
        with self._lock:
            found = list(held.held(self.paper.issues, datetime.now(UTC)))
            return [(each, self.paper.headline(each.path)) for each in found]

    def unseen_text(self, path: str) -> Sent:
        """The page of an article with a text that readers do not see: a withdrawn one, or one not signed yet."""
        with self._lock:
            found = held.why(self.paper.issues, path, datetime.now(UTC))
            try:
                data = self.paper.kept_back(path, withdrawn=True)
            except BanmianError:
                data = None
            is_newer = found is not None and found.see == held.SEE_NEWER
            return self._sent(Shown(data), Held(path, held.NEWER if is_newer else held.TEXT))

    def whole_issue(self, name: str) -> Whole | None:
        """An issue with all of it as if it were public, ``None`` without it. Raises ``ContentError``."""
        with self._lock:
            for _ in range(3):
                try:
                    found = self.paper.whole_issue(name, withdrawn=True)
                    return Whole(self.paper.issues.whole(name), found[0].kit, found[1]) if found else None
                except Changed:
                    self.act(Changes(reason=_NEWER))
        return None

    def _tell(self) -> None:
        with self._lock:  # what is told last must be what was found last
            problems = tuple(dict.fromkeys((*self.paper.problems, *self._behind_problems)))
            shown = excerpts.shown(problems, self.paper.root, theme_files.builtin_folder())
            self._times_told += 1
            self.pages.tell({**self._state, "at": self._times_told, "problems": shown, "count": len(problems)})
            known = set(self._told)
            new = [problem for problem in problems if problem not in known]
            for problem in new[:MOST_SAID]:
                self._said(f"✗ {problem}", Mood.BAD)
            if len(new) > MOST_SAID:
                self._said(f"还有 {len(new) - MOST_SAID} 处，banmian build 会都说出来", Mood.BAD)
            if self._told and not problems:
                self._said("都改好了", Mood.GOOD)
            self._told = problems

    def _build_begins(self) -> None:
        self._said("在后面生成 output/ 和搜索……", Mood.PLAIN)

    def _build_ended(self, outcome: Outcome) -> None:
        self._behind_problems = tuple(problem.seen_from(self.paper.root) for problem in outcome.problems)
        for note in outcome.notes:
            self._said(f"! {note}", Mood.BAD)
        if outcome.report is not None:
            done = outcome.report
            index = f"，索引 {done['indexed']} 篇" if done["indexed"] else ""
            what = f"写 {done['written']} 个文件，删除 {done['deleted']}{index}"
            self._said(f"output/ 和搜索跟上了：{what}，{done['seconds']:.1f} 秒", Mood.GOOD)
        self._tell()

    def _read_ahead(self) -> None:
        if self._ended.wait(AHEAD_AFTER):
            return
        self.paper.find_related()
        prepare(self.paper.state)
        names = [*self.paper.issues.content.digests]
        for name in reversed(names):
            if self._ended.is_set():
                return
            with self._lock, suppress(Changed, KeyError):
                self.paper.issues.remember([name])

    def _await_moment(self) -> None:
        """Sets a timer for the moment at which something that is held back comes out."""
        opens = self.paper.issues.content.release if self._is_of_now else None
        if self._timer:
            self._timer.cancel()
        if opens:
            seconds = min((opens - datetime.now(UTC)).total_seconds() + 0.5, LATER)
            self._timer = threading.Timer(max(seconds, 0), self._moment_came)
            self._timer.daemon = True
            self._timer.start()

    def _moment_came(self) -> None:
        with self._lock:
            self.paper.at(datetime.now(UTC))
        self._tell()
        self._behind.soon()
        self._await_moment()


def _is_of(problem: Problem, paths: frozenset[str]) -> bool:
    return any(problem.source == path or problem.source.startswith(f"{path}/") for path in paths)


def _named(changes: Changes) -> str:
    if changes.everything:
        return changes.reason
    names = sorted(changes.paths)
    return names[0] if len(names) == 1 else f"{names[0]} 等 {len(names)} 处"
