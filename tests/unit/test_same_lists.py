"""How benchmarks hold the lists of two sites side by side."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import same_lists

PAGES = {
    "index.html": '<a href="/about/">x</a><main id="main"><a class="block" href="/2026-03-26/01.html">x</a></main>',
    "tags/a/index.html": '<main><a href="/2026-03-26/01.html#top">x</a><a href="/2026-03-26/">x</a></main>',
}


def site(folder: Path, pages: Mapping[str, str]) -> Path:
    """A folder with these pages."""
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("main", "found"),
    [
        (
            '<a href="/2026-03-26/01.html">x</a><a class="more" href="/2026-03-26/01.html#top">y</a>',
            {"/2026-03-26/01.html"},
        ),
        ("<a href=/2026-03-26/>x</a>", {"/2026-03-26/"}),
        ('<a href="#letter-1">A</a><a href="https://example.org/">x</a>', set()),
        ('<a href="/2026-03-26/2026-03-26.epub">x</a>', set()),
        (
            '<nav class="terms" aria-labelledby="neighbours"><a href="/tags/b/">b</a></nav><a href="/tags/">x</a>',
            {"/tags/"},
        ),
    ],
)
def test_links_of_the_main_part(main: str, found: set[str]) -> None:
    """What a list links to: addresses of the site, once each; no places in the page, EPUB files, or neighbours."""
    page = f'<nav><a href="/search/">x</a></nav>\n<main id="main" class="wrap">\n{main}\n</main><a href="/about/">x</a>'
    assert same_lists.links(page) == found


def test_articles_and_fixed_pages_are_no_lists(tmp_path: Path) -> None:
    """Only pages that list something of the paper are held side by side."""
    others = dict.fromkeys(["2026-03-26/01.html", "about/index.html", "404.html"], "<main></main>")
    assert same_lists.lists(site(tmp_path, PAGES | others)).keys() == PAGES.keys()


def test_same_lists_end_nothing(tmp_path: Path) -> None:
    """Two sites with the same links pass, whatever else is on their pages."""
    others = {path: text.replace(">x<", ">y<") for path, text in PAGES.items()}
    same_lists.hold(site(tmp_path / "ours", PAGES), site(tmp_path / "theirs", others))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"tags/a/index.html": "<main></main>"},
            "tags/a/index.html: only banmian links to /2026-03-26/ /2026-03-26/01.html; ",
        ),
        ({"tags/b/index.html": "<main></main>"}, "tags/b/index.html: only Hugo has it"),
        (
            {"index.html": PAGES["tags/a/index.html"]},
            "index.html: only banmian links to nothing; only Hugo links to /2026-03-26/",
        ),
    ],
)
def test_other_lists_end_the_benchmark(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    """A list that is empty, one too many, or has other links, ends the benchmark with its address."""
    ours, theirs = site(tmp_path / "ours", PAGES), site(tmp_path / "theirs", PAGES | changed)
    with pytest.raises(SystemExit, match="differ at 1 addresses") as stopped:
        same_lists.hold(ours, theirs)
    assert words in str(stopped.value)


def test_a_list_that_only_banmian_has(tmp_path: Path) -> None:
    """A list that is missing at the other side is a difference."""
    ours = same_lists.lists(site(tmp_path, PAGES))
    assert same_lists.differences(ours, {"index.html": ours["index.html"]}) == [
        "tags/a/index.html: only banmian has it"
    ]
