"""What stands in ``output/`` and why: the record that makes the next build make only what changed.

The manifest lies in ``output/`` with the files it describes, so that neither can be moved or deleted without
the other. Files that are made together are a *bundle*: an issue's pages and pictures, a list, a shard of the
search index. No times are kept.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any, NamedTuple

from generator.errors import Problem

MANIFEST = ".banmian.json"


class Cause(NamedTuple):
    """Digests of what a bundle's bytes follow from besides the program and the paper's settings.

    They stand apart so that a change can be explained.
    """

    templates: str
    """The templates that the bundle is made with, all that they reach, and the static files."""
    content: str
    """What the bundle shows: an issue's files, or the facts and outlines behind a list."""
    around: str = ""
    """What an issue's pages show of the rest of the paper."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A bundle as it was made: why, and its files by path below ``output/`` with their sizes in bytes."""

    cause: Cause
    files: Mapping[str, int]


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

    @property
    def files(self) -> dict[str, int]:
        """Every file with its size."""
        return {path: size for printed in self.bundles.values() for path, size in printed.files.items()}

    def to_json(self) -> bytes:
        """One bundle a line, sorted: the same site gives the same bytes."""
        rows = (
            f"{json.dumps(name)}: {json.dumps([*printed.cause, dict(sorted(printed.files.items()))])}"
            for name, printed in sorted(self.bundles.items())
        )
        body = ",\n".join(rows)
        head = f'"inputs": {json.dumps(self.inputs)},\n"articles": {self.articles}'
        return f'{{{head},\n"bundles": {{\n{body}\n}}}}\n'.encode()

    @staticmethod
    def from_json(data: bytes) -> "Manifest":
        """Reads ``to_json``. Anything else gives an empty manifest: then everything is made anew."""
        try:
            read: Any = json.loads(data)
            bundles = {str(name): _printed(row) for name, row in read["bundles"].items()}
            return Manifest(bundles, Inputs(*map(str, read["inputs"])), int(read["articles"]))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return Manifest()


def _printed(row: Any) -> Printed:
    *cause, files = row
    for path, size in files.items():
        if type(size) is not int or not _is_below(path):
            raise ValueError(path)
    return Printed(Cause(*map(str, cause)), files)


def _is_below(path: str) -> bool:
    """Whether a path stays inside of ``output/`` on any system; a build deletes what a manifest names."""
    if path.isascii() and path.replace("/", "").replace("-", "").replace(".", "").isalnum() and ".." not in path:
        return path[0] != "/"
    parts = PureWindowsPath(path)
    return bool(parts.parts) and not parts.anchor and ".." not in parts.parts


def read(output: Path) -> Manifest:
    """The manifest in ``output``, or an empty one."""
    try:
        return Manifest.from_json((output / MANIFEST).read_bytes())
    except OSError:
        return Manifest()


def damaged(output: Path, manifest: Manifest) -> set[str]:
    """The bundles of which a file is gone from ``output``, or has another size than it was written with."""
    by_folder: dict[str, dict[str, int]] = {}
    for path, size in manifest.files.items():
        folder, _, name = path.rpartition("/")
        by_folder.setdefault(folder, {})[name] = size
    lost: set[str] = set()
    for folder, wanted in by_folder.items():
        found = dict(_sizes(os.path.join(output, folder)))  # noqa: PTH118 - a Path for each folder costs more than the look
        lost.update(f"{folder}/{name}" if folder else name for name, size in wanted.items() if found.get(name) != size)
    if not lost:
        return set()
    return {name for name, printed in manifest.bundles.items() if not lost.isdisjoint(printed.files)}


def _sizes(folder: str) -> Iterator[tuple[str, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file():
                    yield entry.name, entry.stat().st_size
    except OSError:
        return


def twin(path: str) -> Problem:
    """Two pages of one address: neither may take the other's place."""
    return Problem(f"两个页面都要用地址 {path}", "改掉其中一个的编号或栏目 slug")
