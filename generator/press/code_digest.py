"""One hash of banmian's own code and of the libraries that decide a page's bytes."""

import hashlib
import sys
from functools import cache
from pathlib import Path

LIBRARIES = (
    "jieba",
    "jinja2",
    "markdown",
    "markupsafe",
    "nh3",
    "pagefind_bin",
    "pypinyin",
    "rcssmin",
    "rjsmin",
    "segno",
)


@cache
def digest() -> str:
    """The hash. Every build computes it, even one without a change, so it has to be fast."""
    found = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.read_bytes() + b"\0")
    found.update(repr(versions(*LIBRARIES)).encode())
    return found.hexdigest()


def versions(*libraries: str) -> list[str]:
    """Name and version of libraries as the names of their installed folders give them, such as ``jinja2-3.1.6``.

    ``importlib.metadata`` could tell too, but takes 30 ms.
    """
    found: dict[str, str] = {}
    for place in map(Path, sys.path):
        for folder in place.glob("*.dist-info") if place.is_dir() else ():
            name = folder.name.partition("-")[0].lower()
            if name in libraries:
                found.setdefault(name, folder.name)
    return sorted(found.values())
