"""Over two hundred requests that the preview must refuse, sent byte for byte to a running ``banmian serve``.

::

    python -m benchmarks.preview_refusals

Each is refused if its answer has a status of 4xx and holds nothing of the paper: none of the preview's ``marks``, which
stand in the pages that it serves and in the files around them. The requests are written as bytes, since a library would
put a path or a ``Host`` right before it is sent. Names of hosts, origins, other sites' requests, methods, paths, tokens
and sessions, and links in the served folders each have their part; each request is right but for the one thing that it
tries. That the preview does answer what it should is looked at first and last, since a dead one would refuse all.
"""

import contextlib
import os
import re
import secrets
import socket
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.preview_process import Served
from generator.content import store
from generator.model import Article, Issue
from generator.preview.guard import LOOPBACK

NETWORK = "127.0.0.2"
"""Stands for this machine's address in the local network."""
DEVICE, ANOTHER = "127.0.0.3", "127.0.0.4"
"""Stand for two devices in it."""
PATIENCE = 10
RACES = 300
ENTER, PHONE = "/_banmian/enter/", "/_banmian/phone"
EVIL = "evil.example"
DAY = "2026-03-25"


class Folder(NamedTuple):
    """A folder that is served, and the address below which it is."""

    path: Path
    address: str


@dataclass(frozen=True)
class Running:
    """A preview that runs.

    ``page`` is the address of a page, ``marks`` are in all pages and in the file ``outside``, a path from the first of
    the ``folders``. ``age`` lets all tokens expire; without it, no expired one is tried.
    """

    port: int
    lan: str
    page: str
    marks: tuple[bytes, ...]
    folders: tuple[Folder, ...]
    outside: str
    age: Callable[[], None] | None = None


class Row(NamedTuple):
    """What was tried, the status of the answer (0 for none), and whether it was refused."""

    kind: str
    what: str
    status: int
    is_refused: bool


class NotServed(Exception):
    """An answer that the preview owes and did not give; refusing all would be no art."""


def refusals(running: Running) -> list[Row]:
    """Sends everything. Raises ``NotServed`` where the preview does not answer what it should."""
    trial = _Trial(running)
    trial.is_alive()
    rows = [
        row
        for part in (_hosts, _origins, _sites, _methods, _paths, _tokens, _expired, _sessions, _links, _swapped)
        for row in part(trial)
    ]
    trial.is_alive()
    return rows


class _Trial:
    def __init__(self, running: Running) -> None:
        self.running = running
        self.port, self.lan = running.port, running.lan
        self.near_host, self.lan_host = f"{LOOPBACK}:{self.port}", f"{self.lan}:{self.port}"
        self.cookie = self.redeem(self.token())

    def near(self, target: str, *headers: str, method: str = "GET", host: str | None = None) -> bytes:
        """The answer on this machine's side; ``host`` is another than the right one."""
        named = f"Host: {host or self.near_host}"
        return sent(LOOPBACK, self.port, _request(method, target, named, *headers))

    def far(
        self, target: str, *headers: str, method: str = "GET", host: str | None = None, device: str = DEVICE
    ) -> bytes:
        """The answer on the network's side."""
        named = f"Host: {host or self.lan_host}"
        return sent(self.lan, self.port, _request(method, target, named, *headers), device)

    def token(self) -> str:
        """A new token, from the page on this machine."""
        answer = self.near(PHONE, f"Origin: http://{self.near_host}", method="POST")
        return _found(rb"http://[^<\s]+" + ENTER.encode() + rb"([^<\s]+)", answer)

    def redeem(self, token: str, device: str = DEVICE) -> str:
        """The header with the session that a token gives."""
        answer = self.far(ENTER + token, f"Origin: http://{self.lan_host}", method="POST", device=device)
        return f"Cookie: {_found(rb'(?i)set-cookie: ([^;]+)', _owed(answer, 303))}"

    def row(self, kind: str, what: str, answer: bytes) -> Row:
        """The judgment on an answer."""
        status = _status(answer)
        return Row(kind, what, status, 400 <= status < 500 and not self.tells(answer))

    def tells(self, answer: bytes) -> bool:
        """Whether an answer holds something of the paper."""
        return any(mark in answer for mark in self.running.marks)

    def is_alive(self) -> None:
        """The page is answered on both sides."""
        origins = ("Sec-Fetch-Site: none", "Sec-Fetch-Site: same-origin", f"Origin: http://{self.near_host}")
        answers = [self.near(self.running.page, origin) for origin in origins]
        for answer in (self.near(self.running.page), self.far(self.running.page, self.cookie), *answers):
            if not self.tells(_owed(answer, 200)):
                raise NotServed(answer)


