"""Addresses at which something stood once, and where it stands now."""

from generator.pages import tag_pages, urls
from generator.pages.edition import Edition


def redirects(edition: Edition) -> dict[str, str]:
    """Old path → new path, both below ``output/``. No page that stands now is at an old one."""
    slugs = edition.tag_slugs
    return {urls.tag(old): urls.tag(slugs[name]) for _, old, name in tag_pages.merged(edition)}
