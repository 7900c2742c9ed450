"""Serves the preview until it is interrupted: opens sockets, watches the paper, and runs the web application."""

import socket
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import uvicorn

from generator.delivery.preview import guard, invitation, listening, starting
from generator.delivery.preview.application import application
from generator.delivery.preview.bursts import Bursts
from generator.delivery.preview.entrance import Entrance
from generator.delivery.preview.session import Mood, Said, Session
from generator.delivery.preview.tokens import Tokens
from generator.delivery.preview.watching import watching
from generator.delivery.preview.what_changed import Changes
from generator.press.places import place
from generator.press.report import Progress, silent

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class Wish(NamedTuple):
    """Which site is shown, by default that of this moment, and where: ``moment`` and ``drafts`` look ahead."""

    port: int = 8000
    moment: datetime | None = None
    drafts: bool = False
    lan: bool = False
    """Whether the local network is served too."""

    @property
    def is_ahead(self) -> bool:
        """Whether it is another site than the one that is published."""
        return bool(self.moment or self.drafts)


class _Server(uvicorn.Server):
    """A server that closes the event streams of open pages before it stops, since it would wait for them for ever."""

    def __init__(self, settings: uvicorn.Config, session: Session) -> None:
        super().__init__(settings)
        self._session = session

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the streams, then the server."""
        self._session.pages.end()
        await super().shutdown(sockets)


def serve(root: Path, wish: Wish, said: Said, ready: Callable[[str], None], progress: Progress = silent) -> None:
    """Serves the paper in ``root``; ``ready`` is called with the address of its front page.

    Raises ``BanmianError`` where no port can be used.
    """
    root = root.resolve()
    with closing(listening.listen(wish.port, listening.own_address() if wish.lan else "")) as sockets:
        if sockets.said:
            said(sockets.said, Mood.PLAIN)
        missed: list[Changes] = []
        act = missed.append

        def told(changes: Changes) -> None:
            act(changes)

        with watching(root, told, lambda line: said(line, Mood.PLAIN)):
            paper = starting.started(root, wish.moment, drafts=wish.drafts, progress=progress)
            asked = {
                "now": wish.moment.isoformat() if wish.moment else "",
                "drafts": wish.drafts,
                "ahead": wish.is_ahead,
            }
            session = Session(paper, place(root, ahead=wish.is_ahead), asked, said)
            bursts = Bursts(session.act, session.failed)
            act = bursts.told
            for changes in missed:
                act(changes)
            session.begin()
            bursts.start()
            ready(f"http://{guard.LOOPBACK}:{sockets.port}{paper.base}")
            app = _guarded(session, sockets, said)
            # uvicorn's own messages are off: they are in English and repeat what is reported here in Chinese.
            settings = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, **guard.SERVER)
            try:
                _Server(settings, session).run(sockets=sockets.sockets)
            finally:
                bursts.stop()
                session.end()


def _guarded(session: Session, sockets: listening.Listening, said: Said) -> guard.Guard:
    app: ASGIApp = application(session, session.failed)
    if sockets.lan:
        entrance = Entrance(app, Tokens(), sockets.lan, sockets.port, lambda: session.paper.base, time.time)
        said(invitation.terminal(entrance.invite()), Mood.PLAIN)
        app = entrance
    return guard.Guard(app, sockets.lan)
