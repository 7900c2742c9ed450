"""Carries out what is asked of the desk: reads, changes and tells the preview, one request at a time."""

import re
import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from time import sleep
from typing import NamedTuple

from generator import config
from generator.content.edits import history, journal, kept_sets
from generator.content.edits.changes import Draft
from generator.content.edits.history import Entry
from generator.desk import importing
from generator.desk.acts import Act
from generator.desk.importing import Import
from generator.desk.uploads import Uploads
from generator.editing.asked import Around, Asked, WithFiles
from generator.errors import ChangedMeanwhile, ContentError
from generator.newsroom import doubt_renewal
from generator.preview.session import Session
from generator.preview.what_changed import Changes

_WRITTEN = 0.05
"""Seconds in which a program that is just writing a file is done with it."""
_ARTICLE = re.compile(r"content/issues/(?P<issue>[^/]+)/(?P<number>[0-9]{2,4})\.md")


class By(NamedTuple):
    """Who asks: the session of a browser, and the person that it was told to be, ``""`` where the paper has none."""

    session: str
    person: str


class Made(NamedTuple):
    """What was done, in Chinese, and the files that changed, by their paths in the paper."""

    what: str
    paths: tuple[str, ...]
    article: str = ""
    """The number of the article in which an editor goes on, ``""`` for the one that was asked about."""


class Desk:
    """The desk of one running preview. ``token`` stands on the desk's own pages alone; every request must have it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.root = session.paper.root
        self.token = secrets.token_urlsafe(24)
        self.uploads = Uploads(self.root)
        self._steps: dict[str, tuple[str, str]] = {}
        """By session: the step of its latest set, and the entry in the history that holds it."""
        self._lock = threading.Lock()
        self._prepares = threading.Thread(target=doubt_renewal.prepare, name="preparing the desk", daemon=True)

    def prepare(self) -> None:
        """Has what the first change needs read behind, once a page of the desk was asked for."""
        with suppress(RuntimeError):  # it was started before
            self._prepares.start()

    def act(self, act: Act, asked: Asked, by: By) -> Made:
        """Carries out a request, and has the preview show what changed.

        Raises ``Stale`` where a file is no longer what the editor saw, ``ContentError`` where the request cannot be
        carried out; then nothing is written.
        """
        with self._lock:
            made = history.started_over(lambda: self._commit(act, asked, by))
        self._show(made.paths)
        return made

    def _commit(self, act: Act, asked: Asked, by: By) -> Made:
        with journal.held(self.root):
            draft = Draft(self.root)
            try:
                return self._committed(draft, act, asked, by)
            except ContentError as error:
                sleep(_WRITTEN)
                if draft.is_outdated():  # what was read may be half of a file
                    raise ChangedMeanwhile(*error.problems) from None
                raise

    def _committed(self, draft: Draft, act: Act, asked: Asked, by: By) -> Made:
        sent = tuple(self.uploads.files(asked.batch)) if isinstance(asked, WithFiles) else ()
        around = Around(datetime.now(UTC), by.person, config.load(self.root), sent)
        done = act.function(draft, asked, around)
        _renew_doubts(draft)
        paths = tuple(change.path for change in draft)
        step, entry = self._steps.get(by.session, ("", ""))
        entry = entry if step and step == done.step and self._is_last(entry) else ""
        made = history.commit(draft, act.kind, done.what, entry=entry, session=by.session, author=by.person)
        self._steps[by.session] = done.step, made
        return Made(done.what, paths, done.article)

    def import_(self, asked: Import, by: By) -> Made:
        """Imports a raw issue that a browser sent; ``Made.paths`` begins with the folder of its issue.

        Raises ``ImportRefused`` and ``ContentError``; then nothing is written.
        """
        raw = importing.raw_of(self.uploads.files(asked.batch))
        with self._lock:
            done = importing.import_files(self.root, raw, asked, by.session, by.person)
            paths = self._paths_of(done.entry)
        self.uploads.done(asked.batch)
        self._show(paths)
        issue = done.converted.issue
        what = f"{issue.id}：{len(issue.articles)} 篇，{done.doubts} 处存疑。{done.converted.balance}"
        return Made(what, (f"content/issues/{issue.id}", *paths))

    def _paths_of(self, name: str) -> tuple[str, ...]:
        entry = next((entry for entry in history.entries(self.root) if entry.name == name), None)
        return _changed(entry) if entry else ()

    def _is_last(self, entry: str) -> bool:
        last = next(history.entries(self.root), None)
        return last is not None and last.name == entry

    def undo(self, by: By) -> Made:
        """Takes back the session's latest set. Raises ``ContentError`` and ``ChangedMeanwhile``."""
        return self._again(lambda: history.undo(self.root, session=by.session, author=by.person), by)

    def redo(self, by: By) -> Made:
        """Brings back what the session took back last. Raises as ``undo`` does."""
        return self._again(lambda: history.redo(self.root, session=by.session, author=by.person), by)

    def _again(self, step: Callable[[], Entry], by: By) -> Made:
        with self._lock:
            entry = step()
            self._steps.pop(by.session, None)
        paths = _changed(entry)
        self._show(paths)
        return Made(entry.header.what, paths)

    def _show(self, paths: Iterable[str]) -> None:
        found = frozenset(paths)
        if not found:
            return
        try:
            self.session.act(Changes(found))
        except Exception as error:  # noqa: BLE001 - the files are written; what they cannot be shown with is told there
            self.session.failed(error)


def _renew_doubts(draft: Draft) -> None:
    """Brings the doubts of the articles that a draft changes up to date."""
    changed = [(found, change) for change in draft if (found := _ARTICLE.fullmatch(change.path))]
    for found, change in changed:
        if change.new is not None:
            doubt_renewal.renew(draft, found["issue"], found["number"])


def _changed(entry: Entry) -> tuple[str, ...]:
    """The files that an entry of the history changed."""
    rows = (row for part in entry.parts for row in kept_sets.read(part)[1])
    return tuple(dict.fromkeys(row.path for row in rows))
