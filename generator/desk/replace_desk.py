"""A word everywhere: each place of it in one issue or in all, to be chosen from."""

from itertools import groupby
from pathlib import Path

from generator.content.edits.changes import Draft
from generator.desk import desk_pages
from generator.editing import replacing


def page(root: Path, word: str, issue: str, token: str) -> str:
    """The page with all places of ``word``, in all issues where ``issue`` is ``""``."""
    found = replacing.places(Draft(root), word, issue) if word else []
    groups = [
        ((of, number, places[0].headline), places)
        for (of, number), each in groupby(found, key=lambda place: (place.issue, place.article))
        for places in [list(each)]
    ]
    trail = [("这一期", f"{desk_pages.OWN}/issue/{issue}/")] if issue else []
    return desk_pages.filled(
        "replace.html",
        token=token,
        trail=trail,
        word=word,
        issue=issue,
        groups=groups,
        count=len(found),
        is_cut=len(found) >= replacing.MOST,
    )
