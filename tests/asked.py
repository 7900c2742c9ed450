"""One request to an application, without a socket: what a server would hand over, and the answer."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Scope

PORT = 8000
NEAR = "127.0.0.1"
LAN = "127.0.0.2"


@dataclass(frozen=True)
class Answer:
    """What came back; ``status`` is 0 where nothing did."""

    status: int
    headers: Headers
    text: str


def scope(target: str, *headers: tuple[str, str], method: str = "GET", to: str = NEAR, **other: Any) -> Scope:
    """A request to one of the two addresses, as uvicorn describes it. ``Host`` is right unless it is given."""
    target, _, query = target.partition("?")
    named = [name.lower() for name, _ in headers]
    given = headers if "host" in named else (("Host", f"{to}:{PORT}"), *headers)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(target),
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given if value],
        "server": (to, PORT),
        "client": ("127.0.0.3", 1),
    } | other


def answer(app: ASGIApp, request: Scope, body: bytes = b"") -> Answer:
    """The answer of an application to one request."""
    said: list[dict[str, Any]] = []

    async def ask() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            said.append(dict(message))

        await app(request, receive, send)

    # In a thread of its own: a browser of other tests may have a loop in this one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, ask()).result()
    start: dict[str, Any] = said[0] if said else {}
    text = b"".join(each.get("body", b"") for each in said[1:]).decode()
    return Answer(start.get("status", 0), Headers(raw=start.get("headers", [])), text)
