"""What every request to change something has in common, and how its file is read.

A request names the file that it was made for, and the digest of that file as the editor saw it. An act reads through a
``Draft``, says in it what files become, and returns what it did in a few words. It writes nothing itself.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from generator.content import texts
from generator.content.edits import disk
from generator.content.edits.changes import Draft
from generator.errors import ContentError, Problem
from generator.newsroom import issue_folder
from generator.settings import Settings

IssueId = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(-[b-z])?$")]
Number = Annotated[str, Field(pattern=r"^\d{2,4}$")]
"""The number of an article in its issue, which is also the name of its file: ``03`` for ``03.md``."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Asked(BaseModel):
    """A request; JSON with any other key, or with values of other types, is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OfArticle(Asked):
    """A request about one article. ``digest`` is that of its file when the editor saw it."""

    issue: IssueId
    article: Number
    digest: Digest

    @property
    def path(self) -> str:
        """The path of the article's file in the paper."""
        return issue_folder.path_of(self.issue, f"{self.article}.md")


class WithFiles(Asked):
    """A request about files that were sent before; ``batch`` names them."""

    batch: str


class Around(NamedTuple):
    """What an act may know besides its request.

    ``person`` is who acts, ``""`` where the paper declares nobody. ``sent`` are the files of a ``WithFiles`` request.
    """

    now: datetime
    person: str
    settings: Settings
    sent: tuple[Path, ...] = ()


class Done(NamedTuple):
    """What was done, in Chinese, for the history.

    Successive acts of one person with the same ``step`` are taken back together; ``""`` is a step of its own.
    ``article`` is the number of the article that an editor wants to see next, where it is not the one of the request.
    """

    what: str
    step: str = ""
    article: str = ""


class Stale(ContentError):
    """The file was changed after the editor saw it; nothing is written. ``theirs`` is its text now, ``""`` if gone."""

    def __init__(self, path: str, theirs: str) -> None:
        super().__init__(Problem("这个文件刚才被别人改过", "两种写法都在页面上，选一种", path))
        self.path, self.theirs = path, theirs


def text_of(draft: Draft, asked: OfArticle) -> str:
    """The text of the article's file, with its own line ends. Raises ``Stale``, and ``ContentError`` if unreadable."""
    data = draft.read(asked.path)
    if data is None:
        raise Stale(asked.path, "")
    text = texts.utf8(data, asked.path)
    if disk.digest(data) != asked.digest:
        raise Stale(asked.path, text)
    return text
