"""What stands in ``output/`` and why: the record that makes the next build make only what changed.

The manifest lies in ``output/`` with the files it describes, so that neither can be moved or deleted without
the other. Files that are made together are a *bundle*: an issue's pages and pictures, a list, a shard of the
search index. No times are kept: the same site gives the same bytes.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple

from generator.errors import Problem
from generator.press import writer

MANIFEST = ".banmian.json"
ROOT = "root"
"""The bundle of the paper's own files, from ``content/root/``."""

UNSURE = ""
"""In place of a digest: a build was cut off while it wrote the file, or an older banmian did not note it."""

_LENGTH = 16
"""Of a digest."""


class Cause(NamedTuple):
    """Digests of what a bundle's bytes follow from besides the program and the paper's settings.

    They stand apart so that a change can be explained.
    """

    templates: str
    """The templates that the bundle is made with, all that they reach, and the static files."""
    content: str
    """What the bundle shows: an issue's files, or the facts and outlines behind a list."""
    around: str = ""
    """What an issue's pages show of the rest of the paper. Of other pages: issues of which they show whole articles."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A bundle as it was made: why, and its files by path below ``output/`` with the digests of their bytes."""

    cause: Cause
    files: Mapping[str, str]


class Inputs(NamedTuple):
    """Digests of everything that a build reads: the same again means that there is nothing to do."""

    program: str = ""
    """banmian's own code, and the libraries that decide a page's bytes."""
    paper: str = ""
    """``newspaper.toml``."""
    theme: str = ""
    """Every template and static file."""
    content: str = ""
    """Every issue."""
    lists: str = ""
    """Whatever else the newsroom keeps in ``content/``; it shows in what is planned from it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file that banmian put into ``output/``, by bundle, and what they were made from."""

    bundles: Mapping[str, Printed] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    articles: int = 0
    kept: tuple[str, ...] = ()
    """Static and index files of the build before, for readers whose page was sent before the last build.

    They are of no bundle any more; the next build removes them.
    """

    @property
    def files(self) -> dict[str, str]:
        """Every file of a bundle with its digest."""
        return {path: digest for printed in self.bundles.values() for path, digest in printed.files.items()}

    def to_json(self) -> bytes:
        """One bundle a line, sorted: the same site gives the same bytes."""
        rows = (
            f"{json.dumps(name)}: {json.dumps([*printed.cause, dict(sorted(printed.files.items()))])}"
            for name, printed in sorted(self.bundles.items())
        )
        body = ",\n".join(rows)
        head = f'"inputs": {json.dumps(self.inputs)},\n"articles": {self.articles},\n"kept": {json.dumps(self.kept)}'
        return f'{{{head},\n"bundles": {{\n{body}\n}}}}\n'.encode()

    @staticmethod
    def from_json(data: bytes) -> "Manifest":
        """Reads ``to_json``. Of an older banmian's record only the paths are taken: everything is made anew then.

        Anything else gives an empty manifest.
        """
        try:
            read: Any = json.loads(data)
            bundles = {str(name): _printed(row) for name, row in read["bundles"].items()}
            inputs, kept = Inputs(*map(str, read["inputs"])), read.get("kept")
            if kept is None:
                files = dict.fromkeys((path for printed in bundles.values() for path in printed.files), UNSURE)
                return Manifest({"older": Printed(Cause("", ""), files)})
            if not all(map(_is_below, kept)):
                return Manifest()
            return Manifest(bundles, inputs, int(read["articles"]), tuple(kept))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return Manifest()


def _printed(row: Any) -> Printed:
    *cause, files = row
    for path, noted in files.items():
        is_older = type(noted) is int  # sizes stood where the digests are now
        if not (is_older or noted == UNSURE or len(noted) == _LENGTH) or not _is_below(path):
            raise ValueError(path)
    return Printed(Cause(*map(str, cause)), files)


def _is_below(path: str) -> bool:
    """Whether a path stays inside of ``output/`` on any system; a build deletes what a manifest names."""
    if path.isascii() and path.replace("/", "").replace("-", "").replace(".", "").isalnum() and ".." not in path:
        return path[0] != "/"
    parts = PureWindowsPath(path)
    return bool(parts.parts) and not parts.anchor and ".." not in parts.parts


def read(output: Path) -> tuple[Manifest, str]:
    """The manifest in ``output``, or an empty one, and the digest of its file."""
    try:
        data = writer.read(f"{output}/{MANIFEST}")
    except OSError:
        data = b""
    return Manifest.from_json(data), digest(data)


def digest(data: bytes) -> str:
    """What the manifest notes of a file's bytes."""
    return hashlib.blake2b(data, digest_size=_LENGTH // 2).hexdigest()


def short(text: str) -> str:
    """A digest of 64 bits of a cause's part: enough to tell that one thing changed."""
    return digest(text.encode("utf-8", "surrogatepass"))


def twin(path: str) -> Problem:
    """Two pages of one address: neither may take the other's place."""
    return Problem(f"两个页面都要用地址 {path}", "改掉其中一个的编号或栏目 slug")


def twins(manifest: Manifest) -> Iterator[Problem]:
    """Every address that two bundles want."""
    seen: set[str] = set()
    for printed in manifest.bundles.values():
        for path in printed.files:
            if path in seen:
                yield twin(path)
            seen.add(path)
