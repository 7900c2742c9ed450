"""The words of headlines. Cuts are kept by content, so that the dictionary is loaded only for a headline never seen."""

import json
import logging
import warnings
from collections.abc import Callable, Iterable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from generator.errors import PressError, Problem
from generator.press import writer

CUTS = "headlines.json"


class Dictionary:
    """jieba without its guesses at unknown words; ``folder`` is a cache of our own that may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new = False

    def cut(self, run: str) -> tuple[str, ...]:
        """A run of Han characters as words; joined again they are the run. Raises ``PressError``."""
        kept = self._cuts.get(run)
        if kept is None:
            kept = self._cuts[run] = tuple(self._words(run))
            self._new = True
        return kept

    def save(self) -> None:
        """Keeps what was cut since the cuts were read. Raises ``PressError``."""
        if self._new:
            cuts = {run: " ".join(words) for run, words in sorted(self._cuts.items())}
            data = {"jieba": version("jieba"), "cuts": cuts}
            writer.write(self._folder, CUTS, json.dumps(data, ensure_ascii=False, indent=0).encode())
            self._new = False

    @cached_property
    def _cuts(self) -> dict[str, tuple[str, ...]]:
        try:
            data = json.loads((self._folder / CUTS).read_bytes())
            cuts = {str(run): tuple(str(words).split(" ")) for run, words in data["cuts"].items()}
            known = data["jieba"] == version("jieba")
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}
        # A damaged cache must never put another character into a headline.
        return {run: words for run, words in cuts.items() if "".join(words) == run} if known else {}

    @cached_property
    def _words(self) -> Callable[[str], Iterable[str]]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            import jieba  # noqa: PLC0415 - half a second that most builds do not need
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            hint = "检查磁盘空间和文件夹权限"
            raise PressError(Problem(f"建不了词典的文件夹：{error.strerror}", hint, str(self._folder))) from None
        jieba.setLogLevel(logging.WARNING)
        jieba.dt.tmp_dir = str(self._folder)
        jieba.dt.cache_file = "jieba.cache"
        jieba.initialize()
        return lambda run: jieba.cut(run, HMM=False)
