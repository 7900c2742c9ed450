"""Runs axe-core, which checks accessibility, on every kind of page, in every view, at every width."""

from playwright.sync_api import Browser

from benchmarks.audit.table import Row
from benchmarks.audit.views import VIEWS, WIDTHS, axe_violations, context


def rows(browser: Browser, address: str, kinds: dict[str, str]) -> list[Row]:
    """A row a view: violations on all kinds of pages and at all widths."""
    found = []
    for name, view in VIEWS.items():
        wrong = []
        for width in WIDTHS:
            made = context(browser, view, width)
            page = made.new_page()
            for kind, path in kinds.items():
                page.goto(address + path)
                wrong += [f"{kind} {width}px {line}" for line in axe_violations(page)]
            made.close()
        what = f"axe, {name}, {len(kinds)} kinds × {len(WIDTHS)} widths"
        found.append(Row(what, str(len(wrong)), "0", not wrong, tuple(wrong[:40])))
    return found
