"""The preview (``banmian serve``): builds, serves on this machine alone, and after each change rebuilds and reloads.

It calls the same ``build`` as the command, so the files in ``output/`` are exactly what would be published. To look
ahead it builds the site of a later moment, or one with drafts, which lies elsewhere (``press.build.place``). The script
tag that reloads an open page is added only to what is sent to the browser.
"""

import asyncio
import contextlib
import json
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from generator import config, defects, system
from generator.delivery.preview.bursts import Bursts
from generator.delivery.preview.watching import Said, watching
from generator.delivery.preview.what_changed import Changes
from generator.errors import BanmianError, ContentError, PressError, Problem
from generator.pages import urls
from generator.press.build import build
from generator.press.places import place
from generator.press.report import Report

HOST = "127.0.0.1"
HEARTBEAT_SECONDS = 15.0

RELOAD_SCRIPT = """\
const events = new EventSource("/_banmian/events");
let shown = null;
events.addEventListener("reload", () => location.reload());
events.addEventListener("problem", (event) => {
  shown ??= document.body.appendChild(document.createElement("pre"));
  shown.setAttribute("role", "alert");
  shown.textContent = JSON.parse(event.data);
  Object.assign(shown.style, {
    position: "fixed", inset: "0 0 auto 0", zIndex: 99, margin: 0, padding: "1rem", maxHeight: "60vh",
    overflow: "auto", whiteSpace: "pre-wrap", background: "#7a1410", color: "#fff", font: "14px/1.6 monospace",
  });
});
"""
RELOAD_TAG = b'<script type="module" src="/_banmian/reload.js"></script>'

Told = Callable[[Report | BanmianError], None]
"""Called after every build, with what it did or what stopped it."""


class Ahead(NamedTuple):
    """Which site is shown: by default that of this moment; else that of a ``moment`` to come, or one with drafts."""

    moment: datetime | None = None
    drafts: bool = False

    @property
    def is_ahead(self) -> bool:
        """Whether it is another site than the one that is published."""
        return bool(self.moment or self.drafts)


NOW = Ahead()


