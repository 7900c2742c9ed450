"""Carrying out one file of a pending set, or taking it back: what is laid aside tells whether it was done."""

from pathlib import Path

from generator.content.edits import disk
from generator.content.edits.kept_sets import Row


def target_of(root: Path, path: str) -> Path:
    """Where a file really stands: behind a link, if a person put one there."""
    target = root / path
    return target.resolve() if target.is_symlink() else target


def is_made(pending: Path, row: Row) -> bool:
    """Whether a file of a pending set has been exchanged already: what is laid aside tells."""
    aside = disk.digest_of(pending / row.name)
    return aside != row.new if row.new else aside != disk.NOTHING


def carry_out(root: Path, pending: Path, row: Row) -> bool:
    """Step 4 for one file, where it is still to be done. ``False``: the file is not the one that was read."""
    if is_made(pending, row):
        return True
    target, aside = target_of(root, row.path), pending / row.name
    now = disk.digest_of(target)
    if now != row.old:
        return now == row.new
    try:
        _swap(target, aside, row)
    except (FileExistsError, FileNotFoundError):
        return False  # somebody made or removed it this very moment
    if row.old and disk.digest_of(aside) != row.old:
        swap_back(root, target, aside, row)  # somebody saved it between our look and the exchange
        return False
    return True


def _swap(target: Path, aside: Path, row: Row) -> None:
    if not row.new:
        disk.put(target, aside)
    elif row.old:
        disk.exchange(aside, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.put(aside, target)


def swap_back(root: Path, target: Path, aside: Path, row: Row) -> None:
    """Brings back what stood there. Raises ``OSError``."""
    if row.new and row.old:
        disk.exchange(aside, target)
    elif row.new:
        disk.put(target, aside)
        disk.remove_empty(target.parent, root)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.put(aside, target)
