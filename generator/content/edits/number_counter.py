"""The counter of numbers in ``issue.md``: what an undo does with it.

``numbered: 13`` says that 13 is the highest number that an article of the issue was ever given. A number that readers
know, or that a later change set used, stays given when the set that gave it is undone.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from generator.content import fields, frontmatter, texts
from generator.content.edits import disk, one_value
from generator.content.issue_files import ISSUE_FOLDER

KEY, FILE = "numbered", "issue.md"
MOST_STEPS = 200
"""How many numbers a later change set may have given, for it to be told from a change of the file by a person."""


def has_one(path: str) -> bool:
    """Whether the file at a path is the head of an issue, which has the counter."""
    place = PurePosixPath(path)
    return place.name == FILE and ISSUE_FOLDER.fullmatch(place.parent.name) is not None


def read(data: bytes, path: str) -> int:
    """The counter in an ``issue.md``, 0 where there is none. Raises ``ContentError``."""
    document = frontmatter.parse(texts.plain_lines(texts.utf8(data, path)), path)
    return fields.read_issue(document, path, PurePosixPath(path).parent.name).numbered


def counting(data: bytes, number: int, path: str) -> bytes:
    """An ``issue.md`` with this counter; without one for 0. Raises ``ContentError``."""
    return one_value.changed(texts.utf8(data, path), KEY, number or None, path).encode()


def is_all_that_changed(data: bytes, digest: str, path: str) -> bool:
    """Whether an ``issue.md`` differs in its counter alone from what it was when it had the digest."""
    now = read(data, path)
    lower = range(now, max(-1, now - MOST_STEPS), -1)
    return any(disk.digest(counting(data, number, path)) == digest for number in lower)


def taken_back(old: bytes, now: bytes, path: str, published: Iterable[int], *, is_newer: bool) -> bytes:
    """What an ``issue.md`` becomes when a set is undone: as it was before, ``old``, but for numbers that stay given.

    ``is_newer`` says that a later set gave a number as well; ``published`` are the numbers that readers know.
    """
    before, given = read(old, path), read(now, path)
    stays = is_newer or any(before < number <= given for number in published)
    return counting(old, max(before, given), path) if stays else old
