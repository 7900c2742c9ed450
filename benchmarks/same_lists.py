"""Holds the lists of two built sites side by side: at each address the same links."""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ARTICLE = re.compile(r"\d{4}-\d{2}-\d{2}/\d+\.html")
FIXED = {"404.html", "about/index.html", "corrections/index.html", "search/index.html", "shelf/index.html"}
"""Pages that list nothing of the paper."""
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_NEIGHBOURS = re.compile(r'<nav class="terms" aria-labelledby="neighbours">.*?</nav>', re.DOTALL)
_HREF = re.compile(r'href="?(/[^"#>\s]*)')
SHOWN = 5

Lists = Mapping[str, frozenset[str]]


def lists(site: Path) -> Lists:
    """The links of every list of a built site, by the address of its file.

    Links to places in the same page, to EPUB files and to neighbouring tags do not count.
    """
    return {
        path: links((site / path).read_text("utf-8"))
        for path in sorted(found.relative_to(site).as_posix() for found in site.rglob("*.html"))
        if path not in FIXED and not ARTICLE.fullmatch(path)
    }


def links(page: str) -> frozenset[str]:
    """The addresses that the main part of a page links to."""
    main = _MAIN.search(page)
    text = _NEIGHBOURS.sub("", main[0]) if main else ""
    return frozenset(link for link in _HREF.findall(text) if not link.endswith(".epub"))


def differences(ours: Lists, theirs: Lists) -> list[str]:
    """What the lists of two sites differ in, a line for each address; empty if they are the same."""
    return list(_differences(ours, theirs))


def hold(ours: Path, theirs: Path) -> None:
    """Ends the program with a message if the lists of two built sites are not the same."""
    found = differences(lists(ours), lists(theirs))
    if found:
        rest = f"\n{len(found) - SHOWN} more" if len(found) > SHOWN else ""
        sys.exit(
            f"the lists of {ours} and {theirs} differ at {len(found)} addresses:\n" + "\n".join(found[:SHOWN]) + rest
        )


def _differences(ours: Lists, theirs: Lists) -> Iterator[str]:
    for path in sorted(ours.keys() | theirs.keys()):
        if path not in theirs:
            yield f"{path}: only banmian has it"
        elif path not in ours:
            yield f"{path}: only Hugo has it"
        elif ours[path] != theirs[path]:
            more, less = _some(ours[path] - theirs[path]), _some(theirs[path] - ours[path])
            yield f"{path}: only banmian links to {more}; only Hugo links to {less}"


def _some(found: frozenset[str]) -> str:
    return " ".join(sorted(found)[:SHOWN]) or "nothing"
