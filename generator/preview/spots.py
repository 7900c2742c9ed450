"""Finds the folders that must be watched to see every change of what a site is made of, behind links as well."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.preview import site_paths
from generator.preview.site_paths import is_entered, joined

MOST_LINKS = 40
"""How many links on the way to a file the system follows."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A folder to watch. What is called ``name`` in it stands at ``path`` and ``name`` in the paper.

    Where the folder holds a link's target, only ``only`` counts in it, and that stands at ``path`` itself.
    """

    path: str
    folder: str
    only: str = ""
    is_below: bool = False
    """Whether the folder lies in that of another spot, by its name and without a link."""

    def told(self, name: str) -> str:
        """The path in the paper of what is called ``name`` in this folder."""
        return self.path if self.only else joined(self.path, name)


def spots(root: str, path: str) -> Iterator[Spot]:
    """The spots from which a change of what stands at ``path`` can be seen, and of all in it; ``""`` is the paper.

    Whoever asks must watch each before asking for the next: what lies in a folder, or behind a link, is looked up only
    then, so that nothing can come there unseen. What is not there has no spot, but for the place where a link leads,
    and for the paper's folder: then it is the folder in which the missing one would come to stand.
    """
    whole = joined(root, path)
    is_link = os.path.islink(whole)  # noqa: PTH114 - thousands of them, as strings
    if is_link or not path:
        for folder, name in _turns(whole, is_paper=not path):
            yield Spot(path, folder, name)
    if is_entered(path, is_link=is_link) and os.path.isdir(whole):  # noqa: PTH112
        yield Spot(path, whole, is_below=not is_link and path not in ("", *site_paths.TOP))
        if path:
            yield from _below(root, path, whole)
        else:
            for name in site_paths.TOP:
                yield from spots(root, name)


def _below(root: str, path: str, whole: str) -> Iterator[Spot]:
    """The spots of what lies in a folder: folders that are entered, and links that count."""
    links = []
    folders = []
    with suppress(OSError), os.scandir(whole) as entries:  # what is no longer there is told by the folder above
        for entry in entries:
            if entry.is_symlink():
                links.append(entry.name)
            elif entry.is_dir():
                folders.append(entry.name)
    for name in folders:
        inner, folder = f"{path}/{name}", f"{whole}/{name}"
        if is_entered(inner, is_link=False):
            yield Spot(inner, folder, is_below=True)
            yield from _below(root, inner, folder)
    counts = site_paths.rule(path)
    for name in links:
        if counts(name):
            yield from spots(root, f"{path}/{name}")


def _turns(whole: str, *, is_paper: bool) -> Iterator[tuple[str, str]]:
    """Folder and name of each link on the way to where a path leads, and of what is at its end, or missing."""
    at = Path(whole).anchor if is_paper else os.path.realpath(os.path.dirname(whole))  # noqa: PTH120
    waiting = list(reversed(Path(whole).parts[1:])) if is_paper else [os.path.basename(whole)]  # noqa: PTH119
    links = 0
    while waiting:
        name = waiting.pop()
        if name == os.pardir:
            at = os.path.dirname(at)  # noqa: PTH120
            continue
        here = os.path.join(at, name)  # noqa: PTH118
        if os.path.islink(here) and links < MOST_LINKS:  # noqa: PTH114
            if links or is_paper:  # the first link of another path lies in a folder that is watched anyway
                yield at, name
            links += 1
            target = _target(here)
            if target is None:  # gone meanwhile, which is told
                return
            at = target.anchor or at
            waiting += reversed(target.parts[1:] if target.anchor else target.parts)
            continue
        if not waiting or not os.path.lexists(here):
            yield at, name
            if not os.path.lexists(here):
                return
        at = here


def _target(path: str) -> Path | None:
    try:
        return Path(os.readlink(path))  # noqa: PTH115
    except OSError:
        return None
