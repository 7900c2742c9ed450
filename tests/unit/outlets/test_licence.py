"""The terms for programs: a file of RSL 1.0, and the places that lead to it."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.outlets import licence
from generator.press.build import build
from generator.settings import Settings
from support import NEWSPAPER, Site

RSL = "{https://rslstandard.org/rsl}"

# RSL 1.0 with its errata up to May 2026, 3.3 to 3.17: the elements, where they stand, and how often at most.
MAY_HOLD = {
    "rsl": {"content": 99},
    "content": {"license": 99, "copyright": 1, "terms": 1},
    "license": {"permits": 1, "prohibits": 1, "payment": 1},
}
USES = {"all", "ai-all", "ai-train", "ai-input", "ai-index", "search"}


def settings(**robots: object) -> Settings:
    """A paper with these terms."""
    table: dict[str, Any] = {
        "paper": {"name": "青川<晚报>", "address": "https://news.example.org/paper/"},
        "imprint": {"email": "a@example.org"},
        "robots": robots,
    }
    return Settings.model_validate(table)


@pytest.mark.parametrize(
    "robots",
    [
        {"permits": ("search",), "prohibits": ("ai-train", "ai-input"), "payment": "attribution"},
        {"prohibits": ("ai-all",), "terms": "https://news.example.org/paper/terms/"},
    ],
)
def test_the_file_is_of_rsl(robots: dict[str, Any]) -> None:
    """Elements and words are those of the standard, each as often as it may stand."""
    root = ET.fromstring(licence.text(settings(**robots)))  # noqa: S314 - our own text
    for element in root.iter():
        name = element.tag.removeprefix(RSL)
        held = [child.tag.removeprefix(RSL) for child in element]
        may = MAY_HOLD.get(name, {})
        assert all(held.count(one) <= may.get(one, 0) for one in held), name
    (content,) = root
    assert content.get("url") == "/paper/"
    for name in ("permits", "prohibits"):
        found = content.find(f"{RSL}license/{RSL}{name}")
        said = (found.text or "").split() if found is not None else []
        assert (said, set(said) - USES) == (list(robots.get(name, ())), set())
    owner = content.find(f"{RSL}copyright")
    assert owner is not None
    assert (owner.text, owner.get("contactEmail")) == ("青川<晚报>", "a@example.org")


def built(site: Site, address: str, table: str) -> Path:
    """``output/`` of a paper with this table ``[robots]``."""
    text = NEWSPAPER.replace("[paper]", f'[paper]\naddress = "{address}"')
    site.write("newspaper.toml", f"{text}\n[robots]\n{table}\n")
    site.issue()
    build(site.root, index=False)
    return site.root / "output"


def test_pages_and_robots_lead_to_the_terms(site: Site) -> None:
    """Every page names the file, and ``robots.txt`` before any group; without terms there is none."""
    address = "https://news.example.org/license.xml"
    output = built(site, "https://news.example.org/", 'prohibits = ["ai-train"]')
    assert (output / "license.xml").is_file()
    link = f'<link rel="license" type="application/rsl+xml" href="{address}">'
    assert link in (output / "index.html").read_text("utf-8")
    robots = (output / "robots.txt").read_text("utf-8")
    assert robots.index(f"License: {address}\n") < robots.index("User-agent")
    output = built(site, "https://news.example.org/", "")
    assert not (output / "license.xml").exists()
    assert "license" not in (output / "index.html").read_text("utf-8")


def test_without_an_address_there_are_no_terms(site: Site) -> None:
    """The file must be named by its whole address, so a paper without one has none."""
    output = built(site, "", 'prohibits = ["ai-train"]')
    assert not (output / "license.xml").exists()
    assert (output / "robots.txt").read_text("utf-8") == "# 青川晚报\nUser-agent: *\nDisallow:\n"
