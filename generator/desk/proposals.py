"""What banmian proposes: topics and tags of articles, by the paper's own words and lists."""

from pathlib import Path
from typing import Any

from generator import config
from generator.content import tag_lists
from generator.model import Article
from generator.pages import own_district
from generator.tagging.keywords import Keywords


def keywords(root: Path) -> Keywords:
    """What proposes, with the paper's lists as they are now. Raises ``ContentError`` and ``ConfigError``."""
    settings = config.load(root)
    own = own_district.names(settings.paper.name, settings.paper.zone)
    return Keywords(settings.topic_list(), root / ".banmian", tag_lists.read(root, own=own))


def tags(root: Path, article: Article) -> list[dict[str, Any]]:
    """The tags that are proposed and that the article does not have, each with the reason. Raises as ``keywords``."""
    found = (reason for reason in keywords(root).reasons(article) if reason.kind is not None)
    return [{"name": each.name, "why": each.why} for each in found if each.name not in article.tags]
