"""Simulates a text editor that knows nothing of banmian, and a process that reads the paper all the time."""

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from generator import config
from generator.content import store
from generator.content.edits import journal
from generator.errors import BanmianError
from generator.model import Topic

IsOver = Callable[[], bool]
"""Whether there is nothing left to watch."""

_PLACE = "。"
"""The editor puts new words before a full stop of the text: an article has at least one."""

BY_RENAMING, IN_PLACE, SLOWLY = "by renaming", "in place", "slowly"
WAYS = (BY_RENAMING, IN_PLACE, SLOWLY)
"""How an editor's program saves: as another file that gets the name; in the file itself; or in the file that it has
held open since it read it, a moment later."""

_SLOW = 0.003

_WAIT = 0.01
_LOOKS = 200
_REST = 0.1
"""Seconds between two readings of the whole paper: others are to come to the lock too."""


class Saved(NamedTuple):
    """A word that the editor saved, and the file that it was put into."""

    path: str
    word: str


def words(number: int, many: int) -> Iterator[str]:
    """Words that stand nowhere else, one for each time the editor saves."""
    return (f"改{number}之{at}了" for at in range(many))


def sleep(seconds: float) -> None:
    """Begins a little later than others."""
    time.sleep(seconds)


class Pen:
    """An editor who works through some files again and again: opens one, adds a word, saves the whole text.

    It asks nobody whether the file has changed since it was opened: few programs do.
    """

    def __init__(self, paper: Path, files: list[str], words: Iterator[str], *, way: str, pause: float) -> None:
        self._paper = paper
        self._files = files
        self._words = words
        self._way = way
        self._pause = pause

    def write(self, log: Path, seconds: float) -> int:
        """Saves all the words, and writes each down in ``log`` once it is on the disk; an exit code."""
        time.sleep(seconds)
        for at, word in enumerate(self._words):
            path = self._files[at % len(self._files)]
            file = self._paper / path
            try:
                self._save(file, word)
            except FileNotFoundError:
                continue  # taken back by an undo: there is nothing to edit
            with log.open("a", encoding="utf-8") as saved:
                saved.write(json.dumps([path, word], ensure_ascii=False) + "\n")
            time.sleep(self._pause)
        return 0

    def _save(self, file: Path, word: str) -> None:
        if self._way == SLOWLY:
            with file.open("r+", encoding="utf-8", newline="") as opened:
                text = opened.read()
                time.sleep(_SLOW)
                _write(opened, _with(text, word))
        elif self._way == IN_PLACE:
            text = file.read_text("utf-8")
            with file.open("r+", encoding="utf-8", newline="") as opened:
                _write(opened, _with(text, word))
        else:
            other = file.with_name(f".{file.name}.{os.getpid()}~")
            other.write_text(_with(file.read_text("utf-8"), word), "utf-8")
            other.replace(file)

    @staticmethod
    def saved(log: Path) -> list[Saved]:
        """What was saved."""
        if not log.exists():
            return []
        return [Saved(*json.loads(line)) for line in log.read_text("utf-8").splitlines()]


def _with(text: str, word: str) -> str:
    head, _, tail = text.rpartition(_PLACE)
    return f"{head}，{word}{_PLACE}{tail}"


def _write(opened: TextIO, text: str) -> None:
    opened.seek(0)
    opened.truncate()
    opened.write(text)


def watch(paper: Path, is_over: IsOver) -> int:
    """Reads the whole paper under the lock, over and over; the exit code says whether a file was ever torn.

    An editor's program that writes in place has a torn file itself for a moment. It asks for no lock, and goes on;
    so what cannot be read is read again and again without letting anybody else write.
    """
    topics = config.load(paper).topic_list()
    while not is_over():
        with journal.held(paper, writing=False):
            if told := _unreadable(paper, topics):
                print(told)
                return 1
        time.sleep(_REST)
    return 0


def _unreadable(paper: Path, topics: tuple[Topic, ...]) -> str:
    told = ""
    for _ in range(_LOOKS):
        try:
            store.load(paper, topics)
        except BanmianError as error:
            told = str(error)
            time.sleep(_WAIT)
        else:
            return ""
    return told
