"""What the parts of the report look at: the paper as it now is, read and planned once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator import system
from generator.content import addresses, texts
from generator.delivery.issue_sight import Sight
from generator.model import Catalogue
from generator.pages import theme_files
from generator.pages.theme_files import ThemeSource
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.delivery.site_plan import SitePlan
    from generator.pages.edition import Edition


@dataclass(frozen=True)
class Subject:
    """A paper without unreadable files. What is not asked for is neither read nor planned."""

    root: Path
    settings: Settings
    catalogue: Catalogue
    sights: Mapping[str, Sight]
    """Every issue, oldest first."""
    now: datetime
    """The moment for which it is said what is public."""

    @cached_property
    def edition(self) -> "Edition":
        """The paper as a build plans its lists, with articles that readers do not see yet. Raises ``ConfigError``."""
        from generator.pages.edition import Edition  # noqa: PLC0415 - needed only for links and special topics
        from generator.pages.site import site_card  # noqa: PLC0415
        from generator.press import share_outputs  # noqa: PLC0415

        issues = tuple(sight.facts for sight in self.sights.values())
        shares = share_outputs.shares(self.root, self.settings)
        site = shares.told(site_card(self.settings, self.catalogue.pages))
        record, hour = addresses.read(self.root).at(self.now), self.settings.publish.opens
        return Edition(issues, self.settings.topic_list(), site, self.catalogue, record, hour, shares)

    @cached_property
    def source(self) -> ThemeSource:
        """Templates and static files. Raises ``TemplateProblem``."""
        return theme_files.read(self.root / "templates", self.root)

    @cached_property
    def plan(self) -> "SitePlan":
        """The addresses of the site. Raises ``TemplateProblem``."""
        from generator.delivery.site_plan import SitePlan  # noqa: PLC0415 - only papers with links of their own need it

        return SitePlan(self.root, self.settings, self.edition, self.sights, self.source)

    def text(self, path: str) -> str:
        """The text of a file of the paper, with line feeds; ``""`` where there is none. Raises ``ContentError``."""
        return text_of(self.root, path)


def text_of(root: Path, path: str) -> str:
    """The text of a file, with line feeds; ``""`` where there is none. Raises ``ContentError``."""
    try:
        return texts.plain_lines(texts.utf8(system.bytes_of(root / path), path))
    except OSError:  # no file, or one that cannot be read, which is told where it is used
        return ""
