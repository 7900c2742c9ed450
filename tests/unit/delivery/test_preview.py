"""``banmian serve``, as a process of its own: what an editor's browser sees."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.press.build import build
from support import PROJECT

pytestmark = pytest.mark.slow

ARTICLE = "content/issues/2026-03-25/04.md"
PATIENCE = 30


@dataclass
class Served:
    """A running preview: its process, its folder and its address."""

    process: subprocess.Popen[str]
    site: Path
    host: str
    port: int

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of one request."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def events(self) -> Iterator[tuple[str, str]]:
        """The events that an open page hears, as they come: name and data."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        connection.request("GET", "/_banmian/events")
        response = connection.getresponse()
        name = ""
        try:
            yield "open", ""
            while line := response.readline().decode():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ").strip()
                elif line.startswith("data: "):
                    yield name, line.removeprefix("data: ").strip()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition, copied and built once, so that each preview has little to make."""
    root = tmp_path_factory.mktemp("built")
    for name in ("content", "newspaper.toml"):
        source = PROJECT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    build(root)
    return root


@pytest.fixture
def served(built: Path, tmp_path: Path) -> Iterator[Served]:
    """The sample edition, copied and served on a free port."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-c", "from generator.cli.main import main; main()", "serve", "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            found = re.search(r"http://\S+", line)
            if found:
                break
        else:
            pytest.fail(f"serve gave no address:\n{said}")
        parts = urlsplit(found[0])
        yield Served(process, tmp_path, str(parts.hostname), int(parts.port or 0))
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) in (0, 1, 130)
        if process.stdout:
            process.stdout.close()


def test_stopping_is_quiet_with_a_page_open(served: Served) -> None:
    """Ctrl+C ends what an open page listens to, and nothing more is said."""
    events = served.events()
    assert next(events)[0] == "open"
    served.process.send_signal(signal.SIGINT)
    assert list(events) == []
    assert served.process.stdout
    assert served.process.stdout.read().strip() == ""


def _edit(served: Served, path: str, old: str, new: str) -> None:
    file = served.site / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_saved_article_is_rebuilt_and_the_page_reloads(served: Served) -> None:
    """Saving a file tells every open page to reload, and then the page shows what was saved."""
    status, before = served.get("/2026-03-25/04.html")
    assert status == 200
    assert "新添的一句" not in before
    events = served.events()
    assert next(events)[0] == "open"
    _edit(served, ARTICLE, "本报讯", "新添的一句。本报讯")
    assert next(events)[0] == "reload"
    assert "新添的一句" in served.get("/2026-03-25/04.html")[1]


def test_a_mistake_is_shown_and_the_last_good_page_stays(served: Served) -> None:
    """A broken file is told with its name to every open page, the site stays up, and mending it reloads."""
    events = served.events()
    assert next(events)[0] == "open"
    _edit(served, ARTICLE, "title:", "titel:")
    name, data = next(events)
    assert name == "problem"
    assert ARTICLE in data
    assert served.get("/2026-03-25/04.html")[0] == 200
    _edit(served, ARTICLE, "titel:", "title:")
    _edit(served, ARTICLE, "本报讯", "改好了。本报讯")
    assert next(events)[0] == "reload"


def test_a_stranger_in_output_is_shown(served: Served) -> None:
    """A file in output/ that no build made stops the preview's build, and every open page shows what to do."""
    events = served.events()
    assert next(events)[0] == "open"
    (served.site / "output/notes.txt").write_text("mine")
    _edit(served, ARTICLE, "本报讯", "新添的一句。本报讯")
    name, data = next(events)
    assert name == "problem"
    assert all(words in data for words in ("notes.txt", "--adopt", "--remove-unknown"))
    assert served.get("/2026-03-25/04.html")[0] == 200


def test_the_papers_own_files_are_served(served: Served) -> None:
    """What lies in content/root is seen in the preview too, in .well-known as well."""
    events = served.events()
    assert next(events)[0] == "open"
    folder = served.site / "content/root/.well-known"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text("x")
    _edit(served, ARTICLE, "本报讯", "新添的一句。本报讯")
    assert next(events)[0] == "reload"
    assert served.get("/.well-known/x.txt") == (200, "x")


def test_only_this_machine_and_only_the_site_is_served(served: Served) -> None:
    """A foreign host name, a path out of output/, and banmian's own records are refused."""
    assert served.get("/", Host="evil.example")[0] == 400
    for path in ("/../newspaper.toml", "/%2e%2e/newspaper.toml", "/.banmian.json", "/.gitignore", "/%00", "/nowhere"):
        assert served.get(path)[0] == 404, path
    assert served.get("/2026-03-25")[0] == 307


def test_what_is_published_does_not_hold_the_reloader(served: Served) -> None:
    """The line that reloads a page is added on its way to the browser; output/ stays as it is published."""
    assert "/_banmian/reload.js" in served.get("/")[1]
    assert "/_banmian/" not in (served.site / "output" / "index.html").read_text("utf-8")


def test_no_mistake_ends_the_rebuilding(served: Served) -> None:
    """After a filter that there is not, and a template without end, the next good save builds again."""
    template = served.site / "templates/404.html"
    template.parent.mkdir(exist_ok=True)
    events = served.events()
    assert next(events)[0] == "open"
    for mistake in ("{{ 1 | nosuch }}", "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}"):
        template.write_text(mistake, "utf-8")
        name, data = next(events)
        assert (name, "404.html" in data) == ("problem", True)
    template.unlink()
    _edit(served, ARTICLE, "本报讯", "改好了。本报讯")
    assert next(events)[0] == "reload"


def test_no_address_leads_out_of_the_site(served: Served) -> None:
    """An address that spells a path of this machine is not found, and leads nowhere else."""
    status, _ = served.get(f"/{served.site}/output/2026-03-25")
    assert status == 404


def test_one_broken_article_does_not_stop_the_preview(served: Served) -> None:
    """Its last good page stays while others are rebuilt, and the mistake is told."""
    other = ARTICLE.replace("04.md", "05.md")
    events = served.events()
    assert next(events)[0] == "open"
    before = served.get("/2026-03-25/04.html")[1]
    _edit(served, ARTICLE, "title:", "titel:")
    assert "problem" in {next(events)[0], next(events)[0]}
    assert served.get("/2026-03-25/04.html")[1] == before
    path = served.site / other
    path.write_text(path.read_text("utf-8").rstrip() + "\n\n新添的一段。\n", "utf-8")
    assert "problem" in {next(events)[0], next(events)[0]}
    assert "新添的一段" in served.get("/2026-03-25/05.html")[1]
    assert served.get("/2026-03-25/04.html")[1] == before
