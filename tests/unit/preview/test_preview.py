"""``banmian serve`` as a process of its own: what it answers, tells open pages, and leaves behind.

What an editor sees of it is in ``tests/browser/test_preview_in_browser.py``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from benchmarks.preview_process import PATIENCE, Served
from generator.press.places import locked, place
from previewed import ISSUE, article, edit, furnish, got, page, put_back, serving, until
from support import PROJECT, Site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview of the small paper."""
    with serving(furnish(Site(tmp_path_factory.mktemp("served")))) as served:
        yield served


@pytest.fixture
def served(running: Served) -> Iterator[Served]:
    """The preview; what a test does to the paper is undone."""
    with put_back(running):
        yield running


def events(served: Served) -> Iterator[dict[str, Any]]:
    """The states that an open page is told of, as they come: at first the one that is."""
    parts = urlsplit(served.url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/_banmian/events")
        response = connection.getresponse()
        while line := response.readline().decode():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))
    finally:
        connection.close()


def first(told: Iterator[dict[str, Any]], is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first state of which something is so; the end of a build behind is told as well, with nothing new."""
    return next(state for state in told if is_so(state))


def mistake(served: Served, number: int = 1) -> None:
    """Makes one in an article."""
    edit(served, article(number), "\ntitle:", "\ntitel: 第一篇\ntitle:")


def test_stopping_is_quiet_with_a_page_open(tmp_path: Path) -> None:
    """Ctrl+C ends what an open page listens to, and nothing more is said."""
    with serving(furnish(Site(tmp_path))) as served:
        told = events(served)
        next(told)
        served.said("跟上了", 0)
        lines = len(served.lines)
        served.stop()
        assert all(state["count"] == 0 for state in told)  # and comes to an end
        until(lambda: served.lines[-1][1] == "")
        assert [line for _, line in served.lines[lines:] if line] == []
        assert served.process.returncode in (0, 1, 130)


def test_the_address_is_told_before_anything_is_built(tmp_path: Path) -> None:
    """An editor looks at the paper at once; output/ follows."""
    with serving(furnish(Site(tmp_path))) as served:
        assert "第1篇" in got(page(served, 1))[1]
        assert not (tmp_path / "output").exists()
        served.said("跟上了", 0)
        assert (tmp_path / "output/index.html").exists()


def test_a_saved_article_is_told_to_open_pages(served: Served) -> None:
    """As another version of the pages, with no mistakes; the page is then new."""
    told = events(served)
    before = next(told)
    edit(served, article(1), "第1段。", "新添的一句。")
    now = first(told, lambda state: state["version"] != before["version"])
    assert now["version"] > before["version"]
    assert {**now, "at": 0, "version": 0} == {**before, "at": 0, "version": 0}
    assert "新添的一句" in got(page(served, 1))[1]


def test_a_style_sheet_is_told_by_another_number(served: Served) -> None:
    """No page is new with it."""
    told = events(served)
    before = next(told)
    sheet = served.site / "templates/static/style.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("body { color: red }")
    now = first(told, lambda state: state["styles"] != before["styles"])
    assert (now["version"], now["styles"]) == (before["version"], before["styles"] + 1)


def test_a_mistake_is_told_with_its_place_and_its_lines(served: Served) -> None:
    """Until it is mended."""
    told = events(served)
    next(told)
    mistake(served)
    (problem,) = first(told, lambda state: state["count"] == 1)["problems"]
    assert problem["place"] == f"{article(1)}:3"
    assert [3, "titel: 第一篇"] in problem["lines"]
    edit(served, article(1), "titel: 第一篇\n", "")
    first(told, lambda state: state["count"] == 0)


def test_one_broken_article_does_not_stop_the_preview(served: Served) -> None:
    """Its last good page stays while others are new."""
    before = got(page(served, 1))[1]
    mistake(served)
    edit(served, article(2), "码头昨日启用。", "新添的一段。")
    until(lambda: "新添的一段" in got(page(served, 2))[1])
    assert _bare(got(page(served, 1))[1]) == _bare(before)


def _bare(text: str) -> str:
    """A page without the script that the preview adds."""
    return text.partition('<script src="/_banmian/')[0]


def test_no_mistake_ends_the_preview(served: Served) -> None:
    """After a filter that there is not, and a template without end, the next good save is shown."""
    template = served.site / "templates/404.html"
    template.parent.mkdir(exist_ok=True)
    told = events(served)
    next(told)
    for wrong in ("{{ 1 | nosuch }}", "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}"):
        template.write_text(wrong, "utf-8")
        first(told, lambda state: "templates/404.html" in str(state["problems"]))
    template.unlink()
    edit(served, article(2), "码头昨日启用。", "改好了。")
    first(told, lambda state: state["count"] == 0)
    until(lambda: "改好了" in got(page(served, 2))[1])


def test_a_stranger_in_output_is_told(tmp_path: Path) -> None:
    """A file in output/ that no build made stops the build behind, and open pages are told what to do."""
    with serving(furnish(Site(tmp_path))) as served:
        served.said("跟上了", 0)
        (tmp_path / "output/notes.txt").write_text("mine")
        told = events(served)
        edit(served, article(2), "码头昨日启用。", "新添的一句。")
        shown = first(told, lambda state: state["count"] > 0)["problems"]
        assert all(words in str(shown) for words in ("notes.txt", "--adopt", "--remove-unknown"))
        assert "新添的一句" in got(page(served, 2))[1]


def test_the_papers_own_files_are_served(served: Served) -> None:
    """What lies in content/root is seen in the preview too, in .well-known as well."""
    file = served.site / "content/root/.well-known/x.txt"
    file.parent.mkdir(parents=True)
    file.write_text("x")
    until(lambda: got(f"{served.url}.well-known/x.txt") == (200, "x"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("../newspaper.toml", 403),
        ("%2e%2e/newspaper.toml", 403),
        (".banmian.json", 403),
        (".gitignore", 403),
        ("%00", 403),
        ("nowhere", 404),
        ("_desk/nothing", 404),
        ("newspaper.toml", 404),
        (f"{ISSUE}", 307),
    ],
)
def test_only_the_site_is_served(path: str, status: int, served: Served) -> None:
    """Nothing else of the paper's folder, nor of this machine."""
    assert got(served.url + path)[0] == status


def test_only_this_machine_is_answered(served: Served) -> None:
    """Other names of it, other sites, and all but reading are refused."""
    assert got(served.url, Host="evil.example")[0] == 421
    assert got(served.url, Origin="http://evil.example")[0] == 403
    assert got(served.url, "POST", Origin=served.url.rstrip("/"))[0] == 405


def test_what_is_published_does_not_hold_the_previews_script(tmp_path: Path) -> None:
    """It is added on its way to the browser."""
    with serving(furnish(Site(tmp_path))) as served:
        assert "/_banmian/preview.js" in got(served.url)[1]
        served.said("跟上了", 0)
        assert "/_banmian/" not in (tmp_path / "output/index.html").read_text("utf-8")


def test_another_command_builds_while_the_preview_runs(tmp_path: Path) -> None:
    """The build behind gives way, and follows when the other one is done; both end well."""
    with serving(furnish(Site(tmp_path))) as served:
        served.said("在后面生成", 0)
        command = [sys.executable, "-c", "from generator.cli.main import main; main()", "build"]
        environment = os.environ | {"PYTHONPATH": str(PROJECT)}
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        since = len(served.lines)
        edit(served, article(2), "码头昨日启用。", "新添的一句。")
        served.said("跟上了", since)
        assert "新添的一句" in (tmp_path / f"output/{ISSUE}/02.html").read_text("utf-8")


def test_no_build_is_made_behind_another_one(tmp_path: Path) -> None:
    """It waits for the lock that a command holds, and is made afterwards."""
    with serving(furnish(Site(tmp_path))) as served:
        with locked(tmp_path, place(tmp_path)):
            served.said("在后面生成", 0)
            assert not (tmp_path / "output/index.html").exists()
        served.said("跟上了", 0)
        assert (tmp_path / "output/index.html").exists()
