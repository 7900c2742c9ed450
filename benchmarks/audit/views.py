"""The ways a page is looked at: widths, and what the reader chose. The tests look the same ways."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 390, 1280)


@dataclass(frozen=True, slots=True)
class View:
    """A colour scheme of the system, and what the reader has stored on the device."""

    scheme: str
    stored: dict[str, str]


VIEWS = {
    "浅色": View("light", {}),
    "深色": View("dark", {}),
}


def look(page: Page, address: str, view: View) -> None:
    """Opens a page as a reader who chose ``view`` sees it."""
    page.emulate_media(color_scheme="dark" if view.scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate("stored => Object.entries(stored).forEach(([k, v]) => localStorage.setItem(k, v))", view.stored)
    page.reload(wait_until="load")


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands, a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
