"""Lets in devices of the local network: only with a session, which one POST gives for a one-time token.

Most sessions are for looking; one whose token was bound to a person lets its device write at the desk as that person.

It stands behind the guard, in front of the application. What is asked of this machine's own address needs no session.
Looking at a token's page does not use the token up, since programs that check messages fetch the addresses in them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from generator import server_paths
from generator.preview import entrance_pages, invitation, preview_pages
from generator.preview.guard import ENTER, LOOPBACK, PHONE, is_near
from generator.preview.tokens import Standing, Tokens

DESK = f"/{server_paths.DESK}/"
_WRITER = "banmian.writer"
"""The key in a request's scope under which the application finds the writer; no request can set it."""


def writer(scope: Scope) -> str | None:
    """The person as whom a device of the network writes, ``""`` for one without a name.

    ``None`` where it may only look, and for what is asked on this machine, which needs no session.
    """
    found: str | None = scope.get(_WRITER)
    return found


def _nobody() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Entrance:
    """The application behind an entrance.

    ``lan`` and ``port`` are where the preview listens in the network, ``front`` gives the address of the paper's front
    page, ``clock`` the time in seconds, and ``writers`` the people for whom a device may be let in to write.
    """

    app: ASGIApp
    tokens: Tokens
    lan: str
    port: int
    front: Callable[[], str]
    clock: Callable[[], float]
    writers: Callable[[], Sequence[str]] = _nobody

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        answer: Response | None = None
        if scope["type"] == "http":
            found = None if is_near(scope) else self._writer(Request(scope))
            scope = {**scope, _WRITER: found}
            answer = self._near(Request(scope)) if is_near(scope) else self._far(Request(scope), found)
        await (answer or self.app)(scope, receive, send)

    def invite(self, writer: str | None = None) -> str:
        """The address with a new token, for one device; with ``writer`` it lets the device write as that person."""
        return invitation.link(self.lan, self.port, self.tokens.issue(self.clock(), writer))

    def told(self) -> str:
        """What the terminal says at the beginning: an address with a token, for the first of those who may write."""
        found = next(iter(self.writers()), None)
        more = f"{invitation.origin(LOOPBACK, self.port)}{PHONE}"
        return invitation.terminal(self.invite(found), found, more)

    def _near(self, request: Request) -> Response | None:
        path = request.scope["path"]
        if path.startswith(ENTER):
            return entrance_pages.not_here()
        if path != PHONE:
            return None
        writers, asked = self.writers(), request.query_params.get(entrance_pages.WRITER)
        may = asked is None or asked in writers
        link = self.invite(asked) if request.method == "POST" and may else ""
        return entrance_pages.phone(self.tokens.devices, writers, link, asked if may else None)

    def _far(self, request: Request, writer: str | None) -> Response | None:
        path = request.scope["path"]
        if path.startswith(ENTER):
            return self._enter(request, path.removeprefix(ENTER))
        if not any(self.tokens.knows(session, _device(request)) for session in self._sessions(request)):
            return entrance_pages.locked(self.port)
        if path.startswith(DESK) and writer is None:
            is_read = request.method in ("GET", "HEAD")
            return (
                HTMLResponse(preview_pages.missing(), 404)
                if is_read
                else Response(status_code=405, headers={"Allow": "GET, HEAD"})
            )
        return entrance_pages.not_here() if path == PHONE else None

    def _enter(self, request: Request, token: str) -> Response:
        now, front = self.clock(), "/" + self.front().lstrip("/")
        standing = self.tokens.standing(token, now)
        if standing is not Standing.OPEN:
            return entrance_pages.refused(standing, self.port, front)
        if request.method != "POST":
            return entrance_pages.enter(self.tokens.meant_for(token))
        way = front if self.tokens.meant_for(token) is None else DESK
        answer = RedirectResponse(way, 303, {"Cache-Control": "no-store"})
        session = self.tokens.redeem(token, _device(request), now)
        answer.set_cookie(self._cookie, session, httponly=True, samesite="strict")
        return answer

    def _writer(self, request: Request) -> str | None:
        found = (self.tokens.writer(session, _device(request)) for session in self._sessions(request))
        return next((name for name in found if name is not None), None)

    @property
    def _cookie(self) -> str:
        # Browsers send a cookie to every port of an address, so its name says which preview it belongs to.
        return f"banmian-{self.port}"

    def _sessions(self, request: Request) -> list[str]:
        """Every cookie of the name: a page at another port of this machine may have set one of the same name."""
        pairs = (pair.partition("=") for line in request.headers.getlist("cookie") for pair in line.split(";"))
        return [value.strip() for name, _, value in pairs if name.strip() == self._cookie]


def _device(request: Request) -> str:
    """The address of the device in the network, as the connection itself has it."""
    return request.client.host if request.client else ""
