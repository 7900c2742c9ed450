"""Tests what readers get during a publish: nginx serves ``output/`` while builds write into it; answers are checked.

::

    python -m benchmarks.publishing                 10,000 requests during 200 builds
    python -m benchmarks.publishing --builds 20 --requests 500

Before each build the paper is edited: texts, headlines, styles, photos, articles that come, go and are withdrawn.
Readers request pages, and directly afterwards all files that a page names (styles, scripts, icons, photos; the search
page's catalogue and the tables that it names). An answer must be the complete file from before the current build or the
complete file from after it, and no file that a page names may be missing. Two cases are counted separately. One is a
file that an editor removed on purpose (a photo with its article, the index of a text that was changed), which must be
deleted at once, so that a reader may miss it. The other is a request after a whole build has ended since the page was
loaded, because old files are kept for one build only.

It needs nginx, which is run here as a separate process on 127.0.0.1. Results are added to ``build/publishing.jsonl``.
"""

import argparse
import contextlib
import hashlib
import http.client
import json
import multiprocessing
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.sequences import WORDS  # noqa: E402
from generator.model import Photo  # noqa: E402
from generator.press import code_digest  # noqa: E402
from generator.press.build import build  # noqa: E402
from support import NEWSPAPER, Site  # noqa: E402

NOTES = ROOT / "build" / "publishing.jsonl"
READERS = 3
CONFIG = """\
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; sendfile on; keepalive_requests 100000;
  types {{ text/html html; text/css css; text/javascript js; }}
  server {{ listen 127.0.0.1:{port}; root {output}; {rules} }}
}}
"""
_NAMED = re.compile(r'<(?:link|script|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"]+)"[^>]*>')
_NO_FILE = re.compile(r'rel="(?:canonical|next|prev)"')


class Answer(NamedTuple):
    """What a reader was sent: the digest of the body (``""``: 404), and how many builds were done before and after."""

    path: str
    digest: str
    before: int
    after: int
    named_by: str
    since: int
    """How many builds were done when the page arrived that names the file."""


def named(html: str) -> Iterator[str]:
    """The addresses of all files that a page needs to be shown."""
    for found in _NAMED.finditer(html):
        if not _NO_FILE.search(found[0]):
            yield from (part.split()[0] for part in found[1].split(",") if part.strip())


def _path(address: str) -> str:
    path = unquote(address.partition("?")[0].partition("#")[0]).removeprefix("/")
    return path + "index.html" if not path or path.endswith("/") else path


class Reader:
    """Asks for pages and for what they name, until it is told to stop."""

    def __init__(self, port: int, done: "Synchronized[int]", seed: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self._done = done
        self._rng = random.Random(seed)
        self.answers: list[Answer] = []

    def ask(self, address: str, named_by: str = "", since: int = 0) -> str:
        """One request; the text of the answer."""
        before = self._done.value
        try:
            self._line.request("GET", address)
            response = self._line.getresponse()
            body = response.read()
        except http.client.HTTPException:  # an answer that was cut short is neither old nor new
            self._line.close()
            self.answers.append(Answer(_path(address), "cut", before, self._done.value, named_by, since))
            return ""
        digest = _digest(body) if response.status == 200 else ""
        self.answers.append(Answer(_path(address), digest, before, self._done.value, named_by, since))
        return body.decode("utf-8", "replace") if digest else ""

    def read(self, pages: list[str]) -> None:
        """A page and all that it names."""
        page = self._rng.choice(pages)
        html = self.ask(f"/{page}")
        since = self.answers[-1].after
        for address in dict.fromkeys(named(html)):
            self.ask(address, page, since)
        if page == "search/index.html" and html:
            catalogue = self.ask("/pagefind/catalogue.json", page, since)
            since = self.answers[-1].after
            for shard in json.loads(catalogue)["shards"] if catalogue else ():
                self.ask(f"/pagefind/{shard['name']}/{shard['table']}.pf_table", "pagefind/catalogue.json", since)


def _reads(port: int, done: "Synchronized[int]", stop: Any, asked: "Synchronized[int]", seed: int, notes: Path) -> None:
    pages = [
        *("index.html", "latest/index.html", "search/index.html", "topics/index.html", "tags/index.html", "404.html"),
        *(f"2026-03-{day}/{name}" for day in (11, 18, 25) for name in ("index.html", "01.html", "02.html", "03.html")),
        *("sw.js", "app.webmanifest", "pagefind/catalogue.json", "archive/index.html", "shelf/index.html"),
    ]
    reader, wait = Reader(port, done, seed), random.Random(seed)
    while not stop.is_set():
        count = len(reader.answers)
        reader.read(pages)
        with asked.get_lock():
            asked.value += len(reader.answers) - count
        time.sleep(wait.uniform(0, 0.2))  # builds need the processors too
    notes.write_text(json.dumps(reader.answers), "utf-8")


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _state(output: Path) -> dict[str, str]:
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): _digest(path.read_bytes()) for path in files}


