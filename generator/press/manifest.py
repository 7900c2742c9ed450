"""The manifest: a record of the files in ``output/`` and what each was made from.

With it the next build can make only what changed. It lies in ``.banmian/``: everything in ``output/`` is public, and it
names files that are no pages. Files that are made together are a *bundle*: an issue's pages, a list, a shard of the
search index. The manifest holds no times, so that the same site always gives the same bytes.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple

from generator.errors import Problem
from generator.press import writer

MANIFEST = "manifest.json"
"""Its name in ``.banmian/``."""

ROOT = "root"
"""The bundle of the paper's own files, from ``content/root/``."""

UNSURE = ""
"""Noted in place of a digest when a build was interrupted while it wrote the file, or an older banmian made it."""

_LENGTH = 16
"""Characters in a digest."""


class Cause(NamedTuple):
    """Digests of what decides a bundle's bytes, besides banmian's own code and the paper's settings.

    There are several digests and not one, so that a build can say which of them changed.
    """

    templates: str
    """The templates that the bundle is made with, the templates that those include, and the static files."""
    content: str
    """What the bundle shows: an issue's files, or the facts and outlines behind a list."""
    around: str = ""
    """For an issue's pages, what they show of the rest of the paper. For other pages, the ids of the issues of which
    they show whole articles."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A bundle as it was made: its cause, and for each file's path below ``output/`` the digest of its bytes."""

    cause: Cause
    files: Mapping[str, str]


class Inputs(NamedTuple):
    """Digests of everything that a build reads. If all are the same as last time, there is nothing to do."""

    program: str = ""
    """banmian's own code, and the libraries that decide a page's bytes."""
    paper: str = ""
    """``newspaper.toml``."""
    theme: str = ""
    """Every template and static file."""
    content: str = ""
    """Every issue."""
    lists: str = ""
    """Everything else in ``content/``, such as tables of tags and pages that belong to no issue."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files that banmian put into ``output/``, by bundle, and what they were made from."""

    bundles: Mapping[str, Printed] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    articles: int = 0
    kept: tuple[str, ...] = ()
    """Static and index files of the build before the last, which pages already open in browsers may still load.

    They belong to no bundle any more, and the next build removes them.
    """

    @property
    def files(self) -> dict[str, str]:
        """Every file of a bundle with its digest."""
        return {path: digest for printed in self.bundles.values() for path, digest in printed.files.items()}

    def to_json(self) -> bytes:
        """The manifest as JSON, one bundle a line and sorted, so that the same site gives the same bytes."""
        rows = (
            f"{json.dumps(name)}: {json.dumps([*printed.cause, dict(sorted(printed.files.items()))])}"
            for name, printed in sorted(self.bundles.items())
        )
        body = ",\n".join(rows)
        head = f'"inputs": {json.dumps(self.inputs)},\n"articles": {self.articles},\n"kept": {json.dumps(self.kept)}'
        return f'{{{head},\n"bundles": {{\n{body}\n}}}}\n'.encode()

    @staticmethod
    def from_json(data: bytes) -> "Manifest":
        """Reads what ``to_json`` wrote.

        From the manifest of an older banmian only the paths are taken, so everything is made anew. Bytes that are no
        manifest give an empty one.
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


def read(state: Path, known: tuple[str, Manifest] | None = None) -> tuple[Manifest, str]:
    """The manifest in the folder ``state``, or an empty one, and the digest of its file.

    ``known`` is one that is in memory, with the digest of its file.
    """
    try:
        data = writer.read(f"{state}/{MANIFEST}")
    except OSError:
        data = b""
    noted = digest(data)
    return known[1] if known and known[0] == noted else Manifest.from_json(data), noted


def digest(data: bytes) -> str:
    """What the manifest notes of a file's bytes."""
    return hashlib.blake2b(data, digest_size=_LENGTH // 2).hexdigest()


def short(text: str) -> str:
    """A digest of 64 bits of a text; used for the parts of a ``Cause``."""
    return digest(text.encode("utf-8", "surrogatepass"))


def twin(path: str) -> Problem:
    """The problem that two pages have the same address."""
    return Problem(f"两个页面都要用地址 {path}", "改掉其中一个的编号或栏目 slug")


def twins(manifest: Manifest) -> Iterator[Problem]:
    """A problem for each path that is in more than one bundle."""
    seen: set[str] = set()
    for printed in manifest.bundles.values():
        for path in printed.files:
            if path in seen:
                yield twin(path)
            seen.add(path)
