"""A browser of 2018 ignores what its style sheets say in newer words: the page is plainer there, and still whole."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from benchmarks.audit.served import PROJECT, Served, served

pytestmark = pytest.mark.browser

NEW_PROPERTIES = (
    "accent-color appearance aspect-ratio backdrop-filter break-after break-before color-scheme content-visibility gap "
    "row-gap hanging-punctuation inset margin-block margin-inline overscroll-behavior-x overscroll-behavior "
    "padding-block padding-inline scroll-behavior text-autospace text-decoration-thickness text-size-adjust "
    "text-spacing-trim text-underline-offset text-wrap translate scale"
).split()
"""Properties that Chrome 69 or Safari 12 does not know; ``gap`` they know in grids only."""
NEW_VALUES = re.compile(r"\b(?:clamp|min|max)\(|\banywhere\b|/ \"\"|\d+px\s*(?=;|})(?<=text-decoration)")
NEW_SELECTORS = re.compile(r":(?:is|where|has|focus-visible)\b|::(?:highlight|marker|backdrop)\b|:not\([^)]*,")
PATHS = ("2026-03-25/01.html", "2026-03-25/06.html", "search/?q=%E7%99%BE%E6%97%A5", "")


def stripped(css: str) -> str:
    """A style sheet as such a browser reads it: without rules and declarations that it does not understand."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    css = re.sub(r"@media[^{]*(?:prefers-color-scheme|forced-colors)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)

    def rule(found: re.Match[str]) -> str:
        selector, body = found[1], found[2]
        if NEW_SELECTORS.search(selector):
            return ""
        kept = [
            one
            for one in re.split(r";(?![^(]*\))", body)
            if one.partition(":")[0].strip() not in NEW_PROPERTIES and not NEW_VALUES.search(one)
        ]
        return f"{selector}{{{';'.join(kept)}}}"

    return re.sub(r"([^{}]+)\{([^{}]*)\}", rule, css)


@pytest.fixture(scope="module")
def sample() -> Iterator[Served]:
    """The sample edition, built and served."""
    with served(PROJECT) as site:
        yield site


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A telephone whose style sheets come without newer words."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, service_workers="block")

    def old(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=stripped(answer.text()))

    context.route("**/*.css", old)
    yield context.new_page()
    context.close()


CUT = """() => [...document.querySelectorAll("main *, .reader-bar *, .places *")].filter(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const isSeen = box.width > 1 && box.height > 1 && style.visibility !== "hidden";
  return isSeen && !e.closest(".table, svg, .unseen") && (box.left < -1 || box.right > innerWidth + 1);
}).map(e => e.outerHTML.slice(0, 80))"""
OVERLAPPING = """() => {
  const lines = [], range = document.createRange();
  document.querySelectorAll("main h1, main h2, main h3, main p, main figcaption").forEach(e => {
    const unseen = ".reader-tools, .unseen, .sheet, .reader-player, [hidden], details:not([open])";
    if (!e.offsetParent || e.closest(unseen)) return;
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), end = e.getBoundingClientRect().bottom;
    while (walker.nextNode()) {
      range.selectNode(walker.currentNode);
      [...range.getClientRects()].filter(line => line.top < end - 3).forEach(({ left, right, top, bottom, height }) =>
        lines.push({ e, left, right, top: top + height / 4, bottom: bottom - height / 4 }));
    }
  });
  return lines.flatMap((a, at) => lines.slice(at + 1, at + 40).filter(b => a.e !== b.e && !a.e.contains(b.e)
    && !b.e.contains(a.e) && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top)).map(b => `${a.e.textContent} / ${b.e.textContent}`));
}"""


@pytest.mark.parametrize("path", PATHS)
def test_an_old_telephone_shows_the_whole_page(page: Page, sample: Served, path: str) -> None:
    """Nothing scrolls sideways, nothing is cut or set over other text, every control is to be seen."""
    page.goto(sample.address + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPPING) == []
    for control in page.locator(
        ".reader-bar a, .reader-bar button, .reader-tools > button:not([hidden]), .places a"
    ).all():
        assert control.is_visible(), control.inner_text()


def test_what_is_stripped_is_what_is_new() -> None:
    """The test's own knife: it takes newer declarations and rules and leaves the others."""
    css = (
        "a{color:red;gap:1rem;width:max(1px,2px)}b:has(i){color:red}@supports (x){a{b:c}}@media print{p{inset:0;top:0}}"
    )
    assert stripped(css).replace(" ", "") == "a{color:red}@mediaprint{p{top:0}}"
