"""The errors that users can correct, each with a message that says what is wrong and what to do.

    BanmianError                 carries one or more Problems; the command line prints them all, exit code 1
    ├── ConfigError              newspaper.toml
    ├── ImportRefused            a raw issue that cannot become content
    ├── ContentError             content/: front matter, issue folders, photos
    │   └── ChangedMeanwhile     a file that another program changed while a command worked
    ├── ReleaseError             a version of banmian that a paper's folder cannot be given
    ├── TemplateProblem          templates/: syntax, unknown variable, missing file
    └── PressError               output/: writing, another build at work
        └── PagefindError        the search engine's binary

A user's mistake is always a ``BanmianError``; anything else that surfaces is a defect of ours.
"""

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

LONGEST = 300
"""The most characters of one line in a message."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake to correct.

    ``source`` is the file (as the user would type it), ``line`` counts from 1, ``message`` says what is wrong and
    ``hint`` what to do about it. A message's line that is longer than ``LONGEST`` is shortened in its middle.
    """

    message: str
    hint: str = ""
    source: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST:
            lines = _visible(self.message).split("\n")
            object.__setattr__(self, "message", "\n".join(map(_shortened, lines)))

    @property
    def place(self) -> str:
        """``file:line``, ``file``, or nothing."""
        return f"{self.source}:{self.line}" if self.source and self.line else self.source

    def seen_from(self, folder: Path) -> "Problem":
        """The same, with the file named from a folder that it is in."""
        inside = str(folder / "_")[:-1]
        is_inside = self.source.startswith(inside)
        return replace(self, source=Path(self.source.removeprefix(inside)).as_posix()) if is_inside else self

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        whole = f"{head}\n    → {self.hint}" if self.hint else head
        return _visible(whole)


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]}……{line[-LONGEST // 3 :]}"


def _visible(text: str) -> str:
    """A text with control and other invisible characters, which could disturb a terminal, replaced by their codes."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    is_seen = character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs"
    return character if is_seen else f"<U+{ord(character):04X}>"


class BanmianError(Exception):
    """A mistake that a user can correct; it holds all problems that were found, not just the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ConfigError(BanmianError):
    """newspaper.toml is missing, unreadable, or has invalid values."""


class ImportRefused(BanmianError):
    """A raw issue that cannot be imported; nothing was written."""


class ContentError(BanmianError):
    """A file in content/ that cannot be read, or has invalid values."""


class ChangedMeanwhile(ContentError):
    """Another program changed a file after it was read; nothing was written. The problems show both versions."""


class ReleaseError(BanmianError):
    """A wheel of banmian that cannot be made, read or used for a paper's folder; nothing was written."""


class TemplateProblem(BanmianError):
    """A template that cannot be read or rendered."""


class PressError(BanmianError):
    """Writing the site failed."""


class PagefindError(PressError):
    """The search engine's binary is missing, failed, or returned something unusable."""