@contextlib.contextmanager
def served(output: Path, rules: str = "index index.html;") -> Iterator[int]:
    """The folder, served by nginx with these rules for its server; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "nginx.conf").write_text(CONFIG.format(folder=folder, port=port, output=output, rules=rules))
        program_ = shutil.which("nginx") or "/usr/sbin/nginx"
        process = subprocess.Popen([program_, "-c", str(folder / "nginx.conf"), "-g", "user root;"])
        try:
            for _ in range(200):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            process.wait()


class Newsroom:
    """A small paper that changes all the time."""

    def __init__(self, root: Path, seed: int) -> None:
        self.site = Site(root)
        self.rng = random.Random(seed)
        self.site.write("newspaper.toml", NEWSPAPER.replace("[paper]", '[paper]\naddress = "https://example.org"'))
        for day in (11, 18, 25):
            self.site.issue(f"2026-03-{day}")
            self.site.picture("dock.png", f"2026-03-{day}", (12, 9))
            for number in (1, 2):
                self.write(day, number)

    def write(self, day: int, number: int, **fields: Any) -> None:
        """An article, with other words each time."""
        body = "\n\n".join("".join(self.rng.choices(WORDS, k=40)) + "。" for _ in range(9))
        photos = (Photo("江上", "dock.png"),) if number == 1 else ()
        given: dict[str, Any] = {"title": "".join(self.rng.choices(WORDS, k=3)), "tags": ("码头",), "photos": photos}
        self.site.article(f"2026-03-{day}", number, body, **(given | fields))

    def edit(self) -> str:
        """One change; what it was."""
        day, rng = self.rng.choice((11, 18, 25)), self.rng
        article = self.site.root / f"content/issues/2026-03-{day}/03.md"
        what = rng.choice(["text", "text", "style", "style", "add", "add", "delete", "withdraw", "photo", "drop photo"])
        match what:
            case "text":
                self.write(day, rng.choice((1, 2)))
            case "style":
                self.site.write("templates/static/own.css", f"body{{margin:{rng.randrange(10**6)}px}}")
            case "add":
                self.write(day, 3)
            case "delete":
                article.unlink(missing_ok=True)
            case "withdraw":
                self.write(day, 3, withdrawal="来源有误，撤下。")
            case "photo":
                self.site.picture("dock.png", f"2026-03-{day}", (12, rng.randrange(6, 12)))
            case _:
                self.write(day, 1, photos=())
        return what


def run(builds: int, requests: int, seed: int = 1) -> dict[str, Any]:
    """Builds under readers, until both numbers are reached; what the readers were sent."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        room = Newsroom(folder / "paper", seed)
        output = room.site.root / "output"
        build(room.site.root)
        states = [_state(output)]
        port = stack.enter_context(served(output))
        fork = multiprocessing.get_context("fork")
        done, asked, stop = fork.Value("i", 0), fork.Value("i", 0), fork.Event()
        notes = [folder / f"{at}.json" for at in range(READERS)]
        readers = [
            fork.Process(target=_reads, args=(port, done, stop, asked, seed + at, path))
            for at, path in enumerate(notes)
        ]
        for reader in readers:
            reader.start()
        edits: Counter[str] = Counter()
        try:
            while len(states) <= builds or asked.value < requests:
                edits[room.edit()] += 1
                build(room.site.root)
                states.append(_state(output))
                with done.get_lock():
                    done.value += 1
        finally:
            stop.set()
            for reader in readers:
                reader.join()
        answers = [Answer(*row) for path in notes for row in json.loads(path.read_text("utf-8"))]
    return {"builds": len(states) - 1, "edits": dict(edits)} | judged(answers, states)


def judged(answers: list[Answer], states: list[dict[str, str]]) -> dict[str, Any]:
    """How many answers there were, which of them were neither old nor new, and what was named and missing."""
    torn: list[Answer] = []
    missing: list[Answer] = []
    taken: list[Answer] = []
    late: list[Answer] = []
    for answer in answers:
        possible = states[answer.before : answer.after + 2]
        if answer.digest not in {state.get(answer.path, "") for state in possible}:
            torn.append(answer)
        if not answer.digest and answer.named_by:
            is_taken = "/photos/" in answer.path or answer.path.endswith((".svg", ".pf_table"))
            is_late = answer.before > answer.since  # a whole build ended since the page arrived, and another is on
            (taken if is_taken else late if is_late else missing).append(answer)
    between = sum(len({state.get(a.path, "") for state in states[a.before : a.after + 2]}) > 1 for a in answers)
    return {
        "requests": len(answers),
        "while the file changed": between,
        "torn": torn[:20],
        "missing": missing[:20],
        "asked for a whole build late": len(late),
        "taken away": dict(Counter(answer.path.rpartition(".")[2] for answer in taken)),
    }


def main() -> int:
    """The command; 1 where an answer was torn or something was missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--builds", type=int, default=200)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = run(given.builds, given.requests, given.seed)
    NOTES.parent.mkdir(exist_ok=True)
    with NOTES.open("a", encoding="utf-8") as file:
        file.write(json.dumps(found | {"seed": given.seed, "program": code_digest.digest()}, ensure_ascii=False) + "\n")
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return int(bool(found["torn"] or found["missing"]))


if __name__ == "__main__":
    sys.exit(main())