def sent(address: str, port: int, request: bytes, source: str = LOOPBACK) -> bytes:
    """The whole answer to the bytes of a request; ``source`` is the address that they come from."""
    with socket.create_connection((address, port), PATIENCE, (source, 0)) as connection:
        connection.sendall(request)
        answer = b""
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65_536):
                answer += part
        return answer


def _request(method: str, target: str, *headers: str) -> bytes:
    lines = [f"{method} {target} HTTP/1.1", *headers, "Connection: close"]
    lines += ["Content-Length: 0"] if method not in ("GET", "HEAD") else []
    return "\r\n".join([*lines, "", ""]).encode("utf-8")


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(found[1]) if found else 0


def _owed(answer: bytes, status: int) -> bytes:
    if _status(answer) != status:
        raise NotServed(answer)
    return answer


def _found(pattern: bytes, answer: bytes) -> str:
    found = re.search(pattern, answer)
    if not found:
        raise NotServed(answer)
    return found[1].decode()


def _hosts(trial: _Trial) -> Iterator[Row]:
    page, port = trial.running.page, trial.port
    foreign = [
        *(EVIL, f"{EVIL}:{port}", f"localhost.{EVIL}:{port}", f"{LOOPBACK}.{EVIL}:{port}", f"{LOOPBACK}.nip.io:{port}"),
        *(LOOPBACK, "localhost", f"{LOOPBACK}:{port + 1}", f"localhost:{port + 1}", f"localhost.:{port}"),
        *(f"a.localhost:{port}", f"0.0.0.0:{port}", f"[::1]:{port}", f"[::ffff:{LOOPBACK}]:{port}", f"127.1:{port}"),
        *(f"2130706433:{port}", f"0x7f000001:{port}", f"0177.0.0.1:{port}", f"127.0.0.5:{port}", trial.lan_host),
        *(f"a@{LOOPBACK}:{port}", f"{LOOPBACK}:{port}@{EVIL}", f"{LOOPBACK}:0{port}", f"{LOOPBACK}:{port}:{port}"),
        *(f"{LOOPBACK}:{port},{EVIL}", f"{LOOPBACK}:{port}/", f"{EVIL}#{LOOPBACK}:{port}", f"http://{LOOPBACK}:{port}"),
        *(f"ｌｏｃａｌｈｏｓｔ:{port}", f"{LOOPBACK}%00:{port}", f"{LOOPBACK}:{port}%20"),
    ]
    for host in foreign:
        yield trial.row("Host", host, trial.near(page, host=host))
    for what, lines in {
        "none, HTTP/1.1": ("HTTP/1.1",),
        "none, HTTP/1.0": ("HTTP/1.0",),
        "empty": ("HTTP/1.1", "Host:"),
        "empty, HTTP/1.0": ("HTTP/1.0", "Host:"),
        "two, the same": ("HTTP/1.1", f"Host: {trial.near_host}", f"Host: {trial.near_host}"),
        "two, the second foreign": ("HTTP/1.1", f"Host: {trial.near_host}", f"Host: {EVIL}"),
        "two, the first foreign": ("HTTP/1.1", f"Host: {EVIL}", f"Host: {trial.near_host}"),
        "two, HTTP/1.0": ("HTTP/1.0", f"Host: {trial.near_host}", f"Host: {EVIL}"),
        "foreign, forwarded as ours": ("HTTP/1.1", f"Host: {EVIL}", f"X-Forwarded-Host: {trial.near_host}"),
        "continued on a line of its own": ("HTTP/1.1", f"Host: {EVIL}", f" {trial.near_host}"),
    }.items():
        request = "\r\n".join([f"GET {page} {lines[0]}", *lines[1:], "Connection: close", "", ""])
        yield trial.row("Host", what, sent(LOOPBACK, port, request.encode()))
    for host in (EVIL, f"{EVIL}:{port}", trial.near_host, f"localhost:{port}", trial.lan, f"{trial.lan}:{port + 1}"):
        yield trial.row("Host", f"network: {host}", trial.far(page, trial.cookie, host=host))
    for target in (f"http://{EVIL}{page}", f"http://{trial.near_host}{page}", f"//{EVIL}{page}", "*", page[1:] or "x"):
        yield trial.row("Host", f"target {target}", trial.near(target))


