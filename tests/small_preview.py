"""A small preview of two folders, guarded as the real one is, in a thread of the test's own process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks import preview_refusals as trial
from generator.preview import listening, served_files
from generator.preview.entrance import Entrance
from generator.preview.guard import SERVER, Guard
from generator.preview.listening import Listening
from generator.preview.tokens import LIFETIME, Tokens


@contextmanager
def serving(app: ASGIApp, at: Listening) -> Iterator[None]:
    """Runs an application on open sockets, in a thread."""
    settings = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, **SERVER)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": at.sockets})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        at.close()


@contextmanager
def small(folder: Path, around: Callable[[ASGIApp, Entrance], ASGIApp] | None = None) -> Iterator[trial.Running]:
    """A small preview of two folders. ``around`` builds what stands before it; else that are guard and entrance."""
    mark = "未登的稿子".encode()
    site, photos = folder / "paper/output", folder / "paper/photos"
    for path in (
        *(site / "index.html", site / "2026-03-25/01.html", site / ".banmian.json", site / ".git/config"),
        *(site / "a/.hidden", site / ".well-known/a", photos / "index.html", folder / "paper/newspaper.toml"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mark)
    folders = (trial.Folder(site, "/"), trial.Folder(photos, "/photos/"))

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        for served in reversed(folders):
            data = served_files.read(served.path, path.removeprefix(served.address) or "index.html")
            if path.startswith(served.address) and data is not None:
                return await PlainTextResponse(data)(scope, receive, send)
        return await PlainTextResponse("没有这一页", 404)(scope, receive, send)

    at, now = listening.listen(0, trial.NETWORK), [0.0]
    entrance = Entrance(answer, Tokens(), trial.NETWORK, at.port, lambda: "/", lambda: now[0])

    def age() -> None:
        now[0] += LIFETIME

    app = around(answer, entrance) if around else Guard(entrance, trial.NETWORK)
    with serving(app, at):
        yield trial.Running(at.port, trial.NETWORK, "/2026-03-25/01.html", (mark,), folders, "../newspaper.toml", age)
