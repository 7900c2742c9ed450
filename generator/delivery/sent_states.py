"""The last two states of ``output/`` that were sent to a host, so that the one before can be sent again.

They lie in ``.banmian/sent`` as hard links, which need no room of their own, since a build replaces files as a whole.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from generator.content.addresses import address
from generator.errors import PressError, Problem
from generator.model import CHINA
from generator.press import places

FOLDER = "sent"
_KEPT = 2
_NAME = "%Y%m%d-%H%M%S"
_UNFINISHED = ".unfinished"
"""The name of a state while it is copied: half of one is never sent."""
_NOTICE = b'<meta name="robots" content="noindex">'
"""Stands in every notice, and in no page that is to be read."""


def keep(root: Path, now: datetime) -> None:
    """Keeps ``output/`` as it is now, and forgets all states but the last two.

    Where it is still what was kept last, nothing is done: what was sent twice is not the state before itself. Raises
    ``OSError``.
    """
    folder, output = root / places.STATE / FOLDER, places.place(root).output
    states = _states(root)
    if states and _files(states[-1]) == _files(output):
        return
    fresh = folder / f"{now.astimezone(CHINA):{_NAME}}"
    _link(output, folder / _UNFINISHED)
    shutil.rmtree(fresh, ignore_errors=True)
    (folder / _UNFINISHED).replace(fresh)
    for old in _states(root)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def put_back(root: Path, readable: Collection[str]) -> str:
    """Makes ``output/`` what was sent before the last time, and returns when that was, in words.

    ``readable`` are the paths of pages that may be read now. Raises ``PressError``, with nothing changed, where no such
    state was kept, or where it would show a page that was withdrawn, held back or deleted since.
    """
    states = _states(root)
    if len(states) < _KEPT:
        hint = "发布过两次以后才有；用 git 的，撤回最后一次提交再推上去：git revert HEAD && git push"
        raise PressError(Problem("没有存着上一次送出去的网站", hint, f"{places.STATE}/{FOLDER}"))
    before, output = states[-_KEPT], places.place(root).output
    hidden = (path for path in _pages(before) if path not in readable)
    shown = sorted(path for path in hidden if _NOTICE not in (before / path).read_bytes())
    if shown:
        hint = "它们后来撤下、收起来或删掉了，不能再送出去；改好以后照常发布"
        raise PressError(*(Problem(f"上一次的网站里有 {address(path)}", hint, "output") for path in shown))
    shutil.rmtree(output)
    _link(before, output)
    return f"{datetime.strptime(before.name, _NAME):%Y-%m-%d %H:%M}"  # noqa: DTZ007 - shown as it was noted


def _states(root: Path) -> list[Path]:
    folder = root / places.STATE / FOLDER
    return (
        sorted(path for path in folder.iterdir() if path.is_dir() and path.name != _UNFINISHED)
        if folder.is_dir()
        else []
    )


def _pages(state: Path) -> Iterator[str]:
    """The pages of issues: what may come to be withdrawn."""
    return (path.relative_to(state).as_posix() for path in state.glob("[0-9]*/*.html"))


def _files(folder: Path) -> set[tuple[str, int, int]]:
    """The files below a folder, each as its path and what tells it from every other on the disk."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {(path.relative_to(folder).as_posix(), stat.st_dev, stat.st_ino) for path, stat in found}


def _link(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=_one)


def _one(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)
