"""What ``banmian check`` finds in the files of one issue alone: a pure function of these files and the paper's lists.

A ``Proof`` can be stored as JSON and sent to another process. ``check`` compares the proofs of all issues.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from generator import proofreading
from generator.content import texts
from generator.content.doubts import Doubt
from generator.content.issue_files import IssueFiles
from generator.errors import Problem
from generator.model import Issue
from generator.newsroom import as_typed, issue_folder
from generator.proofreading import Known, Reading
from generator.proofreading.posts import Sighting


@dataclass(frozen=True, slots=True)
class Proof:
    """One issue, proofread without the others.

    ``headings`` are the number and the title of each article; ``tags`` all tags of its articles, in their order.
    """

    issue: str
    headings: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    reading: Reading
    notes: tuple[Problem, ...]
    """Notes on text that pages may not show as it was meant."""


def proof(files: IssueFiles, issue: Issue, known: Known) -> Proof:
    """Proofreads the issue that was read from these files. Raises ``ContentError`` for text that is not UTF-8."""
    typed = {
        name: texts.plain_lines(texts.utf8(data, issue_folder.path_of(files.id, name)))
        for name, data in files.texts.items()
    }
    return Proof(
        issue.id,
        tuple((article.id.rpartition("-")[2], article.title) for article in issue.articles),
        tuple(dict.fromkeys(tag for article in issue.articles for tag in article.tags)),
        proofreading.read(issue, known),
        tuple(as_typed.of_issue(issue, typed)),
    )


def packed(found: Proof) -> list[Any]:
    """A proof as plain values that JSON can hold."""
    reading = found.reading
    return [
        found.issue,
        found.headings,
        found.tags,
        [
            reading.date.isoformat(),
            {article: list(map(_doubt, doubts)) for article, doubts in reading.doubts.items()},
            list(map(_doubt, reading.issue_doubts)),
            [list(asdict(sighting).values()) for sighting in reading.sightings],
            reading.sketches,
            reading.openings,
        ],
        [[note.message, note.hint, note.source, note.line] for note in found.notes],
    ]


def _doubt(doubt: Doubt) -> list[str]:
    return list(asdict(doubt).values())


def unpacked(held: list[Any]) -> Proof:
    """The proof that ``packed`` made plain values of."""
    issue, headings, tags, (day, doubts, of_issue, sightings, sketches, openings), notes = held
    reading = Reading(
        issue,
        date.fromisoformat(day),
        {article: tuple(Doubt(*row) for row in rows) for article, rows in doubts.items()},
        tuple(Doubt(*row) for row in of_issue),
        tuple(Sighting(*row) for row in sightings),
        {article: tuple(sketch) for article, sketch in sketches.items()},
        {article: (place, words) for article, (place, words) in openings.items()},
    )
    told = tuple(Problem(*row) for row in notes)
    return Proof(issue, tuple((number, title) for number, title in headings), tuple(tags), reading, told)