class Preview:
    """A site being watched. ``told`` is called after every build, ``said`` with what else there is to say."""

    def __init__(self, root: Path, told: Told, ahead: Ahead = NOW, said: Said = lambda _line: None) -> None:
        self.root = root
        self._said = said
        self._ahead = ahead
        self._output = place(root, ahead=ahead.is_ahead).output
        self._told = told
        self._bursts = Bursts(self._rebuilt, lambda error: told(defects.told(root, error)))
        self._stopped = threading.Event()
        self._listeners: set[asyncio.Queue[tuple[str, str]]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._problem = ""
        self._last_good: dict[str, bytes] = {}
        """The last good pages, by path, of articles that have a mistake at the moment; they are served meanwhile."""

    def rebuild(self) -> None:
        """Builds once, and tells the terminal and every open page how it went."""
        rest: Report | None = None
        try:
            report: Report | BanmianError = self._build()
            self._last_good = {}
            self._problem = ""
        except ContentError as error:
            rest = self._built_without_broken(error)
            report = error
            self._problem = "\n".join((str(error), *getattr(error, "__notes__", ())))
        except BanmianError as error:
            report = error
            self._problem = "\n".join((str(error), *getattr(error, "__notes__", ())))
        except Exception as error:  # noqa: BLE001 - whatever it is, the next save must build again
            report = defects.told(self.root, error)
            self._problem = str(report)
        self._told(report)
        if self._problem:
            self._tell("problem", self._problem)
        made = rest or report
        if isinstance(made, Report) and (made.written or made.deleted):
            self._tell("reload", "")

    def _built_without_broken(self, error: ContentError) -> Report | None:
        """Builds the rest of the paper, and keeps the last good pages of the articles that cannot be read."""
        for problem in error.problems:
            found = _BROKEN.search(problem.source)
            if found:
                path = urls.article(f"{found[1]}-{found[2]}")
                with contextlib.suppress(OSError):
                    self._last_good.setdefault(path, (self._output / path).read_bytes())
        with contextlib.suppress(BanmianError):
            return self._build(without_broken=True)
        return None

    def _build(self, *, without_broken: bool = False) -> Report:
        moment, drafts = self._ahead
        return build(self.root, now=moment, drafts=drafts, ahead=self._ahead.is_ahead, without_broken=without_broken)

    def _tell(self, event: str, data: str) -> None:
        if self._loop is not None:
            for listener in list(self._listeners):
                self._loop.call_soon_threadsafe(listener.put_nowait, (event, data))

    def _rebuilt(self, _changes: Changes) -> None:
        self.rebuild()

    def stop(self) -> None:
        """Ends the rebuilding and the event streams of open pages; the server calls this before it waits for both."""
        self._stopped.set()
        for listener in self._listeners:
            listener.put_nowait(("", ""))

    def application(self) -> Starlette:
        """The web application: the site, and the two addresses of the reloader."""

        @contextlib.asynccontextmanager
        async def lifespan(_app: Starlette) -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            self._bursts.start()
            try:
                with watching(self.root, self._bursts.told, self._said):
                    yield
            finally:
                self.stop()
                self._bursts.stop()
                self._loop = None

        return Starlette(
            routes=[
                Route("/_banmian/reload.js", _reload_script),
                Route("/_banmian/events", self._events),
                Route("/{path:path}", self._page),
            ],
            # Without this a web site whose name resolves to 127.0.0.1 (DNS rebinding) could read the preview.
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
            exception_handlers={Exception: self._defect},
            lifespan=lifespan,
        )

    async def _defect(self, _request: Request, error: Exception) -> Response:
        problem = defects.told(self.root, error)
        self._told(problem)
        return Response(str(problem), 500, media_type="text/plain; charset=utf-8")

    async def _events(self, _request: Request) -> Response:
        listener: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._listeners.add(listener)
        if self._problem:
            listener.put_nowait(("problem", self._problem))

        async def stream() -> AsyncIterator[str]:
            try:
                yield "retry: 500\n\n"
                while not self._stopped.is_set():
                    try:
                        event, data = await asyncio.wait_for(listener.get(), HEARTBEAT_SECONDS)
                        if self._stopped.is_set():
                            break
                        yield f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
                    except TimeoutError:
                        yield ": still here\n\n"
            finally:
                self._listeners.discard(listener)

        return StreamingResponse(stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _page(self, request: Request) -> Response:
        base = _base(self.root)
        path = unquote(request.url.path)
        if not path.startswith(base):
            return RedirectResponse(base)
        output = self._output.resolve()
        file = _file(output, path.removeprefix(base))
        status = 200
        if file is None:
            folder = _file(output, path.removeprefix(base) + "/")
            if folder is not None:
                return RedirectResponse(request.url.path + "/")
            file, status = _file(output, "404.html"), 404
        if file is None:
            return Response("还没有生成网站", 404, media_type="text/plain; charset=utf-8")
        headers = {"Cache-Control": "no-cache"}
        if file.suffix != ".html":
            return FileResponse(file, status, headers=headers)
        made = self._last_good.get(file.relative_to(output).as_posix()) or file.read_bytes()
        html = made.replace(b"</body>", RELOAD_TAG + b"</body>", 1)
        # An editor who stops the preview must not go on reading what a worker kept.
        html = html.replace(b" data-worker>", b">", 1)
        return Response(html, status, headers, "text/html; charset=utf-8")


async def _reload_script(_request: Request) -> Response:
    return Response(RELOAD_SCRIPT, media_type="text/javascript; charset=utf-8")


def _base(root: Path) -> str:
    try:
        return config.load(root).paper.base
    except BanmianError:
        return "/"


def _file(output: Path, path: str) -> Path | None:
    """The file behind an address, if it lies in ``output`` and is not one of banmian's own records."""
    own = path.removeprefix(".well-known/")
    if "\0" in path or path.startswith("/") or any(part.startswith(".") for part in own.split("/")):
        return None
    try:
        file = (output / (path + "index.html" if not path or path.endswith("/") else path)).resolve()
        return file if file.is_relative_to(output) and file.is_file() else None
    except OSError:
        return None


_BROKEN = re.compile(r"issues/(\d{4}-\d{2}-\d{2}(?:-[b-z])?)/(\d{2,4})\.md$")


class _Server(uvicorn.Server):
    """A server that closes the event streams of open pages before it stops, since it would wait for them for ever."""

    def __init__(self, settings: uvicorn.Config, preview: Preview) -> None:
        super().__init__(settings)
        self._preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops the preview, then the server."""
        self._preview.stop()
        await super().shutdown(sockets)


def serve(root: Path, port: int, ahead: Ahead, told: Told, ready: Callable[[str], None], said: Said) -> None:
    """Builds once, then serves and watches until interrupted; ``ready`` is called with the address.

    ``said`` is called with lines about the watching.

    Raises ``PressError`` where the port is taken.
    """
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise PressError(Problem(f"端口 {port} 用不了：{system.why(error)}", "用 --port 换一个")) from None
    with listening:
        preview = Preview(root.resolve(), told, ahead, said)
        preview.rebuild()
        ready(f"http://{HOST}:{listening.getsockname()[1]}{_base(root)}")
        # uvicorn's own messages are off: they are in English and repeat what is reported here in Chinese.
        settings = uvicorn.Config(preview.application(), log_level="critical", timeout_graceful_shutdown=1)
        _Server(settings, preview).run(sockets=[listening])
