"""Refuses what no browser of an editor asks of the preview: foreign sites and names, odd paths, and all writing.

It stands in front of everything that the preview serves. A web site that an editor has open in another tab could else
read unpublished pages (by a name that it lets resolve to 127.0.0.1, or by a script), or send something to the preview.
The connection's own address, ``scope["server"]``, says whether a request came in on this machine or from the network.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from generator import server_paths

LOOPBACK = "127.0.0.1"
ENTER = f"/{server_paths.PREVIEW}/enter/"
"""Below it are the addresses with a token, which stand on the network's side alone."""
PHONE = f"/{server_paths.PREVIEW}/phone"
"""The page that makes tokens; it stands on this machine's side alone."""

DESK_POSTS: tuple[str, ...] = (f"/{server_paths.DESK}/act", f"/{server_paths.DESK}/upload/")
"""The addresses to which the desk's pages send something; one that ends in ``/`` stands for all below it."""
NEAR_POSTS: tuple[str, ...] = (PHONE, *DESK_POSTS)
"""The addresses to which a page on this machine may send something."""
LAN_POSTS: tuple[str, ...] = (ENTER,)
"""The same for the network, where devices may only look."""

MOST_PATH = 2_000
"""The most bytes of a path."""
SERVER: Mapping[str, Any] = {"proxy_headers": False, "server_header": False, "ws": "none"}
"""What uvicorn must be told. It would else believe what a request says of its own sender (``X-Forwarded-For``)."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What every answer says."""
USUAL_HEADERS = {"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"}
"""What every answer says that does not say something else. A page with a form needs another ``Referrer-Policy``, since
browsers send ``Origin: null`` from a form under this one."""

_PATH = re.compile(rb"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@\[\]|-]|%[0-9A-Fa-f]{2})*)+")
_ENCODED = re.compile("%[0-9a-f]{2}", re.IGNORECASE)
_OWN_SITE = {"same-origin", "none"}


class Refusal(NamedTuple):
    """The status of the answer, and in Chinese why the request is refused."""

    status: int
    words: str


FOREIGN_HOST = Refusal(421, "这不是预览的网址。请用 banmian serve 在终端里给出的网址打开。")
FOREIGN_PAGE = Refusal(403, "请求来自别的网页，预览不回答。要看预览，把网址粘贴到浏览器的地址栏里打开。")
ODD_PATH = Refusal(403, "网址里有预览不接受的写法。请从首页点过去。")
READ_ONLY = Refusal(405, "预览只给看，不接受这种请求。")


class Guard:
    """The application behind a guard. ``lan`` is the address in the local network that is served too, if any.

    With ``edits``, the network may send to the desk; whether a device may is then for the entrance to say.
    """

    def __init__(self, app: ASGIApp, lan: str = "", *, edits: bool = False) -> None:
        self._app = app
        self._lan_posts = LAN_POSTS + (DESK_POSTS if edits else ())
        self._addresses = {LOOPBACK, lan} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
        else:
            refusal = refused(scope, self._addresses, self._lan_posts)
            app = _answer(refusal) if refusal else self._app
            await app(scope, receive, partial(_send, send))


def is_near(scope: Scope) -> bool:
    """Whether a request came in on this machine's own address."""
    return bool(scope["server"][0] == LOOPBACK)


def refused(scope: Scope, addresses: set[str], lan_posts: tuple[str, ...] = LAN_POSTS) -> Refusal | None:
    """Why a request is refused, ``None`` where it is not.

    ``addresses`` are those that the preview listens on, ``lan_posts`` those to which the network may send something.
    """
    headers = Headers(scope=scope)
    server = scope.get("server") or ("", None)
    hosts = headers.getlist("host")
    if server[0] not in addresses or len(hosts) != 1 or hosts[0].lower() not in _names(*server):
        return FOREIGN_HOST
    if not is_plain(scope.get("raw_path") or b""):
        return ODD_PATH
    method, path = scope["method"], scope["path"]
    posts = NEAR_POSTS if is_near(scope) else lan_posts
    if method not in ("GET", "HEAD") and not (method == "POST" and _is_one_of(path, posts)):
        return READ_ONLY
    own = {f"http://{hosts[0].lower().removesuffix(':80')}"}
    said = set(headers.getlist("origin"))
    if said != own and (said or method == "POST"):
        return FOREIGN_PAGE
    # A token's address may stand in a message or a web mail, and looking at its page does nothing.
    is_entrance = method != "POST" and not is_near(scope) and path.startswith(ENTER)
    return None if is_entrance or set(headers.getlist("sec-fetch-site")) <= _OWN_SITE else FOREIGN_PAGE


def is_plain(path: bytes) -> bool:
    """Whether a path, as it was sent, can only mean one file below a folder, however often it is decoded."""
    if len(path) > MOST_PATH or not _PATH.fullmatch(path):
        return False
    *folders, name = path.decode("ascii").split("/")[1:]
    return all(folders) and all(map(_is_plain_part, (*folders, name)))


def _is_plain_part(part: str) -> bool:
    try:
        name = unquote(part, errors="strict")
    except UnicodeDecodeError:
        return False
    folded = unicodedata.normalize("NFKC", name)
    is_hidden = folded.startswith(".") and name != ".well-known"
    is_odd = any(character in "/\\" or unicodedata.category(character)[0] == "C" for character in name + folded)
    return not is_hidden and not is_odd and not _ENCODED.search(folded)


def _names(address: str, port: int | None) -> set[str]:
    """The values of ``Host`` that mean an address of the preview."""
    names = {address, "localhost"} if address == LOOPBACK else {f"[{address}]" if ":" in address else address}
    return {f"{name}:{port}" for name in names} | (names if port == 80 else set())


def _is_one_of(path: str, addresses: tuple[str, ...]) -> bool:
    return any(path.startswith(each) if each.endswith("/") else path == each for each in addresses)


def _answer(refusal: Refusal) -> ASGIApp:
    headers = {"Cache-Control": "no-store"} | ({"Allow": "GET, HEAD"} if refusal.status == 405 else {})
    return PlainTextResponse(refusal.words, refusal.status, headers)


async def _send(send: Send, message: Message) -> None:
    """Sends a part of an answer, with the headers of all answers."""
    if message["type"] == "http.response.start":
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers[name] = value
        for name, value in USUAL_HEADERS.items():
            headers.setdefault(name, value)
    await send(message)
