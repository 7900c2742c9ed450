"""The raw source of an issue beside its articles: cut in pieces, with what stood where, for the script of the proof."""

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.content import shown_lines
from generator.content.edits.changes import Draft
from generator.desk import proof_desk
from generator.newsroom import aligned, issue_folder
from generator.newsroom.aligned import Aligned, Stretch
from generator.newsroom.issue_folder import Sources
from generator.press import kit as kits
from generator.preview.session import Session
from generator.sources import readers


def beside(session: Session, issue: str, numbers: Collection[str]) -> dict[str, Any]:
    """The source as ``pieces``, each with the number of its first character and whether it was left out.

    ``sentences`` have for each of the articles, each place and each sentence the stretches of the source, as pairs of
    numbers. Raises ``ImportRefused`` where the raw files cannot be read any more, and ``ContentError``.
    """
    draft = Draft(session.paper.root)
    files = issue_folder.raw_files(draft, issue)
    whole = session.whole_issue(issue)
    if whole is None or not files:
        return {"pieces": [], "sentences": {}}
    of = kits.issue(whole.files, whole.kit)
    pieces = [piece for article in of.articles for piece in aligned.pieces(article.id.rpartition("-")[2], article)]
    text = _read(files, tuple(Sources.of(files).digests.values()))
    found = aligned.align(text, [*pieces, *aligned.furniture(of.furniture)])
    sentences: dict[str, dict[str, list[tuple[Stretch, ...]]]] = {}
    for article in of.articles:
        number = article.id.rpartition("-")[2]
        if number in numbers:
            lines = {str(line.place): line.text for line in shown_lines.lines(article)}
            sentences[number] = {
                place: [found.within(number, place, line[start:end]) for start, end in proof_desk.sentences(line)]
                for place, line in lines.items()
                if (number, place) in found.stretches
            }
    return {"pieces": _pieces(found, sentences), "sentences": sentences}


@lru_cache(4)
def _read(files: tuple[Path, ...], digests: tuple[str, ...]) -> str:  # noqa: ARG001 - other digests, another text
    """The text of raw files. A PDF takes seconds, so the last ones are kept."""
    return "\n\n".join(raw.text for file in files for raw in readers.read(file))


def _pieces(found: Aligned, sentences: dict[str, dict[str, list[tuple[Stretch, ...]]]]) -> list[tuple[str, int, bool]]:
    """The source cut where any sentence, or anything that was left out, begins or ends."""
    named = [one for places in sentences.values() for lines in places.values() for parts in lines for one in parts]
    left = {one.start for one in found.left_out}
    cuts = sorted({0, len(found.source), *(at for one in (*named, *found.left_out) for at in one)})
    return [(found.source[start:end], start, start in left) for start, end in pairwise(cuts)]
