"""Reads and writes the files that import makes in an issue's folder: articles, doubts, raw files, and its record.

All other files in the folder, such as pictures, notes and layouts, are never touched.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import system
from generator.content import doubts, issue_files, texts
from generator.content.doubts import Doubt
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.errors import ImportRefused, Problem
from generator.newsroom import again
from generator.newsroom.again import Record
from generator.sources import readers, reading_notes
from generator.sources.raw import Raw

SOURCE_FOLDER = "source"
RECORD_FILE = "import.json"


@dataclass(frozen=True, slots=True)
class Sources:
    """The raw files of an issue, with their digests, which were computed before the files were read."""

    files: Mapping[Path, str]

    @staticmethod
    def of(files: Iterable[Path]) -> "Sources":
        """Computes the digests of the files. Raises ``ImportRefused``."""
        try:
            return Sources({file: disk.digest_of(file) for file in files})
        except OSError as error:
            raise ImportRefused(Problem(f"读不了：{system.why(error)}", "检查文件权限", str(error.filename))) from None

    @property
    def digests(self) -> dict[str, str]:
        """Digests by file name."""
        return {file.name: digest for file, digest in self.files.items()}


def has_named(source: Path, originals: tuple[Path, ...]) -> bool:
    """Whether a ``source`` folder has files of these names, and so an earlier version of the same raw text."""
    return all((source / file.name).is_file() for file in originals)


def has_files(source: Path, originals: tuple[Path, ...]) -> bool:
    """Whether a ``source`` folder has exactly these files, with the same bytes."""
    try:
        return all(disk.digest_of(source / file.name) == disk.digest_of(file) for file in originals)
    except OSError:
        return False


def path_of(issue_id: str, name: str = "") -> str:
    """The path of a file of an issue, from the paper's folder."""
    return f"content/issues/{issue_id}/{name}"


def standing(draft: Draft, issue_id: str) -> dict[str, str]:
    """The texts of the Markdown files in the folder, with plain line ends. Raises ``ContentError``."""
    found = {}
    for file in issue_files.articles(draft.root / path_of(issue_id)):
        path = path_of(issue_id, file.name)
        data = draft.read(path)
        if data is not None:
            found[file.name] = texts.plain_lines(texts.utf8(data, path))
    return found


def write(draft: Draft, issue_id: str, files: Mapping[str, str]) -> None:
    """Writes texts; an existing file keeps its line ends and its byte order mark."""
    for name, text in files.items():
        path = path_of(issue_id, name)
        draft.write(path, texts.saved_like(text, draft.read(path)))


def read_doubts(draft: Draft, issue_id: str) -> dict[str, tuple[Doubt, ...]]:
    """The doubts files in the folder, by name. Raises ``ContentError``."""
    found = {}
    for file in sorted((draft.root / path_of(issue_id)).glob(f"*{doubts.ENDING}")):
        path = path_of(issue_id, file.name)
        data = draft.read(path)
        if data is not None:
            found[file.name] = doubts.parse(texts.utf8(data, path), path)
    return found


def doubts_files(root: Path, issue_id: str) -> frozenset[str]:
    """The names of the doubts files in the folder."""
    with os.scandir(root / path_of(issue_id)) as entries:
        return frozenset(entry.name for entry in entries if entry.name.endswith(doubts.ENDING))


def write_doubts(draft: Draft, issue_id: str, found: Mapping[str, tuple[Doubt, ...]]) -> None:
    """Writes doubts by file name; a file without doubts is deleted."""
    for name, each in found.items():
        path = path_of(issue_id, name)
        if each:
            draft.write(path, doubts.format(each).encode())
        elif draft.read(path) is not None:
            draft.delete(path)


def keep_sources(draft: Draft, issue_id: str, sources: Sources, raws: tuple[Raw, ...], record: Record) -> None:
    """Stores the raw files in the issue's folder, with notes on how they were read and the record of this import.

    Raw files of the last import that are not used any more are deleted, unless somebody changed them. Raises
    ``ImportRefused`` where a raw file was changed while it was read.
    """
    last = read_record(draft, issue_id)
    folder = path_of(issue_id, SOURCE_FOLDER)
    for file, digest in sources.files.items():
        draft.write(f"{folder}/{file.name}", file)
        if Sources.of([file]).files[file] != digest:
            raise ImportRefused(Problem("导入的时候，这份原稿又改了", "保存好，再运行一次", str(file)))
    for name in last.sources.keys() - sources.digests.keys():
        data = draft.read(f"{folder}/{name}")
        if data is not None and disk.digest(data) == last.sources[name]:
            draft.delete(f"{folder}/{name}")
    notes = reading_notes.listing(raws)
    if notes:
        draft.write(f"{folder}/{reading_notes.FILE}", notes.encode())
    elif draft.read(f"{folder}/{reading_notes.FILE}") is not None:
        draft.delete(f"{folder}/{reading_notes.FILE}")
    write_record(draft, issue_id, replace(record, sources=sources.digests))


def raw_files(draft: Draft, issue_id: str) -> tuple[Path, ...]:
    """The raw files in an issue's folder, by their names: those of the last import, or all where there is no record."""
    folder = draft.root / path_of(issue_id, SOURCE_FOLDER)
    named = read_record(draft, issue_id).sources
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(file for file in found if file.name in named or (not named and _is_raw(file)))


def _is_raw(file: Path) -> bool:
    is_ours = file.name in (RECORD_FILE, reading_notes.FILE) or issue_files.is_litter(file.name)
    return file.suffix.lower() in readers.READERS and not is_ours


def read_record(draft: Draft, issue_id: str) -> Record:
    """The record of the last import of an issue."""
    data = draft.read(path_of(issue_id, f"{SOURCE_FOLDER}/{RECORD_FILE}"))
    return Record.from_json((data or b"").decode("utf-8", "replace"))


def write_record(draft: Draft, issue_id: str, record: Record) -> None:
    """Writes the record of an import."""
    draft.write(path_of(issue_id, f"{SOURCE_FOLDER}/{RECORD_FILE}"), record.to_json().encode())


def rewritten(draft: Draft, issue_id: str, changed: Mapping[str, tuple[str, str]]) -> None:
    """Updates the record for files that a command rewrote; ``changed`` has the texts before and after by file name.

    Such files still count as import's, unless a person had changed them before.
    """
    record = read_record(draft, issue_id)
    new = record
    for name, (before, after) in changed.items():
        if record.files.get(name) == again.digest(before):
            new = new.with_text(name, after)
    if new != record:
        write_record(draft, issue_id, new)
