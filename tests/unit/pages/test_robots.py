"""``robots.txt`` as crawlers read it, and what is missing in a paper's own."""

from urllib.robotparser import RobotFileParser

import pytest

import edition
from generator.model import Newspaper
from generator.pages import robots
from generator.pages.site import SiteCard, site_card
from generator.settings import Settings
from tools.template_contract import builtin_theme

SITEMAP = "https://news.example.org/sitemap.xml"
LICENCE = "License: https://news.example.org/license.xml"


def site(address: str = "https://news.example.org/", **table: tuple[str, ...]) -> SiteCard:
    """A paper with this table ``[robots]``."""
    settings = {"paper": {"name": "青川晚报", "address": address}, "robots": table}
    return site_card(Settings.model_validate(settings))


def text(of: SiteCard) -> str:
    """The file of a paper."""
    (page,) = (page for page in edition.pages(Newspaper(), of) if page.path == "robots.txt")
    return builtin_theme().render(page).decode()


def test_a_crawler_that_is_refused_may_read_nothing() -> None:
    """Those that the paper names are refused, everybody else reads all, and finds the sitemap."""
    found = RobotFileParser()
    found.parse(text(site(refuse=("GPTBot", "CCBot"))).splitlines())
    for agent, may in (("GPTBot/1.2", False), ("CCBot", False), ("Baiduspider", True), ("Googlebot", True)):
        assert found.can_fetch(agent, "https://news.example.org/2026-03-25/01.html") == may
    assert found.site_maps() == [SITEMAP]


def test_a_paper_without_an_address_names_no_sitemap() -> None:
    """There is none then."""
    assert "Sitemap" not in text(site(""))


@pytest.mark.parametrize("of", [site(), site(refuse=("GPTBot", "CCBot"), prohibits=("ai-train",))])
def test_nothing_is_missing_in_our_own(of: SiteCard) -> None:
    """What banmian writes has every line."""
    assert list(robots.missing(text(of), of)) == []


REFUSED = "User-agent: GPTBot，下一行 Disallow: /"


@pytest.mark.parametrize(
    ("own", "missing"),
    [
        ("", [LICENCE, f"Sitemap: {SITEMAP}", REFUSED]),
        (f"sitemap: {SITEMAP} # 地图\n{LICENCE}\nUser-agent: gptbot\nDisallow: /\n", []),
        (f"{LICENCE}\nSitemap: {SITEMAP}\nUser-agent: CCBot\nUser-agent: GPTBot\nDisallow: /\n", []),
        (
            f"{LICENCE}\nSitemap: {SITEMAP}\nUser-agent: GPTBot\nDisallow: /a/\nUser-agent: CCBot\nDisallow: /\n",
            [REFUSED],
        ),
        (
            f"{LICENCE}\nSitemap: https://old.example.org/sitemap.xml\n# User-agent: GPTBot\nDisallow: /\n",
            [f"Sitemap: {SITEMAP}", REFUSED],
        ),
    ],
)
def test_what_another_file_has_not_is_told(own: str, missing: list[str]) -> None:
    """Each line of ours that the paper's own file has not; groups are read as crawlers read them."""
    assert list(robots.missing(own, site(refuse=("GPTBot",), prohibits=("ai-train",)))) == missing
