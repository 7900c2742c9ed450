"""``robots.txt``: which crawlers are refused, on what terms others may use the paper, and where the sitemap is.

The paper may put its own file in its place.
"""

import re
from collections.abc import Iterator

from generator.pages import urls
from generator.pages.edition import Edition
from generator.pages.page import Page
from generator.pages.site import SiteCard


def pages(edition: Edition) -> Iterator[Page]:
    """The file at the root of the site. If the site is in a sub-folder of a host, search engines do not look for it."""
    yield Page(urls.ROBOTS, "robots.txt", {"site": edition.site, "sitemap": sitemap(edition.site)})


def sitemap(site: SiteCard) -> str:
    """The whole address of the sitemap; ``""`` where the paper has no address, since there is none then."""
    return site.address + urls.SITEMAP if site.address else ""


def missing(text: str, site: SiteCard) -> Iterator[str]:
    """The lines of ours that another ``robots.txt`` in its place has not.

    A crawler counts as refused where a group that names it refuses all paths (RFC 9309).
    """
    lines = [re.sub("[ \\t]*#.*", "", line).strip() for line in text.splitlines()]
    fields = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    for name, value in (("License", site.licence), ("Sitemap", sitemap(site))):
        if value and (name.lower(), value) not in fields:
            yield f"{name}: {value}"
    refused, agents, in_rules = set[str](), set[str](), False
    for name, value in fields:
        if name == "user-agent":
            agents = {value.lower()} if in_rules else agents | {value.lower()}
            in_rules = False
        elif name in ("allow", "disallow"):
            in_rules = True
            refused |= agents if (name, value) == ("disallow", "/") else set()
    for agent in site.refused:
        if agent.lower() not in refused:
            yield f"User-agent: {agent}，下一行 Disallow: /"
