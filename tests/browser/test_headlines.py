"""Where the lines of a headline end in a browser: between two words, whatever the width and the type."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from benchmarks.audit.served import Served, served
from headlines import HEADLINES
from support import NEWSPAPER, Site

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 820, 1280)

# For each headline of the page the places, counted in characters that are no blanks, where a line of it ends.
ENDS = """() => [...document.querySelectorAll(".article-head .headline")].map(headline => {
  const walker = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
  const ends = [], range = document.createRange();
  let at = 0, above = null;
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    for (let i = 0; i < text.length; i += 1) {
      if (!text[i].trim()) continue;
      range.setStart(walker.currentNode, i);
      range.setEnd(walker.currentNode, i + 1);
      const { top, height } = range.getBoundingClientRect();
      if (above !== null && top > above + height / 2) ends.push(at);
      above = top;
      at += 1;
    }
  }
  return [headline.textContent.replace(/\\s/g, ""), ends];
})"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A paper with an article under each headline, thirty an issue."""
    site = Site(tmp_path_factory.mktemp("headlines"))
    site.write("newspaper.toml", NEWSPAPER)
    for at, headline in enumerate(HEADLINES):
        day, number = f"2026-04-{at // 30 + 1:02}", at % 30 + 1
        if number == 1:
            site.issue(day)
        site.article(day, number, title=headline.title, body="正文。")
    with served(site.root) as built:
        yield built


@pytest.mark.parametrize("song", ["Song", "no Song"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_a_headline_tears_a_word(chromium: Browser, paper: Served, width: int, song: str) -> None:
    """At the head of an article, in the size that each has there."""
    pages = [paper.output / f"2026-04-{at // 30 + 1:02}/{at % 30 + 1:02}.html" for at in range(len(HEADLINES))]
    heads = [re.findall(r"<hgroup>.*?</hgroup>", page.read_text("utf-8"), re.DOTALL)[0] for page in pages]
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{paper.address}2026-04-01/01.html")
    page.evaluate("heads => { document.querySelector('.article-head').innerHTML = heads }", "".join(heads))
    if song != "Song":
        page.evaluate("document.documentElement.style.setProperty('--song', 'var(--hei)')")
    seen = page.evaluate(ENDS)
    page.close()
    assert len(seen) == len(HEADLINES)
    assert sum(len(ends) for _, ends in seen) > 20 * (width < 400)
    torn = [
        f"{text[:end]}|{text[end:]}"
        for headline, (text, ends) in zip(HEADLINES, seen, strict=True)
        for end in ends
        if end not in headline.ends
    ]
    assert not torn, "\n".join(torn)
