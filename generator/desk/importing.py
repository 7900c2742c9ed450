"""Import on the desk: the same as ``banmian import``, of files that a browser sent."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from generator.content.edits.changes import Draft
from generator.desk import desk_pages, proposals
from generator.errors import ImportRefused, Problem
from generator.newsroom import explain, importer, issue_dates, issue_folder
from generator.newsroom.importer import Imported
from generator.sources import readers


class Import(BaseModel):
    """What is asked: the batch of files, the day that they came out, and whether it is a further issue of that day."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    batch: str
    day: str = ""
    number: int | None = Field(default=None, ge=1)
    extra: bool = False


def dated(raw: Path) -> dict[str, Any]:
    """What the files say of their day: the one that is printed, or the likeliest, and why. Raises ``ImportRefused``."""
    found = issue_dates.evidence(part.text for part in readers.read(raw))
    likely = found.found or max(found.printed, default=found.not_before)
    return {"day": likely.isoformat() if likely else "", "is_printed": bool(found.found), "reasons": found.reasons}


def raw_of(files: list[Path]) -> Path:
    """The one file, or the folder of files that are a folio each."""
    return files[0] if len(files) == 1 else files[0].parent


def import_files(root: Path, raw: Path, asked: Import, session: str, person: str) -> Imported:
    """Imports an issue. Raises ``ImportRefused`` and ``ContentError``; then nothing is written."""
    proposer = proposals.keywords(root)
    return importer.import_issue(
        root,
        raw,
        _day(asked.day),
        number=asked.number,
        extra=asked.extra,
        propose=proposer.propose,
        kinds=proposer.kinds,
        session=session,
        author=person,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ImportRefused(Problem("没有给出这一期的日期", "写上出版日期，如 2026-03-25")) from None


def why(root: Path, issue: str, token: str) -> str | None:
    """The page that says why each block of an issue's raw text became what it is; ``None`` without a raw text.

    Raises ``ImportRefused`` where the raw files cannot be read any more.
    """
    folder = root / issue_folder.path_of(issue, issue_folder.SOURCE_FOLDER)
    record = issue_folder.read_record(Draft(root), issue)
    files = [folder / name for name in record.sources]
    raws = [raw for file in files if file.is_file() for raw in readers.read(file)]
    if not raws:
        return None
    trail = [("这一期", f"{desk_pages.OWN}/issue/{issue}/")]
    return desk_pages.filled("why.html", token=token, issue=issue, trail=trail, blocks=list(explain.explain(raws)))
