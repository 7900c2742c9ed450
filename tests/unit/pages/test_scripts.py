"""Every script of the site is one that a browser of 2018 can read."""

import re
from pathlib import Path
from typing import Any

import pytest

from support import PROJECT

TEMPLATES = PROJECT / "templates"
SCRIPTS = sorted(TEMPLATES.rglob("*.js"))
INLINE = sorted(path for path in TEMPLATES.rglob("*.html") if re.search(r"<script>", path.read_text("utf-8")))


def text_of(path: Path) -> str:
    """The JavaScript of a file; what a template fills in is a value."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = "\n".join(re.findall(r"<script>(.*?)</script>", text, re.DOTALL))
    return re.sub(r"\{\{.*?\}\}", "0", text)


def parse(text: str) -> None:
    """Reads a script as what it is by the grammar of 2018, and ``import()``; raises where it is younger."""
    esprima: Any = pytest.importorskip("esprima")
    # It would try patterns in Python's dialect; what may not be in them is looked for below.
    esprima.scanner.Scanner.testRegExp = lambda *_: None
    (esprima.parseModule if re.search(r"^(?:import|export) ", text, re.MULTILINE) else esprima.parseScript)(text)
    assert not re.search(r"\(\?<[=!]", text), "looks behind"
    assert not re.search(r"/[gimsuy]*[dv][gimsuydv]*\.(?:test|exec)", text), "a young flag"


@pytest.mark.parametrize("path", [*SCRIPTS, *INLINE], ids=lambda path: str(path.name))
def test_scripts_are_of_2018(path: Path) -> None:
    """Nothing in a script is younger than ES2018, but for ``import()``: a browser runs nothing of the rest."""
    parse(text_of(path))


@pytest.mark.parametrize(
    "young",
    [
        "a?.b",
        "a ?? b",
        "class A { #x = 1 }",
        "class A { x = 1 }",
        "try {} catch {}",
        "1_000",
        "import.meta",
        "/(?<=a)b/",
    ],
)
def test_what_is_younger_is_refused(young: str) -> None:
    """The grammar by which scripts are read knows nothing that a browser of 2018 does not."""
    esprima: Any = pytest.importorskip("esprima")
    with pytest.raises((esprima.Error, AssertionError)):
        parse(young)


def test_the_worker_is_a_plain_one() -> None:
    """Module workers are younger than the telephones that are served: nothing in the search's worker is a module."""
    worker = (TEMPLATES / "static/search-worker.js").read_text("utf-8")
    parts = re.findall(r'"(search-[a-z]+\.js)"', worker)
    assert len(parts) == 4
    for name in ("search-worker.js", "search-inflate.js", *parts):
        assert not re.search(r"^(?:import|export) ", (TEMPLATES / "static" / name).read_text("utf-8"), re.MULTILINE)
    assert "type: " not in (TEMPLATES / "static/search-client.js").read_text("utf-8")
