"""Reads from the ledger of people and posts, 人名职务.csv, the posts that may be shown to readers."""

import re
from collections import defaultdict
from pathlib import Path

from generator.content import tables
from generator.model import Post

FILE = "人名职务.csv"
COLUMNS = ("姓名", "职务", "起", "止", "确认", "次数", "见于")
CONFIRMED, WRONG = "是", "错"
OFTEN = 2
"""A post that no editor has confirmed is shown only if it was printed at least this many times."""
_COUNT = re.compile(r"[0-9]{1,9}")
_ARTICLE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[b-z])?-[0-9]{2,4}")
_STAFF = frozenset(("记者", "通讯员", "作者", "摄影"))


def posts(root: Path) -> dict[str, tuple[Post, ...]]:
    """Each person's current posts, newest first, without those that are wrong or were printed too rarely.

    Raises ``ContentError`` for a table that cannot be read.
    """
    rows = tables.read(tables.folder(root) / FILE, root, COLUMNS, ("姓名", "职务"))
    found: dict[str, list[tuple[str, Post]]] = defaultdict(list)
    for row in rows:
        seen = int(row["次数"]) if _COUNT.fullmatch(row["次数"]) else 0
        sure = row["确认"] == CONFIRMED or (row["确认"] != WRONG and seen >= OFTEN)
        if sure and not row["止"] and row["职务"] not in _STAFF:
            found[row["姓名"]].append((row["起"], Post(row["职务"], _places(row["见于"]))))
    return {
        name: tuple(post for _, post in sorted(held, key=lambda one: one[0], reverse=True))
        for name, held in found.items()
    }


def _places(cell: str) -> tuple[str, ...]:
    return tuple(place for place in cell.split() if _ARTICLE.fullmatch(place))
