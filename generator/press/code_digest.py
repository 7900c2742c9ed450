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
    """The hash. It is looked at by every build, so it reads no more than it must."""
    found = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.read_bytes() + b"\0")
    found.update(repr(versions(*LIBRARIES)).encode())
    return found.hexdigest()


def versions(*libraries: str) -> list[str]:
    """What the installed libraries' folders say: ``jinja2-3.1.6``. Asking ``importlib.metadata`` takes 30 ms."""
    found: dict[str, str] = {}
    for place in map(Path, sys.path):
        for folder in place.glob("*.dist-info") if place.is_dir() else ():
            name = folder.name.partition("-")[0].lower()
            if name in libraries:
                found.setdefault(name, folder.name)
    return sorted(found.values())