def _origins(trial: _Trial) -> Iterator[Row]:
    page, port = trial.running.page, trial.port
    foreign = [
        *("null", f"http://{EVIL}", f"https://{EVIL}:{port}", f"http://{LOOPBACK}", f"http://{LOOPBACK}:{port + 1}"),
        *(f"https://{LOOPBACK}:{port}", f"http://localhost:{port}", f"http://{LOOPBACK}:{port}.{EVIL}", "file://", ""),
        *(f"http://a@{LOOPBACK}:{port}", f"http://{LOOPBACK}:{port}/", f"//{LOOPBACK}:{port}", trial.near_host),
        *("chrome-extension://abcdefghijklmnop", f"http://{LOOPBACK}:{port} http://{EVIL}", f"http://{trial.lan_host}"),
    ]
    for origin in foreign:
        yield trial.row("Origin", f"GET {origin}", trial.near(page, f"Origin: {origin}"))
        yield trial.row("Origin", f"POST {origin}", trial.near(PHONE, f"Origin: {origin}", method="POST"))
    both = f"Origin: http://{trial.near_host}", f"Origin: http://{EVIL}"
    yield trial.row("Origin", "two", trial.near(page, *both))
    yield trial.row("Origin", "POST with two", trial.near(PHONE, *both, method="POST"))
    yield trial.row("Origin", "POST with none", trial.near(PHONE, method="POST"))
    token = trial.token()
    for origin in ("null", f"http://{EVIL}", f"http://{trial.near_host}", f"http://{trial.lan}"):
        said = f"Origin: {origin}"
        yield trial.row("Origin", f"network: GET {origin}", trial.far(page, trial.cookie, said))
        yield trial.row("Origin", f"network: GET token {origin}", trial.far(ENTER + token, said))
        yield trial.row("Origin", f"network: POST token {origin}", trial.far(ENTER + token, said, method="POST"))
    yield trial.row("Origin", "network: POST token with none", trial.far(ENTER + token, method="POST"))


def _sites(trial: _Trial) -> Iterator[Row]:
    page, own = trial.running.page, f"Origin: http://{trial.near_host}"
    for site in ("cross-site", "same-site", "Cross-Site", "none-of-these", ""):
        for mode, dest in (("navigate", "document"), ("no-cors", "script"), ("no-cors", "image"), ("cors", "empty")):
            said = f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {dest}"
            yield trial.row("Sec-Fetch", f"{site} {dest}", trial.near(page, *said))
        posted = trial.near(PHONE, own, f"Sec-Fetch-Site: {site}", method="POST")
        yield trial.row("Sec-Fetch", f"POST {site}", posted)
        yield trial.row("Sec-Fetch", f"network: {site}", trial.far(page, trial.cookie, f"Sec-Fetch-Site: {site}"))
    both = "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"
    yield trial.row("Sec-Fetch", "two", trial.near(page, *both))
    token = trial.token()
    posted = trial.far(ENTER + token, f"Origin: http://{trial.lan_host}", both[1], method="POST")
    yield trial.row("Sec-Fetch", "network: POST token cross-site", posted)


def _methods(trial: _Trial) -> Iterator[Row]:
    page = trial.running.page
    near, far = f"Origin: http://{trial.near_host}", f"Origin: http://{trial.lan_host}"
    for method in "POST PUT DELETE PATCH OPTIONS TRACE PROPFIND MKCOL MOVE LOCK get HEADER QUERY".split():
        yield trial.row("Method", f"{method} page", trial.near(page, near, method=method))
        yield trial.row("Method", f"network: {method} page", trial.far(page, far, trial.cookie, method=method))
    yield trial.row("Method", "CONNECT", trial.near(trial.near_host, method="CONNECT"))
    for target in ("/", "/_desk/", "/_desk/save", "/_banmian/", "/_banmian/events", PHONE + "/", ENTER, ENTER + "a"):
        yield trial.row("Method", f"POST {target}", trial.near(target, near, method="POST"))
    for target in ("/", "/_desk/", "/_desk/save", PHONE, "/_banmian/held"):
        yield trial.row("Method", f"network: POST {target}", trial.far(target, far, trial.cookie, method="POST"))
    for method in ("PUT", "DELETE", "OPTIONS"):
        yield trial.row("Method", f"{method} phone", trial.near(PHONE, near, method=method))
    override = "X-HTTP-Method-Override: GET"
    yield trial.row("Method", "POST that says it is GET", trial.near(page, near, override, method="POST"))


