"""The web application of the preview: the paper's pages as they are now, and the addresses of the preview itself."""

import contextlib
import json
import mimetypes
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generator import server_paths
from generator.delivery.preview import marks, served_files
from generator.delivery.preview.session import Session
from generator.pages import urls

OWN = f"/{server_paths.PREVIEW}"
HTML = "text/html; charset=utf-8"
_FRESH = {"Cache-Control": "no-cache"}
_BROWSER = Path(__file__).with_name("browser")
_TYPES = {".webmanifest": "application/manifest+json", ".avif": "image/avif", ".webp": "image/webp"}
_NONE = """\
<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>这一页现在做不出来</title></head><body><h1>{}</h1></body></html>
"""


def application(session: Session, failed: Callable[[Exception], None]) -> Starlette:
    """The application; ``failed`` is called with a defect of ours."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        session.pages.begin()
        yield

    async def defect(_request: Request, error: Exception) -> Response:
        failed(error)
        return Response(_NONE.format("banmian 出了没想到的错误"), 500, media_type=HTML)

    site = _Site(session)
    return Starlette(
        routes=[
            Route(f"{OWN}/preview.js", _own_file("preview.js")),
            Route(f"{OWN}/preview.css", _own_file("preview.css")),
            Route(f"{OWN}/events", site.events),
            Route(f"{OWN}/state", site.state),
            Route("/{path:path}", site.answer),
        ],
        exception_handlers={Exception: defect},
        lifespan=lifespan,
    )


def _own_file(name: str) -> Callable[[Request], Response]:
    def answer(_request: Request) -> Response:
        data = (_BROWSER / name).read_bytes()
        return Response(data, media_type=_type_of(name), headers=_FRESH)

    return answer


class _Site:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def events(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._session.pages.stream(), media_type="text/event-stream", headers=headers)

    async def state(self, _request: Request) -> Response:
        return Response(json.dumps(self._session.pages.state), media_type="application/json", headers=_FRESH)

    def answer(self, request: Request) -> Response:
        """What stands at an address, as a host for static files has it. It runs in a thread of the server's."""
        base, address = self._session.paper.base, unquote(request.url.path)
        if not address.startswith(base):
            return RedirectResponse(quote(base))
        path = address.removeprefix(base)
        wanted = f"{path}index.html" if not path or path.endswith("/") else path
        found = self._found(wanted, 200)
        if found:
            return found
        if not path.endswith("/") and self._found(f"{path}/index.html", 200):
            return RedirectResponse(quote(f"{address}/"))
        return self._found(urls.NOT_FOUND, 404) or Response(_NONE.format("没有这一页"), 404, media_type=HTML)

    def _found(self, path: str, status: int) -> Response | None:
        data, is_broken, stamp = self._session.page(path)
        if data is None and (is_broken or not path.endswith(".html") or not self._session.paper.is_ready):
            data = served_files.read(self._session.output, path)
        if data is None:
            if not is_broken and (self._session.paper.is_ready or status != 200 or not path.endswith(".html")):
                return None
            data, status = _NONE.format("这一页现在做不出来").encode(), 503
        if not path.endswith(".html"):
            return Response(data, status, _FRESH, _type_of(path))
        version = self._session.pages.state["version"]
        page = marks.marked(data, version, stamp, "")
        return Response(page, status, {**_FRESH, "X-Banmian-Page": stamp}, HTML)


def _type_of(path: str) -> str:
    known = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith("text/") or known.endswith(("javascript", "json")) else known
