"""The web application of the preview: the paper's pages as they are now, and the addresses of the preview itself."""

import contextlib
import json
import mimetypes
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from generator import server_paths
from generator.pages import urls
from generator.preview import marks, preview_pages, served_files
from generator.preview.held import Held
from generator.preview.session import Sent, Session

OWN = f"/{server_paths.PREVIEW}"
TEXT = f"{OWN}/text/"
HTML = "text/html; charset=utf-8"
_FRESH = {"Cache-Control": "no-cache"}
_BROWSER = Path(__file__).with_name("browser")
_TYPES = {".webmanifest": "application/manifest+json", ".avif": "image/avif", ".webp": "image/webp"}


def application(session: Session, failed: Callable[[Exception], None], desk: Sequence[BaseRoute] = ()) -> Starlette:
    """The application; ``failed`` is called with a defect of ours. ``desk`` are the routes of the desk."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        session.pages.begin()
        yield

    async def defect(_request: Request, error: Exception) -> Response:
        failed(error)
        return Response(preview_pages.defect(), 500, media_type=HTML)

    site = _Site(session)
    return Starlette(
        routes=[
            Route(f"{OWN}/preview.js", _own_file("preview.js")),
            Route(f"{OWN}/preview.css", _own_file("preview.css")),
            Route(f"{OWN}/page.css", _own_file("page.css")),
            Route(f"{OWN}/events", site.events),
            Route(f"{OWN}/state", site.state),
            Route(f"{OWN}/held", site.held),
            Route(f"{TEXT}{{path:path}}", site.text),
            Route(f"{OWN}/{{path:path}}", _nothing),
            *desk,
            Route(f"/{server_paths.DESK}/{{path:path}}", _nothing),
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


def _nothing(_request: Request) -> Response:
    return Response(preview_pages.missing(), 404, media_type=HTML)


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
        return self._found(urls.NOT_FOUND, 404) or _nothing(request)

    def held(self, _request: Request) -> Response:
        """The list of all that readers do not see."""
        base = self._session.paper.base
        found = self._session.held()
        rows = [(urls.link(each.path, base), name, each.why, _text_of(each), each.see) for each, name in found]
        return Response(preview_pages.held(rows), media_type=HTML, headers=_FRESH)

    def text(self, request: Request) -> Response:
        """A text that readers do not see: of a withdrawn article, or one that is not signed yet."""
        sent = self._session.unseen_text(request.path_params["path"])
        if sent.data is None:
            return _nothing(request)
        return self._html(sent, sent.data, 200)

    def _found(self, path: str, status: int) -> Response | None:
        sent = self._session.page(path)
        is_page, data = path.endswith(".html"), sent.data
        if data is None and (sent.is_broken or not is_page):
            data = served_files.read(self._session.output, path)
        if data is None:
            return self._html(sent, preview_pages.not_made().encode(), 503) if sent.is_broken else None
        return self._html(sent, data, status) if is_page else Response(data, status, _FRESH, _type_of(path))

    def _html(self, sent: Sent, data: bytes, status: int) -> Response:
        band = sent.held or Held("", "")
        told = {"stamp": sent.stamp, "band": band.why, "text": _text_of(band), "see": band.see}
        page = marks.marked(data, {**sent.state, **told})
        return Response(page, status, {**_FRESH, "X-Banmian-Page": sent.stamp}, HTML)


def _text_of(held: Held) -> str:
    """The address of a text that readers do not see."""
    return f"{TEXT}{quote(held.path)}" if held.see else ""


def _type_of(path: str) -> str:
    known = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith("text/") or known.endswith(("javascript", "json")) else known
