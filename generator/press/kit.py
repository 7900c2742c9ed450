"""What every step of a build needs besides its issue, and what a process keeps of it from one step to the next."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from generator.content import store
from generator.content.issue_files import IssueFiles
from generator.model import Catalogue, Issue, Topic
from generator.pages.site import SiteCard
from generator.pages.theme import Theme
from generator.pages.theme_files import ThemeFiles
from generator.press.headline_words import Words


@dataclass(frozen=True)
class Kit:
    """The paper's templates, settings and lists; ``key`` tells kits apart."""

    key: str
    theme: ThemeFiles = field(compare=False)
    site: SiteCard = field(compare=False)
    topics: tuple[Topic, ...] = field(compare=False)
    catalogue: Catalogue = field(compare=False)
    state: Path = field(compare=False)
    """Where the laid out dictionary is kept; it need not be there."""

    @property
    def reading(self) -> str:
        """All that decides what is understood of an issue besides its files."""
        return f"{self.site.base} {[topic.slug for topic in self.topics]} {self.words}"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of special topics, to be looked for in articles."""
        return tuple(dict.fromkeys(word for special in self.catalogue.specials for word in special.words))


# Whoever understood an issue often gets to make its pages too.
@lru_cache(maxsize=64)
def issue(files: IssueFiles, kit: Kit) -> Issue:
    """The issue that these files are. Raises ``ContentError``."""
    return store.parse(files, kit.topics)


@lru_cache(maxsize=1)
def theme(kit: Kit) -> Theme:
    """The templates, compiled once a process."""
    return Theme(kit.theme, kit.site.base, words(kit).cut)


@lru_cache(maxsize=1)
def words(kit: Kit) -> Words:
    """The words of headlines; one dictionary a process."""
    return Words(kit.state)
