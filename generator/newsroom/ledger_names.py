"""Lets the ledger of people and posts know that a name was corrected in articles."""

from collections.abc import Collection
from dataclasses import replace

from generator.content import tables
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.content.posts_table import FILE, WRONG
from generator.proofreading import people_ledger, posts
from generator.proofreading.people_ledger import PLACES, Holding, Ledger

PATH = f"content/{tables.LISTS}/{FILE}"


def renamed(draft: Draft, old: str, new: str, articles: Collection[str]) -> bool:
    """Moves what the ledger holds about ``old`` in these articles (their ids) to ``new``; returns whether it changed.

    A row that was seen in these articles alone gets the new name, or is added to the row that the new name has for this
    post. Of any other row only these articles are taken over. A row that says that a name is wrong stays. ``check``
    counts everything again. Raises ``ContentError`` for a ledger that cannot be read.
    """
    ledger = people_ledger.read(draft.root)
    rows = ledger.rows.get(old, [])
    ledger.rows[old] = [kept for row in rows if (kept := _moved(ledger, row, new, articles)) is not None]
    if ledger.rows[old] == rows:
        return False
    draft.expect(PATH, disk.NOTHING if ledger.file is None else disk.digest(ledger.file))
    draft.write(PATH, ledger.to_bytes() or b"")
    return True


def _moved(ledger: Ledger, row: Holding, new: str, articles: Collection[str]) -> Holding | None:
    """What remains of a row after its articles were moved to the new name; ``None`` if nothing does."""
    here = tuple(place for place in row.places if place in articles)
    if not here or row.state == WRONG:
        return row
    is_whole = len(here) == len(row.places)
    seen = row.seen if is_whole else min(len(here), row.seen)
    named = ledger.rows.setdefault(new, [])
    for at, known in enumerate(named):
        if posts.is_same(known.post, row.post):
            places = tuple(sorted({*known.places, *here}))[-PLACES:]
            named[at] = replace(known, seen=known.seen + seen, places=places)
            break
    else:
        named.append(replace(row, name=new, seen=seen, places=here, at=row.at if is_whole else None))
    if is_whole:
        return None
    others = tuple(place for place in row.places if place not in here)
    return replace(row, seen=max(row.seen - seen, len(others)), places=others)
