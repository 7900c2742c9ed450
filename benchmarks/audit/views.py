"""The views in which pages are audited: widths, and settings that a reader can choose."""

import json
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = (320, 390, 1280)


@dataclass(frozen=True, slots=True)
class View:
    """A colour scheme of the system, and what the reader has stored on the device."""

    scheme: str
    stored: dict[str, str]


VIEWS = {
    "浅色": View("light", {}),
    "深色": View("dark", {}),
    "长辈版": View("light", {"banmian.elder": "1"}),
    "长辈版深色": View("dark", {"banmian.elder": "1"}),
}

SEEN = (("浅色", 320), ("浅色", 1280), ("深色", 390), ("长辈版", 320), ("长辈版深色", 1280))
"""Each view, and each width, at least once: what the tests look at. ``make audit`` goes through all of them."""


def context(browser: Browser, view: View, width: int) -> BrowserContext:
    """A browser's context as a reader who chose ``view`` has it."""
    scheme: Literal["light", "dark"] = "dark" if view.scheme == "dark" else "light"
    made = browser.new_context(
        viewport={"width": width, "height": 844}, locale="zh-CN", color_scheme=scheme, reduced_motion="reduce"
    )
    made.add_init_script(
        f"for (const [key, value] of Object.entries({json.dumps(view.stored)})) localStorage.setItem(key, value);"
    )
    return made


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands, a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
