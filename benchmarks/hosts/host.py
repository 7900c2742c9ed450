"""What a host is for this trial, and a web server whose answers are decided by a few lines of Python."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple, Protocol
from urllib.parse import unquote


class NotHereError(Exception):
    """A host cannot be tried on this machine; the message says what is missing."""


class Host(Protocol):
    """A host on this machine. While it is stopped its address answers nothing, as if a reader had no network."""

    name: str
    """As ``newspaper.toml`` names it."""
    base: str
    """The folder of the domain in which the site lies, with a slash at both ends."""
    has_rules: bool
    """Whether it redirects by rules of ours."""
    has_headers: bool
    """Whether it sends headers of ours."""

    def start(self, paper: Path) -> str:
        """Takes the built site of a paper and serves it; the site's address, with a final slash, always the same."""

    def stop(self) -> None:
        """Answers nothing any more."""


class Answer(NamedTuple):
    """What a host answers."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


def moved(address: str, status: int = 301) -> Answer:
    """A redirect."""
    return Answer(status, {"Location": address})


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


class StandIn:
    """A host of which only the answers are imitated; a subclass says in ``answer`` what they are."""

    def __init__(self) -> None:
        self.port = free_port()
        self._server: ThreadingHTTPServer | None = None

    def answer(self, path: str) -> Answer:
        """The answer to a request for a path, which starts with a slash and is decoded."""
        raise NotImplementedError

    def open(self) -> None:
        """Begins to answer."""
        self._server = _Server(("127.0.0.1", self.port), partial(_Handler, self))
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Answers nothing any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, host: StandIn, *arguments: object) -> None:
        self._host = host
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Sends the host's answer; what a request asks for after a question mark stays with a redirect."""
        path, mark, query = self.path.partition("?")
        found = self._host.answer(unquote(path))
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value + mark + query if name == "Location" else value)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class calls it so
        """Says nothing."""


@contextmanager
def stopped_at_last(host: Host) -> Iterator[Host]:
    """Stops a host in the end."""
    try:
        yield host
    finally:
        host.stop()
