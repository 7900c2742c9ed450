"""A small paper with all that a preview treats differently, and ``banmian serve`` as a process that shows it."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from benchmarks.preview_process import PATIENCE, Served
from generator.model import CHINA
from support import NEWSPAPER, Site, tree

ISSUE = "2026-03-25"
LONG = "\n\n".join(f"第{number}段。码头昨日启用，候船厅里有自行车棚，冬天也不冷。" for number in range(1, 60))
SENTINEL = "content/root/sentinel.txt"


def furnish(site: Site, newspaper: str = NEWSPAPER) -> Site:
    """Fills a paper: articles 1 and 2 of an issue are public; 3 is a draft, 4 embargoed, 5 withdrawn."""
    site.write("newspaper.toml", newspaper)
    site.issue(ISSUE)
    site.article(ISSUE, 1, LONG)
    site.article(ISSUE, 2)
    site.article(ISSUE, 3, "还没有写完的一篇。", title="草稿的标题", draft=True)
    site.article(ISSUE, 4, "到时候才登的一篇。", title="禁发的标题", embargo=datetime(2096, 12, 31, 8, tzinfo=CHINA))
    site.article(ISSUE, 5, "撤下的一篇文字。", title="撤下的标题", withdrawal="数字有误，正在核对")
    return site


@contextmanager
def serving(site: Site, *options: str) -> Iterator[Served]:
    """Runs ``banmian serve`` in a paper's folder."""
    served = Served(site.root, *options)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.stop()


@contextmanager
def put_back(served: Served) -> Iterator[None]:
    """Puts the paper's files back afterwards, and waits until the preview has taken that in."""
    kept = _files(served.site)
    yield
    for path in _files(served.site).keys() - kept.keys():
        (served.site / path).unlink()
    for path, data in kept.items():
        file = served.site / path
        if not file.exists() or file.read_bytes() != data:
            file.write_bytes(data)
    sentinel = served.site / SENTINEL
    sentinel.parent.mkdir(parents=True, exist_ok=True)
    words = str(time.monotonic_ns())
    sentinel.write_text(words)
    until(lambda: got(served.url + "sentinel.txt") == (200, words) and not state(served)["count"])


def _files(root: Path) -> dict[str, bytes]:
    parts = {name: tree(root / name) for name in ("content", "templates") if (root / name).is_dir()}
    files = {f"{name}/{path}": data for name, found in parts.items() for path, data in found.items()}
    return files | {"newspaper.toml": (root / "newspaper.toml").read_bytes()}


def edit(served: Served, path: str, old: str, new: str) -> None:
    """Replaces words in one of the paper's files, as an editor does."""
    file = served.site / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def article(number: int) -> str:
    """The path of an article's file."""
    return f"content/issues/{ISSUE}/{number:02d}.md"


def page(served: Served, number: int) -> str:
    """The address of an article's page."""
    return f"{served.url}{ISSUE}/{number:02d}.html"


def got(address: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """Status and text of one request."""
    parts = urlsplit(address)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE)
    try:
        connection.request(method, parts.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def state(served: Served) -> dict[str, Any]:
    """What open pages are told."""
    found: dict[str, Any] = json.loads(got(urljoin(served.url, "/_banmian/state"))[1])
    return found


def until(is_so: Callable[[], object]) -> None:
    """Waits for something."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