def _paths(trial: _Trial) -> Iterator[Row]:
    folder, outside = trial.running.folders[0], trial.running.outside
    name, at = outside.rpartition("/")[2], folder.address
    odd = [
        *(f"{at}{outside}", f"{at}{outside.replace('..', '%2e%2e')}", f"{at}{outside.replace('..', '%2E.')}"),
        *(f"{at}{outside.replace('..', '.%2e')}", f"{at}{outside.replace('..', '%252e%252e')}"),
        *(f"{at}{outside.replace('/', '%2f')}", f"{at}{outside.replace('/', '%2F')}"),
        *(f"{at}{outside.replace('/', '%5c')}", f"{at}{outside.replace('/', '%5C')}", f"{at}..\\{name}"),
        *(f"{at}{outside.replace('/', '%252f')}", f"{at}{outside.replace('/', '%255c')}", f"{at}a/../../{name}"),
        *(f"{at}./{outside}", f"{at}%2e/{outside}", f"{at}..;/{name}", f"{at}..%00/{name}", f"{at}.../{name}"),
        *(f"{at}....//{name}", f"{at}..%c0%af{name}", f"{at}..%e0%80%af{name}", f"{at}%c0%ae%c0%ae/{name}"),
        *(
            f"{at}..%u2215{name}",
            f"{at}%u002e%u002e/{name}",
            f"{at}..%ef%bc%8f{name}",
            f"{at}%ef%bc%8e%ef%bc%8e/{name}",
        ),
        *(f"{at}%e2%80%a5/{name}", f"{at}..%ef%bc%bc{name}", f"{at}%2e%2e%2f{name}", f"{at}..%25%32%66{name}"),
        *(f"/{at}{name}", f"//{outside}", f"{at}/etc/passwd", "//etc/passwd", "/%2fetc/passwd", "/etc/passwd"),
        *(f"file://{folder.path}/{outside}", f"/{folder.path}", f"{at}{folder.path}/{outside}", "/C:/Windows/win.ini"),
        *(
            f"{at}.banmian.json",
            f"{at}.git/config",
            f"{at}.gitignore",
            f"{at}.env",
            f"{at}a/.hidden",
            f"{at}%2egit/config",
        ),
        *(
            f"{at}.well-known/.git/config",
            f"{at}.well-known/../.git/config",
            f"{at}.Well-Known/a",
            f"{at}.well-known%2f.git",
        ),
        *(
            f"{at}index.html%00",
            f"{at}index.html%00.txt",
            f"{at}%00",
            f"{at}index.html%0d%0aX-A:1",
            f"{at}a%0aindex.html",
        ),
        *(
            f"{at}%",
            f"{at}%2",
            f"{at}%zz",
            f"{at}%ff%fe",
            f"{at}index.html\\",
            f"{at}a//index.html",
            f"{at}index.html//",
        ),
        *(f"{at}{'a' * 3_000}", f"{at}{'a/' * 1_500}", f"{at}{'%61' * 1_000}", f"{at}index.html%e2%80%ae"),
        *(f"{at}index.html\t", f"{at}<script>", f'{at}"', f"{at}`id`", f"{at}^", f"{at}{{a}}", f"{at}报"),
    ]
    for path in odd:
        yield trial.row("Path", path[:60], trial.near(path))
    for path in odd[:12]:
        yield trial.row("Path", f"network: {path[:50]}", trial.far(path, trial.cookie))
    for target in (f"{at}{outside}", f"{at}.git/config"):
        yield trial.row("Path", f"HEAD {target}", trial.near(target, method="HEAD"))


