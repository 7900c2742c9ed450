"""The types behind the table of outputs in ``outputs.py``: outputs, bundles and jobs.

An output lists its *bundles*. A bundle is a group of files that are made together; its cause holds digests of
everything that decides their bytes. A build compares the cause with that of the last build (``plan``). If it differs,
the build asks the bundle for a *job*, which any process can carry out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from generator.content.issue_files import IssueFiles
from generator.pages.edition import Edition
from generator.pages.issue_summary import Outline
from generator.pages.theme import Theme
from generator.press.kit import Kit
from generator.press.manifest import Cause
from generator.settings import Settings


class Scope(Enum):
    """What an output is made for, which also decides when it is made."""

    SITE = "site"
    """Once for the whole paper."""
    LIST = "list"
    """Once for a topic, a tag, a year, a period of the search index …"""
    ISSUE = "issue"
    """Once for each issue, of its articles and pictures."""
    LAST = "last"
    """After all others and those before it in the table, because it lists their addresses and digests."""


class Made(NamedTuple):
    """The files of a bundle by path below ``output/``."""

    name: str
    files: list[tuple[str, bytes]]
    spent: list[tuple[str, float]]
    """The template of each page, and the seconds that rendering it took."""


class Job(Protocol):
    """A bundle to be made from plain values, in this process or on another machine."""

    def make(self, kit: Kit) -> Made:
        """The files. Raises ``TemplateProblem`` or ``PagefindError``."""


class Ready(NamedTuple):
    """A job whose files have been made already."""

    name: str
    files: Mapping[str, bytes]

    def make(self, _kit: Kit) -> Made:
        """The files."""
        return Made(self.name, list(self.files.items()), [])


class Source(Protocol):
    """Gives a bundle what its job needs. All methods raise ``Changed`` where a file was changed during the build."""

    def files(self, issue: str) -> IssueFiles:
        """The files of an issue."""

    def outline(self, issue: str) -> Outline:
        """The cards of an issue."""

    def picture(self, issue: str, file: str, digest: str) -> bytes:
        """The original of a picture."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that are made together: either all or none of them are made anew. Its name is unique in the site."""

    name: str
    cause: Cause
    job: Callable[[Source], Job]
    changed: str
    """The reason, in Chinese, that is given where ``cause.content`` is not what it was."""
    templates: tuple[str, ...] = ()
    """The templates that it is made with."""
    follows_settings: bool = True
    """Whether it may change with ``newspaper.toml`` in ways that its cause does not show."""
    follows_code: bool = True
    """Whether it may change with banmian's own code in ways that its cause does not show."""
    articles: int = 0
    """How many articles of the search index it holds."""


@dataclass(frozen=True)
class Paper:
    """Everything that outputs plan their bundles from. ``others`` is filled only for outputs that are made last."""

    root: Path
    settings: Settings
    kit: Kit
    edition: Edition
    theme: Theme
    digests: Mapping[str, str]
    """Issue id → digest of its files."""
    static: Mapping[str, bytes]
    """The static files by path below ``output/``."""
    own: Mapping[str, bytes]
    """The paper's own files for the root of its site, by path."""
    has_index: bool = True
    """Whether the site has a search."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Every file that was made before: path → digest of its bytes."""
    planned: Mapping[str, str] = field(default_factory=dict)
    """Those of them that no output of the scope ``LAST`` made."""


class Output(Protocol):
    """A row of the table of outputs."""

    @property
    def name(self) -> str:
        """The name, for messages and tests."""

    @property
    def scope(self) -> Scope:
        """What it is made for, and so when."""

    @property
    def is_heavy(self) -> bool:
        """Whether its bundles take so much memory that they are made one at a time, beside the others."""

    def bundles(self, paper: Paper) -> Iterator[Bundle]:
        """All bundles of this output that the paper needs now."""


@runtime_checkable
class OnRequest(Protocol):
    """An output that can also make a single file, without planning all others; the preview asks it for what is read."""

    def job_at(self, paper: Paper, path: str, source: Source) -> Job | None:
        """The job that makes the file at this path, perhaps among others; ``None`` where no file of it stands there."""
