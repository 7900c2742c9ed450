"""The two previews that ``preview_bench`` compares: ``banmian serve``, and Hugo's server on the same paper."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from benchmarks.build_bench import memory
from benchmarks.hugo_site import Twin

BASE = """\
{% extends "builtin/base.html" %}
{% block own_head %}<link rel="stylesheet" href="{{ asset("own.css") }}"><meta name="bench" content="">{% endblock %}
"""
BEGINS, ENDS = "在后面生成", "跟上了"
"""What ``banmian serve`` says when a build behind begins, and when it is done."""
_META = re.compile(r'<meta name="bench" content="[^"]*">')
_TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)
_LOOK = 0.5
"""Seconds between two looks at a server's memory."""


class Paper(Protocol):
    """The files that a preview shows."""

    def article(self, article_id: str) -> Path:
        """The file of an article."""

    def template(self) -> Path:
        """The file that every page is made from."""

    def style(self) -> Path:
        """A style sheet that every page has."""


class OurPaper:
    """The paper as banmian has it."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def dress(self) -> None:
        """Gives the paper a template and a style sheet of its own."""
        (self.site / "templates/static").mkdir(parents=True)
        self.template().write_text(BASE, "utf-8")
        self.style().write_text(":root { --bench: none }\n", "utf-8")

    def article(self, article_id: str) -> Path:
        """The file of an article."""
        return self.site / f"content/issues/{article_id[:10]}/{article_id[11:]}.md"

    def template(self) -> Path:
        """The paper's own base template."""
        return self.site / "templates/base.html"

    def style(self) -> Path:
        """The paper's own style sheet."""
        return self.site / "templates/static/own.css"


class TheirPaper:
    """The paper as Hugo has it; ``built`` is banmian's ``output/``, whose static files Hugo's pages show too."""

    def __init__(self, twin: Twin, built: Path) -> None:
        self._twin = twin
        shutil.copytree(built / "static", twin.site / "static/static")

    def article(self, article_id: str) -> Path:
        """The file of an article."""
        return self._twin.article(article_id[:10], int(article_id[11:]))

    def template(self) -> Path:
        """The template around every page."""
        return self._twin.site / "layouts/baseof.html"

    def style(self) -> Path:
        """The copy of the paper's own style sheet that pages link to."""
        (found,) = (self._twin.site / "static/static").glob("*/own.css")
        return found


class Saves:
    """Changes files of a paper, always from the text that they had at first, and says when each was changed."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._first: dict[Path, str] = {}

    def headline(self, article_id: str, mark: str) -> float:
        """Adds a mark to an article's headline."""
        return self._write(self.paper.article(article_id), lambda text: _TITLE.sub(rf'title: "\1{mark}"', text, 1))

    def body(self, article_id: str, mark: str) -> float:
        """Adds a mark to an article's text."""
        return self._write(self.paper.article(article_id), lambda text: f"{text.rstrip()}\n\n{mark}。\n")

    def template(self, mark: str) -> float:
        """Puts a mark into the head of every page."""
        new = f'<meta name="bench" content="{mark}">'
        return self._write(self.paper.template(), lambda text: _META.sub(new, text, 1))

    def style(self, mark: str) -> float:
        """Puts a mark into the style sheet."""
        return self._write(self.paper.style(), lambda _: f':root {{ --bench: "{mark}" }}\n')

    def _write(self, path: Path, change: "Change") -> float:
        text = change(self._first.setdefault(path, path.read_text("utf-8")))
        begun = time.time()
        path.write_text(text, "utf-8")
        return begun


class Change(Protocol):
    """A function from a file's text to its new text."""

    def __call__(self, text: str, /) -> str:
        """The new text."""


class Server:
    """A preview that runs: what it said and when, and how much memory it and its children had at most, in KiB."""

    def __init__(self, command: Sequence[str], port: int) -> None:
        self._port = port
        self.address = f"http://127.0.0.1:{port}"
        self.lines: list[tuple[float, str]] = []
        self.highest = 0
        self._is_over = Event()
        self.begun = time.time()
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for work in (self._listen, self._weigh):
            Thread(target=work, daemon=True).start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self.lines.append((time.time(), line.rstrip()))

    def _weigh(self) -> None:
        while not self._is_over.wait(_LOOK):
            self.highest = max(self.highest, memory(self._process.pid))

    def said(self, words: str, since: float) -> float | None:
        """When it first said these words after a moment; ``None`` if it did not."""
        return next((when for when, line in list(self.lines) if when >= since and words in line), None)

    def answers(self, seconds: float) -> bool:
        """Whether it takes connections, within so many seconds; Chromium would be busy with its page of errors."""
        end = time.time() + seconds
        while self._process.poll() is None and time.time() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return True
            time.sleep(0.005)
        return False

    def stop(self) -> None:
        """Ends it, as an editor does with Ctrl+C."""
        self._is_over.set()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def ours(site: Path) -> Server:
    """Starts ``banmian serve``."""
    port = _free()
    banmian = str(Path(sys.executable).with_name("banmian"))
    return Server([banmian, "--site", str(site), "serve", "--port", str(port)], port)


def theirs(hugo: str, site: Path) -> Server:
    """Starts Hugo's server with its defaults: fast rendering, live reload."""
    port = _free()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--disableFastRender=false", "--renderToMemory"]
    return Server([hugo, "server", "--source", str(site), *options], port)


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
