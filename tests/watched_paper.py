"""A paper as the preview shows it, without watching, a server or a build behind: changes are told by the test."""

import re
from datetime import datetime
from pathlib import Path

import asked
from asked import Answer
from generator.desk import desk_routes
from generator.press.places import place
from generator.preview import first_look, starting
from generator.preview.application import application
from generator.preview.frame import STATIC
from generator.preview.guard import Guard
from generator.preview.session import Session
from generator.preview.spoken import Mood
from generator.preview.what_changed import Changes

_MARK = re.compile(rb'<script src="/_banmian/preview\.js" defer[^>]*></script>')
_STATIC = re.compile(rb"static/[0-9a-f]{12}/")


class WatchedPaper:
    """The preview of the paper in a folder, for a moment and with drafts or without them."""

    def __init__(self, root: Path, moment: datetime | None = None, *, drafts: bool = False) -> None:
        self.root = root
        self.said: list[str] = []
        self.defects: list[Exception] = []
        wanted = {"now": moment.isoformat() if moment else "", "drafts": drafts, "ahead": bool(moment or drafts)}
        looked = first_look.look(root, moment, drafts)
        at = place(root, ahead=bool(wanted["ahead"]))
        paper = starting.started(root, at, looked, starting.known(root))
        self.session = Session(paper, at, wanted, self._say)
        self.app = Guard(application(self.session, self.defects.append, desk_routes.routes(self.session)))

    def _say(self, line: str, _mood: Mood) -> None:
        self.said.append(line)

    def told(self, *paths: str) -> None:
        """Files changed."""
        self.session.act(Changes(frozenset(paths)))

    def get(self, path: str) -> Answer:
        """What a browser gets for an address."""
        return asked.answer(self.app, asked.scope(path))

    def page(self, path: str) -> bytes:
        """The file at a path below ``output/`` as a build would make it: without what the preview adds."""
        return plain(self.session.page(path).data or b"")

    @property
    def problems(self) -> list[str]:
        """The messages of the mistakes that browsers are told of."""
        return [problem["message"] for problem in self.session.pages.state["problems"]]


def plain(page: bytes) -> bytes:
    """A page without the marks of the preview, and with static files at no address in particular."""
    return _MARK.sub(b"", page).replace(STATIC.encode(), b"static/x/")


def built(page: bytes) -> bytes:
    """A page of a build, as ``plain`` gives one of the preview."""
    return _STATIC.sub(b"static/x/", page)
