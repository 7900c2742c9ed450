"""Carries out one file of a pending change set, or takes it back.

The new file waits in the pending folder and is swapped with the old one. So the file in the pending folder shows
whether the swap was done.
"""

from pathlib import Path

from generator.content.edits import disk
from generator.content.edits.kept_sets import Row


def target_of(root: Path, path: str) -> Path:
    """The path of the real file: if a person put a symbolic link there, its target."""
    target = root / path
    return target.resolve() if target.is_symlink() else target


def is_made(pending: Path, row: Row) -> bool:
    """Whether a file of a pending set has been swapped already: then the pending folder no longer has the new one."""
    aside = disk.digest_of(pending / row.name)
    return aside != row.new if row.new else aside != disk.NOTHING


def carry_out(root: Path, pending: Path, row: Row) -> bool:
    """Does step 4 of ``journal`` for one file, unless it is done. Returns ``False`` if somebody changed the file."""
    if is_made(pending, row):
        return True
    target, aside = target_of(root, row.path), pending / row.name
    now = disk.digest_of(target)
    if now != row.old:
        return now == row.new
    try:
        _swap(target, aside, row)
    except (FileExistsError, FileNotFoundError):
        return False  # somebody created or deleted it at this moment
    if row.old and disk.digest_of(aside) != row.old:
        swap_back(root, target, aside, row)  # somebody saved the file between the check and the swap
        return False
    return True


def stands(root: Path, pending: Path, row: Row) -> bool:
    """Whether a file is still as it was swapped.

    It is not where somebody wrote over the new file, or into the old one, which a program may have had open.
    """
    target, aside = target_of(root, row.path), pending / row.name
    return disk.digest_of(target) == row.new and disk.digest_of(aside) == row.old


def _swap(target: Path, aside: Path, row: Row) -> None:
    if not row.new:
        disk.put(target, aside)
    elif row.old:
        disk.exchange(aside, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.put(aside, target)


def swap_back(root: Path, target: Path, aside: Path, row: Row) -> None:
    """Restores the file that was there before. Raises ``OSError``."""
    if row.new and row.old:
        disk.exchange(aside, target)
    elif row.new:
        disk.put(target, aside)
        disk.remove_empty(target.parent, root)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.put(aside, target)