def _tokens(trial: _Trial) -> Iterator[Row]:
    page, own = trial.running.page, f"Origin: http://{trial.lan_host}"
    used, fresh = trial.token(), trial.token()
    trial.redeem(used)
    for device in (DEVICE, ANOTHER):
        for method in ("POST", "GET", "HEAD"):
            answer = trial.far(ENTER + used, own, method=method, device=device)
            yield trial.row("Token", f"used, {method} from {device}", answer)
    odd = [
        *(fresh[:-1], fresh + "0", fresh[1:], fresh.upper() + "X", fresh + "/", fresh + "%20", fresh[::-1] + "0", ""),
        *("0" * len(fresh), "*", "None", "null", "undefined", "%3f", f"?{fresh}", f"?token={fresh}", "[]", "'or'1'='1"),
        *(secrets.token_hex(20) for _ in range(5)),
    ]
    for token in odd:
        yield trial.row("Token", f"guessed, POST {token[:12]}…", trial.far(ENTER + token, own, method="POST"))
        yield trial.row("Token", f"guessed, GET {token[:12]}…", trial.far(ENTER + token))
    for method in ("GET", "HEAD", "POST"):
        answer = trial.near(ENTER + fresh, f"Origin: http://{trial.near_host}", method=method)
        yield trial.row("Token", f"on this machine's side, {method}", answer)
    for method in ("GET", "HEAD"):
        looked = trial.far(ENTER + fresh, method=method)
        given = [f"Cookie: {each.decode()}" for each in re.findall(rb"(?i)set-cookie: ([^;\r]+)", _owed(looked, 200))]
        yield trial.row("Token", f"{method} alone, then the page", trial.far(page, *given))
    with ThreadPoolExecutor(8) as many:
        asked = [many.submit(trial.far, ENTER + fresh, own, method="POST") for _ in range(8)]
        answers = sorted((each.result() for each in asked), key=_status)
    _owed(answers[0], 303)
    for at, answer in enumerate(answers[1:], 2):
        yield trial.row("Token", f"at the same moment, {at} of 8", answer)


def _expired(trial: _Trial) -> Iterator[Row]:
    if trial.running.age is None:
        return
    token = trial.token()
    trial.running.age()
    for device in (DEVICE, ANOTHER):
        for method in ("POST", "GET", "HEAD"):
            answer = trial.far(ENTER + token, f"Origin: http://{trial.lan_host}", method=method, device=device)
            yield trial.row("Token", f"expired, {method} from {device}", answer)


def _sessions(trial: _Trial) -> Iterator[Row]:
    page, cookie = trial.running.page, trial.cookie
    name, _, session = cookie.removeprefix("Cookie: ").partition("=")
    for target in (page, "/", "/index.html", "/_banmian/", "/_banmian/events", PHONE, "/_desk/", "/nowhere", "/a.css"):
        yield trial.row("Session", f"none, {target}", trial.far(target))
    yield trial.row("Session", "none, HEAD", trial.far(page, method="HEAD"))
    yield trial.row("Session", f"right, but {PHONE}", trial.far(PHONE, cookie))
    for what, line in {
        "empty": f"{name}=",
        "no value": name,
        "guessed": f"{name}={secrets.token_hex(20)}",
        "one character less": f"{name}={session[:-1]}",
        "one character more": f"{name}={session}0",
        "in capitals": f"{name}={session.upper()}X",
        "of another port": f"banmian-{trial.port + 1}={session}",
        "without a port": f"banmian={session}",
        "under its name in capitals": f"{name.upper()}={session}",
        "a token that was not used": f"{name}={trial.token()}",
        "in quotes": f'{name}="{session}x"',
        "in the query": f"a={session}",
    }.items():
        yield trial.row("Session", what, trial.far(f"{page}?{name}={session}", f"Cookie: {line}"))
    bearer = f"Authorization: Bearer {session}"
    yield trial.row("Session", "as a bearer", trial.far(page, bearer))
    yield trial.row("Session", "another device", trial.far(page, cookie, device=ANOTHER))
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"):
        said = f"{header}: {'for=' if header == 'Forwarded' else ''}{DEVICE}"
        for device in (ANOTHER, LOOPBACK):  # uvicorn believes the second, unless it is told not to
            yield trial.row("Session", f"{header} from {device}", trial.far(page, cookie, said, device=device))
    yield trial.row("Session", "this machine by the network's address", trial.far(page, cookie, device=LOOPBACK))
    other = trial.redeem(trial.token(), ANOTHER)
    yield trial.row("Session", "of another device", trial.far(page, other))


def _links(trial: _Trial) -> Iterator[Row]:
    for folder in trial.running.folders:
        outside = (folder.path / trial.running.outside).resolve()
        made = folder.path / "links"
        made.mkdir()
        try:
            targets: dict[str, Path | str] = {
                "file.html": outside,
                "relative.html": os.path.relpath(outside, made),
                "chain.html": "file.html",
                "folder": outside.parent,
                "self": folder.path,
                "root": "/",
                "up": "..",
                "circle": "circle",
                "nothing": "nowhere",
                "device": "/dev/zero",
                "memory": "/proc/self/environ",
                "inside.html": folder.path / "index.html",
            }
            for name, target in targets.items():
                (made / name).symlink_to(target)
            os.mkfifo(made / "pipe")
            name, root = outside.name, folder.path.name
            asked = [
                *("file.html", "relative.html", "chain.html", f"folder/{name}", "self/links/file.html", "folder/"),
                *(f"root{outside}", "up/links/file.html", "up/index.html", "circle", "circle/a", "nothing", "device"),
                *("memory", "inside.html", "pipe", f"folder/{root}/links/file.html", f"chain.html/{name}"),
            ]
            for path in asked:
                yield trial.row(
                    "Link", f"{folder.address}links/{path}"[:60], trial.near(f"{folder.address}links/{path}")
                )
            yield trial.row("Link", "network", trial.far(f"{folder.address}links/file.html", trial.cookie))
        finally:
            for each in made.iterdir():
                each.unlink()
            made.rmdir()


