"""Lets in devices of the local network: only with a session, which one POST gives for a one-time token.

It stands behind the guard, in front of the application. What is asked of this machine's own address needs no session.
Looking at a token's page does not use the token up, since programs that check messages fetch the addresses in them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.preview import entrance_pages, invitation
from generator.preview.guard import ENTER, PHONE, is_near
from generator.preview.tokens import Standing, Tokens


@dataclass(frozen=True, slots=True)
class Entrance:
    """The application behind an entrance.

    ``lan`` and ``port`` are where the preview listens in the network, ``front`` gives the address of the paper's front
    page, ``clock`` the time in seconds.
    """

    app: ASGIApp
    tokens: Tokens
    lan: str
    port: int
    front: Callable[[], str]
    clock: Callable[[], float]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        answer: Response | None = None
        if scope["type"] == "http":
            request = Request(scope)
            answer = self._near(request) if is_near(scope) else self._far(request)
        await (answer or self.app)(scope, receive, send)

    def invite(self) -> str:
        """The address with a new token, for one device."""
        return invitation.link(self.lan, self.port, self.tokens.issue(self.clock()))

    def _near(self, request: Request) -> Response | None:
        path = request.scope["path"]
        if path.startswith(ENTER):
            return entrance_pages.not_here()
        if path != PHONE:
            return None
        link = self.invite() if request.method == "POST" else ""
        return entrance_pages.phone(self.tokens.devices, link)

    def _far(self, request: Request) -> Response | None:
        path = request.scope["path"]
        if path.startswith(ENTER):
            return self._enter(request, path.removeprefix(ENTER))
        if not any(self.tokens.knows(session, _device(request)) for session in self._sessions(request)):
            return entrance_pages.locked(self.port)
        return entrance_pages.not_here() if path == PHONE else None

    def _enter(self, request: Request, token: str) -> Response:
        now, front = self.clock(), "/" + self.front().lstrip("/")
        standing = self.tokens.standing(token, now)
        if standing is not Standing.OPEN:
            return entrance_pages.refused(standing, self.port, front)
        if request.method != "POST":
            return entrance_pages.enter()
        answer = RedirectResponse(front, 303, {"Cache-Control": "no-store"})
        session = self.tokens.redeem(token, _device(request), now)
        answer.set_cookie(self._cookie, session, httponly=True, samesite="strict")
        return answer

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
