"""What every task of a build needs besides its issue, with caches that a process keeps from task to task."""

from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache
from pathlib import Path

from generator.content import store
from generator.content.issue_files import IssueFiles
from generator.model import Catalogue, Issue, Topic
from generator.pages.shares import Shares
from generator.pages.site import SiteCard
from generator.pages.theme import Theme
from generator.pages.theme_files import ThemeFiles
from generator.press.headline_words import Words


@dataclass(frozen=True)
class Kit:
    """The paper's templates, settings and lists. ``key`` identifies a kit: caches compare kits by it."""

    key: str
    theme: ThemeFiles = field(compare=False)
    site: SiteCard = field(compare=False)
    topics: tuple[Topic, ...] = field(compare=False)
    catalogue: Catalogue = field(compare=False)
    hour: time = field(compare=False)
    """When an issue comes out on its day."""
    state: Path = field(compare=False)
    """The folder in which ``headline_words`` keeps its cached dictionary; the dictionary need not be there."""
    shares: Shares = field(default_factory=Shares, compare=False)

    @property
    def reading(self) -> str:
        """Everything besides an issue's files that its facts and outline depend on, as one text."""
        return f"{self.site.base} {[(topic.slug, topic.name) for topic in self.topics]} {self.words}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of special topics, to be looked for in articles."""
        return tuple(dict.fromkeys(word for special in self.catalogue.specials for word in special.words))


# The process that described an issue often makes its pages as well, so it keeps the parsed issue.
@lru_cache(maxsize=64)
def issue(files: IssueFiles, kit: Kit) -> Issue:
    """Parses the files of an issue. Raises ``ContentError``."""
    return store.parse(files, kit.topics)


@lru_cache(maxsize=1)
def theme(kit: Kit) -> Theme:
    """The templates, compiled once in each process."""
    return Theme(kit.theme, kit.site.base, words(kit).cut)


def words(kit: Kit) -> Words:
    """The words of headlines; each process loads the dictionary once, though settings, lists or templates change."""
    return _words(kit.state)


@lru_cache(maxsize=1)
def _words(state: Path) -> Words:
    return Words(state)
