"""What stands in ``output/`` and why: the record that makes the next build write only what changed.

The manifest lies in ``output/`` with the files it describes, so that neither can be moved or deleted without
the other. A file's ``digest`` is of what it was made from; no times are kept.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

MANIFEST = ".banmian.json"


@dataclass(frozen=True, slots=True)
class Printed:
    """One file of ``output/``: the digest of its sources, and its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A shard of the search index: the digest of its articles, the name of its table, how many articles it holds."""

    digest: str
    table: str
    articles: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file that banmian put into ``output/``, by path, and the shards of the search index by name."""

    files: Mapping[str, Printed] = field(default_factory=dict)
    search: Mapping[str, Indexed] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """One file a line, sorted: the same site gives the same bytes."""
        rows = (f"{json.dumps(path)}: {json.dumps([p.digest, p.size])}" for path, p in sorted(self.files.items()))
        body = ",\n".join(rows)
        search = {name: [shard.digest, shard.table, shard.articles] for name, shard in sorted(self.search.items())}
        return f'{{"search": {json.dumps(search)},\n"files": {{\n{body}\n}}}}\n'.encode()

    @staticmethod
    def from_json(data: bytes) -> "Manifest":
        """Reads ``to_json``. Anything else gives an empty manifest: then everything is written anew."""
        try:
            read: Any = json.loads(data)
            files = {str(path): Printed(str(digest), int(size)) for path, (digest, size) in read["files"].items()}
            shards = read["search"].items()
            search = {str(name): Indexed(str(digest), str(table), int(held)) for name, (digest, table, held) in shards}
            return Manifest(files, search) if all(map(_is_below, files)) else Manifest()
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return Manifest()


def _is_below(path: str) -> bool:
    """Whether a path stays inside of ``output/`` on any system; a build deletes what a manifest names."""
    parts = PureWindowsPath(path)
    return bool(parts.parts) and not parts.anchor and ".." not in parts.parts


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do: paths to write, to leave alone, to delete."""

    write: tuple[str, ...]
    keep: tuple[str, ...]
    delete: tuple[str, ...]


def plan(old: Mapping[str, Printed], wanted: Mapping[str, str], intact: Iterable[str]) -> Plan:
    """Compares the files of the last build with the digests ``wanted`` now.

    ``intact`` are the old files that still stand there; a lost one is written again.
    """
    standing = set(intact)
    keep = {path for path, digest in wanted.items() if path in standing and old[path].digest == digest}
    return Plan(
        write=tuple(path for path in wanted if path not in keep),
        keep=tuple(path for path in wanted if path in keep),
        delete=tuple(path for path in old if path not in wanted),
    )


def read(output: Path) -> Manifest:
    """The manifest in ``output``, or an empty one."""
    try:
        return Manifest.from_json((output / MANIFEST).read_bytes())
    except OSError:
        return Manifest()


def intact(output: Path, files: Mapping[str, Printed]) -> list[str]:
    """The files that still stand in ``output`` with the size they were written with."""
    found = []
    for path, printed in files.items():
        try:
            size = (output / path).stat().st_size
        except OSError:
            continue
        if size == printed.size:
            found.append(path)
    return found