def _swapped(trial: _Trial) -> Iterator[Row]:
    """A file, or a folder on the way to it, that is a link a moment later, or from one moment to the next."""
    for folder in trial.running.folders:
        outside = (folder.path / trial.running.outside).resolve()
        made, spare = folder.path / "swap", folder.path / "spare"
        made.mkdir()
        try:
            (made / outside.name).write_text("plain")
            address = f"{folder.address}swap/{outside.name}"
            trial.near(address)
            (made / outside.name).rename(spare)
            (made / outside.name).symlink_to(outside)
            yield trial.row("Link", "swapped in for a file", trial.near(address))
            (made / outside.name).unlink()
            spare.rename(made / outside.name)
            made.rename(spare)
            made.symlink_to(outside.parent)
            yield trial.row("Link", "swapped in for a folder", trial.near(address))
            made.unlink()
            spare.rename(made)
            answers = list(_raced(trial, made, spare, outside.parent, address))
            told = [answer for answer in answers if trial.tells(answer)]
            status = _status(told[0] if told else answers[-1])
            yield Row("Link", f"swapped {RACES} times while asked", status, not told)
        finally:
            for each in (made, spare):
                if each.is_symlink():
                    each.unlink()
                elif each.exists():
                    for file in each.iterdir():
                        file.unlink()
                    each.rmdir()


def _raced(trial: _Trial, made: Path, spare: Path, target: Path, address: str) -> Iterator[bytes]:
    stopped = threading.Event()

    def swap() -> None:
        while not stopped.is_set():
            made.rename(spare)
            made.symlink_to(target)
            made.unlink()
            spare.rename(made)

    swapper = threading.Thread(target=swap)
    swapper.start()
    try:
        for _ in range(RACES):
            yield trial.near(address)
    finally:
        stopped.set()
        swapper.join()


@contextlib.contextmanager
def real(folder: Path) -> Iterator[Running]:
    """``banmian serve --lan`` of a small paper, as a process. The mark is a headline, and stands in its settings."""
    mark, root = "未登的稿子", folder / "paper"
    article = Article(f"{DAY}-01", order=1, title=mark, body="码头昨日启用。", summary="码头启用")
    files = {
        "newspaper.toml": f'[paper]\nname = "青川晚报"\nzone = "新区专版"\n# {mark}\n',
        f"content/issues/{DAY}/issue.md": store.format_issue(Issue(DAY, date.fromisoformat(DAY))),
        f"content/issues/{DAY}/01.md": store.format_article(article),
    }
    _write(root, files)
    served = Served(root, f"--lan={NETWORK}")
    try:
        served.said("跟上了", 0)
        hidden = (".banmian.json", ".git/config", ".gitignore", ".env", "a/.hidden", ".well-known/a")
        _write(root / "output", dict.fromkeys(hidden, mark))
        port = int(served.url.split(":")[2].strip("/"))
        folders = (Folder(root / "output", "/"),)
        yield Running(port, NETWORK, f"/{DAY}/01.html", (mark.encode(),), folders, "../newspaper.toml")
    finally:
        served.stop()


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The rows for a terminal, those that were answered marked."""
    rows = list(rows)
    for row in rows:
        yield f"{'  ' if row.is_refused else '✗ '}{row.kind:<10}{row.status:>4}  {row.what}"
    counted = Counter(row.kind for row in rows)
    yield ", ".join(f"{kind} {count}" for kind, count in counted.items())
    yield f"{sum(row.is_refused for row in rows)} of {len(rows)} refused"


def main() -> None:
    """Tries everything, prints the table, and fails where something was answered."""
    with tempfile.TemporaryDirectory() as folder, real(Path(folder)) as running:
        rows = refusals(running)
    print(*table(rows), sep="\n")
    sys.exit(not all(row.is_refused for row in rows))


if __name__ == "__main__":
    main()
