"""Puts a preview together, and runs its web application."""

import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.routing import BaseRoute

from generator.press.places import place
from generator.press.report import Progress
from generator.preview import guard, starting
from generator.preview.application import application
from generator.preview.entrance import Entrance
from generator.preview.first_look import Looked
from generator.preview.guard import Guard
from generator.preview.listening import Listening
from generator.preview.session import Session
from generator.preview.spoken import Mood, Said, Wish
from generator.preview.tokens import Tokens

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """A server that closes the event streams of open pages before it stops, since it would wait for them for ever."""

    def __init__(self, settings: uvicorn.Config, session: Session) -> None:
        super().__init__(settings)
        self._session = session

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the streams, then the server."""
        self._session.pages.end()
        await super().shutdown(sockets)


def session(root: Path, wish: Wish, looked: Callable[[], Looked], said: Said, progress: Progress) -> Session:
    """The preview of a paper, when the first look at it has come to its end. Raises ``BanmianError``."""
    remembered = starting.known(root)
    at = place(root, ahead=wish.is_ahead)
    paper = starting.started(root, at, looked(), remembered, progress)
    now = wish.moment.isoformat() if wish.moment else ""
    asked = {"now": now, "drafts": wish.drafts, "ahead": wish.is_ahead}
    return Session(paper, at, asked, said)


def run(session: Session, sockets: Listening, said: Said, desk: Sequence[BaseRoute], *, edits: bool) -> None:
    """Answers requests until it is interrupted.

    ``desk`` are the routes of the desk; with ``edits``, devices of the network may be let in to write there.
    """
    # uvicorn's own messages are off: they are in English and repeat what is reported here in Chinese.
    app = _guarded(session, sockets, said, desk, edits=edits)
    settings = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, **guard.SERVER)
    _Server(settings, session).run(sockets=sockets.sockets)


def _guarded(session: Session, sockets: Listening, said: Said, desk: Sequence[BaseRoute], *, edits: bool) -> Guard:
    app: ASGIApp = application(session, session.failed, desk)

    def writers() -> Sequence[str]:
        frame = session.paper.frame if edits else None
        return (tuple(frame.settings.review.persons) or ("",)) if frame else ()

    if sockets.lan:
        entrance = Entrance(app, Tokens(), sockets.lan, sockets.port, lambda: session.paper.base, time.time, writers)
        said(entrance.told(), Mood.PLAIN)
        app = entrance
    return Guard(app, sockets.lan, edits=edits)
